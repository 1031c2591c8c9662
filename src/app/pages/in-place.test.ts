import { afterAll, beforeAll, expect, test } from 'vitest';
import { LET_SEE } from '#agreement';
import type { Seat } from '#auth';
import type { Governance } from '#governance';
import type { Explanation } from '#governance/contract';
import { compartmentOf } from '#repository';
import { startTestServer, type TestServer } from '#testing/server';

/*
 * Ruth Hale lets her brother into a part of her record, sees on her own pages what he sees, asks why, and changes it. Through pages and the JSON API,
 * as in the program.
 */
const HOME = { organization: 'Organization/test', organizationName: 'Test Surgery' };
type Cookies = Readonly<Record<string, string>>;

let server: TestServer;
let ruth: Cookies;
let brother: Cookies;

beforeAll(async () => {
  server = await startTestServer();
  const { app } = server;
  const subject = { reference: 'Patient/ruth' };
  await put('Patient', 'ruth', { name: [{ family: 'Hale', given: ['Ruth'] }], birthDate: '1970-03-02' });
  await put('Condition', 'gout', { subject, clinicalStatus: { coding: [{ code: 'active' }] }, code: { text: 'Gout' } });
  await put('MedicationStatement', 'pill', {
    subject,
    status: 'active',
    medicationCodeableConcept: { text: 'Allopurinol' },
  });
  const security = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'HIV' }];
  await put('Condition', 'quiet', { subject, meta: { security }, code: { text: 'A quiet matter' } });
  await put('Condition', 'told', { subject, code: { text: 'Seen at the HIV clinic' } });
  do await app.caughtUp();
  while ((await app.core.feed.behind('record', 1)) > 0);
  const { ports, store, answers } = app.core.services;
  const governance = answers['governance'] as Governance;
  const [row] = await ports.persons.of(store, [compartmentOf('Patient/ruth')]);
  const system = await app.core.auth.accessOfClient('loader', HOME.organization);
  const partners = [
    { organization: HOME.organization, name: 'Test Surgery', kind: 'general-practice' as const, hosts: true },
  ];
  const enrolled = await governance.enroll(system, { name: 'Vale', partners });
  if (!enrolled.ok) throw new Error(enrolled.refusals[0].text);
  ruth = await signedIn('ruth', { role: 'person', person: `Person/${row?.person ?? ''}`, ...HOME });
  brother = await cookieOf(await letIn(['medicines']));
});
afterAll(() => server?.close());

async function put(type: string, id: string, fields: object): Promise<void> {
  const answer = await fetch(`${server.base}/${type}/${id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: type, id, ...fields }),
  });
  expect(answer.status, await answer.text()).toBe(201);
}

async function cookieOf(link: string): Promise<Cookies> {
  const sid = await server.app.core.auth.signIn(link);
  const { origin } = new URL(server.base);
  return { cookie: `concord-sid=${sid.ok ? sid.value : ''}`, 'sec-fetch-site': 'same-origin', origin };
}

async function signedIn(id: string, seat: Omit<Seat, 'id' | 'account' | 'name'>): Promise<Cookies> {
  const { auth } = server.app.core;
  const link = `${id}-link`.repeat(6);
  await auth.keepAccount({ id, name: 'Ruth Hale', seats: [{ id: `${id}-seat`, ...seat }] });
  await auth.keepLink({ link, seat: `${id}-seat`, days: 1, reusable: true });
  return cookieOf(link);
}

const opened = async (path: string, headers: Cookies, form?: readonly (readonly [string, string])[]) => {
  const body = form && new URLSearchParams(form.map(([name, value]) => [name, value]));
  const sent = body === undefined ? {} : { method: 'POST', body };
  const answer = await fetch(`${server.app.address}${path}`, { headers, redirect: 'manual', ...sent });
  return { status: answer.status, text: await answer.text() };
};
const ticks = (sees: readonly string[]) => sees.map((one) => ['sees', one] as const);

/** The link that the page shows once. */
async function letIn(sees: readonly string[]): Promise<string> {
  const wish = [['action', 'let-in'], ['name', 'Sam Hale'], ['days', '30'], ...ticks(sees)] as const;
  const { status, text } = await opened('/account', ruth, wish);
  const link = /sign-in\?link=([\w-]+)/.exec(text)?.[1] ?? '';
  expect([status, link.length > 20], text).toEqual([200, true]);
  return link;
}

async function seatOfSam(): Promise<string> {
  const found = await server.app.answers.record.deciding.inPlace(await selfAccess());
  if (!found.ok) throw new Error(found.refusals[0].text);
  return found.value.find(({ name }) => name === 'Sam Hale')?.seat ?? '';
}
async function selfAccess() {
  const [seat] = await server.app.core.auth.seats('ruth');
  return server.app.core.auth.accessOfSeat(seat as Seat);
}
const rescope = async (sees: readonly string[], hides: readonly string[] = []) =>
  opened('/account', ruth, [
    ['action', 'rescope'],
    ['seat', await seatOfSam()],
    ...ticks(sees),
    ...hides.map((one) => ['hides', one] as const),
  ]);

async function explained(reference: string, proxy?: string, by = ruth) {
  const viewer = {
    organization: HOME.organization,
    role: 'person',
    purpose: 'own-record',
    ...(proxy ? { proxy } : {}),
  };
  const answer = await fetch(`${server.app.address}/api/explain`, {
    method: 'POST',
    headers: { ...by, 'content-type': 'application/json' },
    body: JSON.stringify({ viewer, reference }),
  });
  return { status: answer.status, said: (await answer.json()) as Explanation };
}

test('who was let into a part sees it on the page of the record, and opens nothing that would tell of the rest', async () => {
  const page = await opened('/me', brother);
  expect([page.status, page.text.includes('Allopurinol'), page.text.includes('Gout')]).toEqual([200, true, false]);
  for (const path of ['/me/access', '/me/sharing', '/me/requests', '/fhir/Condition/gout'])
    expect([path, (await opened(path, brother)).status]).toEqual([path, 403]);
  expect((await opened('/me', ruth)).text).toContain('Gout');
});

test('she reads on her own page what he sees, and explain says why of each item, for her alone', async () => {
  const page = await opened('/me/access', ruth);
  expect(page.text).toMatch(/Sam Hale<\/bdi>, let in by the person/);
  expect(page.text).toContain('all but');
  expect(page.text).toContain('problems');
  const sam = await seatOfSam();
  const hidden = (await explained('Condition/gout', sam)).said;
  expect([hidden.visible, hidden.words]).toEqual([
    false,
    expect.stringMatching(/^Not visible: this seat was not let see .*problems/),
  ]);
  expect((await explained('MedicationStatement/pill', sam)).said.visible).toBe(true);
  expect((await explained('Condition/gout')).said.visible).toBe(true);
  expect((await explained('Condition/gout', 'another-seat')).status).toBe(400);
});

test('his own page says what his seat was let see, and an item that is kept from him is not there', async () => {
  const page = await opened('/explain', brother);
  expect([page.status, page.text.includes('What of it you were let see')]).toEqual([200, true]);
  expect(page.text).toContain('not problems');
  const asked = await opened('/explain?reference=Condition/gout', brother);
  expect(asked.text).toContain('There is no Condition/gout.');
  expect((await opened('/explain?reference=MedicationStatement/pill', brother)).text).toContain('Can be seen');
});

test('she changes it at once, to more, to less, to the whole; nothing at all is no part of a record', async () => {
  expect((await rescope(['problems'])).status).toBe(303);
  const other = (await opened('/me', brother)).text;
  expect([other.includes('Allopurinol'), other.includes('Gout')]).toEqual([false, true]);
  expect((await rescope([])).text).toContain('Choose at least one kind of data');
  expect((await rescope(LET_SEE)).status).toBe(303);
  expect((await opened('/me', brother)).text).toContain('Allopurinol');
  expect((await opened('/me/access', brother)).status).toBe(200);
  // Who is let in widens nothing for themself.
  const wish = [['action', 'rescope'], ['seat', await seatOfSam()], ...ticks(['problems'])] as const;
  expect((await opened('/account', brother, wish)).text).toContain('Only the person, in their own seat');
});

test('what she keeps to herself of a condition he sees in no kind of data and reads in no text, and is not told which it is', async () => {
  expect((await rescope(LET_SEE, ['hiv'])).status).toBe(303);
  const page = (await opened('/me', brother)).text;
  expect(page).toContain('Allopurinol');
  expect([page.includes('A quiet matter'), page.includes('HIV'), page.includes('Chronic care')]).toEqual([
    false,
    false,
    true,
  ]);
  const own = (await opened('/me', ruth)).text;
  expect([own.includes('A quiet matter'), own.includes('Seen at the HIV clinic')]).toEqual([true, true]);
  expect((await opened('/account', ruth)).text).toContain('but nothing marked as HIV');
  const hidden = (await explained('Condition/quiet', await seatOfSam())).said;
  expect([hidden.visible, hidden.words]).toEqual([false, expect.stringContaining('labelled HIV')]);
  for (const path of ['/explain', '/explain?reference=Condition/quiet', '/account'])
    expect([path, (await opened(path, brother)).text.includes('HIV')]).toEqual([path, false]);
  expect((await opened('/me/access', brother)).status).toBe(403);
  expect((await rescope(LET_SEE)).status).toBe(303);
  expect((await opened('/me', brother)).text).toContain('A quiet matter');
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '#testing/server';
import { compartmentOf } from '#repository';

/** What the FHIR API says to a seat that need not know what a person has, by every way to read it, and what it takes from there. */
let server: TestServer;
let clerk: Readonly<Record<string, string>>;
let nurse: Readonly<Record<string, string>>;

const TELLING = /\bHIV\b|\bH<b>I<\/b>V\b|Dr Moss/i;
const CALLED = 'My Thursday clinic';
const HOME = { organization: 'Organization/test', organizationName: 'Test Surgery' };
const subject = { reference: 'Patient/ada' };
const VISIT = {
  status: 'finished',
  class: { code: 'AMB' },
  type: [{ text: 'New patient' }, { text: 'HIV clinic, Dr Moss' }],
  reasonCode: [
    { coding: [{ system: 'urn:local:hiv', code: 'HIV-REVIEW', display: 'Review' }], text: 'H\u0049V review' },
  ],
  text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">H<b>I</b>V clinic</div>' },
  subject,
  period: { start: '2026-01-12T09:00:00Z' },
  length: { value: 1.5 },
};
const BOOKED = {
  status: 'booked',
  description: 'HIV clinic, with Dr Moss',
  comment: 'bring the antiretrovirals',
  start: '2026-02-12T09:00:00Z',
  end: '2026-02-12T09:30:00Z',
  participant: [{ actor: subject, status: 'accepted' }],
};

beforeAll(async () => {
  server = await startTestServer();
  const { app, token } = server;
  const system = { authorization: `Bearer ${token}` };
  await put(system, 'Patient', 'ada', { name: [{ family: 'Okafor' }], identifier: [{ system: 'urn:n', value: '7' }] });
  await put(system, 'Encounter', 'visit', VISIT);
  await put(system, 'Encounter', 'plain', {
    ...VISIT,
    type: [{ text: 'Foot check' }],
    reasonCode: undefined,
    text: undefined,
  });
  await put(system, 'Appointment', 'booked', BOOKED);
  await app.caughtUp();
  const { ports, store } = app.core.services;
  const [owner] = await ports.persons.of(store, [compartmentOf('Patient/ada')]);
  const seat = { account: 'a', id: 's', name: 'Ada', ...HOME };
  const self = await app.core.auth.accessOfSeat({ ...seat, role: 'person', person: `Person/${owner?.person}` });
  expect(await app.answers.record.confiding.call(self, 'my Thursday clinic')).toMatchObject({ ok: true });
  const partner = { organization: HOME.organization, name: HOME.organizationName, kind: 'general-practice' };
  const founded = { name: 'Vale', partners: [partner] };
  const partnership = { method: 'POST', headers: { ...system, 'content-type': 'application/json' } };
  await fetch(`${app.address}/api/partnership`, { ...partnership, body: JSON.stringify(founded) });
  clerk = await signedIn('joy', 'receptionist');
  nurse = await signedIn('ruth', 'practice-nurse');
});
afterAll(() => server?.close());

type Headers = Readonly<Record<string, string>>;

async function signedIn(id: string, role: 'receptionist' | 'practice-nurse'): Promise<Headers> {
  const { auth } = server.app.core;
  const link = `${id}-link`.repeat(6);
  await auth.keepAccount({ id, name: id, seats: [{ id: `${id}-seat`, role, ...HOME }] });
  await auth.keepLink({ link, seat: `${id}-seat`, days: 1, reusable: true });
  const sid = await auth.signIn(link);
  const { origin } = new URL(server.base);
  return { cookie: `concord-sid=${sid.ok ? sid.value : ''}`, 'sec-fetch-site': 'same-origin', origin };
}

/** JSON of FHIR, unless the body comes with another type. */
async function asked(headers: Headers, method: string, path: string, sent?: object | string | Typed) {
  const { body, type } = isTyped(sent) ? sent : { body: sent, type: 'application/fhir+json' };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const sending = body === undefined ? {} : { body: text };
  const init = { method, headers: { ...headers, 'content-type': type }, ...sending };
  const answer = await fetch(`${server.base}${path}`, init);
  return { status: answer.status, text: await answer.text() };
}

type Typed = { readonly body: object; readonly type: string };

function isTyped(sent: object | string | undefined): sent is Typed {
  return typeof sent === 'object' && 'body' in sent;
}

async function put(headers: Headers, type: string, id: string, fields: object): Promise<void> {
  const { status, text } = await asked(headers, 'PUT', `/${type}/${id}`, { resourceType: type, id, ...fields });
  expect(status, text).toBeLessThan(300);
}

const READS = [
  '/Encounter/visit',
  '/Encounter/visit/_history/1',
  '/Encounter/visit/_history',
  '/Encounter/_history',
  '/_history',
  '/Encounter?patient=ada',
  '/Encounter?_id=visit&_elements=type,reasonCode',
  '/Encounter?_id=visit&_summary=text',
  '/Patient?_id=ada&_revinclude=Encounter:patient&_revinclude=Appointment:patient',
  '/?_type=Encounter,Appointment',
  '/Patient/ada/*',
  '/Patient/ada/Encounter',
  '/Patient/ada/$everything',
  '/Patient/ada/$summary',
  '/Appointment/booked',
  '/Appointment?patient=ada&_pretty=true',
];

test.each(READS)(
  'a clerk who reads %s is told what the person calls it; a nurse reads what stands there',
  async (path) => {
    const told = await asked(clerk, 'GET', path);
    expect(told.status, told.text).toBe(200);
    expect(told.text).not.toMatch(TELLING);
    expect(told.text).not.toContain('antiretroviral');
    const whole = await asked(nurse, 'GET', path);
    expect(whole.status).toBe(200);
    if (path.includes('$summary')) return;
    expect(told.text).toContain(CALLED);
    expect(whole.text).toMatch(TELLING);
    // Nothing else of it differs, nor how much there is.
    expect(told.text.match(/"resourceType"/g)?.length).toBe(whole.text.match(/"resourceType"/g)?.length);
  },
);

test('what would tell nothing is told to the letter, digits too', async () => {
  const [told, whole] = [await asked(clerk, 'GET', '/Encounter/plain'), await asked(nurse, 'GET', '/Encounter/plain')];
  expect(told.text).toBe(whole.text);
  expect((await asked(clerk, 'GET', '/Encounter/visit')).text).toContain('"value":1.5');
});

test('in a bundle a clerk is told the same', async () => {
  const entry = ['Encounter/visit', 'Encounter?patient=ada', 'Encounter/visit/_history/1'].map((url) => ({
    request: { method: 'GET', url },
  }));
  for (const type of ['batch', 'transaction']) {
    const { status, text } = await asked(clerk, 'POST', '', { resourceType: 'Bundle', type, entry });
    expect(status, text).toBe(200);
    expect(text).toContain(CALLED);
    expect(text).not.toMatch(TELLING);
  }
});

const BY_WORDS = [
  '/Encounter?type:text=HI',
  '/Encounter?reason-code:text=HIV',
  '/Encounter?reason-code=HIV-REVIEW',
  '/Encounter?reason-code:not=HIV-REVIEW',
  '/Encounter?_sort=type',
  '/Patient?_has:Encounter:patient:type:text=HIV',
  '/Patient?identifier:text=H',
  '/Appointment?patient.name=Okafor&reason-code:text=HIV',
  '/Encounter?appointment.reason-code:text=HIV',
  '/DocumentReference?description=HIV',
  '/?_type=Encounter,Appointment&reason-code:text=HIV',
  '/Patient/ada/Encounter?type:text=HIV',
];

test.each(BY_WORDS)('nothing is found by words in that seat: %s', async (path) => {
  const refused = await asked(clerk, 'GET', path);
  expect(refused.status, refused.text).toBe(403);
  expect(refused.text).toContain('search.words');
  expect((await asked(nurse, 'GET', path)).status).toBe(200);
});

test('nor by the condition of a write, nor by a search in a bundle', async () => {
  const resource = { resourceType: 'Encounter', ...VISIT };
  const conditional = await fetch(`${server.base}/Encounter`, {
    method: 'POST',
    headers: { ...clerk, 'content-type': 'application/fhir+json', 'if-none-exist': 'type:text=HIV' },
    body: JSON.stringify(resource),
  });
  expect([conditional.status, await conditional.text()]).toEqual([403, expect.stringContaining('search.words')]);
  for (const [method, path] of [
    ['PUT', '/Encounter?type:text=HIV'],
    ['DELETE', '/Encounter?type:text=HIV'],
  ] as const) {
    const { status, text } = await asked(clerk, method, path, method === 'PUT' ? resource : undefined);
    expect([status, text]).toEqual([403, expect.stringContaining('search.words')]);
  }
  const entry = [{ request: { method: 'GET', url: 'Encounter?type:text=HIV' } }];
  const batch = await asked(clerk, 'POST', '', { resourceType: 'Bundle', type: 'batch', entry });
  expect(batch.text).toContain('search.words');
});

test('people are still found by their names, and visits by person, day and status', async () => {
  for (const path of ['/Patient?name=Okafor', '/Encounter?patient=ada&date=ge2026-01-01&status=finished&_sort=-date']) {
    const { status, text } = await asked(clerk, 'GET', path);
    expect([status, /"total":[12]/.test(text)]).toEqual([200, true]);
  }
});

const stored = async () =>
  JSON.parse((await asked(nurse, 'GET', '/Encounter/visit')).text) as typeof VISIT & { meta: { versionId: string } };

test('what a clerk sends back as they read it is no change of it', async () => {
  const { text } = await asked(clerk, 'GET', '/Encounter/visit');
  const again = await asked(clerk, 'PUT', '/Encounter/visit', text);
  expect(again.status, again.text).toBe(200);
  expect((await stored()).meta.versionId).toBe('1');
});

test('what a clerk changes is changed, and what they were not told stays as it was, wherever it moved', async () => {
  const shown = JSON.parse((await asked(clerk, 'GET', '/Encounter/visit')).text) as typeof VISIT;
  const sent = { ...shown, status: 'cancelled', type: shown.type.slice(1) };
  const done = await asked(clerk, 'PUT', '/Encounter/visit', sent);
  expect([done.status, TELLING.test(done.text), done.text.includes(CALLED)]).toEqual([200, false, true]);
  const { status, type, reasonCode, text } = await stored();
  expect({ status, type, reasonCode, text }).toEqual({
    status: 'cancelled',
    type: VISIT.type.slice(1),
    reasonCode: VISIT.reasonCode,
    text: VISIT.text,
  });
});

test('a patch is of what they were told, so that it cannot be asked what stands there', async () => {
  const tried = [{ op: 'test', path: '/type/0/text', value: 'HIV clinic, Dr Moss' }];
  const no = await asked(clerk, 'PATCH', '/Encounter/visit', { body: tried, type: 'application/json-patch+json' });
  expect(no.status).toBeGreaterThanOrEqual(400);
  expect(no.text).not.toMatch(/Moss"/);
  const told = [
    { op: 'test', path: '/type/0/text', value: CALLED },
    { op: 'replace', path: '/status', value: 'finished' },
  ];
  const done = await asked(clerk, 'PATCH', '/Encounter/visit', { body: told, type: 'application/json-patch+json' });
  expect([done.status, TELLING.test(done.text)]).toEqual([200, false]);
  expect(await stored()).toMatchObject({ status: 'finished', type: VISIT.type.slice(1) });
  const merged = await asked(clerk, 'PATCH', '/Encounter/visit', {
    body: { status: 'cancelled' },
    type: 'application/merge-patch+json',
  });
  expect([merged.status, TELLING.test(merged.text)]).toEqual([200, false]);
  expect(await stored()).toMatchObject({ status: 'cancelled', reasonCode: VISIT.reasonCode });
});

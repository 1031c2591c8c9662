import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Access } from '#agreement';
import type { Seat } from '#auth';
import { dayIn, plusMonths } from '#base';
import type { Outcome } from '#fhir';
import { compartmentOf } from '#repository';
import { sql } from '#store';
import { startTestServer, type TestServer } from '#testing/server';
import type { RecordJoint } from '../record.ts';
import type { DecidingAnswers } from './contract.ts';

/*
 * Ada is fourteen. Her mother sits in her record as a parent; she has a seat of her own. Everything runs as in the program, in the law of England.
 */
const HOME = { organization: 'Organization/test', organizationName: 'Test Surgery' };
const today = dayIn('Europe/London', Date.now());
const YEARS = (count: number) => plusMonths(today, -12 * count);

type Cookies = Readonly<Record<string, string>>;

let server: TestServer;
let decides: DecidingAnswers;
let person: string;
let gp: Access;
let self: Access;
let mother: Cookies;
let doctor: Cookies;

beforeAll(async () => {
  server = await startTestServer();
  const { app } = server;
  ({ deciding: decides } = app.core.services.answers['record'] as RecordJoint);
  await put('Patient', 'ada', { name: [{ family: 'Lund', given: ['Ada'] }], birthDate: YEARS(14) });
  await put('Patient', 'bo', { name: [{ family: 'Marsh', given: ['Bo'] }], birthDate: YEARS(40) });
  await put('Patient', 'cy', { name: [{ family: 'Okafor', given: ['Cy'] }], birthDate: '2013' });
  await condition('asthma', 'Asthma');
  await condition('pill', 'Contraception advice', 'SEX');
  do await app.caughtUp();
  while ((await app.core.feed.behind('record', 1)) > 0);
  person = await personOf('ada');
  gp = await app.core.auth.accessOfSeat({ id: 'g', account: 'g', name: 'Dr Moss', role: 'gp', ...HOME });
  const own = { role: 'person', person, ...HOME } as const;
  self = await app.core.auth.accessOfSeat({ id: 'ada-own', account: 'ada', name: 'Ada Lund', ...own });
  mother = await signedIn('eva', { ...own, proxy: 'parent' });
  doctor = await signedIn('moss', { role: 'gp', ...HOME });
});
afterAll(() => server?.close());
beforeEach(async () => {
  await server.app.core.services.store.run(sql`delete from auth_bar`);
  await server.app.core.services.store.run(sql`delete from record_understanding`);
});

async function personOf(patient: string): Promise<string> {
  const { ports, store } = server.app.core.services;
  const [row] = await ports.persons.of(store, [compartmentOf(`Patient/${patient}`)]);
  return `Person/${row?.person ?? ''}`;
}

async function put(type: string, id: string, fields: object): Promise<void> {
  const answer = await fetch(`${server.base}/${type}/${id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: type, id, ...fields }),
  });
  expect(answer.status, await answer.text()).toBe(201);
}

function condition(id: string, text: string, code?: string): Promise<void> {
  const security = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code }];
  return put('Condition', id, {
    ...(code === undefined ? {} : { meta: { security } }),
    clinicalStatus: { coding: [{ code: 'active' }] },
    code: { text },
    subject: { reference: 'Patient/ada' },
  });
}

async function signedIn(id: string, seat: Omit<Seat, 'id' | 'account' | 'name'>) {
  const { auth } = server.app.core;
  const link = `${id}-link`.repeat(6);
  await auth.keepAccount({ id, name: 'Eva Lund', seats: [{ id: `${id}-seat`, ...seat }] });
  await auth.keepLink({ link, seat: `${id}-seat`, days: 1, reusable: true });
  const sid = await auth.signIn(link);
  const { origin } = new URL(server.base);
  return { cookie: `concord-sid=${sid.ok ? sid.value : ''}`, 'sec-fetch-site': 'same-origin', origin };
}

const opened = async (path: string, headers: Cookies = mother, form?: Readonly<Record<string, string>>) => {
  const sent = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) };
  const answer = await fetch(`${server.app.address}${path}`, { headers, redirect: 'manual', ...sent });
  return { status: answer.status, text: await answer.text() };
};
const code = (outcome: Outcome<unknown>) => (outcome.ok ? 'accepted' : outcome.refusals[0].code);
const WISH = { on: today, by: 'Dr Lund', reason: 'She said in her own words what it does and what it does not.' };
const matter = async (id: string) => {
  const shown = await decides.of(gp, person);
  if (!shown.ok) throw new Error(shown.refusals[0].code);
  return shown.value.matters.find((one) => one.id === id);
};

test('below the age a parent decides, and sees the whole record', async () => {
  expect(await matter('sexual-health')).toMatchObject({ who: 'parent', open: true });
  expect((await matter('sexual-health'))?.why).toContain('so Eva Lund decides, as parent (Children Act 1989');
  const page = await opened('/me');
  expect([page.status, page.text.includes('Contraception'), page.text.includes('Asthma')]).toEqual([200, true, true]);
  expect((await opened('/me/access')).status).toBe(200);
});

test('what she understands she decides: the parent sees the rest, on the one page that tells nothing of it', async () => {
  expect(code(await decides.judge(gp, person, { matter: 'sexual-health', ...WISH }))).toBe('accepted');
  const now = await matter('sexual-health');
  expect(now).toMatchObject({
    who: 'person',
    judgement: { by: 'Dr Lund', enteredBy: 'Dr Moss', until: plusMonths(YEARS(14), 12 * 18) },
  });
  expect(now?.why).toMatch(/The person decides: understands what it means, as Dr Lund found on .+ \(Family Law Reform/);
  expect(await matter('sharing')).toMatchObject({ who: 'parent' });
  const mine = await decides.mine(self);
  expect(mine.ok && mine.value.matters.filter(({ who }) => who === 'person').map(({ id }) => id)).toEqual([
    'sexual-health',
  ]);
  const page = await opened('/me');
  expect([page.status, page.text.includes('Contraception'), page.text.includes('Asthma')]).toEqual([200, false, true]);
  for (const path of ['/me/access', '/me/decides', '/me/sharing', '/me/requests', '/obligations', '/me/forms']) {
    expect([path, (await opened(path)).status]).toEqual([path, 403]);
  }
  expect((await opened('/fhir/Condition/pill')).status).toBe(403);
  expect((await opened('/account')).status).toBe(200);
});

test('who decides about sharing decides who sees the record: the seat of the parent is nobody’s, until it is withdrawn', async () => {
  expect(code(await decides.judge(gp, person, { matter: 'sharing', ...WISH }))).toBe('accepted');
  expect((await opened('/me')).text).not.toContain('Asthma');
  expect((await server.app.core.auth.seats('eva')).length).toBe(0);
  const again = { matter: 'sharing', reason: 'She asked for her mother to look after it again.' };
  expect(code(await decides.withdrawJudgement(gp, person, again))).toBe('accepted');
  expect((await opened('/me')).text).toContain('Asthma');
  expect(code(await decides.withdrawJudgement(gp, person, again))).toBe('record.nothing-judged');
  const { store } = server.app.core.services;
  const rows = await store.all<{ understands: boolean }>(
    sql`select understands from record_understanding order by at, id`,
  );
  expect(rows.map(({ understands }) => understands)).toEqual([true, false]);
});

test('a second judgement takes the place of the first, and one withdrawal ends both', async () => {
  for (const by of ['Dr Lund', 'Dr Otieno']) await decides.judge(gp, person, { matter: 'sharing', ...WISH, by });
  expect((await matter('sharing'))?.judgement?.by).toBe('Dr Otieno');
  await decides.withdrawJudgement(gp, person, { matter: 'sharing', reason: 'It was about something else.' });
  expect((await opened('/me')).text).toContain('Asthma');
});

test('refuses by name what cannot be judged', async () => {
  const judged = async (who: string, wish: object, access = gp) =>
    code(await decides.judge(access, who, { matter: 'sharing', ...WISH, ...wish }));
  const bo = await personOf('bo');
  expect(await judged(bo, {})).toBe('record.decides-by-age');
  expect(await judged(await personOf('cy'), {})).toBe('record.birth-date');
  expect(await judged(person, { matter: 'moving-home' })).toBe('record.matter');
  expect(await judged(person, { on: plusMonths(today, 1) })).toBe('record.finding-day');
  expect(await judged(person, { by: 'x' })).toBe('record.finding-by');
  expect(await judged(person, { reason: 'clever' })).toBe('record.judgement-reason');
  expect(await judged('Person/nobody', {})).toBe('record.no-person');
  const desk = await server.app.core.auth.accessOfSeat({
    id: 'r',
    account: 'r',
    name: 'Joy',
    role: 'receptionist',
    ...HOME,
  });
  expect(await judged(person, {}, desk)).toBe('record.not-a-judge');
  expect(code(await decides.of(desk, person))).toBe('record.not-a-judge');
});

test('who looked and who judged is in the log, without what it was about', async () => {
  await decides.judge(gp, person, { matter: 'sexual-health', ...WISH });
  const { store } = server.app.core.services;
  const rows = await store.all<{ query: string | null }>(
    sql`select query from audit where action = 'judge-understanding' order by at desc limit 1`,
  );
  expect(rows).toEqual([{ query: null }]);
});

test('a clinician judges and withdraws on the page, which keeps what was typed where it is refused', async () => {
  const path = `/people/${person.slice('Person/'.length)}/decides`;
  const before = await opened(path, doctor);
  expect([before.status, before.text.includes('They understand it')]).toEqual([200, true]);
  const form = { action: 'judge', matter: 'sexual-health', ...WISH };
  const refused = await opened(path, doctor, { ...form, reason: 'clever' });
  expect([refused.status, refused.text.includes('value="Dr Lund"')]).toEqual([400, true]);
  expect(refused.text).toContain('Write what shows it');
  expect((await opened(path, doctor, form)).status).toBe(303);
  const after = await opened(path, doctor);
  expect(after.text).toContain(WISH.reason);
  expect(after.text).toContain('The person decides: understands what it means, as Dr Lund found on');
  const withdrawn = { action: 'withdraw', matter: 'sexual-health', reason: 'She does not want to decide it alone.' };
  expect((await opened(path, doctor, withdrawn)).status).toBe(303);
  expect((await opened(path, doctor)).text).not.toContain(WISH.reason);
  expect((await opened(path)).status).toBe(403);
});

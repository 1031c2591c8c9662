import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Access, type Expr, relationshipBits } from '#agreement';
import { sql, type Store } from '#store';
import { freshDatabase } from '#testing/database';
import type { EmergencyRequest } from '../contract.ts';
import { hba1c, loadFrom, type Opened, onePerson, openForTest, PARTNERS, patient } from '../record.testing.ts';

let opened: Opened;
let store: Store;
let person: string;
let doctor: Access;
let officer: Access;

/** What the law lets whoever must act now see; governance compiles it from the pack of the jurisdiction. */
const FLOOR: Expr = {
  op: 'and',
  of: [{ op: 'relationship', bits: relationshipBits('emergency') }, { op: 'undenied' }],
};
const REQUEST: EmergencyRequest = {
  family: 'Okafor',
  born: '1957-07-04',
  reason: 'danger-to-life',
  words: 'Found collapsed at home, not responding, needs medicines now',
};

beforeAll(async () => {
  ({ store } = await freshDatabase());
  opened = await openForTest(store, PARTNERS);
  await loadFrom(opened, 'elm', patient('e1'), hba1c('o1', 'e1', { value: 50, unit: 'mmol/mol', on: '2026-01-01' }));
  await loadFrom(
    opened,
    'elm',
    patient('e2', { identifier: [], name: [{ family: 'Zhou', given: ['Wei'] }], birthDate: '1999-12-31' }),
  );
  await opened.follow();
  person = await onePerson(opened, await opened.system('Organization/loader'), 'okafor');
  const staff = await opened.staff('Organization/trust', 'consultant');
  doctor = { ...staff, name: 'Dr Marsh', filter: { op: 'or', of: [staff.filter, FLOOR] }, writes: 'own-people' };
  officer = { ...(await opened.own('Organization/trust', 'ig-lead')), purpose: 'audit', name: 'Noor Haddad' };
});

afterAll(async () => opened.stop());

const look = async (access: Access) => opened.answers.openPerson(access, person, opened.today);

test('without a relationship there is nobody; opened in an emergency the record is there, for an hour, and says so', async () => {
  expect(await look(doctor)).toMatchObject({ ok: false, refusals: [{ code: 'record.no-person' }] });
  const done = await opened.answers.openEmergency(doctor, REQUEST);
  expect(done).toMatchObject({ ok: true, value: { person } });
  expect(await look(doctor)).toMatchObject({ ok: true, value: { banner: { name: 'OKAFOR, Amina' }, emergency: {} } });
  opened.clock.now += 59 * 60_000;
  expect(await look(doctor)).toMatchObject({ ok: true });
  opened.clock.now += 2 * 60_000;
  expect(await look(doctor)).toMatchObject({ ok: false });
});

// Shows requirement API6:2023.
test('it opens one person to one member of staff', async () => {
  await opened.answers.openEmergency(doctor, REQUEST);
  const colleague = { ...doctor, principal: 'account/another' };
  expect(await look(colleague)).toMatchObject({ ok: false });
  const other = await onePerson(opened, await opened.system('Organization/loader'), 'zhou');
  expect(await opened.answers.openPerson(doctor, other, opened.today)).toMatchObject({ ok: false });
});

test('relationships that are kept anew keep it; leaving ends it', async () => {
  const done = await opened.answers.openEmergency(doctor, REQUEST);
  await loadFrom(opened, 'elm', hba1c('o2', 'e1', { value: 52, unit: 'mmol/mol', on: '2026-02-01' }));
  await opened.follow();
  expect(await look(doctor)).toMatchObject({ ok: true });
  for (const { id } of await store.all<{ id: string }>(sql`select id from record_break_glass where closed is null`)) {
    expect(await opened.answers.closeEmergency(doctor, id)).toMatchObject({ ok: true });
  }
  expect(done.ok).toBe(true);
  expect(await look(doctor)).toMatchObject({ ok: false });
});

test('asks for a reason, words, and the person’s name and birth date; and takes no guessing', async () => {
  const refused = async (change: Partial<EmergencyRequest>, access = doctor) => {
    const done = await opened.answers.openEmergency(access, { ...REQUEST, ...change });
    return done.ok ? 'done' : done.refusals[0].code;
  };
  expect(await refused({ words: 'please' })).toBe('record.emergency-words');
  expect(await refused({ reason: 'curious' as 'cannot-say' })).toBe('record.emergency-reason');
  expect(await refused({ born: '1957' })).toBe('record.emergency-confirm');
  expect(await refused({ nhsNumber: '123' })).toBe('record.emergency-confirm');
  expect(await refused({}, await opened.staff('Organization/trust', 'receptionist'))).toBe('record.not-an-opener');
  expect(await refused({}, officer)).toBe('record.not-an-opener');
  expect(await refused({ person: await onePerson(opened, await opened.system('Organization/loader'), 'zhou') })).toBe(
    'record.emergency-nobody',
  );
  for (let tries = 0; tries < 4; tries += 1)
    expect(await refused({ born: '1957-07-05' })).toBe('record.emergency-nobody');
  expect(await refused({})).toBe('record.emergency-tries');
  opened.clock.now += 3_700_000;
  expect(await refused({ nhsNumber: '999 000 0018' })).toBe('done');
});

test('nothing is written under it, and every line of the log is marked', async () => {
  const [row] = await store.all<{ id: string }>(sql`select id from record_break_glass order by opened desc limit 1`);
  await look(doctor);
  const lines = await opened.answers.searchAudit(officer, { account: doctor.principal });
  expect(lines.ok && lines.value.rows.filter(({ emergency }) => emergency).map(({ what }) => what)).toContain(
    'Opened the record',
  );
  expect(row?.id).toBeDefined();
});

test('the person is told within a day, later only if a second person says why', async () => {
  const self = await opened.person(person);
  const told = async () => {
    const seen = await opened.answers.visits(self, person);
    if (!seen.ok) throw new Error(seen.refusals[0].text);
    return seen.value.filter(({ emergency }) => emergency).reduce((sum, { times }) => sum + times, 0);
  };
  const before = await told();
  const done = await opened.answers.openEmergency(doctor, REQUEST);
  const id = done.ok ? done.value.id : '';
  await look(doctor);
  expect(await told()).toBe(before);
  const because = 'Somebody at home reads the person’s telephone';
  expect(
    await opened.answers.holdEmergency({ ...officer, principal: doctor.principal }, id, { because, days: 3 }),
  ).toMatchObject({
    ok: false,
    refusals: [{ code: 'record.own-opening' }],
  });
  expect(await opened.answers.holdEmergency(officer, id, { because, days: 3 })).toMatchObject({ ok: true });
  opened.clock.now += 24 * 3_600_000;
  const meanwhile = await told();
  opened.clock.now += 49 * 3_600_000;
  expect(await told()).toBeGreaterThan(meanwhile);
});

test('is reviewed by somebody else, once, with reasons', async () => {
  const waiting = await opened.answers.emergencies(officer, { waiting: true });
  if (!waiting.ok) throw new Error(waiting.refusals[0].text);
  const [first] = waiting.value;
  const id = first?.id ?? '';
  expect(first).toMatchObject({ who: 'Dr Marsh', reason: 'Danger to life or of serious harm now', person });
  const review = { verdict: 'justified', words: 'The ambulance report names the collapse' };
  const own = { ...officer, principal: doctor.principal };
  expect(await opened.answers.reviewEmergency(own, id, review)).toMatchObject({
    refusals: [{ code: 'record.own-opening' }],
  });
  expect(await opened.answers.reviewEmergency(officer, id, { ...review, words: 'ok' })).toMatchObject({ ok: false });
  expect(await opened.answers.reviewEmergency(officer, id, review)).toMatchObject({ ok: true });
  expect(await opened.answers.reviewEmergency(officer, id, review)).toMatchObject({
    refusals: [{ code: 'record.reviewed' }],
  });
  expect(await opened.answers.emergency(officer, id)).toMatchObject({
    ok: true,
    value: { review: { by: 'Noor Haddad' } },
  });
  const seen = await opened.answers.visits(await opened.person(person), person);
  const told = seen.ok ? seen.value.flatMap(({ openings }) => openings) : [];
  expect(told).toContainEqual(
    expect.objectContaining({ words: REQUEST.words, review: { verdict: 'justified', words: review.words } }),
  );
  const stranger = { ...(await opened.own('Organization/clinic', 'ig-lead')), purpose: 'audit' as const };
  expect(await opened.answers.emergency(stranger, id)).toMatchObject({ refusals: [{ code: 'record.no-emergency' }] });
});

test('what a person did themself is told to them as theirs; of anybody else they read the role', async () => {
  const self = await opened.person(person);
  await opened.answers.visits(self, person);
  const seen = await opened.answers.visits(self, person);
  const visits = seen.ok ? seen.value : [];
  expect(visits.filter(({ own }) => own).map(({ who }) => who)).toContain('You');
  expect(visits.filter(({ role }) => role !== 'person').some(({ own, who }) => own || who === 'You')).toBe(false);
  const another = await opened.answers.visits({ ...self, principal: 'account/somebody-in-their-place' }, person);
  const before = another.ok ? another.value.filter(({ role, own }) => role === 'person' && !own) : [];
  expect(before.map(({ who }) => who)).toContain('The person');
});

test('a person asks why somebody looked; the officer of whoever looked answers, and the person reads it', async () => {
  const self = await opened.person(person);
  const seen = await opened.answers.visits(self, person);
  const visit = seen.ok ? seen.value.find(({ role }) => role === 'consultant') : undefined;
  expect(visit).toBeDefined();
  const asked = await opened.answers.askWhy(self, {
    visit: visit?.key ?? '',
    words: 'I was not at the hospital that day',
  });
  expect(asked).toMatchObject({ ok: true });
  const id = asked.ok ? asked.value : '';
  expect(await opened.answers.accessQuestions(officer)).toMatchObject({ ok: true, value: [{ id }] });
  const stranger = { ...(await opened.own('Organization/clinic', 'ig-lead')), purpose: 'audit' as const };
  expect(await opened.answers.accessQuestion(stranger, id)).toMatchObject({
    refusals: [{ code: 'record.no-question' }],
  });
  expect(
    await opened.answers.answerWhy(officer, id, 'You were brought in unconscious; Dr Marsh looked up what you take.'),
  ).toMatchObject({ ok: true });
  expect(await opened.answers.accessQuestions(self, person)).toMatchObject({
    ok: true,
    value: [{ id, answer: 'You were brought in unconscious; Dr Marsh looked up what you take.', by: 'Noor Haddad' }],
  });
  expect(await opened.answers.askWhy(self, { visit: 'none', words: 'why' })).toMatchObject({
    refusals: [{ code: 'record.no-visit' }],
  });
});

test('what is unusual is told rule by rule, with its reason', async () => {
  const seen = await opened.answers.unusual(officer, { days: 30 });
  if (!seen.ok) throw new Error(seen.refusals[0].text);
  expect(seen.value.looks).toBeGreaterThan(0);
  for (const { because } of seen.value.found) expect(because.length).toBeGreaterThan(20);
  expect(await opened.answers.unusual(doctor, { days: 30 })).toMatchObject({
    refusals: [{ code: 'record.not-an-officer' }],
  });
});

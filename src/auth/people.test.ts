import { randomBytes } from 'node:crypto';
import { TOTP, URI } from 'otpauth';
import { beforeAll, expect, test } from 'vitest';
import { day } from '#base';
import type { Outcome } from '#fhir';
import { openRepository } from '#repository';
import { sql, type Store } from '#store';
import { testStore } from '#testing/database';
import { type Auth, openAuth } from './auth.ts';
import { openPeople, type People } from './people.ts';
import type { Seat } from './seat.ts';
import { keyFor } from './secret.ts';
import { bar, endBar } from './staff/bar.ts';
import { MANAGERS } from './staff/manage.ts';

const START = Date.parse('2026-03-02T09:00:00Z');
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const SECRET = 'the secret of this test, of 32 bytes';
const FROM = { site: { origin: 'http://localhost:1', host: 'localhost' } };
const CARE_HOME = { organization: 'Organization/home', organizationName: 'Care Home' };

let now = START;
let store: Store;
let auth: Auth;
let people: People;
let count = 0;

beforeAll(async () => {
  store = await testStore();
  const parts = { store, now: () => now, newSecret: () => randomBytes(32).toString('base64url') };
  const opened = openRepository({ ...parts, random: Math.random, projections: [], admissions: [], secret: 'x' });
  auth = openAuth({
    ...parts,
    tokenKey: keyFor(SECRET, 'token'),
    keys: opened.contributors,
    policy: { filterFor: () => ({ op: 'never' }) },
  });
  people = openPeople({
    ...parts,
    newId: () => `${++count}`,
    codeKey: keyFor(SECRET, 'code apps'),
    issuerKey: keyFor(SECRET, 'issuers'),
  });
});

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.refusals[0].code);
  return outcome.value;
}

const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'accepted' : outcome.refusals[0].code);

/** Somebody with a seat of their own organisation, signed in with an app that shows codes. */
async function member(role: Seat['role'], organization = `Organization/o${++count}`) {
  const by = 'operator';
  const given = must(await people.give({ name: 'Ivo Marek', role, organization, organizationName: organization, by }));
  const half = must(await auth.signIn(given.link));
  const seat = await auth.waiting(half);
  if (!seat) throw new Error('the session does not wait');
  const app = URI.parse(must(await people.offerCodeApp(seat))) as TOTP;
  const { sid, codes } = must(await people.enrol(half, { code: app.generate({ timestamp: now }) }, FROM));
  return { ...given, seat, app, half, sid, codes, code: () => app.generate({ timestamp: now }) };
}

test('who was invited signs in by link, adds an app for codes, and is in under a new session id', async () => {
  const { half, sid, codes } = await member('gp');
  expect(await auth.callerOfSession(half)).toBeUndefined();
  expect(await auth.callerOfSession(sid)).toMatchObject({ seat: { name: 'Ivo Marek' }, access: { proved: now } });
  expect(codes).toHaveLength(10);
  expect(new Set(codes).size).toBe(10);
});

// Shows requirement V6.5.1.
test('a code opens once, and none before it opens after it', async () => {
  const { sid, app, code } = await member('gp');
  const used = code();
  expect(codeOf(await people.prove(sid, { code: used }, FROM))).toBe('auth.proof');
  now += 30_000;
  const [before, next] = [app.generate({ timestamp: now - 30_000 }), code()];
  must(await people.prove(sid, { code: next }, FROM));
  expect(codeOf(await people.prove(sid, { code: before }, FROM))).toBe('auth.session');
});

// Shows requirement V7.2.4.
test('a proof makes a new session id, and the one before opens nothing', async () => {
  const { sid, code } = await member('gp');
  now += 60_000;
  const next = must(await people.prove(sid, { code: code() }, FROM));
  expect(await auth.callerOfSession(sid)).toBeUndefined();
  expect(await auth.callerOfSession(next)).toMatchObject({ access: { proved: now } });
});

// Shows requirements API2:2023, V6.3.1.
test('after ten wrong codes even the right one is not looked at, for a quarter of an hour', async () => {
  const { sid, code } = await member('gp');
  now += 60_000;
  const guesses = await Promise.all(Array.from({ length: 12 }, () => people.prove(sid, { code: '000000' }, FROM)));
  expect(guesses.map(codeOf).filter((one) => one === 'auth.proof')).toHaveLength(10);
  expect(codeOf(await people.prove(sid, { code: code() }, FROM))).toBe('auth.too-many');
  now += 14 * MINUTE_MS;
  await auth.callerOfSession(sid);
  now += 2 * MINUTE_MS;
  must(await people.prove(sid, { code: code() }, FROM));
});

// Shows requirement V6.3.1.
test('a hundred wrong links from one address are enough', async () => {
  const address = '2001:db8:1:2::77';
  for (let tried = 0; tried < 100; tried++) await auth.signIn(`guess ${tried}`, { address });
  expect(codeOf(await auth.signIn('guess', { address }))).toBe('auth.too-many');
  expect(codeOf(await auth.signIn('guess', { address: '2001:db8:1:2::78' }))).toBe('auth.too-many');
  expect(codeOf(await auth.signIn('guess', { address: '2001:db8:1:3::77' }))).toBe('auth.link');
});

// Shows requirement V6.5.1.
test('a recovery code opens once; new ones make the others worthless', async () => {
  const { sid, codes } = await member('gp');
  const [first = '', second = ''] = codes;
  const next = must(await people.prove(sid, { recovery: first.toUpperCase() }, FROM));
  expect(codeOf(await people.prove(next, { recovery: first }, FROM))).toBe('auth.proof');
  const renewed = must(await people.renewRecovery(next));
  expect(codeOf(await people.prove(next, { recovery: second }, FROM))).toBe('auth.proof');
  expect(renewed).not.toContain(second);
});

// Shows requirement V7.5.1.
test('the last way to prove oneself is never removed, and nothing changes without a fresh proof', async () => {
  const { sid } = await member('gp');
  expect(codeOf(await people.removeWay(sid, { codeApp: true }))).toBe('auth.last-way');
  now += 6 * MINUTE_MS;
  expect(codeOf(await people.removeWay(sid, { codeApp: true }))).toBe('auth.prove-first');
  expect(codeOf(await people.renewRecovery(sid))).toBe('auth.prove-first');
});

test('no secret of an app or a code stands in the tables', async () => {
  const { app, codes, account } = await member('gp');
  const rows = await store.all(sql`select c.secret::text, array_agg(r.hash::text) as hashes from auth_code_app c
    join auth_recovery r using (account) where account = ${account} group by c.secret`);
  const text = JSON.stringify(rows);
  const secret = Buffer.from(app.secret.bytes).toString('hex');
  expect(rows).toHaveLength(1);
  for (const hidden of [secret, app.secret.base32, ...codes]) expect(text).not.toContain(hidden);
});

// Shows requirement V7.4.2.
test('a seat begins and ends on its days, and with it every session in it, at once', async () => {
  const manager = await member('practice-manager');
  const starts = now + DAY_MS;
  const invited = must(await people.invite(manager.seat, { name: 'Lea Stone', role: 'gp', begins: starts }));
  expect(codeOf(await auth.signIn(invited.link))).toBe('auth.link');
  now += 2 * DAY_MS;
  const half = must(await auth.signIn(invited.link));
  expect(await auth.waiting(half)).toBeDefined();
  must(await people.endSeat(manager.seat, { seat: invited.seat, ends: now }));
  expect(await auth.waiting(half)).toBeUndefined();
  expect((await people.seatsIn(manager.seat.organization)).find(({ id }) => id === invited.seat)?.state).toBe('ended');
});

test('a manager manages their own organisation, and never ends the last who does', async () => {
  const manager = await member('practice-manager');
  const other = await member('ig-lead');
  expect(codeOf(await people.endSeat(other.seat, { seat: manager.seat.id, ends: now }))).toBe('auth.no-such-seat');
  expect(codeOf(await people.endSeat(manager.seat, { seat: manager.seat.id, ends: now }))).toBe('auth.last-manager');
  const nurse = await member('practice-nurse', manager.seat.organization);
  expect(codeOf(await people.invite(nurse.seat, { name: 'Nobody', role: 'gp' }))).toBe('auth.not-manager');
  expect(MANAGERS).not.toContain('gp');
});

test('two managers who end each other at once leave one', async () => {
  const one = await member('practice-manager');
  const two = await member('ig-lead', one.seat.organization);
  const ended = await Promise.all([
    people.endSeat(one.seat, { seat: two.seat.id, ends: now }),
    people.endSeat(two.seat, { seat: one.seat.id, ends: now }),
  ]);
  expect(ended.filter(({ ok }) => ok)).toHaveLength(1);
});

test('a mover keeps account and proofs; the old seat ends when the new one begins', async () => {
  const manager = await member('practice-manager');
  const nurse = await member('practice-nurse', manager.seat.organization);
  const moved = must(await people.move(manager.seat, { seat: nurse.seat.id, role: 'gp', begins: now }));
  expect(moved.account).toBe(nurse.account);
  now += 1000;
  expect((await auth.seats(nurse.account)).map(({ role }) => role)).toEqual(['gp']);
  expect(await auth.callerOfSession(nurse.sid)).toBeUndefined();
});

test('somebody who lost everything is invited anew, but not where another organisation trusts the same account', async () => {
  const manager = await member('practice-manager');
  const nurse = await member('practice-nurse', manager.seat.organization);
  const again = must(await people.inviteAgain(manager.seat, nurse.seat.id));
  expect(await auth.callerOfSession(nurse.sid)).toBeUndefined();
  expect(await people.ways(nurse.account)).toEqual({ passkeys: 0, codes: false, recovery: 0 });
  expect(await auth.waiting(must(await auth.signIn(again.link)))).toBeDefined();
  must(await people.give({ name: '-', role: 'gp', ...CARE_HOME, by: 'operator', account: nurse.account }));
  expect(codeOf(await people.inviteAgain(manager.seat, nurse.seat.id))).toBe('auth.seat-elsewhere');
});

test('only the person lets somebody into their record, for a time, and ends it at once', async () => {
  const person = { role: 'person', person: 'Person/1', ...CARE_HOME } as const;
  const own = must(await people.give({ name: 'Ada Byron', by: 'operator', ...person }));
  const self = (await auth.seats(own.account))[0] as Seat;
  const carer = must(await people.letIn(self, { name: 'Ben Byron', days: 30 }));
  const inPlace = (await auth.seats(carer.account))[0] as Seat;
  expect(inPlace).toMatchObject({ person: 'Person/1', proxy: 'carer', ends: now + 30 * DAY_MS });
  expect(codeOf(await people.letIn(inPlace, { name: 'Carl', days: 3 }))).toBe('auth.only-the-person');
  expect(codeOf(await people.letOut(inPlace, own.seat))).toBe('auth.only-the-person');
  const sid = must(await auth.signIn(carer.link));
  expect(await auth.callerOfSession(sid)).toMatchObject({ seat: { proxy: 'carer' } });
  must(await people.letOut(self, inPlace.id));
  expect(await auth.callerOfSession(sid)).toBeUndefined();
});

test('a parent sits in until the age at which the child decides; what they decide sooner is kept from that day', async () => {
  const manager = await member('practice-manager');
  const proof = { kind: 'birth-certificate', reference: 'WXZ 112', issued: day('2012-06-20') };
  const wish = { name: 'Eva Lund', person: 'Person/2', why: 'parent', proof } as const;
  expect(codeOf(await people.letInByLaw(manager.seat, wish))).toBe('auth.of-age');
  expect(codeOf(await people.letInByLaw(manager.seat, { ...wish, until: now - 1 }))).toBe('auth.of-age');
  const out = { ...wish, proof: { ...proof, ends: day('2026-01-01') }, until: now - 1 };
  expect(codeOf(await people.letInByLaw(manager.seat, out))).toBe('auth.proof-over');
  const bare = { ...wish, proof: { ...proof, reference: ' ' }, until: now + 2 * DAY_MS };
  expect(codeOf(await people.letInByLaw(manager.seat, bare))).toBe('auth.evidence');
  const nurse = await member('practice-nurse');
  expect(codeOf(await people.letInByLaw(nurse.seat, { ...wish, until: now + DAY_MS }))).toBe('auth.not-at-the-desk');
  const sooner = [{ labels: 1, from: now + DAY_MS }];
  const given = must(await people.letInByLaw(manager.seat, { ...wish, until: now + 2 * DAY_MS, sooner }));
  const [seat] = await auth.seats(given.account);
  expect((await auth.accessOfSeat(seat as Seat)).narrowed).toBeUndefined();
  expect(must(await people.byLaw(manager.seat, 'Person/2'))).toMatchObject([{ proof, ours: true }]);
  now += DAY_MS;
  expect((await auth.accessOfSeat(seat as Seat)).narrowed).toEqual({
    labels: 1,
    classes: 0,
    told: { labels: 1, classes: 0 },
  });
  now += DAY_MS;
  expect(await auth.seats(given.account)).toEqual([]);
  expect(must(await people.byLaw(manager.seat, 'Person/2'))).toEqual([]);
});

test('what bars a parent ends their session at once and gives it back, and leaves others where they are', async () => {
  const seat = { role: 'person', person: 'Person/3', ...CARE_HOME } as const;
  const seats = { mother: { ...seat, proxy: 'parent' }, sister: { ...seat, proxy: 'carer' } } as const;
  for (const [id, one] of Object.entries(seats)) {
    await auth.keepAccount({ id, name: `A ${id}`, seats: [{ id: `${id}-3`, ...one }] });
    await auth.keepLink({ link: `${id}-of-3`.repeat(5), seat: `${id}-3`, days: 1, reusable: true });
  }
  const sids = await Promise.all(Object.keys(seats).map((id) => auth.signIn(`${id}-of-3`.repeat(5))));
  const [mother = '', sister = ''] = sids.map(must);
  const inside = async (sid: string) => (await auth.callerOfSession(sid)) !== undefined;
  const both = async () => [await inside(mother), await inside(sister)];
  await store.write((transaction) =>
    bar(transaction, { id: 'b1', person: 'Person/3', proxy: 'parent', begins: now + DAY_MS, ends: now + 2 * DAY_MS }),
  );
  expect(await both()).toEqual([true, true]);
  now += DAY_MS;
  const again = await auth.signIn('mother-of-3'.repeat(5));
  expect(codeOf(again)).toBe('auth.link');
  expect(await auth.seats('mother')).toEqual([]);
  expect((await people.proxiesOf('Person/3')).map(({ name }) => name)).toEqual(['A mother', 'A sister']);
  now += DAY_MS;
  expect(await auth.seats('mother')).toHaveLength(1);
  await store.write((transaction) =>
    bar(transaction, { id: 'b2', person: 'Person/3', name: ' a SISTER', begins: now }),
  );
  expect([(await auth.seats('mother')).length, (await auth.seats('sister')).length]).toEqual([1, 0]);
  now += 1;
  await store.write((transaction) => endBar(transaction, 'b2', now));
  expect(await auth.seats('sister')).toHaveLength(1);
});

test('who is barred from some labels keeps the seat, narrowed', async () => {
  const seat = { id: 'father-4', role: 'person', person: 'Person/4', proxy: 'parent', ...CARE_HOME } as const;
  await auth.keepAccount({ id: 'father', name: 'A father', seats: [seat] });
  const asked = () => auth.accessOfSeat({ ...seat, account: 'father', name: 'A father' });
  expect((await asked()).narrowed).toBeUndefined();
  for (const [id, labels] of [
    ['b3', 1],
    ['b4', 4],
  ] as const) {
    await store.write((transaction) => bar(transaction, { id, person: 'Person/4', labels, begins: now }));
  }
  expect(await auth.seats('father')).toHaveLength(1);
  expect(await asked()).toMatchObject({
    // What others decided of it is not told to who sits there.
    narrowed: { labels: 5, classes: 0, told: { labels: 0, classes: 0 } },
    filter: { op: 'and', of: [{ op: 'never' }, { op: 'unlabelled', bits: 5 }] },
  });
});

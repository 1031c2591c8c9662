import { randomBytes } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { Expr } from '#agreement';
import { openRepository } from '#repository';
import { testStore } from '#testing/database';
import { type Auth, openAuth } from './auth.ts';
import { keyFor } from './secret.ts';
import { issueToken } from './token.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const START = Date.parse('2026-03-01T09:00:00Z');
const key = keyFor('the secret of this test, of 32 bytes', 'token');

let now = START;
let auth: Auth;
let policy: Expr = { op: 'never' };
let count = 0;

beforeAll(async () => {
  const store = await testStore();
  const parts = { store, now: () => now, random: Math.random, projections: [], admissions: [], secret: 'x' };
  auth = openAuth({
    store,
    tokenKey: key,
    keys: openRepository(parts).contributors,
    policy: { filterFor: () => policy },
    now: () => now,
    newSecret: () => randomBytes(32).toString('base64url'),
  });
});

const SEATS = [
  { role: 'gp', organization: 'Organization/elm', organizationName: 'Elm Tree Surgery' },
  { role: 'ig-lead', organization: 'Organization/board', organizationName: 'Care Board' },
] as const;

/** An account with two seats, and a link for the first: one of the demonstration, where no second step is asked for. */
async function somebody(options = { reusable: true, days: 1 }) {
  now = START;
  const id = `account-${++count}`;
  const seats = SEATS.map((seat, index) => ({ ...seat, id: `${id}-${index}` }));
  await auth.keepAccount({ id, name: 'Amina Yusuf', seats });
  const link = `link-of-${id}`;
  await auth.keepLink({ link, seat: `${id}-0`, ...options });
  return { id, link };
}

async function signIn(link: string): Promise<string> {
  const sid = await auth.signIn(link);
  if (!sid.ok) throw new Error(sid.refusals[0].code);
  return sid.value;
}

test('a link signs in once, to the seat it was made for', async () => {
  const { link } = await somebody({ reusable: false, days: 1 });
  const seat = await auth.waiting(await signIn(link));
  expect(seat).toMatchObject({ name: 'Amina Yusuf', role: 'gp', organizationName: 'Elm Tree Surgery' });
  expect(await auth.signIn(link)).toMatchObject({ ok: false, refusals: [{ code: 'auth.link' }] });
});

// Shows requirement V6.3.2.
test('a link alone opens nothing for staff: a second step has to follow', async () => {
  const { id, link } = await somebody({ reusable: false, days: 1 });
  const sid = await signIn(link);
  expect(await auth.callerOfSession(sid)).toBeUndefined();
  expect(await auth.switchSeat(sid, `${id}-1`)).toMatchObject({ ok: false });
});

test('a link that two use at once lets one in', async () => {
  const { link } = await somebody({ reusable: false, days: 1 });
  const both = await Promise.all([auth.signIn(link), auth.signIn(link)]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
});

test('a link of the demonstration may be used again, until it ends', async () => {
  const { link } = await somebody({ reusable: true, days: 30 });
  await signIn(link);
  await signIn(link);
  now = START + 31 * 24 * HOUR_MS;
  expect(await auth.signIn(link)).toMatchObject({ ok: false });
});

test('nobody signs in with a link that was never made', async () => {
  expect(await auth.signIn('guess')).toMatchObject({ ok: false, refusals: [{ type: 'login' }] });
});

// Shows requirement V7.3.1.
test('a session ends after quarter of an hour without use', async () => {
  const { link } = await somebody();
  const sid = await signIn(link);
  now += 14 * MINUTE_MS;
  expect(await auth.callerOfSession(sid)).toBeDefined();
  now += 14 * MINUTE_MS;
  expect(await auth.callerOfSession(sid)).toBeDefined();
  now += 16 * MINUTE_MS;
  expect(await auth.callerOfSession(sid)).toBeUndefined();
});

test('a page that asks by itself keeps no session alive', async () => {
  const { link } = await somebody();
  const sid = await signIn(link);
  now += 10 * MINUTE_MS;
  expect(await auth.callerOfSession(sid, true)).toBeDefined();
  now += 6 * MINUTE_MS;
  expect(await auth.callerOfSession(sid)).toBeUndefined();
});

// Shows requirement V7.3.2.
test('no session lasts past twelve hours, however it is used', async () => {
  const { link } = await somebody();
  const sid = await signIn(link);
  while (now < START + 12 * HOUR_MS) {
    expect(await auth.callerOfSession(sid)).toBeDefined();
    now += 10 * MINUTE_MS;
  }
  now += MINUTE_MS;
  expect(await auth.callerOfSession(sid)).toBeUndefined();
});

// Shows requirement V7.4.1.
test('signing out ends the session at once', async () => {
  const { link } = await somebody();
  const sid = await signIn(link);
  await auth.signOut(sid);
  expect(await auth.callerOfSession(sid)).toBeUndefined();
});

test('switching seats changes purpose and rights, under a new session id', async () => {
  const { id, link } = await somebody();
  const sid = await signIn(link);
  const before = await auth.callerOfSession(sid);
  const next = await auth.switchSeat(sid, `${id}-1`);
  if (!next.ok) throw new Error('not switched');
  const after = await auth.callerOfSession(next.value);
  expect([before?.access.purpose, before?.access.writes]).toEqual(['direct-care', 'own-people']);
  expect([after?.access.purpose, after?.access.writes]).toEqual(['audit', 'none']);
  expect(after?.access.viewer).not.toBe(before?.access.viewer);
  expect(await auth.callerOfSession(sid)).toBeUndefined();
});

test("nobody switches to another's seat", async () => {
  const other = await somebody();
  const { link } = await somebody();
  const sid = await signIn(link);
  expect(await auth.switchSeat(sid, `${other.id}-0`)).toMatchObject({ ok: false, refusals: [{ code: 'auth.seat' }] });
  expect(await auth.callerOfSession(sid)).toBeDefined();
});

// Shows requirement V8.3.2.
test('what instruments give is asked for every request', async () => {
  const { link } = await somebody();
  const sid = await signIn(link);
  expect((await auth.callerOfSession(sid))?.access.filter).toEqual({ op: 'never' });
  policy = { op: 'impersonal' };
  expect((await auth.callerOfSession(sid))?.access.filter).toEqual({ op: 'impersonal' });
});

test("a person's own seat looks as the person, not as an organisation", async () => {
  now = START;
  const person = {
    role: 'person',
    organization: 'Organization/elm',
    organizationName: 'Elm Tree Surgery',
    person: 'Person/7',
  } as const;
  await auth.keepAccount({ id: 'self', name: 'Ada Byron', seats: [{ ...person, id: 'self-0' }] });
  await auth.keepLink({ link: 'of self', seat: 'self-0', reusable: false, days: 1 });
  const self = await auth.callerOfSession(await signIn('of self'));
  const { link } = await somebody();
  const staff = await auth.callerOfSession(await signIn(link));
  expect(self?.access).toMatchObject({ purpose: 'own-record', writes: 'none', role: 'person' });
  expect(self?.access.viewer).not.toBe(staff?.access.viewer);
  expect(self?.access.organization).toBe(staff?.access.organization);
});

test('a token asks for everything, for its organisation', async () => {
  now = START;
  const token = await issueToken(key, { client: 'loader', organization: 'Organization/elm', now, days: 1 });
  const caller = await auth.callerOfToken(token);
  expect(caller).toMatchObject({ ok: true, value: { access: { principal: 'client/loader', writes: 'everything' } } });
  now = START + 25 * HOUR_MS;
  expect(await auth.callerOfToken(token)).toMatchObject({ ok: false });
});

test('an account kept again keeps its seats', async () => {
  const { id } = await somebody();
  await auth.keepAccount({
    id,
    name: 'Amina Yusuf-Reid',
    seats: SEATS.map((seat, index) => ({ ...seat, id: `${id}-again-${index}` })),
  });
  const seats = await auth.seats(id);
  expect(seats.map((seat) => seat.id).sort()).toEqual([`${id}-0`, `${id}-1`]);
  expect(seats[0]?.name).toBe('Amina Yusuf-Reid');
});

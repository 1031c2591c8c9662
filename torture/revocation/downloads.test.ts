import { dayIn } from '#base';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Downloads, type Holder, lengthen, openDownloads, takeMeanwhile } from './downloads.ts';

/** The bar is one second, and the figures are printed; this says that it happens, on any machine. */
const BOUND_MS = 5_000;
const FINANCE = 'finance';

let downloads: Downloads;
beforeAll(async () => {
  downloads = await openDownloads();
}, 120_000);
afterAll(() => downloads?.server.close());

/** How long a channel goes on after what ended the right was answered. */
async function silent(holder: Holder | undefined, path: string): Promise<number> {
  const since = performance.now();
  for (;;) {
    const asked = performance.now();
    if (!(await downloads.tells(holder, path))) return Math.round(asked - since);
    if (asked - since > BOUND_MS) throw new Error(`${path} is still given`);
  }
}

async function poolOf(holder: Holder): Promise<string> {
  const { address, core } = downloads.server.app;
  const answer = await fetch(`${address}/api/money/pools`, { headers: { cookie: holder.cookie } });
  const text = await answer.text();
  const [, instrument, pool] = /"instrument":"([^"]+)"[^{}]*?"pool":"([^"]+)"/.exec(text) ?? [];
  if (pool === undefined) throw new Error(`no pool: ${text.slice(0, 300)}`);
  expect(dayIn('Europe/London', core.services.now())).toMatch(/^\d/);
  return `/api/money/pools/${instrument}/${pool}`;
}

async function calendarOf({ seat }: Holder): Promise<string> {
  const { auth, obligations } = downloads.server.app.core;
  const made = await obligations.feeds.make(await auth.accessOfSeat(seat));
  if (!made.ok) throw new Error(made.refusals[0].text);
  return `/calendar/${made.value}.ics`;
}

// Shows requirements V7.4.1, V8.3.2.
// Shows a control of hazard H8.
test('no file of money is given to whoever signed out, nor a page or a calendar once the seat has ended', async () => {
  const { auth, people } = downloads.server.app.core;
  const first = await downloads.as(FINANCE);
  const pool = await poolOf(first);
  const files = [`${pool}/export/csv`, `${pool}/export/journal`, `${pool}/statement?party=${first.seat.organization}`];
  const pages = [...files, '/money', '/account', '/apps'];
  for (const path of pages) expect([path, await downloads.tells(first, path)]).toEqual([path, true]);
  await auth.signOut(first.sid);
  const signedOut = await Promise.all(pages.map((path) => silent(first, path)));
  const second = await downloads.as(FINANCE);
  const calendar = await calendarOf(second);
  expect(await downloads.tells(undefined, calendar)).toBe(true);
  const { organizationName } = second.seat;
  const manager = {
    ...(await downloads.as('information governance')).seat,
    organization: second.seat.organization,
    organizationName,
  };
  const ended = await people.endSeat(manager, { seat: second.seat.id, ends: Date.now() });
  expect(ended).toMatchObject({ ok: true });
  const over = await Promise.all([silent(undefined, calendar), ...pages.map((path) => silent(second, path))]);
  console.log(
    `signed out: ${Math.max(...signedOut)} ms; the seat ended: ${Math.max(...over)} ms, over ${pages.length + 1} channels`,
  );
  for (const ms of [...signedOut, ...over]) expect(ms).toBeLessThan(BOUND_MS);
});

// Shows a control of hazard H8.
test('a copy of a record that is being taken is cut when the session ends', async () => {
  const id = await downloads.copy();
  const added = await lengthen(downloads, id);
  const path = `/me/requests/${id}/record.ndjson`;
  const person = await downloads.as('their own record');
  const whole = await downloads.tells(person, path);
  expect(whole).toBe(true);
  const took = await takeMeanwhile(downloads, { holder: person, path }, () =>
    downloads.server.app.core.auth.signOut(person.sid),
  );
  console.log(`a running download: ${took.ms} ms, ${took.bytes} of ${added} bytes`);
  expect(took.whole).toBe(false);
  expect(took.bytes).toBeLessThan(added);
  expect(took.ms).toBeLessThan(BOUND_MS);
  expect(await silent(person, path)).toBeLessThan(BOUND_MS);
  const lead = await downloads.as('information governance', 'Elm Tree Surgery');
  const theirs = `/audit/requests/${id}/record.html`;
  expect(await downloads.tells(lead, theirs)).toBe(true);
  await downloads.server.app.core.auth.signOut(lead.sid);
  expect(await silent(lead, theirs)).toBeLessThan(BOUND_MS);
}, 60_000);

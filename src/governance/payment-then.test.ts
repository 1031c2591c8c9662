import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '#store';
import { at, openVale } from './hard-cases.testing.ts';
import { codesOf, valueOf } from './partnership.testing.ts';
import { agreePayment, CHARGED, visit } from './payment-seat.testing.ts';

/* Whoever asks what a payment clerk saw on a day is told by the charges that stood on it. */

const CLERK = { organization: 'Organization/council', role: 'payment-clerk', purpose: 'payment' } as const;

let vale: Awaited<ReturnType<typeof openVale>>;
const items = { standing: '', withdrawn: '', later: '' };

/** What is done at nine in the morning of a day: rows of access and of charges go by the clock of the database. */
async function on(day: string, act: () => Promise<unknown>): Promise<void> {
  at(day);
  const then = new Date(`${day}T09:00:00Z`);
  const mark = (await vale.store.first<{ readonly at: string }>(sql`select clock_timestamp()::text as at`))?.at ?? '';
  await act();
  await vale.caughtUp();
  for (const table of [sql`access`, sql`access_past`, sql`charged`, sql`charged_past`])
    await vale.store.run(sql`update ${table} set since = ${then} where since >= ${mark}::timestamptz`);
  for (const table of [sql`access_past`, sql`charged_past`])
    await vale.store.run(sql`update ${table} set ended = ${then} where ended >= ${mark}::timestamptz`);
}

const charge = async () => valueOf(await vale.money.proposeCharges(await vale.seat('community', 'finance-lead')));

beforeAll(async () => {
  vale = await openVale('2026-03-02');
  await agreePayment(vale);
  await vale.store.run(sql`update access_kept set since = '2026-03-02T09:00:00Z', charged = '2026-05-05T09:00:00Z'`);
  await on('2026-05-05', () => vale.write('community', { resourceType: 'Patient', id: 'amara' }));
  // By this one the person is of the population for the whole time, so that it is the charge of each item that decides.
  await on('2026-05-06', async () => {
    items.standing = await vale.write('community', visit(CHARGED));
  });
  await on('2026-05-07', charge);
  await on('2026-05-08', async () => {
    items.withdrawn = await vale.write('community', visit(CHARGED));
  });
  let first = '';
  await on('2026-05-12', async () => {
    [first = ''] = await charge();
  });
  await on('2026-05-14', async () => {
    const board = await vale.seat('council', 'finance-lead');
    valueOf(await vale.money.queryCharge(board, first, { numbers: [1], reason: 'Nobody came.' }));
  });
  await on('2026-05-18', async () => {
    const trust = await vale.seat('community', 'finance-lead');
    valueOf(await vale.money.answerQuery(trust, first, { words: 'Right: taken back.', withdraw: true }));
  });
  await on('2026-05-19', async () => {
    items.later = await vale.write('community', visit(CHARGED));
  });
  await on('2026-05-21', charge);
  at('2026-06-01');
});
afterAll(() => vale.close());

const asked = (item: keyof typeof items, day: string) =>
  vale.explain({ viewer: 'council', role: 'payment-clerk', purpose: 'payment', reference: items[item], on: day });

const SEEN = 'Visible.';
const NO_CHARGE = 'no charge of it stands that the organisation that looks pays or is paid';

test.each([
  ['standing', '2026-05-07', 'the day it was charged', SEEN],
  ['withdrawn', '2026-05-11', 'the day before it was charged', NO_CHARGE],
  ['withdrawn', '2026-05-12', 'the day it was charged', SEEN],
  ['withdrawn', '2026-05-17', 'while it was queried', SEEN],
  ['withdrawn', '2026-05-18', 'the day the charge was taken back', NO_CHARGE],
  ['withdrawn', '2026-06-01', 'today', NO_CHARGE],
  ['later', '2026-05-18', 'the day before it was recorded', 'it was not in the record when 2026-05-18 ended'],
  ['later', '2026-05-20', 'the day before its charge came', NO_CHARGE],
  ['later', '2026-05-21', 'the day its charge came', SEEN],
  ['later', '2026-06-01', 'today', SEEN],
] as const)('%s on %s, %s: %s', async (item, day, _why, words) => {
  const told = await asked(item, day);
  expect(told.words).toContain(words);
  expect(told.visible).toBe(words === SEEN);
});

test('of a day before charges were kept it is told by what stands now, and that it is', async () => {
  expect(await asked('later', '2026-05-04')).toMatchObject({
    visible: true,
    stood: { thatDay: false, keptSince: '2026-05-05' },
  });
  const care = { viewer: 'council', role: 'therapist', reference: items.later, on: '2026-05-04' } as const;
  expect(await vale.explain(care)).toMatchObject({ stood: { thatDay: true, keptSince: '2026-03-02' } });
});

test('a clerk asks of their own seat what it saw before, and of what is theirs to see no more hears nothing', async () => {
  const clerk = await vale.seat('council', 'payment-clerk');
  const ask = (item: keyof typeof items, day: string) =>
    vale.governance.explain(clerk, { viewer: CLERK, reference: items[item], on: day });
  expect(valueOf(await ask('later', '2026-05-20'))).toMatchObject({ visible: false, stood: { thatDay: true } });
  expect(codesOf(await ask('withdrawn', '2026-05-12'))).toEqual(['repository.not-found']);
});

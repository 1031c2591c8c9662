import type { ShareRiskClause } from '#agreement';
import { day } from '#base';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { entry, violations, within } from '../ledger/world.testing.ts';
import {
  BOARD,
  boardMoney,
  COUNCIL,
  councilMoney,
  fundDraft,
  POOL,
  RIVERSIDE,
  type TestMoney,
  testMoney,
  valueOf,
} from '../money.testing.ts';

let database: TestDatabase;
let vale: TestMoney;

beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(async () => {
  expect(await violations(database.store)).toEqual([]);
  await vale.stop();
  await database.drop();
});

const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const risk: ShareRiskClause = {
  id: 'risk',
  cites: '3',
  clause: 'shareRisk',
  pool: 'better-care',
  settled: 'quarter',
  overspend: [
    { step: 'draw-reserve', reserve: 'reserve', most: pounds(100_000) },
    {
      step: 'split',
      shares: [
        { organization: BOARD, parts: 4 },
        { organization: COUNCIL, parts: 1, most: pounds(20_000) },
      ],
    },
    { step: 'carry', by: BOARD },
  ],
  underspend: [{ step: 'keep-in-pool' }],
};
const money = { ...boardMoney, amount: pounds(12_000_000) };
const shared = { ...councilMoney, amount: pounds(6_000_000) };
const reserve = {
  ...boardMoney,
  id: 'reserve-money',
  pool: 'reserve',
  amount: pounds(150_000),
  every: 'once' as const,
};
const pool = async (name = 'better-care') =>
  valueOf(await vale.money.pool(await vale.seat(BOARD), { ...POOL, pool: name }));

const overspent = (minor: bigint, on: string) =>
  within(database.store, 'fund/better-care', (ledger) =>
    ledger.post([
      {
        ...entry(`spent ${on}`, 'charge', day(on), [
          { account: { kind: 'fund', currency: 'GBP' }, minor, scheme: 'foot-care' },
          { account: { kind: 'due-to', party: RIVERSIDE, currency: 'GBP' }, minor: -minor },
        ]),
        overspends: true,
      },
    ]),
  );

test('what a quarter spent too much is met step by step when it is closed, as the page had said before', async () => {
  vale = await testMoney(database.store, fundDraft({}, [money, shared, reserve, risk]));
  await vale.turnTo('2026-06-30');
  valueOf(await overspent(4_750_000n, '2026-06-20'));
  const foreseen = (await pool()).risk;
  expect(foreseen?.steps.map(({ words }) => words)).toEqual([
    'From the reserve: reserve £1,000.00 (all that was agreed or is there).',
    'Shared by parts: Vale Care Board £1,200.00 and Vale Council £200.00 (all that was agreed or is there).',
    'The rest: Vale Care Board £100.00.',
  ]);
  await vale.turnTo('2026-07-10');
  const [board, council] = [await vale.seat(BOARD), await vale.seat(COUNCIL)];
  valueOf(await vale.money.close(board, POOL, '2026-05-31', 'Month end May'));
  expect((await pool()).shares).toEqual([]);
  valueOf(await vale.money.close(board, POOL, '2026-06-30', 'Quarter end'));
  const now = await pool();
  expect(now).toMatchObject({
    shared: pounds(250_000),
    unshared: pounds(0),
    shares: [
      {
        until: '2026-06-30',
        number: 1,
        result: pounds(-250_000),
        steps: foreseen?.steps,
        partners: foreseen?.partners,
      },
    ],
  });
  expect(now.partners.map(({ shared: part }) => part.minor)).toEqual([230_000, 20_000, 0]);
  expect(now.partners.reduce((sum, { left }) => sum + left.minor, 0)).toBe(now.left.minor);
  expect(await pool('reserve')).toMatchObject({ shared: pounds(-100_000), left: pounds(50_000) });
  const owed = await vale.obligations.late(council);
  expect(owed.items).not.toContainEqual(expect.objectContaining({ title: expect.stringContaining('too much') }));
  await vale.turnTo('2026-08-10');
  const late = async () =>
    (await vale.obligations.late(council)).items.filter(({ title }) => title.includes('too much'));
  expect((await late()).map(({ title }) => title)).toEqual(['Pay £200.00 of what better care spent too much']);
  // All parts of the months so far, then the share.
  const parts = 5 * 500_000 + 20_000;
  valueOf(await vale.money.receive(board, POOL, { party: COUNCIL, minor: parts, on: '', reference: 'ALL' }));
  expect(await late()).toEqual([]);
});

test('a quarter that was opened again, corrected and closed is settled by the difference', async () => {
  vale = await testMoney(database.store, fundDraft({}, [money, shared, reserve, risk]));
  await vale.turnTo('2026-07-10');
  const [board, council] = [await vale.seat(BOARD), await vale.seat(COUNCIL)];
  valueOf(await overspent(4_750_000n, '2026-06-20'));
  valueOf(await vale.money.close(board, POOL, '2026-06-30', 'Quarter end'));
  valueOf(await vale.money.askReopen(council, POOL, '2026-05-31', 'A bill was found'));
  const waits = (await pool()).closings.find((one) => one.waits);
  valueOf(await vale.money.agreeReopen(board, POOL, waits?.id ?? ''));
  valueOf(await overspent(10_000n, '2026-06-25'));
  valueOf(await vale.money.close(board, POOL, '2026-06-30', 'Quarter end again'));
  const { shares, partners, unshared } = await pool();
  expect(shares.map(({ number, result }) => [number, result.minor])).toEqual([
    [2, -260_000],
    [1, -250_000],
  ]);
  expect(partners.map(({ shared: part }) => part.minor)).toEqual([240_000, 20_000, 0]);
  expect(unshared.minor).toBe(0);
});

test('what the forecast says that each would carry at the end of the year is what the closing enters when it comes true', async () => {
  vale = await testMoney(database.store, fundDraft({}, [money, shared, reserve, { ...risk, settled: 'year' }]));
  await vale.turnTo('2026-09-30');
  valueOf(await overspent(9_500_000n, '2026-09-20'));
  const council = await vale.seat(COUNCIL);
  const ahead = valueOf(await vale.money.sharesAhead(council, POOL));
  const year = valueOf(await vale.money.budget(council, POOL));
  const [forecast] = year.forecasts;
  // Half of the year is over, and half as much again is to come.
  expect(ahead).toMatchObject({ method: 'run-rate', until: '2027-03-31', periods: [{ from: '2026-04-01' }] });
  expect(ahead.periods[0]?.result.minor).toBe(18_000_000 - (forecast?.amount.minor ?? 0));
  expect(ahead.periods[0]?.steps.map(({ words }) => words.replace(/£.*/, ''))).toEqual([
    'From the reserve: reserve ',
    'Shared by parts: Vale Care Board ',
    'The rest: Vale Care Board ',
  ]);
  const carried = ahead.partners.reduce((sum, { amount }) => sum + amount.minor, 0);
  expect(carried + 100_000).toBe(-(ahead.periods[0]?.result.minor ?? 0));
  // Asking enters nothing.
  expect(await pool()).toMatchObject({ shares: [], shared: pounds(0) });

  await vale.turnTo('2027-04-10');
  valueOf(await overspent(BigInt((forecast?.amount.minor ?? 0) - year.spent.minor), '2027-03-20'));
  valueOf(await vale.money.close(await vale.seat(BOARD), POOL, '2027-03-31', 'Year end'));
  const [closed] = (await pool()).shares;
  expect(closed).toEqual(ahead.periods[0]);
});

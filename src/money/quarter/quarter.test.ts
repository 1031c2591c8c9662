import { day } from '#base';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { fc } from '#testing/chance';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { entry, within } from '../ledger/world.testing.ts';
import {
  BOARD,
  boardMoney,
  codesOf,
  COUNCIL,
  councilMoney,
  fundDraft,
  POOL,
  RIVERSIDE,
  type TestMoney,
  testMoney,
  valueOf,
} from '../money.testing.ts';
import { figuresOf } from './figures.ts';

let database: TestDatabase;
let vale: TestMoney;

const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const FIRST = '2026-04-01';

beforeAll(async () => {
  database = await freshDatabase();
  const money = { ...boardMoney, amount: pounds(12_000_000) };
  vale = await testMoney(database.store, fundDraft({}, [money, { ...councilMoney, amount: pounds(6_000_000) }]));
  await vale.turnTo('2026-06-30');
  await spend('one', '2026-06-04', 1_900_000n);
});
afterAll(async () => {
  await vale.stop();
  await database.drop();
});

test('a quarter says what was put in, by whom, what was spent on what, and each figure leads to its entries', async () => {
  const council = await vale.seat(COUNCIL);
  const running = valueOf(await vale.money.quarter(council, POOL, {}));
  expect(running).toMatchObject({ from: FIRST, until: '2026-06-30', ended: false, may: { submit: false } });
  const amounts = Object.fromEntries(running.figures.map(({ id, amount }) => [id, amount.minor]));
  expect(amounts).toMatchObject({
    opening: 0,
    [`income:${BOARD}`]: 3_000_000,
    [`income:${COUNCIL}`]: 1_500_000,
    'spent:foot-care': -1_900_000,
    closing: 2_600_000,
    'year:budget': 18_000_000,
  });
  for (const { id, amount } of running.figures.filter(({ group }) => group === 'income' || group === 'spent')) {
    const { trace } = valueOf(await vale.money.quarter(council, POOL, { figure: id }));
    const sum = trace?.entries.flatMap(({ lines }) => lines).filter(({ account }) => account === 'The fund');
    expect(-(sum ?? []).reduce((all, line) => all + line.amount.minor, 0), id).toBe(amount.minor);
  }
  expect(codesOf(await vale.money.quarter(council, POOL, { figure: 'spent:nothing' }))).toEqual(['money.no-figure']);
  expect(codesOf(await vale.money.quarter(council, POOL, { from: '2026-05-01' }))).toEqual(['money.no-quarter']);
});

test('a return is submitted by whoever keeps the books once the quarter is over, stays as it was, and is corrected with a reason', async () => {
  const [board, council] = [await vale.seat(BOARD), await vale.seat(COUNCIL)];
  const ask = async () => valueOf(await vale.money.quarter(board, POOL, { from: FIRST }));
  const submit = (hash: string, reason = '', access = board) =>
    vale.money.submitQuarter(access, POOL, { from: FIRST, hash, reason });
  expect(codesOf(await submit((await ask()).hash))).toEqual(['money.return-early']);
  await vale.turnTo('2026-07-03');
  const { hash } = await ask();
  expect(codesOf(await submit(hash, '', council))).toEqual(['money.not-yours']);
  expect(valueOf(await submit(hash))).toBe(1);
  expect(codesOf(await submit(hash))).toEqual(['money.return-same']);
  await spend('late', '2026-06-20', 5_000n);
  const changed = await ask();
  expect(changed.figures.find(({ id }) => id === 'spent:foot-care')).toMatchObject({
    amount: pounds(-1_905_000),
    submitted: pounds(-1_900_000),
  });
  expect(codesOf(await submit(hash, 'A bill came late'))).toEqual(['money.return-changed']);
  expect(codesOf(await submit(changed.hash))).toEqual(['money.reason']);
  expect(valueOf(await submit(changed.hash, 'A bill came late'))).toBe(2);
  const after = await ask();
  expect(after.submissions.map(({ number }) => number)).toEqual([2, 1]);
  expect(after.figures.filter(({ submitted, group }) => submitted && group !== 'year')).toEqual([]);
});

test('the return of a year adds up the same entries, is submitted on its own, and moves no quarter', async () => {
  const board = await vale.seat(BOARD);
  const year = async () => valueOf(await vale.money.quarter(board, POOL, { span: 'year' }));
  const running = await year();
  expect(running).toMatchObject({ span: 'year', from: FIRST, until: '2027-03-31', ended: false });
  expect(codesOf(await vale.money.quarter(board, POOL, { span: 'year', from: '2026-07-01' }))).toEqual([
    'money.no-quarter',
  ]);
  const asked = { span: 'year', from: FIRST, reason: '' };
  expect(codesOf(await vale.money.submitQuarter(board, POOL, { ...asked, hash: running.hash }))).toEqual([
    'money.return-early',
  ]);
  await vale.turnTo('2027-04-02');
  const over = await year();
  expect([over.ended, over.submissions, over.may.submit]).toEqual([true, [], true]);
  const amounts = Object.fromEntries(over.figures.map(({ id, amount }) => [id, amount.minor]));
  expect(amounts).toMatchObject({
    opening: 0,
    [`income:${BOARD}`]: 12_000_000,
    [`income:${COUNCIL}`]: 6_000_000,
    'spent:foot-care': -1_905_000,
    closing: 16_095_000,
  });
  const quarters = await Promise.all(
    over.quarters.slice(-4).map(({ from }) => vale.money.quarter(board, POOL, { from }).then(valueOf)),
  );
  const income = quarters.map(({ figures }) => figures.find(({ id }) => id === `income:${BOARD}`)?.amount.minor ?? 0);
  expect(income.reduce((all, one) => all + one, 0)).toBe(12_000_000);
  const { trace } = valueOf(await vale.money.quarter(board, POOL, { span: 'year', figure: 'spent:foot-care' }));
  expect(trace?.entries).toHaveLength(2);
  const before = quarters.map(({ submissions }) => submissions.length);
  expect(valueOf(await vale.money.submitQuarter(board, POOL, { ...asked, hash: over.hash }))).toBe(1);
  expect((await year()).submissions).toHaveLength(1);
  const after = await Promise.all(
    over.quarters.slice(-4).map(({ from }) => vale.money.quarter(board, POOL, { from }).then(valueOf)),
  );
  expect(after.map(({ submissions }) => submissions.length)).toEqual(before);
});

test('whatever was entered, what there was and what came and went adds up to what there is', () => {
  const sum = fc.record({
    before: fc.boolean(),
    kind: fc.constantFrom('contribution', 'risk-share', 'cover', 'charge', 'journal', 'reversal'),
    owner: fc.constantFrom('', BOARD, COUNCIL),
    scheme: fc.constantFrom('', 'foot-care', 'nursing'),
    minor: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
  });
  fc.assert(
    fc.property(fc.array(sum), (drawn) => {
      // What only changes whose it was moves nothing.
      const sums = drawn.filter(({ kind }) => kind !== 'cover');
      const figures = figuresOf({
        sums: sums as Parameters<typeof figuresOf>[0]['sums'],
        open: [],
        nameOf: (one) => one,
      });
      const of = (...groups: readonly string[]) =>
        figures.filter(({ group }) => groups.includes(group)).reduce((all, { minor }) => all + minor, 0n);
      expect(of('opening', 'income', 'shared', 'spent')).toBe(of('closing'));
    }),
  );
});

async function spend(key: string, on: string, minor: bigint): Promise<void> {
  valueOf(
    await within(database.store, 'fund/better-care', (ledger) =>
      ledger.post([
        entry(key, 'charge', day(on), [
          { account: { kind: 'fund', currency: 'GBP' }, minor, scheme: 'foot-care' },
          { account: { kind: 'due-to', party: RIVERSIDE, currency: 'GBP' }, minor: -minor },
        ]),
      ]),
    ),
  );
}

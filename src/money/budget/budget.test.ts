import { readFileSync } from 'node:fs';
import { day } from '#base';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { fc } from '#testing/chance';
import writeXlsxFile from 'write-excel-file/node';
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
import { forecastOf } from './forecast.ts';
import { readBudget } from './read.ts';
import { textOfFile, unpackedBytes } from './sheet.ts';
import { causesOf } from './variance.ts';

let database: TestDatabase;
let vale: TestMoney;

const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const money = { ...boardMoney, amount: pounds(12_000_000) };
const shared = { ...councilMoney, amount: pounds(6_000_000), every: 'quarter' as const };
const YEAR = { from: day('2026-04-01'), until: day('2027-04-01'), currency: 'GBP' };

beforeAll(async () => {
  database = await freshDatabase();
  vale = await testMoney(database.store, fundDraft({}, [money, shared]));
});
afterAll(async () => {
  await vale.stop();
  await database.drop();
});

test('without a budget of its own a pool is held against what the agreement puts in, by the day', async () => {
  await vale.turnTo('2026-05-10');
  valueOf(
    await within(database.store, 'fund/better-care', (ledger) =>
      ledger.post([
        entry('spent', 'charge', day('2026-05-04'), [
          { account: { kind: 'fund', currency: 'GBP' }, minor: 1_900_000n, scheme: 'foot-care' },
          { account: { kind: 'due-to', party: RIVERSIDE, currency: 'GBP' }, minor: -1_900_000n },
        ]),
      ]),
    ),
  );
  const view = valueOf(await vale.money.budget(await vale.seat(COUNCIL), POOL));
  // A month and ten days of 31: 1,500,000 a month.
  expect(view).toMatchObject({
    year: pounds(18_000_000),
    soFar: pounds(1_983_871),
    spent: pounds(1_900_000),
    over: pounds(-83_871),
  });
  expect(view.rows).toMatchObject([{ scheme: 'all of the pool', forecast: pounds(17_239_024) }]);
});

test('a budget is tried before it is kept; each line that cannot be taken in is named with its rule and remedy', async () => {
  const [board, council] = [await vale.seat(BOARD), await vale.seat(COUNCIL)];
  const wrong =
    'Scheme;Month;Amount;Units\nFoot care;April;100\nFoot care;2026-04;1.234\nFoot care;2026-05;5\nfoot-care;2026-05;6\n;2027-04;1\nx;2026-06;1;many';
  const tried = valueOf(await vale.money.tryBudget(council, POOL, { text: wrong }));
  expect(tried.faults).toEqual([
    { line: 2, rule: "'April' is no month.", remedy: 'Write it as 2026-04.' },
    {
      line: 3,
      rule: "'1.234' is no amount.",
      remedy: 'Write it in digits with at most two decimals, such as 1250.50.',
    },
    { line: 5, rule: 'It has the scheme and month of line 4.', remedy: 'Put both amounts into one line.' },
    { line: 6, rule: '2027-04 lies outside the year of this pool.', remedy: 'Give months from 2026-04 to 2027-03.' },
    {
      line: 7,
      rule: "'many' is no number of units.",
      remedy: 'Write how much is planned in digits, or leave it empty.',
    },
  ]);
  expect(codesOf(await vale.money.keepBudget(board, POOL, { text: wrong, reason: 'The plan' }))).toEqual([
    'money.budget-line',
  ]);
  const right = 'scheme,month,amount,units\nFoot care,2026-04,"10,000.00",100\nFoot care,2026-05,9300,93\n';
  expect(codesOf(await vale.money.keepBudget(council, POOL, { text: right, reason: 'The plan' }))).toEqual([
    'money.not-yours',
  ]);
  valueOf(await vale.money.keepBudget(board, POOL, { text: right, reason: 'The plan' }));
  const view = valueOf(await vale.money.budget(council, POOL));
  expect(view).toMatchObject({
    source: { number: 1 },
    soFar: pounds(1_300_000),
    over: pounds(600_000),
    year: pounds(1_930_000),
  });
  expect(view.rows[0]).toMatchObject({ scheme: 'foot care', soFar: pounds(1_300_000), spent: pounds(1_900_000) });
  expect(view.causes.at(-1)?.amount).toEqual(view.spent);
});

test('a spreadsheet is read cell by cell as it would be typed, and an archive that unpacks to too much is not opened', async () => {
  const cell = (value: string | number) => ({ value });
  const rows = [
    ['scheme', 'month', 'amount', 'units'].map(cell),
    [cell('Foot care'), cell('2026-04'), cell(1234.56), cell(3)],
    [cell('All of the pool'), cell('2026-05'), cell('1,000'), { value: null }],
  ];
  const file = await (await writeXlsxFile(rows as never, {})).toBuffer();
  const text = valueOf(await textOfFile(file, 'budget.xlsx'));
  expect(valueOf(readBudget(text, YEAR))).toEqual({
    count: 2,
    faults: [],
    lines: [
      { scheme: 'foot-care', month: '2026-04-01', minor: 123_456n, units: '3' },
      { scheme: '', month: '2026-05-01', minor: 100_000n },
    ],
  });
  const declared = Buffer.from(file);
  const at = declared.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  declared.writeUInt32LE(0xf000_0000, at + 24);
  expect(unpackedBytes(declared)).toBeGreaterThan(0xf000_0000 - 1);
  expect(codesOf(await textOfFile(declared, 'budget.xlsx'))).toEqual(['money.budget-file']);
  expect(codesOf(await textOfFile(file.subarray(0, 200), 'budget.xlsx'))).toEqual(['money.budget-file']);
  expect(codesOf(await textOfFile(readFileSync('package.json'), 'budget.xls'))).toEqual(['money.budget-file']);
});

test('price, volume and mix are told apart, and whatever was planned and done they add up to the difference', () => {
  const clinic = { scheme: 'clinic', budget: 100_000n, planned: 100n, promised: 0n };
  const visits = { scheme: 'visits', budget: 300_000n, planned: 100n, promised: 0n };
  // 110 in clinic at 11 instead of 10, 130 visits at 30: 20 % more, of it more of what costs more.
  expect(
    causesOf([
      { ...clinic, spent: 121_000n, done: 110n },
      { ...visits, spent: 390_000n, done: 130n },
    ]),
  ).toEqual([
    { cause: 'price', minor: 11_000n },
    { cause: 'volume', minor: 80_000n },
    { cause: 'mix', minor: 20_000n },
  ]);
  const minor = fc.bigInt({ min: 0n, max: 10n ** 9n });
  const units = fc.option(fc.bigInt({ min: 0n, max: 10n ** 6n }), { nil: undefined });
  const scheme = fc
    .record({ budget: minor, spent: minor, promised: minor, planned: units, done: units })
    .map(({ planned, done, ...one }) => ({
      ...one,
      scheme: 's',
      ...(planned === undefined ? {} : { planned }),
      ...(done === undefined ? {} : { done }),
    }));
  fc.assert(
    fc.property(fc.array(scheme, { maxLength: 6 }), (schemes) => {
      const over = schemes.reduce((sum, { spent, budget }) => sum + spent - budget, 0n);
      expect(causesOf(schemes).reduce((sum, cause) => sum + cause.minor, 0n)).toBe(over);
    }),
  );
});

test('each method says what it expects of the rest of the year', () => {
  const year = {
    spent: [100n, 60n],
    gone: 15,
    days: 30,
    months: 4,
    promised: 50n,
    budget: [90n, 90n, 90n, 90n],
    before: [100n, 100n, 200n, 200n],
  };
  expect(forecastOf('run-rate', year)).toBe(427n);
  expect(forecastOf('seasonal', year)).toBe(640n);
  expect(forecastOf('seasonal', { ...year, before: [] })).toBe(427n);
  expect(forecastOf('commitments', year)).toBe(340n);
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#testing/database';
import type { PayClause } from '#agreement';
import { sql } from '#store';
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

const SNOMED = 'http://snomed.info/sct';
const podiatry: PayClause = {
  id: 'podiatry',
  cites: '2',
  clause: 'pay',
  activity: 'podiatry',
  pool: 'better-care',
  by: BOARD,
  to: [RIVERSIDE],
  price: {
    model: 'tariff',
    lines: [
      {
        id: 'home',
        words: 'treatment at home',
        codes: { system: SNOMED, codes: ['visit'] },
        unit: 'contact',
        price: { minor: 10_300, currency: 'GBP' },
      },
    ],
  },
  queryWorkingDays: 5,
};

let database: TestDatabase;
let vale: TestMoney;

beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

const start = async (clauses: Parameters<typeof fundDraft>[1] = [boardMoney, councilMoney, podiatry]) => {
  vale = await testMoney(database.store, fundDraft({}, clauses));
};
const KINDS = ['close-charges', 'close-accruals', 'close-month', 'balance-agreement'];
const owed = async (organization: string) =>
  (await vale.obligations.owedBy(await vale.seat(organization))).items
    .filter(({ kind, state }) => KINDS.includes(kind) && state === 'open')
    .map(({ kind, due }) => [kind, String(due).slice(0, 10)]);
const calendar = async (organization = BOARD) =>
  valueOf(await vale.money.closeCalendar(await vale.seat(organization), POOL));
const states = async (month: string) =>
  (await calendar()).months
    .find((one) => one.month === month)
    ?.steps.map(({ step, partner, due, state }) => [step, partner.organization, due, state]);

async function visited(id: string, on: string): Promise<void> {
  const org = await vale.vale.repository.contributors.organizationKey(RIVERSIDE);
  await database.store.run(sql`insert into money_activity (bkt, typ, id, cmp, org, system, code, day, minutes)
    values (1, 2, ${id}, 3, ${org}::int, ${SNOMED}, 'visit', ${on}::date, null)`);
}

test('nothing is owed of a month in which the agreement did not run yet', async () => {
  await start();
  await vale.turnTo('2026-04-15');
  expect([await owed(BOARD), await owed(RIVERSIDE)]).toEqual([[], []]);
  expect((await calendar()).months.map(({ month }) => month)).toEqual(['2026-04']);
});

test('a month is closed step by step: charges asked for, accruals kept, days closed, balances agreed by both', async () => {
  await start();
  await visited('v1', '2026-05-20');
  await vale.turnTo('2026-06-01');
  const [board, trust, council] = [await vale.seat(BOARD), await vale.seat(RIVERSIDE), await vale.seat(COUNCIL)];
  // The first Monday of June is its first working day.
  expect(await owed(RIVERSIDE)).toEqual([['close-charges', '2026-06-03']]);
  expect(await owed(BOARD)).toEqual([
    ['close-accruals', '2026-06-05'],
    ['close-month', '2026-06-10'],
  ]);
  const titles = (await vale.obligations.owedBy(board)).items.map(({ title }) => title);
  expect(titles.filter((title) => title.startsWith('Close '))).toEqual([expect.stringMatching(/^Close May 2026 in /)]);
  expect(await states('2026-05')).toEqual([
    ['charges', RIVERSIDE, '2026-06-03', 'due'],
    ['accruals', BOARD, '2026-06-05', 'due'],
    ['closed', BOARD, '2026-06-10', 'due'],
    ['balances', COUNCIL, '2026-06-12', 'due'],
  ]);
  expect((await states('2026-06'))?.map((row) => row.at(-1))).toEqual(['to-come', 'to-come', 'to-come', 'to-come']);

  expect(valueOf(await vale.money.proposeCharges(trust))).toHaveLength(1);
  expect(await owed(RIVERSIDE)).toEqual([]);
  const { accruals } = await calendar(COUNCIL);
  expect(accruals).toMatchObject({
    month: '2026-05',
    lines: [{ scheme: 'podiatry', payee: { organization: RIVERSIDE }, charges: 1, amount: { minor: 10_300 } }],
    keptBack: false,
  });
  const shown = { month: '2026-05', hash: accruals?.hash ?? '' };
  expect(codesOf(await vale.money.keepAccruals(council, POOL, shown))).toEqual(['money.not-yours']);
  expect(codesOf(await vale.money.keepAccruals(board, POOL, { ...shown, month: '2026-06' }))).toEqual([
    'money.close-month',
  ]);
  expect(codesOf(await vale.money.keepAccruals(board, POOL, { ...shown, hash: 'other' }))).toEqual([
    'money.accruals-changed',
  ]);
  valueOf(await vale.money.keepAccruals(board, POOL, shown));
  valueOf(await vale.money.keepAccruals(board, POOL, shown));
  expect((await calendar()).accruals?.kept).toMatchObject({ same: true });
  expect(await database.store.all(sql`select number, lines from money_accrual`)).toHaveLength(1);
  expect(await owed(BOARD)).toEqual([['close-month', '2026-06-10']]);

  valueOf(await vale.money.close(board, POOL, '2026-05-31', 'The books of May are made up.'));
  expect(await owed(BOARD)).toEqual([['balance-agreement', '2026-06-12']]);
  expect(await owed(COUNCIL)).toEqual([['balance-agreement', '2026-06-12']]);
  const asked = { party: COUNCIL, until: '2026-05-31' };
  const { hash, from, until, revision } = valueOf(await vale.money.statement(council, POOL, asked));
  valueOf(await vale.money.agree(council, POOL, { party: COUNCIL, hash, from, until, revision }));
  const [half] = (await calendar()).months.find(({ month }) => month === '2026-05')?.steps.slice(-1) ?? [];
  expect(half).toMatchObject({ state: 'due', missing: ['Vale Care Board'] });
  valueOf(await vale.money.agree(board, POOL, { party: COUNCIL, hash, from, until, revision }));
  expect((await states('2026-05'))?.map((row) => row.at(-1))).toEqual(['done', 'done', 'done', 'done']);
  expect([await owed(BOARD), await owed(COUNCIL)]).toEqual([[], []]);
});

test('what is late says so, and who is told late has some working days still', async () => {
  await start();
  await vale.turnTo('2026-06-15');
  expect((await states('2026-05'))?.map((row) => row.at(-1))).toEqual(['late', 'late', 'late', 'late']);
  expect(await owed(RIVERSIDE)).toEqual([['close-charges', '2026-06-18']]);
  expect(await owed(BOARD)).toEqual([
    ['close-accruals', '2026-06-18'],
    ['close-month', '2026-06-18'],
  ]);
});

test('a month that was opened again is owed again; what somebody else said before is asked for anew', async () => {
  await start([boardMoney, councilMoney]);
  await vale.turnTo('2026-06-01');
  const [board, council] = [await vale.seat(BOARD), await vale.seat(COUNCIL)];
  // Nobody is paid by it: there are no charges to ask for, and nothing to keep.
  expect((await states('2026-05'))?.map(([step]) => step)).toEqual(['closed', 'balances']);
  expect((await calendar()).accruals).toBeUndefined();
  valueOf(await vale.money.close(board, POOL, '2026-05-31', 'The books of May are made up.'));
  expect((await states('2026-05'))?.[0]?.at(-1)).toBe('done');
  valueOf(await vale.money.askReopen(council, POOL, '2026-04-30', 'A bill of May came late.'));
  const [{ id = '' } = {}] = valueOf(await vale.money.pool(board, POOL)).closings;
  valueOf(await vale.money.agreeReopen(board, POOL, id));
  expect((await states('2026-05'))?.[0]?.at(-1)).toBe('due');
  await vale.turnTo('2026-06-02');
  expect((await owed(BOARD)).filter(([kind]) => kind === 'close-month')).toEqual([['close-month', '2026-06-10']]);
  valueOf(await vale.money.close(board, POOL, '2026-05-31', 'With the bill that came late.'));
  expect((await owed(BOARD)).filter(([kind]) => kind === 'close-month')).toEqual([]);
});

test('whoever keeps the books lays down other days with a reason; what is owed of the month is owed by them', async () => {
  await start();
  await vale.turnTo('2026-06-01');
  const [board, council] = [await vale.seat(BOARD), await vale.seat(COUNCIL)];
  const days = {
    charges: 4,
    accruals: 7,
    closed: 9,
    balances: 15,
    from: '2026-05',
    reason: 'Our ledger closes later.',
  };
  const change = (more: object, access = board) => vale.money.changeCloseDays(access, POOL, { ...days, ...more });
  expect(codesOf(await change({}, council))).toEqual(['money.not-yours']);
  expect(codesOf(await change({ closed: 6 }))).toEqual(['money.close-days']);
  expect(codesOf(await change({ from: '2026-04' }))).toEqual(['money.close-month']);
  expect(codesOf(await change({ from: 'soon' }))).toEqual(['money.close-month']);
  expect(codesOf(await change({ reason: ' ' }))).toEqual(['money.reason']);
  valueOf(await change({}));
  expect((await owed(BOARD)).map(([, due]) => due)).toEqual(['2026-06-09', '2026-06-11']);
  expect(await owed(RIVERSIDE)).toEqual([['close-charges', '2026-06-04']]);
  valueOf(await change({ from: '2026-07', closed: 8 }));
  const { days: now, usual, changes } = await calendar();
  expect([now.closed, usual.closed, changes.map(({ from, closed }) => [from, closed])]).toEqual([
    9,
    8,
    [
      ['2026-07', 8],
      ['2026-05', 9],
    ],
  ]);
});

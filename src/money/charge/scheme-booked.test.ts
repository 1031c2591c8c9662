import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Clause, PayClause } from '#agreement';
import { sql } from '#store';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { violations } from '../ledger/world.testing.ts';
import {
  BOARD,
  boardMoney,
  councilMoney,
  fundDraft,
  POOL,
  RIVERSIDE,
  type TestMoney,
  testMoney,
  valueOf,
} from '../money.testing.ts';

const SNOMED = 'http://snomed.info/sct';
const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const lines = ['a', 'b'].map((code) => ({
  id: code,
  words: `visit ${code}`,
  codes: { system: SNOMED, codes: [code] },
  unit: 'each' as const,
  price: pounds(1_000),
}));
const visits: PayClause = {
  id: 'visits',
  cites: '2',
  clause: 'pay',
  activity: 'foot-care',
  by: BOARD,
  to: [RIVERSIDE],
  price: { model: 'tariff', lines },
  queryWorkingDays: 5,
  pool: 'better-care',
};
const booked: PayClause = { ...visits, scheme: 'falls-service' };

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

/** A year of the fund in which 30 visits of May are charged, and 20 of them accepted. */
async function lived(clauses: readonly Clause[]): Promise<string> {
  vale = await testMoney(database.store, fundDraft({}, [boardMoney, councilMoney, ...clauses]));
  await vale.turnTo('2026-06-01');
  const org = await vale.vale.repository.contributors.organizationKey(RIVERSIDE);
  await database.store.run(sql`insert into money_activity (bkt, typ, id, cmp, org, system, code, day)
    select 1, 2, 'v' || n, n, ${org}::int, ${SNOMED}, 'a', '2026-05-04'::date + n % 20 from generate_series(1, 30) n`);
  const [id = ''] = valueOf(await vale.money.proposeCharges(await vale.seat(RIVERSIDE)));
  const numbers = Array.from({ length: 20 }, (_, at) => at + 1);
  valueOf(await vale.money.acceptCharge(await vale.seat(BOARD), id, { numbers }));
  return id;
}

test('what is charged under a scheme is spent on it, from the money that is for it alone first', async () => {
  const fenced = { ...councilMoney, ringFencedFor: 'falls-service', amount: pounds(12_000) };
  const id = await lived([{ ...fenced, id: 'fenced' }, booked]);
  const board = await vale.seat(BOARD);
  const pool = valueOf(await vale.money.pool(board, POOL));
  expect(pool.schemes).toMatchObject([{ name: 'falls service', spent: pounds(20_000) }]);
  expect(valueOf(await vale.money.charge(board, id))).toMatchObject({ activity: 'foot care', scheme: 'falls service' });
  const quarter = valueOf(await vale.money.quarter(board, POOL, { from: '2026-04-01' }));
  const figures = quarter.figures.filter(({ group }) => group === 'spent' || group === 'accrued');
  expect(figures.map((one) => [one.id, one.amount.minor])).toEqual([
    ['spent:falls-service', -20_000],
    ['accrued:falls-service', 10_000],
  ]);
  const text = 'scheme,month,amount,units\nFalls service,2026-05,180.00,18\n';
  valueOf(await vale.money.keepBudget(board, POOL, { text, reason: 'The plan' }));
  const budget = valueOf(await vale.money.budget(board, POOL));
  expect(budget.rows).toMatchObject([{ scheme: 'falls service', soFar: pounds(18_000), spent: pounds(20_000) }]);
  expect(budget.rows).toHaveLength(1);
  // Three parts of the money that is for it alone were there: £30.00; the rest is for all of the pool.
  const fences = await database.store.all(sql`
    select l.fence, sum(l.minor)::int as minor from money_entry e join money_lineage l on l.entry = e.seq
    where e.kind = 'charge' group by 1 order by 1`);
  expect(fences).toEqual([
    { fence: '', minor: 17_000 },
    { fence: 'falls-service', minor: 3_000 },
  ]);
});

test('replayed, and under every way of paying, it comes to what it does without a scheme', async () => {
  const compared = async (clause: PayClause) => {
    await lived([clause]);
    const board = await vale.seat(BOARD);
    const asked = { instrument: 'fund', version: 1, from: '2026-04-01', until: '2026-05-31' };
    const simulated = valueOf(await vale.money.simulateMoney(board, asked));
    await vale.turnTo('2027-05-10');
    const { sides, tornado } = valueOf(await vale.money.compareModels(board, { instrument: 'fund', version: 1 }));
    return { today: simulated.today, sides, tornado };
  };
  const plain = await compared(visits);
  await vale.stop();
  await database.drop();
  database = await freshDatabase();
  const named = await compared(booked);
  expect(plain.today.positions.find(({ organization }) => organization === RIVERSIDE)?.earned).toEqual(pounds(30_000));
  expect(named).toEqual(plain);
});

test('the cost centre that was agreed stands in the books of the two until they give their own', async () => {
  await lived([{ ...booked, costCentre: 'FALLS-7' }]);
  const trust = await vale.seat(RIVERSIDE);
  const days = { from: '2026-04-01', until: '2026-06-30' };
  const centres = async () =>
    valueOf(await vale.money.books(trust, POOL, days)).lines.map(({ account, codes }) => [account, codes?.costCentre]);
  expect(await centres()).toEqual([
    ['income', 'FALLS-7'],
    ['owed-to-us', undefined],
  ]);
  const own = { account: 'income', scheme: '', code: '4100', vat: 'exempt' } as const;
  valueOf(await vale.money.keepCodes(trust, POOL, { ...own, costCentre: '' }));
  expect((await centres())[0]).toEqual(['income', 'FALLS-7']);
  valueOf(await vale.money.keepCodes(trust, POOL, { ...own, costCentre: 'T-1' }));
  expect((await centres())[0]).toEqual(['income', 'T-1']);
});

test('codes that a partner gives for a scheme hold for what was charged under it, out of the pool or beside it, undone as well', async () => {
  const { pool: _, scheme: __, ...rest } = visits;
  const direct: PayClause = {
    ...rest,
    id: 'calls',
    activity: 'phone-calls',
    price: {
      model: 'tariff',
      lines: lines.slice(0, 1).map((line) => ({ ...line, codes: { system: SNOMED, codes: ['c'] } })),
    },
  };
  await lived([booked, direct]);
  const [trust, board] = [await vale.seat(RIVERSIDE), await vale.seat(BOARD)];
  const CALLS = { instrument: 'fund', pool: 'charges' } as const;
  const org = await vale.vale.repository.contributors.organizationKey(RIVERSIDE);
  await database.store.run(sql`insert into money_activity (bkt, typ, id, cmp, org, system, code, day)
    values (1, 2, 'call', 7, ${org}::int, ${SNOMED}, 'c', '2026-05-05')`);
  for (const id of valueOf(await vale.money.proposeCharges(trust))) await vale.money.acceptCharge(board, id, {});
  const code = { account: 'income', costCentre: '', vat: '' } as const;
  valueOf(await vale.money.keepCodes(trust, POOL, { ...code, scheme: '', code: '4000' }));
  valueOf(await vale.money.keepCodes(trust, POOL, { ...code, scheme: 'falls-service', code: '4100' }));
  valueOf(await vale.money.keepCodes(trust, CALLS, { ...code, scheme: 'phone-calls', code: '4200' }));
  const incomes = async (name: typeof POOL | typeof CALLS) =>
    valueOf(await vale.money.books(trust, name, { from: '2026-04-01', until: '2026-06-30' })).lines.map(
      ({ account, scheme, codes }) => [account, scheme, codes?.code],
    );
  expect(await incomes(CALLS)).toEqual([
    ['income', 'phone-calls', '4200'],
    ['owed-to-us', '', undefined],
  ]);
  const charged = (await incomes(POOL)).filter(([account]) => account === 'income');
  expect(charged).toEqual(charged.map(() => ['income', 'falls-service', '4100']));
  const { entries } = valueOf(await vale.money.ledger(board, CALLS));
  const asked = valueOf(await vale.money.undo(board, CALLS, entries[0]?.seq ?? '', 'It was no call of theirs'));
  valueOf(await vale.money.approve(trust, CALLS, asked));
  expect((await incomes(CALLS)).filter(([account]) => account === 'income')).toEqual([
    ['income', 'phone-calls', '4200'],
    ['income', 'phone-calls', '4200'],
  ]);
});

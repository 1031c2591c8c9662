import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { day } from '#base';
import { sql } from '#store';
import { violations } from './ledger/world.testing.ts';
import { BOARD, COUNCIL, POOL, RIVERSIDE, type TestMoney, testMoney, valueOf } from './money.testing.ts';

let database: TestDatabase;
let vale: TestMoney;

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testMoney(database.store);
});
afterEach(async () => {
  expect(await violations(database.store)).toEqual([]);
  await vale.stop();
  await database.drop();
});

test('E2: £13.245m and £10.071m, 15 schemes: one part late is told on day 1, and statements tie to the ledger to the penny', async () => {
  await vale.turnTo('2026-04-01');
  const board = await vale.seat(BOARD);
  const { instalments } = valueOf(await vale.money.contributions(board, POOL));
  const agreed = (party: string) =>
    instalments.filter((one) => one.party.organization === party).reduce((sum, { amount }) => sum + amount.minor, 0);
  expect([agreed(BOARD), agreed(COUNCIL)]).toEqual([1_324_500_000, 1_007_100_000]);
  const first = instalments.find(({ party, state }) => party.organization === BOARD && state === 'due');
  const came = { party: BOARD, minor: first?.amount.minor ?? 0, reference: 'APR/BOARD', on: '' };
  valueOf(await vale.money.receive(board, POOL, came));
  for (let scheme = 1; scheme <= 15; scheme += 1) {
    const promised = {
      to: RIVERSIDE,
      minor: 1_000_003 * scheme,
      scheme: `scheme-${scheme}`,
      words: `Scheme ${scheme}`,
      until: day('2026-06-30'),
    };
    const seq = valueOf(await vale.money.promise(board, POOL, promised, `scheme-number-${scheme}`));
    valueOf(await vale.money.spend(board, POOL, seq, 1_000_003 * scheme));
  }
  await vale.turnTo('2026-04-02');
  const pool = valueOf(await vale.money.pool(board, POOL));
  expect(pool.schemes).toHaveLength(15);
  expect(pool.spent.minor).toBe(120 * 1_000_003);
  const late = valueOf(await vale.money.contributions(board, POOL)).instalments.filter(({ state }) => state === 'late');
  expect(late.map(({ party, daysLate, amount }) => [party.organization, daysLate, amount.minor])).toEqual([
    [COUNCIL, 1, 83_925_000],
  ]);
  for (const party of [BOARD, COUNCIL, RIVERSIDE]) {
    const { closing } = valueOf(await vale.money.statement(board, POOL, { party }));
    const row = await database.store.first<{ owed: string }>(sql`
      select coalesce(sum(p.minor), 0)::text as owed from money_posting p join money_account a on a.id = p.account
      join money_entry e on e.seq = p.entry and e.state in ('posted', 'post')
      where a.pool = 'fund/better-care' and a.party = ${party}`);
    expect(closing.minor, party).toBe(Number(row?.owed));
  }
  const { partners } = pool;
  expect(partners.reduce((sum, { left }) => sum + left.minor, 0)).toBe(pool.left.minor);
});

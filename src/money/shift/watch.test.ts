import type { PayClause } from '#agreement';
import { sql } from '#store';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BOARD, codesOf, COUNCIL, fundDraft, RIVERSIDE, type TestMoney, testMoney, valueOf } from '../money.testing.ts';

const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const paid = (id: string, to: string, price: number): PayClause => ({
  id,
  cites: '2',
  clause: 'pay',
  activity: id,
  by: BOARD,
  to: [to],
  price: {
    model: 'tariff',
    lines: [
      { id, words: id.replace('-', ' '), codes: { system: 'urn:s', codes: [id] }, unit: 'each', price: pounds(price) },
    ],
  },
  queryWorkingDays: 5,
});

let database: TestDatabase;
let vale: TestMoney;

beforeAll(async () => {
  database = await freshDatabase();
  const draft = fundDraft({}, [paid('bed-day', RIVERSIDE, 30_000), paid('care-hour', COUNCIL, 2_500)]);
  vale = await testMoney(database.store, draft);
  await vale.turnTo('2027-10-01');
  // Forty people a month: 6 to 10 bed days and 4 to 12 hours; in September two days fewer and nine hours more.
  for (const [organization, code, least, spread, moved] of [
    [RIVERSIDE, 'bed-day', 6, 5, -2],
    [COUNCIL, 'care-hour', 4, 9, 9],
  ] as const) {
    const org = (await vale.seat(organization)).organization;
    await database.store.run(sql`
      insert into money_activity (bkt, typ, id, cmp, org, system, code, day, minutes)
      select 1, 7, ${code} || m || '-' || p || '-' || n, p, ${org}, 'urn:s', ${code},
        ('2026-04-01'::date + m * interval '1 month')::date + n % 27, null
      from generate_series(0, 17) m, generate_series(1, 40) p, lateral generate_series(1,
        ${least}::int + (p * 7 + m * 3) % ${spread}::int + case when m = 17 then ${moved}::int else 0 end) n`);
  }
});
afterAll(async () => {
  await vale?.stop();
  await database?.drop();
});

test('what moved is found within its month, names both and the money, and is asked of both within five working days', async () => {
  await vale.turnTo('2027-10-02');
  const [found, ...others] = valueOf(await vale.money.shift.movements(await vale.seat(RIVERSIDE)));
  expect(others).toEqual([]);
  expect([found?.month, found?.fell.organization, found?.rose.organization, found?.count]).toEqual([
    '2027-09-01',
    RIVERSIDE,
    COUNCIL,
    40,
  ]);
  expect([found?.due, found?.state]).toEqual(['2027-10-11', 'for-comment']);
  expect(Math.abs((found?.fell.amount.minor ?? 0) + 2 * 40 * 30_000)).toBeLessThan(200_000);
  const owed = await database.store.all<{ owner: number }>(
    sql`select owner from obligation where kind = 'cost-movement-comment'`,
  );
  expect(owed.length).toBe(2);
});

test('the others see it once both have said what is behind it; each says it once', async () => {
  const [trust, council, board] = [await vale.seat(RIVERSIDE), await vale.seat(COUNCIL), await vale.seat(BOARD)];
  const id = valueOf(await vale.money.shift.movements(trust))[0]?.id ?? '';
  expect(valueOf(await vale.money.shift.movements(board))).toEqual([]);
  expect(codesOf(await vale.money.shift.movement(board, id))).toEqual(['money.no-movement']);
  valueOf(await vale.money.shift.commentMovement(trust, id, 'Discharge to assess began.'));
  expect(codesOf(await vale.money.shift.commentMovement(trust, id, 'And more.'))).toEqual(['money.commented']);
  expect(valueOf(await vale.money.shift.movements(board))).toEqual([]);
  valueOf(await vale.money.shift.commentMovement(council, id, 'We pay for it.'));
  expect(valueOf(await vale.money.shift.movement(board, id))).toMatchObject({ state: 'shown', seen: { people: [] } });
  expect(codesOf(await vale.money.shift.commentMovement(board, id, 'So what.'))).toEqual(['money.not-yours']);
  const [open] = await database.store.all<{ count: number }>(
    sql`select count(*)::int as count from obligation where kind = 'cost-movement-comment' and closed is null`,
  );
  expect(open?.count).toBe(0);
});

test('it is found once, however often it is looked for', async () => {
  const board = await vale.seat(BOARD);
  expect(valueOf(await vale.money.shift.lookForMovements(board))).toBe(0);
  expect(codesOf(await vale.money.shift.lookForMovements(await vale.seat(BOARD, 'gp')))).toEqual(['money.not-yours']);
});

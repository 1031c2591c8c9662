import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PayClause } from '#agreement';
import { sql, type Store } from '#store';
import { testStore } from '#testing/database';
import { ELM } from '../../governance/partnership.testing.ts';
import {
  BOARD,
  boardMoney,
  codesOf,
  fundDraft,
  RIVERSIDE,
  type TestMoney,
  testMoney,
  valueOf,
} from '../money.testing.ts';
import { mergerOn } from '../merger.testing.ts';

const ASKED = { instrument: 'fund', version: 1 };
const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const reviews: PayClause = {
  id: 'reviews',
  cites: '2',
  clause: 'pay',
  activity: 'reviews',
  by: BOARD,
  to: [RIVERSIDE],
  price: {
    model: 'tariff',
    lines: [
      { id: 'one', words: 'Review', codes: { system: 'urn:s', codes: ['r'] }, unit: 'each', price: pounds(1_000) },
    ],
  },
  queryWorkingDays: 5,
  pool: 'better-care',
};

let store: Store;
let vale: TestMoney;

/** Riverside does reviews; in October Elm Tree takes its place, and is no party of the agreement itself. */
beforeAll(async () => {
  store = await testStore();
  vale = await testMoney(store, fundDraft({}, [boardMoney, reviews]));
  await vale.turnTo('2026-09-01');
  await mergerOn(vale, '2026-10-01');
});
afterAll(() => vale.stop());

async function did(organization: string, count: number, on: string): Promise<void> {
  const org = await vale.vale.repository.contributors.organizationKey(organization);
  await store.run(sql`
    insert into money_activity (bkt, typ, id, cmp, org, system, code, day, minutes)
    select 1, 7, ${`${on}-`} || n, n, ${org}::int, 'urn:s', 'r', ${on}::date, null from generate_series(1, ${count}::int) n`);
}

test('before its day the successor compares nothing', async () => {
  expect(codesOf(await vale.money.compareModels(await vale.seat(ELM), ASKED))).toEqual(['money.no-version']);
});

test('what the successor did stands under the name that signed; it compares and signs as that party', async () => {
  await did(RIVERSIDE, 10, '2026-06-10');
  await did(ELM, 5, '2026-11-10');
  await vale.turnTo('2027-05-10');
  await vale.vale.governance.carryOut();
  await vale.turnTo('2027-05-11');
  const elm = await vale.seat(ELM);
  const found = valueOf(await vale.money.compareModels(elm, ASKED));
  const board = valueOf(await vale.money.compareModels(await vale.seat(BOARD), ASKED));
  expect(found.hash).toBe(board.hash);
  const tariff = found.sides.find(({ model }) => model === 'tariff');
  const earned = tariff?.positions.filter((one) => one.earned.minor > 0);
  expect(earned?.map((one) => [one.organization, one.earned.minor])).toEqual([[RIVERSIDE, 15_000]]);
  // All fifteen are the plan: paid by the block nobody has more or less of them.
  const block = found.sides.find(({ model }) => model === 'block')?.positions;
  expect(block?.find((one) => one.organization === RIVERSIDE)?.earned.minor).toBe(15_000);
  expect(found.sides.every(({ sum }) => sum.minor === 0)).toBe(true);
  expect(found.tornado.find(({ model }) => model === 'tariff')?.swings.length).toBeGreaterThan(0);
  valueOf(await vale.money.signModel(elm, ASKED, { model: 'tariff', hash: found.hash, words: 'Agreed by our board.' }));
  expect(valueOf(await vale.money.compareModels(elm, ASKED)).signed).toMatchObject([{ model: 'tariff', same: true }]);
});

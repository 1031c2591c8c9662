import { afterAll, beforeAll, expect, test } from 'vitest';
import { testStore } from '#testing/database';
import type { Access, StockClause } from '#agreement';
import { type Day, day, plusDays } from '#base';
import { sql, type Store } from '#store';
import { ELM } from '../../governance/partnership.testing.ts';
import {
  BOARD,
  boardMoney,
  codesOf,
  COUNCIL,
  fundDraft,
  RIVERSIDE,
  type TestMoney,
  testMoney,
  valueOf,
} from '../money.testing.ts';
import { mergerOn } from '../merger.testing.ts';
import { INSULIN, METFORMIN, stockViolations } from './stock.testing.ts';

const agreed: StockClause = {
  id: 'medicines',
  cites: '2',
  clause: 'stock',
  medicines: [METFORMIN, INSULIN].map(({ words, system, code }) => ({
    id: words.slice(0, 7).toLowerCase(),
    words,
    codes: { system, codes: [code] },
    days: 30,
  })),
  at: [RIVERSIDE, COUNCIL],
  answerWorkingDays: 2,
  pooled: { keptBy: BOARD, lastsDays: 60, drawDays: 10, backDays: 30 },
};

let store: Store;
let vale: TestMoney;
let elm: Access;
let trust: Access;
let council: Access;
let shelf: string;
let asked: string;

/** A shelf at Riverside, and a request to it; in August Elm Tree takes its place, and is no party of the agreement itself. */
beforeAll(async () => {
  store = await testStore();
  vale = await testMoney(store, fundDraft({}, [boardMoney, agreed]));
  await vale.turnTo('2026-07-31');
  trust = await vale.seat(RIVERSIDE, 'practice-manager');
  council = await vale.seat(COUNCIL, 'practice-manager');
  await used(RIVERSIDE, day('2026-07-31'), 12);
  shelf = valueOf(await stock().keepItem(trust, { ...METFORMIN, floorDays: 7 }));
  await counted(trust, 900);
  const theirs = valueOf(await stock().keepItem(council, { ...METFORMIN, floorDays: 7 }));
  const request = { from: RIVERSIDE, item: theirs, quantity: 60, reason: 'Low.', key: 'k1' };
  asked = valueOf(await stock().askTransfer(council, request));
  await mergerOn(vale, '2026-08-01');
  elm = await vale.seat(ELM, 'practice-manager');
});
afterAll(() => vale.stop());

const stock = () => vale.money.stock;

async function counted(who: Access, quantity: number): Promise<void> {
  const { revision } = valueOf(await stock().stockItem(who, shelf));
  const lots = [{ lot: 'A1', quantity, expires: day('2027-01-31') }];
  valueOf(await stock().countItem(who, { item: shelf, revision, lots }));
}

/** Ten a day, given once a week. */
async function used(site: string, until: Day, weeks: number): Promise<void> {
  const org = await vale.vale.repository.contributors.organizationKey(site);
  for (let back = 0; back < weeks; back += 1)
    await store.run(sql`insert into money_stock_use (bkt, typ, id, cmp, org, system, code, day, quantity, unit)
      values (0, 1, ${`${site}-${until}-${back}`}, 1, ${org}, ${METFORMIN.system}, ${METFORMIN.code},
        ${plusDays(until, -7 * back)}, 70, 'tablets')`);
}

test('before its day the successor has none of it', async () => {
  expect(valueOf(await stock().stock(elm))).toMatchObject({ items: [], transfers: [], agreed: [] });
  // As a party of the merger it sees the shelf, which is another's.
  expect(valueOf(await stock().stockItem(elm, shelf)).may).toEqual({ handle: false });
  expect(codesOf(await stock().answerTransfer(elm, { id: asked, quantity: 60, reason: '' }))).toEqual([
    'money.no-transfer',
  ]);
});

test('since its day the shelf is the successor’s: what is agreed holds, it answers, sends and counts, and what it gives is used there', async () => {
  await vale.turnTo('2026-08-28');
  await vale.vale.governance.carryOut();
  elm = await vale.seat(ELM, 'practice-manager');
  await used(ELM, day('2026-08-28'), 4);
  const seen = valueOf(await stock().stock(elm));
  expect(seen.items).toMatchObject([{ id: shelf, floorDays: 30 }]);
  expect(seen.transfers.map(({ id, may }) => [id, may.offer])).toEqual([[asked, true]]);
  expect(seen.agreed.map(({ missing }) => missing.map(({ words }) => words))).toEqual([['Insulin']]);
  // Twelve weeks, of which it gave the last four.
  expect(seen.items[0]?.rate).toBeCloseTo(10, 0);
  valueOf(await stock().answerTransfer(elm, { id: asked, quantity: 60, reason: '' }));
  const lots = [{ lot: 'A1', quantity: 60, expires: day('2027-01-31') }];
  valueOf(await stock().sendTransfer(elm, { id: asked, lots }));
  await counted(elm, 200);
  const { onHand, level, days } = valueOf(await stock().stockItem(council, shelf));
  expect([onHand, level, days]).toEqual([200, 'under-floor', 20]);
  const [row] = await store.all<{ owner: string }>(
    sql`select to_jsonb(o)::text as owner from obligation o where kind = 'stock-floor' order by id desc limit 1`,
  );
  expect(row?.owner).toContain(ELM);
  expect(await stockViolations(store)).toEqual([]);
});

test('what is agreed for the shelf is kept under the name that signed, and asked for from there', async () => {
  const pens = valueOf(await stock().keepItem(elm, { ...INSULIN, floorDays: 5 }));
  const item = valueOf(await stock().stockItem(elm, pens));
  expect([item.site.organization, item.floorDays, item.may.handle]).toEqual([RIVERSIDE, 30, true]);
  expect(valueOf(await stock().keepItem(elm, { ...METFORMIN, floorDays: 7 }))).toBe(shelf);
  const request = { from: COUNCIL, item: shelf, quantity: 10, reason: 'Low.', key: 'k2' };
  const id = valueOf(await stock().askTransfer(elm, request));
  expect(valueOf(await stock().transfer(elm, id))).toMatchObject({
    to: { organization: RIVERSIDE },
    may: { withdraw: true },
  });
});

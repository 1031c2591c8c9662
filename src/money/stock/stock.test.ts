import { fc } from '#testing/chance';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Access } from '#agreement';
import { type Day, day, plusDays } from '#base';
import { sql, type Store } from '#store';
import { testStore } from '#testing/database';
import { BOARD, codesOf, COUNCIL, fundDraft, RIVERSIDE, type TestMoney, testMoney, valueOf } from '../money.testing.ts';
import type { StockLot } from './contract.ts';
import { METFORMIN, stockViolations } from './stock.testing.ts';
import { usesOf } from './use.ts';

const TODAY = day('2026-06-01');
let store: Store;
let vale: TestMoney;
/** Who hands medicines out at the trust and at the board's clinic, and somebody with no part in it. */
let trust: Access;
let clinic: Access;
let items: Readonly<Record<'trust' | 'clinic', string>>;

beforeAll(async () => {
  store = await testStore();
  vale = await testMoney(store, fundDraft());
  await vale.turnTo(TODAY);
  [trust, clinic] = await Promise.all([vale.seat(RIVERSIDE, 'specialist-nurse'), vale.seat(BOARD, 'practice-manager')]);
  items = {
    trust: valueOf(await stock().keepItem(trust, { ...METFORMIN, floorDays: 20 })),
    clinic: valueOf(await stock().keepItem(clinic, { ...METFORMIN, floorDays: 20 })),
  };
});
afterEach(async () => expect(await stockViolations(store)).toEqual([]));
afterAll(() => vale.stop());

const stock = () => vale.money.stock;
const lot = (name: string, quantity: number, expires = '2027-01-31'): StockLot => ({
  lot: name,
  quantity,
  expires: expires as Day,
});
const count = async (who: Access, item: string, lots: readonly StockLot[]) =>
  stock().countItem(who, { item, revision: valueOf(await stock().stockItem(who, item)).revision, lots });

/** What the projection writes: so many tablets on each of the last days. */
async function given(site: string, quantity: number, days: number): Promise<void> {
  const org = await vale.vale.repository.contributors.organizationKey(site);
  for (let back = 0; back < days; back += 7) {
    await store.run(sql`insert into money_stock_use (bkt, typ, id, cmp, org, system, code, day, quantity, unit)
      values (0, 1, ${`${site}-${back}`}, 1, ${org}, ${METFORMIN.system}, ${METFORMIN.code}, ${plusDays(TODAY, -back)},
        ${quantity * 7}, 'tablets')`);
  }
}

test('with nothing recorded there is no figure, and it says why; with twelve weeks nine days are red under the floor', async () => {
  valueOf(await count(clinic, items.clinic, [lot('A1', 270)]));
  const before = valueOf(await stock().stockItem(clinic, items.clinic));
  expect([before.level, before.why, before.days]).toEqual(['unknown', 'nothing', undefined]);
  await given(BOARD, 30, 168);
  const after = valueOf(await stock().stockItem(clinic, items.clinic));
  expect(after).toMatchObject({ level: 'under-floor', days: 9, onHand: 270, expected: 270, given: 12 });
  expect([after.rate, after.between]).toEqual([30, [9, 9]]);
  expect(after.counted).toMatchObject({ on: TODAY, quantity: 270 });
  const [site] = valueOf(await stock().stock(trust)).others;
  expect([site?.site.organization, site?.days]).toEqual([BOARD, 9]);
});

test('asked, offered, sent, received: part arrives, part is lost with a reason, and nothing is made', async () => {
  valueOf(await count(trust, items.trust, [lot('T1', 1_000), lot('T2', 500, '2026-07-01')]));
  const wish = { from: RIVERSIDE, item: items.clinic, quantity: 600, reason: 'Nine days are left.', key: 'k1' };
  const id = valueOf(await stock().askTransfer(clinic, wish));
  expect(valueOf(await stock().askTransfer(clinic, wish))).toBe(id);
  expect(codesOf(await stock().answerTransfer(clinic, { id, quantity: 1, reason: '' }))).toEqual(['money.no-transfer']);
  expect(codesOf(await stock().sendTransfer(trust, { id, lots: [lot('T1', 600)] }))).toEqual(['money.transfer-state']);
  valueOf(await stock().answerTransfer(trust, { id, quantity: 550, reason: '' }));
  expect(codesOf(await stock().sendTransfer(trust, { id, lots: [lot('T1', 551)] }))).toEqual(['money.stock-more']);
  expect(codesOf(await stock().sendTransfer(trust, { id, lots: [lot('T2', 501, '2026-07-01')] }))).toEqual([
    'money.stock-short',
  ]);
  valueOf(await stock().sendTransfer(trust, { id, lots: [lot('T2', 450, '2026-07-01'), lot('T1', 100)] }));
  const arrive = (key: string, lots: readonly (StockLot & { readonly lost: number })[], reason = '') =>
    stock().receiveTransfer(clinic, { id, key, lots, reason });
  const some = [{ ...lot('T2', 400, '2026-07-01'), lost: 20 }];
  expect(codesOf(await arrive('1', some))).toEqual(['money.reason']);
  valueOf(await arrive('1', some, 'The box was wet.'));
  valueOf(await arrive('1', some, 'The box was wet.'));
  expect(valueOf(await stock().transfer(clinic, id))).toMatchObject({ state: 'sent', arrived: 400, lost: 20 });
  const underWay = async (who: Access, item: string) => valueOf(await stock().stockItem(who, item)).underWay;
  expect((await underWay(clinic, items.clinic)).map((one) => [one.id, one.state])).toEqual([[id, 'sent']]);
  expect((await underWay(trust, items.trust)).map((one) => one.id)).toEqual([id]);
  // What is asked between two sites stands on the pages of the two.
  expect(await underWay(trust, items.clinic)).toEqual([]);
  expect(codesOf(await arrive('2', [{ ...lot('T1', 101), lost: 0 }]))).toEqual(['money.stock-short']);
  valueOf(
    await arrive('2', [
      { ...lot('T1', 100), lost: 0 },
      { ...lot('T2', 30, '2026-07-01'), lost: 0 },
    ]),
  );
  expect(valueOf(await stock().transfer(trust, id))).toMatchObject({ state: 'received', arrived: 530, lost: 20 });
  expect(await underWay(clinic, items.clinic)).toEqual([]);
  expect(valueOf(await stock().stockItem(clinic, items.clinic)).onHand).toBe(800);
  expect(valueOf(await stock().stockItem(trust, items.trust)).onHand).toBe(950);
});

test('a count says what is not explained by what was given, and is refused where something moved meanwhile', async () => {
  const seen = valueOf(await stock().stockItem(clinic, items.clinic));
  valueOf(
    await stock().enterStock(clinic, {
      ...lot('N', 10),
      item: items.clinic,
      kind: 'received',
      reason: 'Note 7',
      key: 'n',
    }),
  );
  const late = { item: items.clinic, revision: seen.revision, lots: seen.lots };
  expect(codesOf(await stock().countItem(clinic, late))).toEqual(['money.stock-moved']);
  valueOf(await count(clinic, items.clinic, [lot('A1', 260), lot('N', 10), lot('T1', 100)]));
  const after = valueOf(await stock().stockItem(clinic, items.clinic));
  expect(after.counted).toMatchObject({ quantity: 370, unexplained: -440 });
});

test('of what is past its day nothing counts; what will not be used in time is said', async () => {
  valueOf(
    await count(clinic, items.clinic, [lot('OLD', 50, '2026-05-31'), lot('SOON', 400, '2026-06-05'), lot('A', 100)]),
  );
  const seen = valueOf(await stock().stockItem(clinic, items.clinic));
  expect([seen.onHand, seen.expected]).toEqual([550, 500]);
  expect(seen.expiring).toMatchObject([
    { lot: 'OLD', state: 'past', wasted: 50 },
    { lot: 'SOON', state: 'soon', quantity: 400 },
  ]);
  expect(seen.expiring[1]?.wasted).toBeGreaterThan(200);
});

test('a buffer gives as many days as were agreed, once, and is paid back', async () => {
  const speaks = await vale.seat(RIVERSIDE, 'signatory');
  const wish = { item: items.trust, instrument: 'fund', paragraph: '2', mostDays: 10, backDays: 30 };
  expect(codesOf(await stock().keepBuffer(speaks, { ...wish, paragraph: '99' }))).toEqual(['money.buffer-agreed']);
  const buffer = valueOf(await stock().keepBuffer(speaks, wish));
  const draw = { from: RIVERSIDE, item: items.clinic, reason: 'Out on Friday.', buffer };
  const most = Math.floor((valueOf(await stock().stockItem(clinic, items.clinic)).rate ?? 0) * 10);
  expect(codesOf(await stock().askTransfer(clinic, { ...draw, quantity: most + 1, key: 'b1' }))).toEqual([
    'money.buffer-most',
  ]);
  const id = valueOf(await stock().askTransfer(clinic, { ...draw, quantity: most, key: 'b2' }));
  expect(codesOf(await stock().askTransfer(clinic, { ...draw, quantity: 1, key: 'b3' }))).toEqual([
    'money.buffer-most',
  ]);
  valueOf(await stock().sendTransfer(trust, { id, lots: [lot('T1', most)] }));
  valueOf(await stock().receiveTransfer(clinic, { id, key: '1', lots: [{ ...lot('T1', most), lost: 0 }], reason: '' }));
  const owed = async () => valueOf(await stock().stock(trust)).buffers[0]?.drawn;
  expect(await owed()).toMatchObject([{ organization: BOARD, owes: most, due: '2026-07-01', late: false }]);
  const back = { buffer, item: items.clinic, key: 'p' };
  expect(codesOf(await stock().payBack(clinic, { ...back, quantity: most + 1 }))).toEqual(['money.buffer-owes']);
  const returning = valueOf(await stock().payBack(clinic, { ...back, quantity: most }));
  valueOf(await stock().sendTransfer(clinic, { id: returning, lots: [lot('T1', most)] }));
  const arrived = { id: returning, key: '1', lots: [{ ...lot('T1', most), lost: 0 }], reason: '' };
  valueOf(await stock().receiveTransfer(trust, arrived));
  expect(await owed()).toEqual([]);
});

test('whoever has no part in it sees nothing, and whoever only looks moves nothing', async () => {
  expect(codesOf(await stock().stock(await vale.seat(BOARD, 'receptionist')))).toEqual(['money.stock-not-yours']);
  const looks = await vale.seat(COUNCIL, 'finance-lead');
  expect(valueOf(await stock().stock(looks)).others).toHaveLength(2);
  expect(codesOf(await count(looks, items.clinic, []))).toEqual(['money.stock-not-yours']);
  expect(codesOf(await count(trust, items.clinic, []))).toEqual(['money.no-stock']);
  const elm = await vale.seat('Organization/elm-tree', 'practice-manager');
  expect(codesOf(await stock().stockItem(elm, items.clinic))).toEqual(['money.no-stock']);
});

test('what was given is read from the three resources that say so, and what goes to a site is given to nobody', () => {
  const coded = { coding: [{ system: METFORMIN.system, code: METFORMIN.code }] };
  const dispense = {
    resourceType: 'MedicationDispense',
    status: 'completed',
    medicationCodeableConcept: coded,
    whenHandedOver: '2026-05-01T10:00:00Z',
    quantity: { value: 56, unit: 'Tablet' },
  };
  const use = { system: METFORMIN.system, code: METFORMIN.code, day: '2026-05-01' };
  expect(usesOf(dispense)).toEqual([{ ...use, quantity: 56, unit: 'tablet' }]);
  expect(usesOf({ ...dispense, quantity: undefined })).toEqual([use]);
  expect(usesOf({ ...dispense, status: 'in-progress' })).toEqual([]);
  const delivery = { resourceType: 'SupplyDelivery', status: 'completed', occurrenceDateTime: '2026-05-01' };
  const supplied = { itemCodeableConcept: coded, quantity: { value: 3 } };
  expect(usesOf({ ...delivery, suppliedItem: supplied })).toEqual([]);
  expect(usesOf({ ...delivery, suppliedItem: supplied, patient: { reference: 'Patient/1' } })).toEqual([
    { ...use, quantity: 3 },
  ]);
});

const deed = fc.record({
  do: fc.constantFrom('count', 'receive', 'discard', 'ask', 'offer', 'send', 'arrive', 'withdraw'),
  at: fc.constantFrom('trust' as const, 'clinic' as const),
  quantity: fc.integer({ min: 0, max: 300 }),
  of: fc.nat(3),
  twice: fc.boolean(),
});

test('whatever is counted, moved, lost, refused and repeated: nothing is made, nothing is lost', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 8, maxLength: 16 }), async (deeds) => {
      run += 1;
      for (const [number, one] of deeds.entries()) {
        const key = `r${run}-${number}`;
        // Two at once are two people at one shelf, or one person who sends a form twice.
        await Promise.all(Array.from({ length: one.twice ? 2 : 1 }, () => perform(one, key)));
      }
      expect(await stockViolations(store)).toEqual([]);
    }),
    { numRuns: 4 },
  );
}, 60_000);

async function perform(one: typeof deed extends fc.Arbitrary<infer T> ? T : never, key: string): Promise<unknown> {
  const [who, other] = one.at === 'trust' ? [trust, clinic] : [clinic, trust];
  const item = items[one.at];
  const some = lot(`L${one.of}`, one.quantity);
  const { transfers } = valueOf(await stock().stock(who));
  const open = (able: 'offer' | 'send' | 'receive' | 'withdraw') => transfers.find(({ may }) => may[able]);
  const id = (able: Parameters<typeof open>[0]) => open(able)?.id ?? '0';
  switch (one.do) {
    case 'count':
      return count(who, item, [some, lot('A', one.of * 10)]);
    case 'receive':
      return stock().enterStock(who, { ...some, item, kind: 'received', reason: 'Delivery', key });
    case 'discard':
      return stock().enterStock(who, { ...some, item, kind: 'written-off', reason: 'Broken', key });
    case 'ask': {
      const from = other === trust ? RIVERSIDE : BOARD;
      return stock().askTransfer(who, { from, item, quantity: one.quantity, reason: 'Low', key });
    }
    case 'offer':
      return stock().answerTransfer(who, { id: id('offer'), quantity: Math.ceil(one.quantity / 2), reason: '' });
    case 'send': {
      const [first] = open('send')?.toSend ?? [];
      return stock().sendTransfer(who, { id: id('send'), lots: first ? [{ ...first, quantity: one.quantity }] : [] });
    }
    case 'arrive': {
      const lots = (open('receive')?.lots ?? []).map((lost) => ({ ...lost, lost: one.of }));
      const less = lots.map((came) => ({ ...came, quantity: Math.max(0, came.quantity - one.of * 2) }));
      return stock().receiveTransfer(who, { id: id('receive'), key, lots: less, reason: 'Broken on the way' });
    }
    default:
      return stock().withdrawTransfer(who, id('withdraw'));
  }
}

test('under the floor it is owed by whoever runs the site, once, until a count or what came lifts it; then anew', async () => {
  const kept = valueOf(await stock().keepItem(clinic, { ...METFORMIN, code: 'floor', floorDays: 20 }));
  const org = await vale.vale.repository.contributors.organizationKey(BOARD);
  for (let back = 0; back < 168; back += 7)
    await store.run(sql`insert into money_stock_use (bkt, typ, id, cmp, org, system, code, day, quantity, unit)
      values (0, 1, ${`floor-${back}`}, 1, ${org}, ${METFORMIN.system}, 'floor', ${plusDays(TODAY, -back)}, 70, 'tablets')`);
  const owed = () =>
    store.all<{ state: string; page: string }>(sql`
      select state, page from obligation where kind = 'stock-floor' and key like ${`${kept} %`} order by id`);
  const page = `/stock/${kept}`;
  expect(await owed()).toEqual([]); // never counted: nobody can say
  valueOf(await count(clinic, kept, [lot('F1', 100)]));
  expect(await owed()).toEqual([{ state: 'open', page }]);
  valueOf(await count(clinic, kept, [lot('F1', 110)]));
  expect(await owed()).toEqual([{ state: 'open', page }]);
  const came = { item: kept, kind: 'received', reason: 'Delivery note 7', key: 'floor' } as const;
  valueOf(await stock().enterStock(clinic, { ...lot('F2', 400), ...came }));
  expect(await owed()).toEqual([{ state: 'kept', page }]);
  valueOf(await count(clinic, kept, [lot('F2', 30)]));
  expect((await owed()).map(({ state }) => state)).toEqual(['kept', 'open']);
  valueOf(await count(clinic, kept, [lot('F2', 600)]));
  await store.run(sql`update money_stock_use set quantity = 700 where code = 'floor'`); // used up faster: nothing moved
  vale.vale.clock.now += 660_000;
  await vale.money.advance();
  expect((await owed()).map(({ state }) => state)).toEqual(['kept', 'kept', 'open']);
});

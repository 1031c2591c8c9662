import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Access, type StockClause } from '#agreement';
import { day, plusDays } from '#base';
import { sql } from '#store';
import { freshDatabase, type TestDatabase } from '#testing/database';
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
import { INSULIN, METFORMIN } from './stock.testing.ts';

const TODAY = day('2026-06-01');
const agreed: StockClause = {
  id: 'medicines',
  cites: '2',
  clause: 'stock',
  medicines: [
    {
      id: 'metformin',
      words: METFORMIN.words,
      codes: { system: METFORMIN.system, codes: [METFORMIN.code] },
      days: 30,
    },
    { id: 'insulin', words: INSULIN.words, codes: { system: INSULIN.system, codes: [INSULIN.code] }, days: 21 },
  ],
  at: [BOARD, COUNCIL],
  answerWorkingDays: 2,
  pooled: { keptBy: RIVERSIDE, lastsDays: 60, drawDays: 10, backDays: 30 },
};

let database: TestDatabase;
let vale: TestMoney;
let clinic: Access;
let trust: Access;
let council: Access;

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testMoney(database.store, fundDraft({}, [boardMoney, agreed]));
  await vale.turnTo(TODAY);
  [clinic, trust, council] = await Promise.all([
    vale.seat(BOARD, 'practice-manager'),
    vale.seat(RIVERSIDE, 'specialist-nurse'),
    vale.seat(COUNCIL, 'practice-manager'),
  ]);
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

const stock = () => vale.money.stock;
const keep = (who: Access, floorDays = 7) => stock().keepItem(who, { ...METFORMIN, floorDays });
const there = async (who: Access, item: string, quantity: number) => {
  const { revision } = valueOf(await stock().stockItem(who, item));
  const lots = [{ lot: 'A1', quantity, expires: day('2027-01-31') }];
  return valueOf(await stock().countItem(who, { item, revision, lots }));
};
const owed = () =>
  database.store.all<{ kind: string; title: string; because: string; due: string; state: string }>(sql`
    select kind, title, because, to_char(due, 'YYYY-MM-DD') as due, state from obligation
    where kind like 'stock-%' order by id`);

async function used(site: string, aDay: number): Promise<void> {
  const org = await vale.vale.repository.contributors.organizationKey(site);
  for (let back = 0; back < 168; back += 7)
    await database.store.run(sql`insert into money_stock_use (bkt, typ, id, cmp, org, system, code, day, quantity, unit)
      values (0, 1, ${`${site}-${back}`}, 1, ${org}, ${METFORMIN.system}, ${METFORMIN.code}, ${plusDays(TODAY, -back)},
        ${aDay * 7}, 'tablets')`);
}

test('a site may keep more than was agreed and never less; who is under it owes more of it by the paragraph', async () => {
  await used(BOARD, 10);
  const item = valueOf(await keep(clinic));
  const seen = async () => valueOf(await stock().stockItem(clinic, item));
  expect(await seen()).toMatchObject({
    floorDays: 30,
    floorBy: { because: expect.stringMatching(/, paragraph 2$/), agreement: '/agreements/fund' },
  });
  await there(clinic, item, 200);
  expect(await seen()).toMatchObject({ level: 'under-floor', days: 20 });
  expect(await owed()).toMatchObject([
    {
      kind: 'stock-floor',
      title: 'Get more of Metformin 500 mg: 20 days are left, 30 are to be there',
      because: expect.stringMatching(/, paragraph 2$/),
    },
  ]);
  valueOf(await keep(clinic, 45));
  const own = await seen();
  expect([own.floorDays, own.floorBy]).toEqual([45, undefined]);
  // The keeper is none of the sites that the days are agreed for.
  const kept = valueOf(await keep(trust));
  expect(valueOf(await stock().stockItem(trust, kept)).floorDays).toBe(7);
});

test('the list says what is agreed, and which medicine of it is not kept yet', async () => {
  valueOf(await keep(clinic));
  const [one, ...more] = valueOf(await stock().stock(clinic)).agreed;
  expect(more).toEqual([]);
  expect(one?.words).toContain(
    'Metformin 500 mg for 30 days and Insulin for 21 days; whoever is asked for some answers',
  );
  expect(one?.missing).toEqual([{ system: INSULIN.system, code: INSULIN.code, words: INSULIN.words, days: 21 }]);
});

test('a request is owed an answer by a working day, by the paragraph; a yes, a no or taking it back answers it', async () => {
  await used(BOARD, 1);
  const [own, theirs] = [valueOf(await keep(clinic)), valueOf(await keep(council))];
  await there(council, theirs, 500);
  const ask = async (key: string) =>
    valueOf(await stock().askTransfer(clinic, { from: COUNCIL, item: own, quantity: 60, reason: 'Low.', key }));
  const first = await ask('k1');
  expect(await ask('k1')).toBe(first);
  // Monday the first of June, and two working days.
  expect(await owed()).toMatchObject([
    { kind: 'stock-answer', due: '2026-06-03', state: 'open', because: expect.stringMatching(/, paragraph 2$/) },
  ]);
  const shown = async (id: string) => valueOf(await stock().transfer(council, id)).answerBy;
  expect(await shown(first)).toMatchObject({ on: '2026-06-03', late: false, agreement: '/agreements/fund' });
  await vale.turnTo('2026-06-04');
  expect(await shown(first)).toMatchObject({ late: true });
  valueOf(await stock().answerTransfer(council, { id: first, quantity: 60, reason: '' }));
  expect(await shown(first)).toMatchObject({ late: false });
  const [second, third] = [await ask('k2'), await ask('k3')];
  valueOf(await stock().answerTransfer(council, { id: second, reason: 'We have little ourselves.' }));
  valueOf(await stock().withdrawTransfer(clinic, third));
  expect((await owed()).map(({ state }) => state)).toEqual(['kept', 'kept', 'kept']);
});

test('what one keeps for all stands by the clause alone: each may draw its days, others none, and it is to last them all', async () => {
  await used(BOARD, 30);
  await used(COUNCIL, 20);
  const [kept, own] = [valueOf(await keep(trust)), valueOf(await keep(clinic))];
  await there(trust, kept, 5_000);
  const buffer = async (who = clinic) => valueOf(await stock().stock(who)).buffers;
  expect(await buffer()).toMatchObject([
    {
      keeper: { organization: RIVERSIDE },
      mostDays: 10,
      backDays: 30,
      onHand: 5_000,
      because: expect.stringMatching(/, paragraph 2$/),
    },
  ]);
  // The council keeps none of it yet: nobody can say how fast it uses it.
  expect((await buffer())[0]?.lasts).toEqual({ agreedDays: 60 });
  valueOf(await keep(council));
  expect((await buffer())[0]?.lasts).toEqual({ agreedDays: 60, days: 100 });
  const [{ id = '' } = {}] = await buffer();
  const draw = (who: Access, item: string, quantity: number) =>
    stock().askTransfer(who, {
      from: RIVERSIDE,
      item,
      quantity,
      reason: 'Out on Friday.',
      key: `${quantity}`,
      buffer: id,
    });
  expect(codesOf(await draw(clinic, own, 301))).toEqual(['money.buffer-most']);
  const drawn = valueOf(await draw(clinic, own, 300));
  expect(valueOf(await stock().transfer(trust, drawn))).toMatchObject({
    state: 'offered',
    buffer: { id, back: false },
  });
  const wish = { item: kept, instrument: 'fund', paragraph: '2', mostDays: 99, backDays: 1 };
  const speaks = await vale.seat(RIVERSIDE, 'signatory');
  expect(codesOf(await stock().keepBuffer(speaks, wish))).toEqual(['money.buffer-clause']);
  expect(await owed()).toEqual([]);
  await there(trust, kept, 2_950);
  expect(await owed()).toMatchObject([
    {
      kind: 'stock-floor',
      title: 'Get more of Metformin 500 mg: what is kept for all lasts 59 days, 60 are agreed',
      because: expect.stringMatching(/, paragraph 2$/),
      state: 'open',
    },
  ]);
  await there(trust, kept, 3_000);
  expect((await owed()).map(({ state }) => state)).toEqual(['kept']);
});

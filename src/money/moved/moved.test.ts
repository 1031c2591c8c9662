import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { sql, type Store } from '#store';
import { testStore } from '#testing/database';
import { BOARD, codesOf, COUNCIL, fundDraft, RIVERSIDE, type TestMoney, testMoney, valueOf } from '../money.testing.ts';
import { monthsOf, needsOf } from './needs.ts';

let store: Store;
let vale: TestMoney;
let board: Access;
let trust: Access;

beforeAll(async () => {
  store = await testStore();
  vale = await testMoney(store, fundDraft());
  await vale.turnTo('2026-06-01');
  [board, trust] = await Promise.all([vale.seat(BOARD, 'commissioner'), vale.seat(RIVERSIDE, 'finance-lead')]);
});
afterAll(() => vale.stop());

const REVIEWS = {
  instrument: 'fund',
  words: 'Yearly reviews of people with diabetes',
  from: COUNCIL,
  to: RIVERSIDE,
  payer: BOARD,
  system: 'http://snomed.info/sct',
  code: 'review',
  count: 1_000,
  minutes: 57,
  minor: 3_120,
  currency: 'GBP',
  begins: '2026-07-01',
  key: 'reviews',
};

test('a thousand reviews do not move before 0.6 posts and their money are assigned, and each is told what lacks', async () => {
  const work = vale.money.movedWork;
  expect(codesOf(await work.proposeWork(board, { ...REVIEWS, to: 'Organization/elm-tree' }))).toEqual([
    'money.work-parties',
  ]);
  const id = valueOf(await work.proposeWork(board, REVIEWS));
  expect(valueOf(await work.proposeWork(board, REVIEWS))).toBe(id);
  expect(valueOf(await work.work(trust, id)).needs).toEqual({
    staff: 60,
    money: { minor: 3_120_000, currency: 'GBP' },
  });
  const refusal = await work.beginWork(board, id);
  expect(refusal).toMatchObject({
    refusals: [
      {
        code: 'money.work-lacks',
        text: 'Not yet. 0.60 posts of staff of 0.60 posts are not assigned: Riverside Community Trust says who does the work. 31,200 of 31,200 GBP a year are not assigned: Vale Care Board gives them.',
      },
    ],
  });
  const staff = { id, kind: 'staff', words: 'Two nurses', key: '1' } as const;
  expect(codesOf(await work.assignWork(board, { ...staff, amount: 60 }))).toEqual(['money.not-yours']);
  valueOf(await work.assignWork(trust, { ...staff, amount: 40 }));
  valueOf(await work.assignWork(trust, { ...staff, amount: 40 }));
  const money = { id, kind: 'money', words: 'Out of the growth of the year', key: '1', amount: 3_120_000 } as const;
  expect(codesOf(await work.assignWork(trust, money))).toEqual(['money.not-yours']);
  valueOf(await work.assignWork(board, money));
  expect(valueOf(await work.work(board, id)).lacks).toHaveLength(1);
  expect(codesOf(await work.beginWork(board, id))).toEqual(['money.work-lacks']);
  valueOf(await work.assignWork(trust, { ...staff, key: '2', amount: 20 }));
  expect(codesOf(await work.assignWork(trust, { ...staff, key: '3', amount: -81 }))).toEqual(['money.work-numbers']);
  valueOf(await work.beginWork(board, id));
  expect(valueOf(await work.work(board, id))).toMatchObject({ lacks: [], begins: '2026-07-01', months: [] });
});

test('each whole month says how many were done where they went and where they came from', async () => {
  const id = valueOf(await vale.money.movedWork.works(board)).found[0]?.id ?? '';
  for (const [site, count] of [
    [RIVERSIDE, 90],
    [COUNCIL, 4],
  ] as const) {
    const { organization } = await vale.seat(site);
    await store.run(sql`
      insert into money_activity (bkt, typ, id, cmp, org, system, code, day, minutes)
      select 1, 7, ${site} || n, n, ${organization}, 'http://snomed.info/sct', 'review', '2026-07-02'::date + n % 27, null
      from generate_series(1, ${count}::int) n`);
  }
  await vale.turnTo('2026-08-03');
  expect(valueOf(await vale.money.movedWork.work(trust, id)).months).toEqual([
    { month: '2026-07-01', planned: 83, there: 90, here: 4, staff: 5, money: { minor: 21_840, currency: 'GBP' } },
  ]);
});

test('twelve months plan the whole year, whatever it divides into', () => {
  const work = { count: 1_000, minutes: 57, minor: 1, currency: 'GBP' };
  const months = monthsOf(work, '2026-07-01' as never, { months: 24, there: new Map(), here: new Map() });
  expect(months.slice(0, 12).reduce((sum, { planned }) => sum + planned, 0)).toBe(1_000);
  expect(months.slice(12).reduce((sum, { planned }) => sum + planned, 0)).toBe(1_000);
  expect(needsOf({ ...work, count: 1 }).staff).toBe(1);
});

test('to whoever has no part in the agreement it is not there', async () => {
  expect(codesOf(await vale.money.movedWork.works(await vale.seat(BOARD, 'gp')))).toEqual(['money.not-yours']);
  const id = valueOf(await vale.money.movedWork.works(board)).found[0]?.id ?? '';
  const elm = await vale.seat('Organization/elm-tree');
  expect(codesOf(await vale.money.movedWork.work(elm, id))).toEqual(['money.no-work']);
});

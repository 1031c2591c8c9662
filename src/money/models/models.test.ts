import type { PayClause } from '#agreement';
import type { Staff } from '#joint';
import { sql } from '#store';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { fc } from '#testing/chance';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
import { workerGroups } from './workers.ts';
import { contactsOf, type Model, MODELS, movedOf, pairsOf } from './model.ts';

const ELM = 'Organization/elm-tree';
const ASKED = { instrument: 'fund', version: 1 };
const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const reviews = (id: string, to: string, price: number): PayClause => ({
  id,
  cites: '2',
  clause: 'pay',
  activity: 'reviews',
  by: BOARD,
  to: [to],
  price: {
    model: 'tariff',
    lines: [
      { id, words: `Review by ${id}`, codes: { system: 'urn:s', codes: ['r'] }, unit: 'each', price: pounds(price) },
    ],
  },
  queryWorkingDays: 5,
  pool: 'better-care',
});
const draft = fundDraft(
  { kind: 'alliance', parties: [...fundDraft().parties, { organization: ELM, name: 'Elm Tree Surgery' }] },
  [{ ...boardMoney, amount: pounds(1_200_000) }, reviews('trust', RIVERSIDE, 1_000), reviews('practice', ELM, 400)],
);

let database: TestDatabase;
let vale: TestMoney;

beforeAll(async () => {
  database = await freshDatabase();
  const text = [
    ...draft.text,
    ...['aims', 'principles', 'decisions', 'exit'].map((section) => ({ id: `s-${section}`, text: 'So.', section })),
  ];
  vale = await testMoney(database.store, { ...draft, text: text as typeof draft.text });
  await vale.turnTo('2027-05-10');
});
afterAll(async () => {
  await vale?.stop();
  await database?.drop();
});

let made = 0;
async function did(organization: string, counts: readonly number[], from: string): Promise<void> {
  const org = (await vale.seat(organization)).organization;
  for (const [at, count] of counts.entries()) {
    await database.store.run(sql`
      insert into money_activity (bkt, typ, id, cmp, org, system, code, day, minutes)
      select 1, 7, ${`${(made += 1)}-`} || n, n, ${org}, 'urn:s', 'r', (${from}::date + ${`${at} months`}::interval)::date + n % 20, null
      from generate_series(1, ${count}::int) n`);
  }
}

const compare = async () => valueOf(await vale.money.compareModels(await vale.seat(BOARD), ASKED));
const earned = ({ sides }: Awaited<ReturnType<typeof compare>>, model: Model) =>
  Object.fromEntries(
    (sides.find((side) => side.model === model)?.positions ?? []).map((one) => [one.organization, one.earned.minor]),
  );

test('who gains and who loses under each way of paying, and all of it adds up to nought', async () => {
  await did(
    RIVERSIDE,
    Array.from({ length: 12 }, () => 10),
    '2025-05-01',
  );
  await did(
    ELM,
    Array.from({ length: 12 }, () => 5),
    '2025-05-01',
  );
  await did(
    RIVERSIDE,
    Array.from({ length: 12 }, () => 4),
    '2026-05-01',
  );
  await did(
    ELM,
    Array.from({ length: 12 }, () => 11),
    '2026-05-01',
  );
  const found = await compare();
  expect([found.from, found.until, found.plan]).toEqual(['2026-05-01', '2027-04-30', 'year-before']);
  expect(earned(found, 'tariff')).toMatchObject({ [RIVERSIDE]: 48_000, [ELM]: 52_800 });
  expect(earned(found, 'block')).toMatchObject({ [RIVERSIDE]: 120_000, [ELM]: 24_000 });
  // The fixed part, and half of what is beside the plan.
  expect(earned(found, 'blended')).toMatchObject({ [RIVERSIDE]: 84_000, [ELM]: 38_400 });
  const moves = (model: Model, organization: string) =>
    found.sides.find((side) => side.model === model)?.positions.find((one) => one.organization === organization)?.moves
      .minor;
  expect([moves('block', RIVERSIDE), moves('block', ELM), moves('tariff', ELM)]).toEqual([72_000, -28_800, 0]);
  expect(found.sides.map(({ sum }) => sum.minor)).toEqual([0, 0, 0, 0]);
  expect(found.sides.find(({ model }) => model === 'capitation')?.lacks).toMatch(/Nobody is registered/);
});

test('paid by the person, the same money follows where people are registered', async () => {
  const org = (await vale.seat(ELM)).organization;
  await database.store.run(sql`
    insert into money_registered (bkt, typ, id, cmp, org, holder, from_day, until_day, born)
    select n, 4, 'p' || n, n, ${org}, ${ELM}, '2020-01-01', '9999-01-01', null from generate_series(1, 30) n`);
  const found = await compare();
  expect(earned(found, 'capitation')).toMatchObject({ [RIVERSIDE]: 0, [ELM]: 144_000 });
  expect(found.sides.map(({ sum }) => sum.minor)).toEqual([0, 0, 0, 0]);
});

test('whom a contact that moves would cost: the one who loses it, or the one who works for nothing', () => {
  const [pair] = pairsOf(contactsOf(draft));
  if (!pair) throw new Error('two are paid for reviews');
  expect(MODELS.map((model) => movedOf(pair, model)).map(({ loses, gains, unpaid }) => [loses, gains, unpaid])).toEqual(
    [
      [0n, 0n, 400n],
      [1_000n, 400n, 0n],
      [0n, 0n, 400n],
      [500n, 200n, 200n],
    ],
  );
});

test('where workers are paid for each, the conflict map names their group: by role, and no number of few', async () => {
  const visits = (id: string, to: string, price: number): PayClause => ({
    ...reviews(id, to, price),
    activity: 'home-visit',
    worker: { role: 'community-health-worker', shared: 'each', verified: { by: 'second-person', role: 'gp' } },
  });
  const paid = { ...draft, clauses: [...draft.clauses, visits('home', RIVERSIDE, 250), visits('house', ELM, 300)] };
  const pair = pairsOf(contactsOf(paid)).find(([from]) => from.worker !== undefined);
  if (!pair) throw new Error('workers are paid for visits');
  expect(MODELS.map((model) => movedOf(pair, model)).map(({ loses, gains, unpaid }) => [loses, gains, unpaid])).toEqual(
    MODELS.map(() => [250n, 300n, 0n]),
  );
  const seats = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ account: `a${at}`, name: 'Ama', role: 'community-health-worker' }));
  const staff = { of: (of: string) => Promise.resolve(seats(of === ELM ? 5 : 4)) } as unknown as Staff;
  const asking = { ...vale.asking, services: { ...vale.asking.services, staff } };
  const value = new Map([
    [`home-visit ${ELM}`, 9_000n],
    [`home-visit ${RIVERSIDE}`, 7_500n],
  ]);
  const groups = await workerGroups(asking, paid, { nameOf: (of) => of, value });
  expect(groups.map(({ organization, people, few, earned }) => [organization, people, few, earned?.minor])).toEqual([
    [RIVERSIDE, undefined, 5, undefined],
    [ELM, 5, undefined, 9_000],
  ]);
  expect(JSON.stringify(groups)).not.toContain('Ama');
});

test('what a contact is worth is paid or borne, whatever the price and the way of paying', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.constantFrom(...MODELS), (minor, model) => {
      const contact = { payee: 'a', activity: 'x', words: 'x', minor, currency: 'GBP' };
      const { gains, unpaid } = movedOf([contact, { ...contact, payee: 'b' }], model);
      expect(gains + unpaid).toBe(minor);
    }),
  );
});

test('is signed by a finance lead for what was shown alone, with its hash; signing again changes nothing', async () => {
  const [board, council] = [await vale.seat(BOARD), await vale.seat(COUNCIL)];
  const { hash } = await compare();
  const sign = { model: 'blended', hash, words: 'It costs nobody too much.' };
  const programme = await vale.seat(BOARD, 'programme-lead');
  expect(codesOf(await vale.money.signModel(programme, ASKED, sign))).toEqual(['money.not-yours']);
  expect(codesOf(await vale.money.signModel(board, ASKED, { ...sign, hash: 'other' }))).toEqual(['money.models-moved']);
  expect(codesOf(await vale.money.signModel(board, ASKED, { ...sign, model: 'gift' }))).toEqual(['money.model']);
  for (const seat of [board, board, council]) valueOf(await vale.money.signModel(seat, ASKED, sign));
  expect((await compare()).signed.map(({ same, hash: of }) => [same, of === hash])).toEqual([
    [true, true],
    [true, true],
  ]);
  await did(ELM, [1], '2027-01-01');
  expect((await compare()).signed.map(({ same }) => same)).toEqual([false, false]);
  const [row] = await database.store.all<{ sum: number }>(
    sql`select (shown->'sides'->0->'sum'->>'minor')::int as sum from money_model_signed limit 1`,
  );
  expect(row?.sum).toBe(0);
});

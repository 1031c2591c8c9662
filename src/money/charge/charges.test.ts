import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { type PayClause, whyCharged } from '#agreement';
import { day } from '#base';
import { sql } from '#store';
import { violations } from '../ledger/world.testing.ts';
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
const VISIT = '229070002';
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
        codes: { system: SNOMED, codes: [VISIT] },
        unit: 'contact',
        price: { minor: 10_300, currency: 'GBP' },
      },
      {
        id: 'hours',
        words: 'hours of home care',
        codes: { system: SNOMED, codes: ['hours'] },
        unit: 'hour',
        price: { minor: 2_001, currency: 'GBP' },
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
  expect(await violations(database.store)).toEqual([]);
  await vale.stop();
  await database.drop();
});

const start = async (clauses: Parameters<typeof fundDraft>[1] = [boardMoney, councilMoney, podiatry]) => {
  vale = await testMoney(database.store, fundDraft({}, clauses));
  await vale.turnTo('2026-06-01');
};

/** What the projection writes with a Procedure. */
async function done(
  ids: readonly string[],
  on = '2026-05-04',
  more: { readonly code?: string; readonly minutes?: number; readonly by?: string } = {},
) {
  const { code = VISIT, minutes = null, by = RIVERSIDE } = more;
  const org = await vale.vale.repository.contributors.organizationKey(by);
  await database.store.run(sql`insert into money_activity (bkt, typ, id, cmp, org, system, code, day, minutes)
    select 1, 2, id, 3, ${org}::int, ${SNOMED}, ${code}, ${on}::date, ${minutes}::int from unnest(${ids}::text[]) as id`);
}
const undone = (id: string) => database.store.run(sql`delete from money_activity where id = ${id}`);
const many = (count: number, prefix = 'v') => Array.from({ length: count }, (_, at) => `${prefix}${at}`);
const proposed = async () => valueOf(await vale.money.proposeCharges(await vale.seat(RIVERSIDE)));
const view = async () => valueOf(await vale.money.pool(await vale.seat(BOARD), POOL));

test('of 500 visits 480 are accepted and entered at once, 20 are queried with a reason, and the payee answers', async () => {
  await start();
  await done(many(500));
  const [id = ''] = await proposed();
  expect(await proposed()).toEqual([]);
  const [board, trust] = [await vale.seat(BOARD), await vale.seat(RIVERSIDE)];
  const numbers = Array.from({ length: 20 }, (_, at) => at + 1);
  expect(valueOf(await vale.money.charge(board, id))).toMatchObject({
    total: { minor: 5_150_000 },
    items: 500,
    stands: '2026-06-08',
  });
  expect(codesOf(await vale.money.queryCharge(trust, id, { numbers, reason: 'not mine' }))).toEqual([
    'money.not-yours',
  ]);
  expect(valueOf(await vale.money.queryCharge(board, id, { numbers, reason: 'They were in hospital.' }))).toBe(20);
  valueOf(await vale.money.acceptCharge(board, id, {}));
  expect(await view()).toMatchObject({
    spent: { minor: 480 * 10_300 },
    schemes: [{ name: 'podiatry', spent: { minor: 480 * 10_300 } }],
  });
  expect((await vale.obligations.owedBy(trust)).items.map(({ title }) => title)).toEqual([
    'Answer a query about podiatry',
  ]);
  expect(valueOf(await vale.money.answerQuery(trust, id, { words: 'Right: taken back.', withdraw: true }))).toBe(20);
  expect(await proposed()).toEqual([]);
  expect(valueOf(await vale.money.charge(board, id))).toMatchObject({
    open: 0,
    queried: 0,
    accepted: { minor: 4_944_000 },
    withdrawn: { minor: 206_000 },
  });
});

test('what is disputed waits, the rest is paid: £3,090.00 of £4,120.00', async () => {
  await start();
  await done(many(40));
  const [id = ''] = await proposed();
  const board = await vale.seat(BOARD);
  const numbers = Array.from({ length: 10 }, (_, at) => at + 31);
  valueOf(await vale.money.queryCharge(board, id, { numbers, reason: 'Days in hospital do not count.' }));
  valueOf(await vale.money.acceptCharge(board, id, {}));
  expect(await view()).toMatchObject({ spent: { minor: 309_000 } });
  valueOf(
    await vale.money.answerQuery(await vale.seat(RIVERSIDE), id, { words: 'They do: paragraph 2.', withdraw: false }),
  );
  expect(valueOf(await vale.money.charge(board, id))).toMatchObject({ queried: 10, inQuery: { minor: 103_000 } });
  valueOf(await vale.money.acceptCharge(board, id, { queried: true }));
  expect(await view()).toMatchObject({ spent: { minor: 412_000 } });
});

test('what is recorded late, taken back or corrected makes a charge of its own, and the parts add up', async () => {
  await start();
  await done(many(3));
  const [first = ''] = await proposed();
  const board = await vale.seat(BOARD);
  valueOf(await vale.money.acceptCharge(board, first, {}));
  await done(['late'], '2026-04-02');
  await undone('v0');
  const made = await proposed();
  const found = await Promise.all(made.map(async (id) => valueOf(await vale.money.charge(board, id))));
  expect(found.map(({ adjusts, total, from }) => [adjusts, total.minor, from])).toEqual([
    [false, 10_300, '2026-04-02'],
    [true, -10_300, '2026-05-04'],
  ]);
  for (const id of made) valueOf(await vale.money.acceptCharge(board, id, {}));
  expect(await view()).toMatchObject({ spent: { minor: 3 * 10_300 } });
});

test('what nobody queried in time stands by itself, and cannot be queried any more', async () => {
  await start();
  await done(many(2));
  const [id = ''] = await proposed();
  await vale.turnTo('2026-06-08');
  expect(await view()).toMatchObject({ spent: { minor: 0 } });
  await vale.turnTo('2026-06-09');
  expect(await view()).toMatchObject({ spent: { minor: 20_600 } });
  const late = await vale.money.queryCharge(await vale.seat(BOARD), id, { numbers: [1], reason: 'too late' });
  expect(codesOf(late)).toEqual(['money.stands']);
});

test('hours are paid by the minute, rounded once', async () => {
  await start();
  await done(['a'], '2026-05-04', { code: 'hours', minutes: 45 });
  await done(['b'], '2026-05-05', { code: 'hours', minutes: 61 });
  const [id = ''] = await proposed();
  const { rows } = valueOf(await vale.money.charge(await vale.seat(BOARD), id));
  expect(rows.map(({ units, amount }) => [Number(units), amount.minor])).toEqual([
    [0.75, 1_501],
    [1.0167, 2_034],
  ]);
});

test('without a pool the payer owes and the payee is owed, on a ledger of their own', async () => {
  const { pool: _, ...direct } = podiatry;
  await start([boardMoney, councilMoney, { ...direct, by: COUNCIL }]);
  await done(many(4));
  const [id = ''] = await proposed();
  const council = await vale.seat(COUNCIL);
  valueOf(await vale.money.acceptCharge(council, id, {}));
  const pools = valueOf(await vale.money.pools(council));
  expect(pools.map(({ pool, pooled, owed }) => [pool, pooled, owed.minor])).toEqual([
    ['better-care', true, 2 * (110_375_000 + 83_925_000) + 110_375_000 + 83_925_000],
    ['charges', false, 41_200],
  ]);
  const { closing } = valueOf(
    await vale.money.statement(council, { instrument: 'fund', pool: 'charges' }, { party: RIVERSIDE }),
  );
  expect(closing.minor).toBe(-41_200);
});

test('what two agreements pay alike is listed, and nothing is charged', async () => {
  await start([boardMoney, councilMoney, podiatry, { ...podiatry, id: 'again', by: COUNCIL }]);
  await done(many(4));
  const trust = await vale.seat(RIVERSIDE);
  expect(codesOf(await vale.money.proposeCharges(trust))).toEqual(['money.nobody-pays']);
  expect(valueOf(await vale.money.charges(trust)).twice[0]).toContain('Funded twice');
});

test('an old day is charged by the version that stood then, as the explanation says', async () => {
  await start();
  await done(many(1), '2026-05-04');
  const dearer = {
    ...podiatry,
    price: {
      model: 'tariff' as const,
      lines: [
        {
          id: 'home',
          words: 'treatment at home',
          codes: { system: SNOMED, codes: [VISIT] },
          unit: 'contact' as const,
          price: { minor: 12_000, currency: 'GBP' },
        },
      ],
    },
  };
  await vale.propose(
    fundDraft({ version: 2, decided: day('2026-06-01'), effective: day('2026-06-02') }, [
      boardMoney,
      councilMoney,
      dearer,
    ]),
  );
  await vale.turnTo('2026-06-10');
  await done(['new'], '2026-06-04');
  const board = await vale.seat(BOARD);
  const found = await Promise.all((await proposed()).map(async (id) => valueOf(await vale.money.charge(board, id))));
  expect(found.map(({ total }) => total.minor)).toEqual([10_300, 12_000]);
  const why = whyCharged(vale.vale.governance.stack(), {
    activity: 'podiatry',
    code: { system: SNOMED, code: VISIT },
    by: RIVERSIDE,
    on: day('2026-05-04'),
    knownOn: day('2026-06-10'),
  });
  expect(why.amount?.minor).toBe(10_300);
});

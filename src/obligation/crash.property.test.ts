import { fc } from '#testing/chance';
import { beforeAll, expect, test } from 'vitest';
import { testStore } from '#testing/database';
import { day } from '#base';
import { type Sql, sql, type Store, type Transaction } from '#store';
import { happeningsOf } from './keep.queries.ts';
import type { Obligations } from './obligations.ts';
import { copyOf, happeningOf, type Row } from './row.ts';
import { stateOf } from './state.ts';
import type { NewObligation } from './terms.ts';
import { COUNCIL, daysFrom, openWorld, TRUST, type World } from './world.testing.ts';

let store: Store;

beforeAll(async () => {
  store = await testStore();
});

type Deed =
  | { readonly do: 'wait'; readonly hours: number }
  | { readonly do: 'run'; readonly crash?: number; readonly twice?: boolean }
  | { readonly do: 'pause' | 'resume'; readonly of: number }
  | { readonly do: 'ask' | 'close' | 'withdraw'; readonly of: number }
  | { readonly do: 'answer' | 'extend'; readonly of: number; readonly inDays: number }
  | { readonly do: 'give'; readonly of: number; readonly to: string }
  | { readonly do: 'hand-over'; readonly to: readonly string[] };

const of = fc.nat(3);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 400 }) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('run' as const),
      crash: fc.option(fc.nat(12), { nil: -1 }),
      twice: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('pause', 'resume'), of }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('ask', 'close', 'withdraw'), of }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('answer', 'extend'), of, inDays: fc.integer({ min: 0, max: 30 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('give' as const), of, to: fc.constantFrom('ann', 'ben', 'cy') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('hand-over' as const), to: fc.subarray(['ann', 'ben', 'cy']) }),
  },
);

const SHAPES: readonly Partial<NewObligation>[] = [
  {},
  { due: { in: 72, unit: 'hours' }, answerFirst: { in: 2, unit: 'working-days' } },
  { due: { in: 1, unit: 'months', roll: 'next-working-day' }, repeats: 'monthly' },
  { due: { on: day('2026-06-12') }, owed: { person: 'Person/p1' } },
];

test('under random clocks, pauses, hand-overs and crashes nothing is lost and no rung is told twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 25 }), async (deeds) => {
      await store.run(sql`truncate obligation, obligation_happening restart identity cascade`);
      const world = await openWorld(store);
      const ids: string[] = [];
      for (const shape of SHAPES) ids.push(await world.open(shape));
      for (const one of deeds) await perform(world, ids, one);
      await expectWhole(ids);
      while ((await world.obligations.fallDue()) > 0);
      await expectWhole(ids);
      await expectNothingMissed(world);
    }),
    { numRuns: 60 },
  );
}, 240_000);

async function perform(world: World, ids: readonly string[], done: Deed): Promise<void> {
  const { obligations, clock, seats } = world;
  const by = await world.seat(COUNCIL, 'social-worker');
  const id = 'of' in done ? (ids[done.of] ?? '') : '';
  const act = (work: (transaction: Transaction) => Promise<unknown>): Promise<unknown> => store.write(work);
  switch (done.do) {
    case 'wait':
      clock.now += done.hours * 3_600_000;
      return;
    case 'run':
      await run(world, done.crash ?? -1, done.twice ?? false);
      return;
    case 'pause':
    case 'resume':
      await act((transaction) => obligations[done.do](transaction, by, id, 'why'));
      return;
    case 'ask':
      await act((transaction) => obligations.askAgain(transaction, by, id, 'why'));
      return;
    case 'close':
      await act((transaction) => obligations.close(transaction, by, id, { by: 'attestation', words: 'done' }));
      return;
    case 'withdraw':
      await act((transaction) => obligations.withdraw(transaction, by, id, 'why'));
      return;
    case 'answer':
      await act((transaction) => obligations.answer(transaction, by, id, answerIn(clock.now, done.inDays)));
      return;
    case 'extend':
      await act((transaction) =>
        obligations.extend(transaction, by, id, { due: { in: done.inDays, unit: 'days' }, reason: 'why' }),
      );
      return;
    case 'give': // by hand; refused where nobody of that name sits there
      await act((transaction) => obligations.handOver(transaction, by, id, { account: done.to, reason: 'why' }));
      return;
    case 'hand-over':
      seats.set(
        `${TRUST} gp`,
        done.to.map((account) => ({ account, name: account })),
      );
      return;
  }
}

function answerIn(now: number, inDays: number) {
  const until = day(new Date(now + inDays * 86_400_000).toISOString().slice(0, 10));
  return inDays === 0 ? { words: 'soon' } : { words: 'then', until };
}

/** One process dies at a statement, or after the commit it never hears of, while another does the same work. */
async function run(world: World, crash: number, twice: boolean): Promise<void> {
  const runs: Promise<unknown>[] = [crash < 0 ? world.obligations.fallDue() : crashing(world, crash).fallDue()];
  if (twice) runs.push(world.obligations.fallDue());
  const done = await Promise.allSettled(runs);
  for (const one of done) if (one.status === 'rejected') expect(String(one.reason)).toContain('crashed');
}

function crashing(world: World, at: number): Obligations {
  let statements = 0;
  const step = (): void => {
    statements += 1;
    if (statements > at) throw new Error('crashed');
  };
  const dying = (transaction: Transaction): Transaction => ({
    all: async (statement: Sql) => {
      step();
      return transaction.all(statement);
    },
    first: async (statement: Sql) => {
      step();
      return transaction.first(statement);
    },
    run: async (statement: Sql) => {
      step();
      return transaction.run(statement);
    },
  });
  const write: Store['write'] = async (work) => {
    const done = await store.write((transaction) => work({ ...transaction, ...dying(transaction) }));
    step();
    return done;
  };
  return world.on({ ...store, ...dying(store), write });
}

/** Every row is there and says what its happenings say; each rung of each round once, in order; each series without a gap. */
async function expectWhole(ids: readonly string[]): Promise<void> {
  const rows = await store.all<Row>(sql`select * from obligation order by id`);
  expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining([...ids]));
  const happenings = await happeningsOf(
    store,
    rows.map(({ id }) => id),
  );
  for (const row of rows) {
    const past = (happenings.get(row.id) ?? []).map(happeningOf);
    const copy = copyOf(stateOf(row.terms, past, daysFrom('england')));
    expect(row).toMatchObject(copy);
  }
  const told = await store.all<{
    readonly obligation: string;
    readonly round: number;
    readonly rungs: readonly number[];
  }>(sql`
    select obligation, round, array_agg(rung order by seq) as rungs from obligation_happening
    where what = 'escalated' group by obligation, round`);
  for (const { rungs } of told) expect(rungs).toEqual(rungs.map((_, index) => index));
  const series = await store.all<{ readonly numbers: readonly number[] }>(
    sql`select array_agg(number order by number) as numbers from obligation where series is not null group by series`,
  );
  for (const { numbers } of series) expect(numbers).toEqual(numbers.map((_, index) => index));
}

/** What time should have brought about by now, it has; and what stands open is on somebody's list. */
async function expectNothingMissed(world: World): Promise<void> {
  const { clock, obligations } = world;
  const overdue = await store.all(sql`select id from obligation where next <= ${new Date(clock.now)}`);
  expect(overdue).toEqual([]);
  const open = await store.all<{ readonly id: string }>(sql`select id from obligation where closed is null`);
  const shown = await obligations.owedBy(await world.seat(TRUST, 'gp'), { limit: 500 });
  expect(shown.items.map(({ id }) => id).sort()).toEqual(open.map(({ id }) => id).sort());
}

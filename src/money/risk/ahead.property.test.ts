import { type Day, day, plusDays, plusMonths } from '#base';
import { accepted } from '#fhir';
import { sql, type Store } from '#store';
import { testStore } from '#testing/database';
import { fc } from '#testing/chance';
import { beforeAll, expect, test } from 'vitest';
import type { NewEntry } from '../ledger/entry.ts';
import { openLedger } from '../ledger/ledger.ts';
import { CLERK, PARTNERS, pledged, spent, valueOf, violations } from '../ledger/world.testing.ts';
import { clauseOf } from './agreed.testing.ts';
import { type Ahead, foresee } from './ahead.ts';
import type { SharedPeriod } from './period.ts';
import { settlePeriod } from './settle.ts';
import { settledRows } from './settled.queries.ts';

let store: Store;
let pools = 0;

beforeAll(async () => {
  store = await testStore();
});

const [BOARD] = PARTNERS;
const START = day('2026-04-01');

const deed = fc.record({
  do: fc.constantFrom('pledge' as const, 'spend' as const, 'spend' as const, 'promise' as const),
  who: fc.constantFrom(...PARTNERS),
  minor: fc.bigInt({ min: 1n, max: 90_000n }),
  scheme: fc.constantFrom('', '', 'home-care'),
  of: fc.constantFrom('fund' as const, 'fund' as const, 'reserve' as const),
});
type Deed = typeof deed extends fc.Arbitrary<infer One> ? One : never;
const month = fc.array(deed, { maxLength: 5 });
const course = fc.record({
  clause: clauseOf,
  reserve: fc.bigInt({ min: 0n, max: 40_000n }),
  /** Months that are over: the first so many are closed, the others are not. */
  over: fc.array(month, { minLength: 1, maxLength: 3 }),
  closed: fc.nat(2),
  /** What is expected of the months to come, which then comes about. */
  toCome: fc.array(month, { minLength: 1, maxLength: 3 }),
});

test('a forecast that comes true exactly shares what the closings then enter, step by step and to the penny', async () => {
  await fc.assert(
    fc.asyncProperty(course, async ({ clause, reserve, over, closed, toCome }) => {
      const name = `foreseen-${(pools += 1)}`;
      const periodOf = (at: number): SharedPeriod => ({
        from: plusMonths(START, at),
        until: plusDays(plusMonths(START, at + 1), -1),
        agreed: { clause, instrument: { id: name, version: 1 } as SharedPeriod['agreed']['instrument'] },
      });
      const enteredIn = (deeds: readonly Deed[], at: number) =>
        deeds.map((one, number) => [one.of, entryOf(one, `m${at} ${number}`, periodOf(at).until)] as const);
      if (reserve > 0n) await enter(`${name}/reserve`, pledged('reserve', BOARD, reserve, { on: START }));
      for (const [at, deeds] of over.entries()) {
        for (const [of, entry] of enteredIn(deeds, at)) await enter(`${name}/${of}`, entry);
        if (at < closed) await close(name, periodOf(at));
      }
      const expected = toCome.map((deeds) => deeds.filter((one) => one.do !== 'promise'));
      const ahead: readonly Ahead[] = [...over, ...expected].flatMap((deeds, at): readonly Ahead[] => {
        const period = periodOf(at);
        if (at < over.length) return at < closed ? [] : [{ period, entries: new Map(), toCome: false }];
        const entries = new Map<string, NewEntry[]>();
        for (const [of, entry] of enteredIn(deeds, at))
          entries.set(`${name}/${of}`, [...(entries.get(`${name}/${of}`) ?? []), entry]);
        return [{ period, entries, toCome: true }];
      });
      const fund = { id: `${name}/fund`, currency: 'GBP' };
      const others = new Map([['reserve', `${name}/reserve`]]);
      const before = await written(name);
      const foreseen = valueOf(await foresee(store, { pool: fund, others }, ahead));
      expect(await written(name)).toBe(before);

      for (const { period, entries, toCome: still } of ahead) {
        if (still) await letGo(name, period.from);
        for (const [pool, all] of entries) for (const entry of all) await enter(pool, entry);
        await close(name, period);
      }
      const shared = new Map((await settledRows(store, fund.id)).map((row) => [row.until, row]));
      for (const { period, result, runs, shares } of foreseen)
        expect(shared.get(period.until)).toMatchObject({ result, runs, shares });
      expect(await violations(store)).toEqual([]);
    }),
    { numRuns: 20 },
  );
}, 240_000);

async function close(name: string, period: SharedPeriod): Promise<void> {
  const pool = { id: `${name}/fund`, currency: 'GBP' };
  valueOf(
    await store.write(async (transaction) => {
      const reserve = await openLedger(transaction, { now }, CLERK, `${name}/reserve`);
      const ledger = await openLedger(transaction, { now }, CLERK, pool.id);
      const others = new Map([['reserve', { id: `${name}/reserve`, ledger: reserve }]]);
      const settled = await settlePeriod({ transaction, pool, ledger, others }, period);
      if (settled.ok) await transaction.run(sql`update money_pool set closed = ${period.until} where id = ${pool.id}`);
      return settled;
    }),
  );
}

async function enter(pool: string, entry: NewEntry): Promise<void> {
  await store.write(async (transaction) => {
    const done = await (await openLedger(transaction, { now }, CLERK, pool)).post([entry]);
    // A promise that the money does not reach for is refused, and the month goes on.
    return done.ok ? done : accepted([]);
  });
}

/** What was promised is spent as part of what was expected: nothing is kept apart any more. */
async function letGo(name: string, on: Day): Promise<void> {
  const rows = await store.all<{ pool: string; seq: string }>(sql`
    select e.pool, e.seq::text as seq from money_entry e where e.pool like ${`${name}/%`} and e.state = 'pending'
      and not exists (select from money_entry o where o.ends = e.seq) order by e.seq`);
  for (const { pool, seq } of rows)
    valueOf(
      await store.write(async (transaction) => {
        const ledger = await openLedger(transaction, { now }, CLERK, pool);
        return ledger.release(seq, {
          key: `let go ${seq}`,
          effective: ledger.openDay(on),
          words: 'spent with the rest',
        });
      }),
    );
}

function entryOf(made: Deed, key: string, on: Day): NewEntry {
  const { who, minor, scheme } = made;
  switch (made.do) {
    case 'pledge':
      return pledged(key, who, minor, { fence: scheme, on });
    case 'spend':
      return spent(key, minor, { scheme, effective: on, overspends: true });
    case 'promise':
      return spent(key, minor, { scheme, effective: on, pendingUntil: 9e12 });
  }
}

function now(): number {
  return Date.parse('2026-12-01T09:00:00Z');
}

async function written(name: string): Promise<string> {
  const row = await store.first<{ count: string }>(
    sql`select count(*)::text || ' ' || coalesce(max(seq), 0) as count from money_entry where pool like ${`${name}/%`}`,
  );
  return row?.count ?? '';
}

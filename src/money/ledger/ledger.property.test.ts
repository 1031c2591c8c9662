import { fc } from '#testing/chance';
import { testStore } from '#testing/database';
import { type Day, day, plusDays } from '#base';
import { accepted } from '#fhir';
import { sql, type Store } from '#store';
import { beforeAll, expect, test } from 'vitest';
import { apply } from './apply.ts';
import { emptyBook, sharesOf } from './book.ts';
import type { NewEntry } from './entry.ts';
import { openLedger } from './ledger.ts';
import { CLERK, PARTNERS, pledged, spent, violations } from './world.testing.ts';

let store: Store;

beforeAll(async () => {
  store = await testStore();
});

const SCHEMES = ['', 'home-care', 'foot-care'] as const;
const owner = fc.constantFrom(...PARTNERS);
const scheme = fc.constantFrom(...SCHEMES);
const minor = fc.bigInt({ min: 1n, max: 5_000_000n });

type Deed =
  | { readonly do: 'pledge'; readonly owner: string; readonly minor: bigint; readonly scheme: string }
  | { readonly do: 'spend' | 'promise'; readonly minor: bigint; readonly scheme: string; readonly over: boolean }
  | { readonly do: 'give-back' | 'reverse'; readonly of: number; readonly minor: bigint }
  | { readonly do: 'keep' | 'release'; readonly of: number; readonly minor: bigint }
  | { readonly do: 'close'; readonly days: number };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pledge' as const), owner, minor, scheme }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('spend' as const, 'promise' as const),
      minor,
      scheme,
      over: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('give-back' as const, 'reverse' as const), of: fc.nat(30), minor }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('keep' as const, 'release' as const), of: fc.nat(30), minor }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), days: fc.integer({ min: 1, max: 40 }) }) },
);
const step = fc.record({ deed, crash: fc.boolean(), twice: fc.boolean() });

test('whatever is entered, ended, undone, closed and crashed: partners have the pool, lineage is its postings, to the penny', async () => {
  let pools = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const pool = `random/${(pools += 1)}`;
      const world = { pool, today: day('2026-04-01') as Day };
      for (const [number, { deed: one, crash, twice }] of steps.entries()) {
        // A crash is a transaction that does not commit; whoever asked asks again under the same key.
        if (crash) await perform(world, number, one, true).catch(() => undefined);
        await perform(world, number, one, false);
        if (twice) await perform(world, number, one, false);
      }
      expect(await violations(store)).toEqual([]);
    }),
    { numRuns: 40 },
  );
}, 240_000);

type World = { readonly pool: string; today: Day };

async function perform(world: World, number: number, done: Deed, crash: boolean): Promise<void> {
  if (done.do === 'close') {
    if (crash) return;
    await store.run(
      sql`update money_pool set closed = greatest(closed, ${world.today}::date) where id = ${world.pool}`,
    );
    world.today = plusDays(world.today, done.days);
    return;
  }
  await store.write(async (transaction) => {
    const ledger = await openLedger(transaction, { now: () => Date.parse(world.today) }, CLERK, world.pool);
    const effective = ledger.openDay(world.today);
    const key = `k${number}`;
    const seqs = await transaction.all<{ seq: string }>(
      sql`select seq::text as seq from money_entry where pool = ${world.pool} order by seq`,
    );
    const seq = 'of' in done ? (seqs[done.of % Math.max(1, seqs.length)]?.seq ?? '0') : '0';
    const ending = { key, effective, words: `ends ${seq}` };
    const back: NewEntry = {
      key,
      kind: 'charge',
      effective,
      words: 'given back',
      lines: [
        { account: { kind: 'due-to', party: PARTNERS[2], currency: 'GBP' }, minor: 'minor' in done ? done.minor : 1n },
        {
          account: { kind: 'fund', currency: 'GBP' },
          minor: 'minor' in done ? -done.minor : -1n,
          returns: seq,
          whose: { owner: PARTNERS[0], fence: '' },
        },
      ],
    };
    switch (done.do) {
      case 'pledge':
        await ledger.post([pledged(key, done.owner, done.minor, { fence: done.scheme, on: effective })]);
        break;
      case 'spend':
        await ledger.post([spent(key, done.minor, { scheme: done.scheme, effective, overspends: done.over })]);
        break;
      case 'promise':
        await ledger.post([
          spent(key, done.minor, { scheme: done.scheme, effective, overspends: done.over, pendingUntil: 9e12 }),
        ]);
        break;
      case 'give-back':
        await ledger.post([back]);
        break;
      case 'reverse':
        await ledger.reverse(seq, ending);
        break;
      case 'keep':
        await ledger.keep(seq, { ...ending, amount: done.minor });
        break;
      case 'release':
        await ledger.release(seq, ending);
        break;
    }
    if (crash) throw new Error('the program was killed here');
    return accepted(true);
  });
}

const entries = fc.array(
  fc.oneof(
    fc
      .record({ owner, minor, scheme })
      .map((one) => (key: string) => pledged(key, one.owner, one.minor, { fence: one.scheme })),
    fc
      .record({ minor, scheme })
      .map((one) => (key: string) => spent(key, one.minor, { scheme: one.scheme, overspends: true })),
  ),
  { minLength: 1, maxLength: 60 },
);

test('replaying the same entries gives the same bytes', () => {
  fc.assert(
    fc.property(entries, (made) => {
      const all = made.map((make, at) => make(`k${at}`));
      expect(replayed(all)).toBe(replayed(all));
    }),
  );
});

test('no partner’s money goes below nought, and the overspend is what all spent beyond what all gave', () => {
  fc.assert(
    fc.property(entries, (made) => {
      const book = emptyBook('p');
      for (const [at, make] of made.entries()) apply(book, make(`k${at}`));
      const fund = [...book.accounts.values()].find(({ kind }) => kind === 'fund');
      if (!fund) return;
      const shares = sharesOf(fund);
      expect(shares.filter(({ owner: who, posted }) => who !== '' && posted < 0n)).toEqual([]);
      expect(shares.reduce((sum, { posted }) => sum + posted, 0n)).toBe(-fund.posted);
    }),
  );
});

function replayed(all: readonly NewEntry[]): string {
  const book = emptyBook('p');
  const results = all.map((entry) => apply(book, entry));
  return JSON.stringify([results, [...book.accounts.values()].map(sharesOf)], (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
}

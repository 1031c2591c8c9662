import { fc } from '#testing/chance';
import { testStore } from '#testing/database';
import { type Day, day, plusDays } from '#base';
import { accepted } from '#fhir';
import { sql, type Store } from '#store';
import { beforeAll, expect, test } from 'vitest';
import { narrowed } from '../export/narrowed.ts';
import { allEntries } from '../views/entries.queries.ts';
import { type AccountKind, type AccountRef, type Line, type NewEntry, NO_PURPOSE, type Purpose } from './entry.ts';
import { openLedger, type OpenLedger } from './ledger.ts';
import { type PurposeOf, withPurposes } from './purpose.ts';
import { CLERK, entry, PARTNERS, pledged, violations } from './world.testing.ts';

const [BOARD, , TRUST] = PARTNERS;
const FIRST: Purpose = { programme: 'care', grant: 'fund/care/2026-04-01' };
const SECOND: Purpose = { programme: 'care', grant: 'fund/care/2026-06-01' };
const FEET: Purpose = { programme: 'feet', grant: '' };

/** The money of a scheme goes from one grant to the next in the midst of the year, and what is owed for it goes on. */
const purposeOf: PurposeOf = (scheme, on) => {
  if (scheme === 'home-care') return on < '2026-06-01' ? FIRST : SECOND;
  return scheme === 'foot-care' ? FEET : NO_PURPOSE;
};

let store: Store;
beforeAll(async () => {
  store = await testStore();
});

const scheme = fc.constantFrom('', 'home-care', 'foot-care');
const minor = fc.bigInt({ min: 1n, max: 5_000_000n });
const later = fc.integer({ min: 0, max: 25 });
const deed = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pledge' as const), minor, scheme, later }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom('spend' as const, 'promise' as const), minor, scheme, later }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('receive' as const, 'settle' as const), minor, later }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('keep' as const, 'release' as const, 'reverse' as const),
      of: fc.nat(30),
      minor,
      later,
    }),
  },
);
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

test('whatever is entered, met, promised and undone: each part adds up to the whole, and whose money it was is the same as without', async () => {
  let worlds = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 30 }), async (deeds) => {
      worlds += 1;
      const [told, plain] = [`told/${worlds}`, `plain/${worlds}`];
      let today = day('2026-04-15') as Day;
      for (const [at, one] of deeds.entries()) {
        today = plusDays(today, one.later);
        await perform({ pool: told, today, at, purposeOf }, one);
        await perform({ pool: plain, today, at }, one);
      }
      expect(await violations(store)).toEqual([]);
      expect(await standingOf(told)).toEqual(await standingOf(plain));
      expect(await outOfBalance(told)).toEqual([]);
      await drawn(told);
    }),
    { numRuns: 40 },
  );
}, 240_000);

type World = { readonly pool: string; readonly today: Day; readonly at: number; readonly purposeOf?: PurposeOf };

async function perform({ pool, today, at, ...parts }: World, done: Deed): Promise<void> {
  const key = `k${at}`;
  await store.write(async (transaction) => {
    const ledger = await openLedger(transaction, { now: () => Date.parse(today), ...parts }, CLERK, pool);
    if ('of' in done) {
      await end(ledger, done, { key, effective: today, words: `ends ${key}` }, await seqsOf(pool));
      return accepted(true);
    }
    const made = await entryFor(pool, key, done, today);
    if (made) await ledger.post([made]);
    return accepted(true);
  });
  if (done.do === 'settle') expect(await openFor(pool, 'due-to')).toEqual([]);
}

async function end(
  ledger: OpenLedger,
  done: Extract<Deed, { of: number }>,
  ending: { readonly key: string; readonly effective: Day; readonly words: string },
  seqs: readonly string[],
): Promise<void> {
  const seq = seqs[done.of % Math.max(1, seqs.length)] ?? '0';
  if (done.do === 'keep') await ledger.keep(seq, { ...ending, amount: done.minor });
  else if (done.do === 'release') await ledger.release(seq, ending);
  else await ledger.reverse(seq, ending);
}

async function entryFor(
  pool: string,
  key: string,
  done: Exclude<Deed, { of: number }>,
  on: Day,
): Promise<NewEntry | undefined> {
  const at = (kind: AccountKind, party?: string): AccountRef => ({
    kind,
    currency: 'GBP',
    ...(party === undefined ? {} : { party }),
  });
  switch (done.do) {
    case 'pledge':
      return pledged(key, BOARD, done.minor, { fence: done.scheme, on });
    case 'receive': {
      // What partners owe is met part by part, the oldest first; what is over stands on account.
      const open = (await openItems(pool, 'due-from')).filter((one) => one.minor > 0n && one.party === BOARD);
      let left = done.minor;
      const met = open.flatMap((one): Line[] => {
        const part = one.minor < left ? one.minor : left;
        left -= part;
        return part === 0n ? [] : [{ account: at('due-from', BOARD), minor: -part, item: one.item }];
      });
      const rest: Line[] = left === 0n ? [] : [{ account: at('due-from', BOARD), minor: -left, item: 'on-account' }];
      return entry(key, 'receipt', on, [{ account: at('bank'), minor: done.minor }, ...met, ...rest]);
    }
    case 'settle': {
      const open = await openItems(pool, 'due-to');
      const bank = open.reduce((sum, one) => sum + one.minor, 0n);
      const lines = open.map((one): Line => ({ account: at('due-to', one.party), minor: -one.minor, item: one.item }));
      if (lines.length === 0) return undefined;
      return entry(key, 'settlement', on, bank === 0n ? lines : [...lines, { account: at('bank'), minor: bank }]);
    }
    default: {
      const lines: readonly Line[] = [
        { account: at('fund'), minor: done.minor, scheme: done.scheme },
        { account: at('due-to', TRUST), minor: -done.minor, item: `charge ${done.scheme}` },
      ];
      const made: NewEntry = { ...entry(key, 'charge', on, lines), overspends: true };
      return done.do === 'promise' ? { ...made, pendingUntil: 9e12 } : made;
    }
  }
}

const seqsOf = async (pool: string) =>
  (
    await store.all<{ seq: string }>(sql`select seq::text as seq from money_entry where pool = ${pool} order by seq`)
  ).map(({ seq }) => seq);

const postings = (pool: string) => sql`money_posting p join money_entry e on e.seq = p.entry and e.pool = ${pool}
  join money_account a on a.id = p.account`;

async function openItems(pool: string, kind: AccountKind) {
  const rows = await store.all<{ party: string; item: string; minor: string }>(sql`
    select a.party, p.item, sum(p.minor)::text as minor from ${postings(pool)}
    where a.kind = ${kind} and e.state in ('posted', 'post')
    group by 1, 2 having sum(p.minor) <> 0 order by min(e.seq)`);
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
}

/** What stands open for any purpose, of items that are wholly met: nothing, once all was settled at once. */
async function openFor(pool: string, kind: AccountKind) {
  const settled = sql`select p.item from ${postings(pool)} where e.kind = 'settlement'
    and e.seq = (select max(seq) from money_entry where pool = ${pool} and kind = 'settlement') and a.kind = ${kind}`;
  const last = sql`(select max(seq) from money_entry where pool = ${pool})
    = (select max(seq) from money_entry where pool = ${pool} and kind = 'settlement')`;
  return store.all<object>(sql`
    select a.party, p.item, p.programme, p.grant_key, sum(p.minor)::text as minor from ${postings(pool)}
    where a.kind = ${kind} and e.state in ('posted', 'post') and p.item in (${settled}) and ${last}
    group by 1, 2, 3, 4 having sum(p.minor) <> 0`);
}

/** Balances, shares and lineage, to the line. */
const standingOf = (pool: string) =>
  Promise.all([
    store.all<object>(sql`select kind, party, posted, reserved from money_account where pool = ${pool} order by 1, 2`),
    store.all<object>(sql`select s.owner, s.fence, s.posted, s.reserved from money_share s
      join money_account a on a.id = s.account where a.pool = ${pool} order by 1, 2`),
    store.all<object>(sql`select e.key, l.line, l.part, l.owner, l.fence, l.minor from money_lineage l
      join money_entry e on e.seq = l.entry where e.pool = ${pool} order by e.seq, 2, 3`),
  ]);

/** Of every entry: what is for one purpose adds up to nought. Settling nets purposes against each other only where no bank pays. */
const outOfBalance = (pool: string) =>
  store.all<object>(sql`
    select p.entry, p.programme, p.grant_key, sum(p.minor)::text as minor from ${postings(pool)}
    where exists (select from money_posting o join money_account b on b.id = o.account
      where o.entry = p.entry and b.kind in ('fund', 'bank'))
    group by 1, 2, 3 having sum(p.minor) <> 0`);

/** Files drawn for each programme, and for nothing in particular, have every line once, and each is double entry. */
async function drawn(pool: string): Promise<void> {
  const [programmes, grants] = [
    ['care', 'feet'],
    [FIRST, SECOND],
  ];
  const whole = await linesIn(pool, undefined);
  const parts = await Promise.all(programmes.map((programme) => linesIn(pool, { programme, grant: '' })));
  const care = await Promise.all(grants.map((grant) => linesIn(pool, grant)));
  for (const lines of [whole, ...parts, ...care]) expect(lines.reduce((sum, { minor }) => sum + minor, 0n)).toBe(0n);
  const own = (lines: typeof whole) => lines.filter(({ account }) => account.kind !== 'between');
  const none = whole.filter(({ purpose }) => purpose === undefined);
  expect(parts.flatMap(own).length + none.length).toBe(whole.length);
  expect(care.flatMap(own).length).toBe(own(parts[0] ?? []).length);
}

async function linesIn(pool: string, only: Purpose | undefined) {
  const found = [];
  for await (const batch of narrowed(allEntries(store, pool, 7), only))
    found.push(...batch.flatMap(({ lines }) => lines));
  return found;
}

test('what is met in part is met for what is oldest, and the bank has what came for each', () => {
  const due: AccountRef = { kind: 'due-from', party: BOARD, currency: 'GBP' };
  const open = [FIRST, SECOND].map((purpose) => ({ account: due, item: 'part', purpose, minor: 100n }));
  const receipt = entry('r', 'receipt', day('2026-07-01'), [
    { account: { kind: 'bank', currency: 'GBP' }, minor: 150n },
    { account: due, minor: -130n, item: 'part' },
    { account: due, minor: -20n, item: 'on-account' },
  ]);
  const lines = withPurposes(receipt, purposeOf, open).lines;
  expect(lines.map(({ account, minor: of, purpose }) => [account.kind, of, purpose?.grant])).toEqual([
    ['bank', 100n, FIRST.grant],
    ['bank', 30n, SECOND.grant],
    ['bank', 20n, ''],
    ['due-from', -100n, FIRST.grant],
    ['due-from', -30n, SECOND.grant],
    ['due-from', -20n, ''],
  ]);
});

import { type Day, plusDays } from '#base';
import { accepted, type Outcome } from '#fhir';
import type { Reader } from '#store';
import { apply } from '../ledger/apply.ts';
import { accountIn, type Book, type BookAccount, type FencesOf, sharesOf } from '../ledger/book.ts';
import type { NewEntry } from '../ledger/entry.ts';
import { readBook } from '../ledger/keep.queries.ts';
import { closedUpTo, revisionOf } from '../pool/sums.queries.ts';
import type { SharedPeriod } from './period.ts';
import { resultOn, settledRows } from './settled.queries.ts';
import { type SharedOut, type SharingLedger, shareOut } from './settle.ts';
import { fundIn } from './share.ts';

/** A period that is still to be shared, and what is expected to be entered in each pool before it is closed. */
export type Ahead = {
  readonly period: SharedPeriod;
  readonly entries: ReadonlyMap<string, readonly NewEntry[]>;
  /** Whether its last day is still to come: what is promised today is spent by then, as part of what is expected. */
  readonly toCome: boolean;
};

/** A pool, and the others of its agreement by the names that steps call them. */
export type Pools = {
  readonly pool: { readonly id: string; readonly currency: string };
  readonly others: ReadonlyMap<string, string>;
  /** What is ring-fenced in each pays for which of its schemes, as in the ledger. */
  readonly fencesOf?: (pool: string) => FencesOf | undefined;
};

/**
 * What the closings to come will share if what is expected comes about: the same code that shares at closing, run on copies of the
 * books that are thrown away. Entered and closed in that order, it is to the penny what will be entered.
 */
export async function foresee(
  reader: Reader,
  { pool, others, fencesOf = () => undefined }: Pools,
  ahead: readonly Ahead[],
): Promise<Outcome<readonly SharedOut[]>> {
  const copied = (id: string) => copyOf(reader, id, { currency: pool.currency, fencesOf: fencesOf(id) });
  const own = await copied(pool.id);
  const beside = new Map<string, Copy>();
  for (const [name, id] of others) beside.set(name, await copied(id));
  const known = await settledRows(reader, pool.id);
  const found: SharedOut[] = [];
  for (const { period, entries, toCome } of ahead) {
    for (const copy of [own, ...beside.values()]) {
      if (toCome) promisesEnd(copy.ledger.book);
      const entered = await copy.ledger.post(entries.get(copy.id) ?? []);
      if (!entered.ok) return entered;
    }
    const results = new Map<string, bigint>();
    for (const [name, copy] of beside) results.set(name, await resultIn(reader, copy, period.until));
    const sharing = { pool, ledger: own.ledger, others: beside };
    const before = known.find((row) => row.clause === period.agreed.clause.id && row.until === period.until);
    const result = await resultIn(reader, own, period.until);
    const shared = await shareOut(sharing, period, { result, others: results, before });
    if (!shared.ok) return shared;
    found.push(shared.value);
  }
  return accepted(found);
}

/** A pool's book that nothing is written of. */
type Copy = {
  readonly id: string;
  readonly currency: string;
  readonly revision: string;
  readonly ledger: SharingLedger;
  /** What was there for all of the pool when it was copied. */
  readonly there: bigint;
};

async function copyOf(
  reader: Reader,
  id: string,
  { currency, fencesOf }: { readonly currency: string; readonly fencesOf: FencesOf | undefined },
): Promise<Copy> {
  const [closed, revision] = [await closedUpTo(reader, id), await revisionOf(reader, id)];
  const { book: read } = await readBook(reader, id, closed);
  // A floor refuses what would be entered; what is expected is told, whether or not there is money for it.
  const accounts = new Map<string, BookAccount>();
  for (const [name, { floor: _, ...account }] of read.accounts) accounts.set(name, account);
  const book: Book = { ...read, accounts, ...(fencesOf ? { fencesOf } : {}) };
  return { id, currency, revision, ledger: thrownAway(book), there: openIn(book, currency) };
}

function thrownAway(book: Book): SharingLedger {
  return {
    book,
    post: async (entries) => {
      for (const entry of entries) {
        const applied = apply(book, entry);
        if (!applied.ok) return applied;
      }
      return accepted(entries.map(({ key }) => key));
    },
    openDay: (day) => (book.closed !== undefined && day <= book.closed ? plusDays(book.closed, 1) : day),
  };
}

/** What the books say of a day, and what the copy has moved since. */
async function resultIn(reader: Reader, { id, currency, revision, ledger, there }: Copy, on: Day): Promise<bigint> {
  return (await resultOn(reader, id, { on, revision })) + openIn(ledger.book, currency) - there;
}

/** What is there for all of a pool and not promised, less what is nobody's yet. */
function openIn(book: Book, currency: string): bigint {
  return sharesOf(accountIn(book, fundIn(currency))).reduce(
    (sum, { fence, posted, reserved }) => (fence === '' ? sum + posted - reserved : sum),
    0n,
  );
}

function promisesEnd({ accounts }: Book): void {
  for (const account of accounts.values()) {
    account.reserved = 0n;
    for (const share of account.shares.values()) share.reserved = 0n;
  }
}

import type { Day } from '#base';
import { type AccountRef, accountName, type Part, type Whose } from './entry.ts';

/** The money of one owner in a fund, for one fence; above nought. */
export type Share = Whose & { posted: bigint; reserved: bigint };

export type BookAccount = AccountRef & {
  posted: bigint;
  reserved: bigint;
  readonly floor?: bigint;
  readonly shares: Map<string, Share>;
};

/** A pool's accounts while entries are worked out; written back, or thrown away by a simulation. */
export type Book = {
  readonly pool: string;
  readonly closed?: Day;
  readonly accounts: Map<string, BookAccount>;
  /** What a new account of a kind may not fall below; undefined: nothing holds it. */
  readonly floorOf?: (account: AccountRef) => bigint | undefined;
  /** Absent: what is ring-fenced pays for the scheme of its own name alone. */
  readonly fencesOf?: FencesOf;
};

/** Under which names money that is ring-fenced pays for a scheme on a day, the closest first: its own, its grant's, its programme's. */
export type FencesOf = (scheme: string, on: Day) => readonly string[];

export function emptyBook(pool: string, floorOf?: Book['floorOf']): Book {
  return { pool, accounts: new Map(), ...(floorOf ? { floorOf } : {}) };
}

export function accountIn(book: Book, ref: AccountRef): BookAccount {
  const name = accountName(ref);
  const known = book.accounts.get(name);
  if (known) return known;
  const floor = book.floorOf?.(ref);
  const made: BookAccount = {
    ...ref,
    posted: 0n,
    reserved: 0n,
    shares: new Map(),
    ...(floor === undefined ? {} : { floor }),
  };
  book.accounts.set(name, made);
  return made;
}

/** What an account has to give: its money without what is promised. */
export function availableIn({ kind, posted, reserved }: BookAccount): bigint {
  return (kind === 'fund' ? -posted : posted) - reserved;
}

export function sharesOf({ shares }: BookAccount): readonly Share[] {
  // In one order whatever the order of postings: ties of a split go the same way in every replay.
  return [...shares.values()].sort((a, b) => compare(a.owner, b.owner) || compare(a.fence, b.fence));
}

export function moveShares(account: BookAccount, parts: readonly Part[], column: 'posted' | 'reserved'): void {
  for (const { owner, fence, minor } of parts) {
    const name = `${owner} ${fence}`;
    const share = account.shares.get(name) ?? { owner, fence, posted: 0n, reserved: 0n };
    if (column === 'posted') share.posted -= minor;
    else share.reserved += minor;
    account.shares.set(name, share);
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

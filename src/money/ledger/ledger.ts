import { createHash } from 'node:crypto';
import type { Access } from '#agreement';
import { type Day, plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Transaction } from '#store';
import { apply, end, reversed } from './apply.ts';
import type { Book, FencesOf } from './book.ts';
import type { AccountRef, AppliedLine, KeptEntry, NewEntry } from './entry.ts';
import { itemsMet, type PurposeOf, withPurposes } from './purpose.ts';
import {
  entriesWith,
  type EntryRow,
  keepBook,
  keepEntries,
  keepPool,
  lockPool,
  nextSeqs,
  openItems,
  readBook,
  type RowToKeep,
} from './keep.queries.ts';

/** Who enters it. An Access is one. */
export type Clerk = Pick<Access, 'principal' | 'name' | 'organization'>;

export type LedgerParts = {
  readonly now: () => number;
  /** What an account of a pool may not fall below, by what was agreed. */
  readonly floorOf?: (pool: string, account: AccountRef) => bigint | undefined;
  /** What its schemes are for; absent where no programme and no grant was agreed. */
  readonly purposeOf?: PurposeOf;
  /** What is ring-fenced pays for which of its schemes; absent as above. */
  readonly fencesOf?: FencesOf;
};

/** A pool's ledger inside a transaction, under the pool's lock. */
export type OpenLedger = {
  readonly book: Book;
  readonly closed?: Day;
  /** All or none; answers the seq of each. A key that was used for the same answers what is there. */
  readonly post: (entries: readonly NewEntry[]) => Promise<Outcome<readonly string[]>>;
  /** Posts a promise, whole or in part, on a day. */
  readonly keep: (seq: string, posting: Ending & { readonly amount?: bigint }) => Promise<Outcome<string>>;
  readonly release: (seq: string, voiding: Ending) => Promise<Outcome<string>>;
  /** Undoes an entry by one that mirrors it. */
  readonly reverse: (seq: string, undoing: Ending) => Promise<Outcome<string>>;
  readonly entries: (of: {
    readonly keys?: readonly string[];
    readonly seqs?: readonly string[];
  }) => ReturnType<typeof entriesWith>;
  /** The first day that is open, the day itself where it is: where an entry about a closed day goes. */
  readonly openDay: (day: Day) => Day;
};

export type Ending = {
  readonly key: string;
  readonly effective: Day;
  readonly words: string;
  readonly reason?: string;
};

export async function openLedger(
  transaction: Transaction,
  { now, floorOf, purposeOf, fencesOf }: LedgerParts,
  clerk: Clerk,
  pool: string,
): Promise<OpenLedger> {
  const row = await lockPool(transaction, pool);
  const closed = row.closed ?? undefined;
  const read = await readBook(transaction, pool, closed);
  // Floors are what was agreed today: an agreement may have changed since the account was made.
  for (const [name, { floor: _, ...rest }] of floorOf ? read.book.accounts : []) {
    const floor = floorOf?.(pool, rest);
    read.book.accounts.set(name, { ...rest, ...(floor === undefined ? {} : { floor }) });
  }
  const book: Book = {
    ...read.book,
    ...(floorOf ? { floorOf: (ref) => floorOf(pool, ref) } : {}),
    ...(fencesOf ? { fencesOf } : {}),
  };
  // Instants of a pool only rise, whatever its clock does: what was reported as of an instant stays so.
  const recorded = new Date(Math.max(now(), row.recorded.getTime()));
  let ids: ReadonlyMap<string, string> = read.ids;
  const write = async (rows: readonly Omit<RowToKeep, 'seq' | keyof Signed>[]): Promise<readonly string[]> => {
    const seqs = await nextSeqs(transaction, rows.length);
    ids = await keepBook(transaction, book, ids);
    const signed = {
      recorded,
      principal: clerk.principal,
      by: clerk.name ?? clerk.principal,
      organization: clerk.organization,
    };
    const whole = rows.map((one, at) => ({ ...one, ...signed, seq: seqs[at] ?? '' }));
    await keepEntries(transaction, pool, whole, ids);
    await keepPool(transaction, pool, recorded);
    return seqs;
  };
  const ground = { transaction, pool, book, write, ...(purposeOf ? { purposeOf } : {}) };
  return {
    book,
    ...(closed === undefined ? {} : { closed }),
    post: (entries) => postAll(ground, entries),
    keep: (seq, posting) => finish(ground, seq, posting, posting.amount ?? 'all'),
    release: (seq, voiding) => finish(ground, seq, voiding, 'none'),
    reverse: (seq, undoing) => undo(ground, seq, undoing),
    entries: (of) => entriesWith(transaction, pool, of),
    openDay: (day) => (closed !== undefined && day <= closed ? plusDays(closed, 1) : day),
  };
}

type Signed = Pick<RowToKeep, 'recorded' | 'principal' | 'by' | 'organization'>;
type Ground = {
  readonly transaction: Transaction;
  readonly pool: string;
  readonly book: Book;
  readonly write: (rows: readonly Omit<RowToKeep, 'seq' | keyof Signed>[]) => Promise<readonly string[]>;
  readonly purposeOf?: PurposeOf;
};

async function postAll(ground: Ground, entries: readonly NewEntry[]): Promise<Outcome<readonly string[]>> {
  const { transaction, pool, book, write } = ground;
  const keys = entries.map(({ key }) => key);
  const returned = entries.flatMap(({ lines }) => lines.flatMap(({ returns }) => returns ?? []));
  const known = await entriesWith(transaction, pool, { keys, seqs: returned });
  const byKey = new Map(known.map((entry) => [entry.key, entry]));
  const earlier = new Map(known.map((entry) => [entry.seq, entry]));
  const told = await purposesTold(
    ground,
    entries.filter(({ key }) => !byKey.has(key)),
  );
  const rows: Omit<RowToKeep, 'seq' | keyof Signed>[] = [];
  const found: (string | undefined)[] = [];
  for (const entry of entries) {
    const hash = hashOf(entry);
    const there = byKey.get(entry.key);
    if (there) {
      if (there.hash !== hash) return usedFor(there);
      found.push(there.seq);
      continue;
    }
    const applied = apply(book, told(entry), earlier);
    if (!applied.ok) return applied;
    rows.push(rowOf(entry, hash, applied.value.lines));
    found.push(undefined);
  }
  if (rows.length === 0) return accepted(found.map((seq) => seq ?? ''));
  const made = [...(await write(rows))];
  return accepted(found.map((seq) => seq ?? made.shift() ?? ''));
}

/** What each line is for is told after the lock of the pool is taken: what is open cannot change meanwhile. */
async function purposesTold(
  { transaction, pool, purposeOf }: Ground,
  entries: readonly NewEntry[],
): Promise<(entry: NewEntry) => NewEntry> {
  if (purposeOf === undefined) return (entry) => entry;
  const items = [...new Set(entries.flatMap(itemsMet))];
  const open = items.length === 0 ? [] : await openItems(transaction, pool, items);
  return (entry) => withPurposes(entry, purposeOf, open);
}

async function finish(
  { transaction, pool, book, write }: Ground,
  seq: string,
  ending: Ending,
  amount: bigint | 'all' | 'none',
): Promise<Outcome<string>> {
  const hash = digest([seq, ending.effective, ending.words, ending.reason ?? '', String(amount)]);
  const [known] = await entriesWith(transaction, pool, { keys: [ending.key] });
  if (known) return known.hash === hash ? accepted(known.seq) : usedFor(known);
  const [pending] = await entriesWith(transaction, pool, { seqs: [seq] });
  if (!pending || pending.state !== 'pending') {
    return refuse('not-found', 'money.no-promise', `${pool} has no promise ${seq}.`);
  }
  if (pending.ended) {
    return refuse('conflict', 'money.promise-ended', `'${pending.words}' was posted or let go already.`);
  }
  if (book.closed !== undefined && ending.effective <= book.closed) {
    const text = `${pool} is closed up to ${book.closed}: post it on a later day.`;
    return refuse('business-rule', 'money.closed', text);
  }
  const lines = end(book, pending, amount);
  if (!lines.ok) return lines;
  const [made = ''] = await write([endingOf(pending, ending, { hash, amount, lines: lines.value })]);
  return accepted(made);
}

async function undo(ground: Ground, seq: string, { key, ...ending }: Ending): Promise<Outcome<string>> {
  const [entry] = await entriesWith(ground.transaction, ground.pool, { seqs: [seq] });
  if (!entry || entry.state === 'pending' || entry.state === 'void') {
    return refuse('not-found', 'money.no-entry', `${ground.pool} has no posted entry ${seq}.`);
  }
  const made = await postAll(ground, [
    { ...ending, key, kind: 'reversal', about: entry.effective, overspends: true, lines: reversed(entry) },
  ]);
  return made.ok ? accepted(made.value[0] ?? '') : made;
}

function rowOf(entry: NewEntry, hash: string, lines: readonly AppliedLine[]): Omit<RowToKeep, 'seq' | keyof Signed> {
  const { key, kind, pendingUntil, effective, about, words, reason, cites } = entry;
  return {
    key,
    hash,
    kind,
    state: pendingUntil === undefined ? 'posted' : 'pending',
    ends: null,
    effective,
    about: about ?? null,
    until: pendingUntil === undefined ? null : new Date(pendingUntil),
    instrument: cites?.instrument ?? null,
    version: cites?.version ?? null,
    clause: cites?.clause ?? null,
    paragraph: cites?.paragraph ?? null,
    words: words.trim(),
    reason: reason ?? null,
    lines,
  };
}

function endingOf(
  ended: EntryRow & KeptEntry,
  { key, effective, words, reason }: Ending,
  { hash, amount, lines }: { readonly hash: string; readonly amount: unknown; readonly lines: readonly AppliedLine[] },
): Omit<RowToKeep, 'seq' | keyof Signed> {
  const { kind, instrument, version, clause, paragraph, seq } = ended;
  const state = amount === 'none' ? ('void' as const) : ('post' as const);
  const told = { instrument, version, clause, paragraph, words, reason: reason ?? null };
  return { key, hash, kind, state, ends: seq, effective, about: null, until: null, ...told, lines };
}

function usedFor({ words, key }: EntryRow & KeptEntry): Outcome<never> {
  return refuse('duplicate', 'money.key-used', `'${key}' stands for another entry already: ${words}.`);
}

/** What was asked, so that asking it again is told from asking something else under the same key. */
function hashOf(asked: NewEntry): string {
  const { key: _, pendingUntil, ...entry } = asked;
  return digest([
    pendingUntil === undefined ? 'posted' : 'pending',
    ...Object.entries(entry)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name} ${JSON.stringify(value, asAsked)}`),
  ]);
}

/** What an entry is for is told by what was agreed, not asked for: the same entry is the same whatever was agreed since. */
function asAsked(name: string, value: unknown): unknown {
  if (name === 'purpose') return undefined;
  return typeof value === 'bigint' ? value.toString() : value;
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url');
}

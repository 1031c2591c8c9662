import { amountWords } from '#agreement';
import { isDay, plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { splitByWeight } from '../split.ts';
import { accountIn, availableIn, type Book, type BookAccount, moveShares } from './book.ts';
import { type AppliedLine, type KeptEntry, type Line, type NewEntry, NO_PURPOSE, NOBODY, type Part } from './entry.ts';
import { draw, drawFrom, giveBack, scale } from './lineage.ts';

/** An entry worked out: who gave the money of each line. */
export type Applied = { readonly entry: NewEntry; readonly lines: readonly AppliedLine[] };

/** Entries that new ones look back at, by seq: those whose money is given back. */
export type Earlier = ReadonlyMap<string, KeptEntry>;

/** More than any pool will hold; what is beyond was a slip of the keyboard. */
export const MINOR_MAX = 1_000_000_000_000_000n;
const WORDS_MAX = 500;
const LINES_MAX = 10_000;

/**
 * Works an entry out against the book and moves the book by it; the one place where money moves, for posting and for simulating.
 * A refused entry moves nothing.
 */
export function apply(book: Book, entry: NewEntry, earlier: Earlier = new Map()): Outcome<Applied> {
  const wrong = shapeOf(entry) ?? balanceOf(entry) ?? closedBy(book, entry);
  if (wrong) return wrong;
  const pending = entry.pendingUntil !== undefined;
  const lines: AppliedLine[] = [];
  for (const line of entry.lines) {
    const parts = partsOf(book, { line, entry, earlier, taken: lines });
    if (!parts.ok) return parts;
    lines.push({ ...line, parts: parts.value });
  }
  const low = belowFloor(book, lines);
  if (low) return low;
  for (const line of lines) (pending ? reserve : post)(accountIn(book, line.account), line);
  return accepted({ entry, lines });
}

/** Ends a promise: posts it, whole or in part, or voids it. What is not posted is free again. Answers the lines to be posted. */
export function end(book: Book, pending: KeptEntry, amount: bigint | 'all' | 'none'): Outcome<readonly AppliedLine[]> {
  const total = pending.lines.reduce((sum, { minor }) => (minor > 0n ? sum + minor : sum), 0n);
  if (typeof amount === 'bigint' && (amount <= 0n || amount > total)) {
    return refuse(
      'business-rule',
      'money.more-than-promised',
      'What is posted of a promise is above nought and no more than was promised; promise the rest anew.',
    );
  }
  for (const line of pending.lines) release(accountIn(book, line.account), line);
  if (amount === 'none') return accepted([]);
  const lines = amount === 'all' || amount === total ? pending.lines : scaled(pending.lines, amount);
  for (const line of lines) post(accountIn(book, line.account), line);
  return accepted(lines);
}

/** The lines that undo an entry: money goes back to those it was taken from, and is taken from those who gave it. */
export function reversed(entry: KeptEntry): readonly Line[] {
  return entry.lines.flatMap(({ parts, minor, account, scheme = '', item = '', purpose = NO_PURPOSE }) => {
    const line = { account, scheme, item, purpose };
    if (parts.length === 0) return [{ ...line, minor: -minor }];
    return parts.map(({ owner, fence, minor: part }) => ({ ...line, minor: -part, whose: { owner, fence } }));
  });
}

type Parting = {
  readonly line: Line;
  readonly entry: NewEntry;
  readonly earlier: Earlier;
  readonly taken: readonly AppliedLine[];
};

function partsOf(book: Book, { line, entry, earlier, taken }: Parting): Outcome<readonly Part[]> {
  if (line.account.kind !== 'fund') return accepted([]);
  const { minor, whose, returns } = line;
  if (minor < 0n) {
    const given = returns === undefined ? undefined : giveBack(takenBy(earlier.get(returns), line), minor);
    if (given !== undefined && given.length > 0) return accepted(given);
    return whose
      ? accepted([{ ...whose, minor }])
      : refuse('required', 'money.whose', `'${entry.words}' does not say whose money comes in.`);
  }
  const fund = lessTaken(accountIn(book, line.account), taken, line);
  const parts = whose ? drawFrom(fund, minor, whose) : draw(fund, minor, fencesFor(book, line, entry));
  const missing = parts.find(({ owner }) => owner === NOBODY.owner)?.minor ?? 0n;
  if (missing === 0n || entry.overspends) return accepted(parts);
  const told = (amount: bigint): string => words(amount, line.account.currency);
  return refuse(
    'business-rule',
    'money.no-money',
    `'${entry.words}' needs ${told(minor)} of the pool, and ${told(minor - missing)} is there for it that is not promised or ring-fenced for something else: ${told(missing)} is missing. Promise less, or free a promise that will not be kept.`,
  );
}

function fencesFor({ fencesOf }: Book, { scheme = '' }: Line, { about, effective }: NewEntry): readonly string[] {
  return scheme === '' ? [] : (fencesOf?.(scheme, about ?? effective) ?? [scheme]);
}

/** Two lines of one entry on one fund do not spend the same money. */
function lessTaken(fund: BookAccount, taken: readonly AppliedLine[], { account }: Line): BookAccount {
  const before = taken.filter(({ minor, account: other }) => minor > 0n && same(other, account));
  if (before.length === 0) return fund;
  const copy = { ...fund, shares: new Map([...fund.shares].map(([name, share]) => [name, { ...share }])) };
  for (const { parts } of before) moveShares(copy, parts, 'posted');
  return copy;
}

function same(one: Line['account'], other: Line['account']): boolean {
  return one.kind === other.kind && one.currency === other.currency && (one.party ?? '') === (other.party ?? '');
}

function takenBy(entry: KeptEntry | undefined, { account, scheme = '' }: Line): readonly Part[] {
  const lines = (entry?.lines ?? []).filter((one) => same(one.account, account) && one.minor > 0n);
  const ofScheme = lines.filter((one) => (one.scheme ?? '') === scheme);
  return (ofScheme.length > 0 ? ofScheme : lines).flatMap(({ parts }) => parts);
}

function belowFloor(book: Book, lines: readonly AppliedLine[]): ReturnType<typeof refuse> | undefined {
  const out = new Map<BookAccount, bigint>();
  for (const { account, minor } of lines) {
    const of = accountIn(book, account);
    out.set(of, (out.get(of) ?? 0n) + (account.kind === 'fund' ? minor : -minor));
  }
  for (const [account, less] of out) {
    if (account.floor === undefined || less <= 0n || availableIn(account) - less >= account.floor) continue;
    return refuse(
      'business-rule',
      'money.floor',
      `The ${account.kind} of ${book.pool} would fall to ${words(availableIn(account) - less, account.currency)}, below its floor of ${words(account.floor, account.currency)}.`,
    );
  }
  return undefined;
}

function post(account: BookAccount, { minor, parts }: AppliedLine): void {
  account.posted += minor;
  moveShares(account, parts, 'posted');
}

/** A promise keeps apart what it will take; what it will bring does not count before it comes. */
function reserve(account: BookAccount, { minor, parts }: AppliedLine): void {
  if (account.kind === 'fund' && minor > 0n) {
    account.reserved += minor;
    moveShares(account, parts, 'reserved');
  }
}

function release(account: BookAccount, { minor, parts }: AppliedLine): void {
  if (account.kind === 'fund' && minor > 0n) {
    account.reserved -= minor;
    const back = parts.map((part) => ({ ...part, minor: -part.minor }));
    moveShares(account, back, 'reserved');
  }
}

/** Debits and credits are each split by what was promised, so that the parts still balance. */
function scaled(lines: readonly AppliedLine[], amount: bigint): readonly AppliedLine[] {
  const part = (chosen: readonly AppliedLine[], sign: bigint) => {
    const minors = splitByWeight(
      amount,
      chosen.map(({ minor }) => minor * sign),
    );
    return chosen.map((line, at) => {
      const minor = (minors[at] ?? 0n) * sign;
      return { ...line, minor, parts: line.parts.length > 0 && minor !== 0n ? scale(line.parts, minor) : [] };
    });
  };
  const debits = part(
    lines.filter(({ minor }) => minor > 0n),
    1n,
  );
  const credits = part(
    lines.filter(({ minor }) => minor < 0n),
    -1n,
  );
  return [...debits, ...credits].filter(({ minor }) => minor !== 0n);
}

/** As people read it; in a refusal alone, so that a number will do. */
function words(minor: bigint, currency: string): string {
  return amountWords({ minor: Number(minor), currency });
}

function shapeOf({ words: text, lines, effective, key }: NewEntry): ReturnType<typeof refuse> | undefined {
  const said = text.trim();
  if (said === '' || said.length > WORDS_MAX || key === '' || !isDay(effective)) {
    return refuse(
      'required',
      'money.words',
      `An entry says on which day and in up to ${WORDS_MAX} letters what it is.`,
    );
  }
  const sizes = lines.every(({ minor }) => minor !== 0n && minor < MINOR_MAX && minor > -MINOR_MAX);
  return sizes && lines.length <= LINES_MAX
    ? undefined
    : refuse('value', 'money.amount', `'${text}' has an amount of nought, or one that no pool holds.`);
}

function balanceOf({ words: what, lines }: NewEntry): ReturnType<typeof refuse> | undefined {
  const sums = new Map<string, bigint>();
  for (const { account, minor } of lines) sums.set(account.currency, (sums.get(account.currency) ?? 0n) + minor);
  const out = [...sums].find(([, sum]) => sum !== 0n);
  if (out === undefined && lines.length > 1) return undefined;
  const [currency, sum] = out ?? ['', 0n];
  const text = `'${what}' does not balance: its lines add up to ${words(sum, currency)} instead of nought.`;
  return refuse('invariant', 'money.unbalanced', text);
}

function closedBy({ closed, pool }: Book, { words, effective }: NewEntry): ReturnType<typeof refuse> | undefined {
  if (closed === undefined || effective > closed) return undefined;
  const text = `'${words}' is of ${effective}, and ${pool} is closed up to ${closed}. Enter it on ${plusDays(closed, 1)} or later, about that day, or have the period opened again.`;
  return refuse('business-rule', 'money.closed', text);
}

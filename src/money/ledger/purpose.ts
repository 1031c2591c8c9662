import type { Day } from '#base';
import { accountName, type Line, type NewEntry, NO_PURPOSE, type Purpose } from './entry.ts';

/** What a scheme of a pool is for on a day, as it was agreed. */
export type PurposeOf = (scheme: string, on: Day) => Purpose;

/** What of an item is still owed, or to be met, by what it was for; the oldest first. */
export type OpenItem = Required<Pick<Line, 'account' | 'item' | 'purpose' | 'minor'>>;

/**
 * An entry with what each of its lines is for. Where money of a fund moves, its scheme says so, or what it is kept for. Where something
 * owed is met it is what was owed for, in as many lines as that was for different things, and the bank has the rest of each: so what
 * came and went can be drawn for one programme or grant, and all of them add up to the whole. Lines that say it themselves keep it:
 * what undoes an entry is for what the entry was for.
 */
export function withPurposes(entry: NewEntry, purposeOf: PurposeOf, open: readonly OpenItem[]): NewEntry {
  if (entry.lines.some(({ purpose }) => purpose !== undefined)) return entry;
  const on = entry.about ?? entry.effective;
  const lines = entry.lines.some(isFund)
    ? movedFor(entry.lines, (scheme) => (scheme === '' ? NO_PURPOSE : purposeOf(scheme, on)))
    : metFor(entry.lines, open);
  return { ...entry, lines };
}

/** The items that an entry meets: of these it has to be known what they were for. */
export function itemsMet({ lines }: NewEntry): readonly string[] {
  return lines.some(isFund) ? [] : lines.flatMap(({ item = '' }) => (item === '' ? [] : [item]));
}

/** What moves from one purpose to another inside the fund is owed to nobody and by nobody for either alone. */
function movedFor(lines: readonly Line[], of: (scheme: string) => Purpose): readonly Line[] {
  const ofFund = ({ scheme = '', whose }: Line): Purpose => of(scheme || whose?.fence || '');
  const [first = NO_PURPOSE, ...others] = lines.filter(isFund).map(ofFund);
  const rest = others.every((one) => same(one, first)) ? first : NO_PURPOSE;
  return lines.map((line) => ({ ...line, purpose: isFund(line) ? ofFund(line) : rest }));
}

function metFor(lines: readonly Line[], open: readonly OpenItem[]): readonly Line[] {
  const met = lines.flatMap((line) => (isBank(line) ? [] : partsMet(line, open)));
  const banks = lines.filter(isBank);
  const [bank] = banks;
  const total = met.reduce((sum, { minor }) => sum + minor, 0n);
  // An entry that does not balance is left to be refused as it was asked for.
  if (!bank || banks.length > 1 || bank.minor !== -total) return [...banks.map(forNone), ...met];
  const sums = new Map<string, { readonly purpose: Purpose; readonly minor: bigint }>();
  for (const { purpose = NO_PURPOSE, minor } of met) {
    const name = nameOf(purpose);
    sums.set(name, { purpose, minor: (sums.get(name)?.minor ?? 0n) - minor });
  }
  const parts = [...sums.values()].filter(({ minor }) => minor !== 0n);
  return [...parts.map((part) => ({ ...bank, ...part })), ...met];
}

/** All of an item as it stands, to the penny; of less than all what is oldest. What meets nothing that is known is for nothing. */
function partsMet(line: Line, open: readonly OpenItem[]): readonly Line[] {
  const there = open.filter(
    ({ account, item }) => item === line.item && accountName(account) === accountName(line.account),
  );
  const total = there.reduce((sum, { minor }) => sum + minor, 0n);
  if (total === -line.minor) return there.map(({ purpose, minor }) => ({ ...line, purpose, minor: -minor }));
  const parts: Line[] = [];
  let left = line.minor;
  for (const { purpose, minor } of there) {
    if (left === 0n || minor < 0n === left < 0n) continue;
    const part = size(minor) < size(left) ? -minor : left;
    parts.push({ ...line, purpose, minor: part });
    left -= part;
  }
  return left === 0n ? parts : withRest(parts, { ...line, purpose: NO_PURPOSE, minor: left });
}

/** One line for nothing in particular, however it came about. */
function withRest(parts: readonly Line[], rest: Line): readonly Line[] {
  const none = parts.find(({ purpose }) => purpose !== undefined && same(purpose, NO_PURPOSE));
  if (!none) return [...parts, rest];
  return parts.map((one) => (one === none ? { ...one, minor: one.minor + rest.minor } : one));
}

function forNone(line: Line): Line {
  return { ...line, purpose: NO_PURPOSE };
}

function isFund({ account }: Line): boolean {
  return account.kind === 'fund';
}

function isBank({ account }: Line): boolean {
  return account.kind === 'bank';
}

function same(one: Purpose, other: Purpose): boolean {
  return nameOf(one) === nameOf(other);
}

function nameOf({ programme, grant }: Purpose): string {
  return `${programme} ${grant}`;
}

function size(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}

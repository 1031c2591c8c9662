import { accountIn, type Book, sharesOf } from '../ledger/book.ts';
import type { AccountRef, Line } from '../ledger/entry.ts';
import { draw } from '../ledger/lineage.ts';
import { splitByWeight } from '../split.ts';
import type { StepRun } from './program.ts';

/** What one step moved: above nought it came into the pool, below it left. `by` as in `Taken`. */
export type Share = { readonly step: number; readonly over: boolean; readonly by: string; readonly minor: bigint };

/** What a run means for the pool; what is kept in it moves nothing. */
export function sharesOfRun(runs: readonly StepRun[], over: boolean): readonly Share[] {
  return runs.flatMap(({ taken }, step) =>
    taken.filter(({ by }) => by !== '').map(({ by, minor }) => ({ step, over, by, minor: over ? minor : -minor })),
  );
}

/** What is still to be moved where some was moved before: a period that was opened again is settled by the difference. */
export function lessBefore(now: readonly Share[], before: readonly Share[]): readonly Share[] {
  const moved = new Map<string, Share>();
  for (const share of now) add(moved, share);
  for (const share of before) add(moved, { ...share, minor: -share.minor });
  return [...moved.values()]
    .filter(({ minor }) => minor !== 0n)
    .sort((a, b) => Number(b.over) - Number(a.over) || a.step - b.step);
}

export function sumOf(shares: readonly Share[]): bigint {
  return shares.reduce((sum, { minor }) => sum + minor, 0n);
}

/** Lines of one share of a partner: it owes its part of what is over, and is owed its part of what is left. */
export function partnerLines({ by, minor, over }: Share, currency: string, item: string): readonly Line[] {
  const account: AccountRef = { kind: over ? 'due-from' : 'due-to', party: by, currency };
  return [
    { account, minor, item },
    { account: fundIn(currency), minor: -minor, ...(minor > 0n ? { whose: { owner: by, fence: '' } } : {}) },
  ];
}

/** Lines of money that moves between two pools: those whose it was there have it here. */
export function transferLines(from: Book, minor: bigint, currency: string): Readonly<Record<'from' | 'to', Line[]>> {
  const bank: AccountRef = { kind: 'bank', currency };
  const parts = draw(accountIn(from, fundIn(currency)), minor, []);
  return {
    from: [
      { account: fundIn(currency), minor },
      { account: bank, minor: -minor },
    ],
    to: [
      { account: bank, minor },
      ...parts.map(({ owner, minor: part }) => ({
        account: fundIn(currency),
        minor: -part,
        whose: { owner, fence: '' },
      })),
    ],
  };
}

/** Lines that let go of what was kept for one scheme alone, or keep it again: it stays theirs. */
export function fenceLines(book: Book, minor: bigint, { fence, currency }: Fenced): readonly Line[] {
  const fund = accountIn(book, fundIn(currency));
  const [scheme, to] = minor > 0n ? [fence, ''] : ['', fence];
  const size = minor > 0n ? minor : -minor;
  return [
    { account: fundIn(currency), minor: size, scheme },
    // No more moves than that fence has, so that what is kept for more than this scheme is not touched.
    ...draw(fund, size, [scheme]).map(({ owner, minor: part }) => ({
      account: fundIn(currency),
      minor: -part,
      whose: { owner, fence: to },
    })),
  ];
}

type Fenced = { readonly fence: string; readonly currency: string };

/** What was spent beyond what there was is now theirs who met it: no more than they gave, and no more than is missing. */
export function coverLines(book: Book, given: ReadonlyMap<string, bigint>, currency: string): readonly Line[] {
  const fund = accountIn(book, fundIn(currency));
  const missing = sharesOf(fund).reduce((sum, { owner, posted }) => (owner === '' ? sum - posted : sum), 0n);
  const givers = [...given].filter(([owner, minor]) => minor > 0n && owner !== '').sort(([a], [b]) => (a < b ? -1 : 1));
  const there = givers.map(([owner, minor]) => least(minor, freeOf(book, owner, currency)));
  const all = there.reduce((sum, minor) => sum + minor, 0n);
  const covered = least(missing, all);
  if (covered <= 0n) return [];
  const parts = splitByWeight(covered, there);
  return [
    ...givers.flatMap(([owner], at) => {
      const minor = parts[at] ?? 0n;
      return minor === 0n ? [] : [{ account: fundIn(currency), minor, whose: { owner, fence: '' } }];
    }),
    { account: fundIn(currency), minor: -covered, whose: { owner: '', fence: '' } },
  ];
}

/** What is there of all owners for anything, or for one scheme alone, and not promised. */
export function freeFor(book: Book, currency: string, fence: string): bigint {
  return sharesOf(accountIn(book, fundIn(currency))).reduce(
    (sum, share) => (share.owner !== '' && share.fence === fence ? sum + share.posted - share.reserved : sum),
    0n,
  );
}

export function fundIn(currency: string): AccountRef {
  return { kind: 'fund', currency };
}

function freeOf(book: Book, owner: string, currency: string): bigint {
  return sharesOf(accountIn(book, fundIn(currency))).reduce(
    (sum, share) => (share.owner === owner && share.fence === '' ? sum + share.posted - share.reserved : sum),
    0n,
  );
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}

function add(moved: Map<string, Share>, share: Share): void {
  const name = `${share.over} ${share.step} ${share.by}`;
  moved.set(name, { ...share, minor: (moved.get(name)?.minor ?? 0n) + share.minor });
}

import type { Day } from '#base';
import type { Span } from '../charge/parts.ts';

/** A part of a contribution, as far as it came. */
export type Penny = {
  readonly item: string;
  readonly pool: string;
  readonly party: string;
  readonly currency: string;
  /** First day of the part. */
  readonly about: Day;
  /** '' or what alone it may be spent on. */
  readonly fence: string;
  readonly inKind: boolean;
  readonly came: bigint;
};

/** What a grant asks of another party: of grants that ask for the same money the first one in the list is matched first. */
export type Wanted = {
  readonly key: string;
  readonly pool: string;
  readonly by: string;
  readonly currency: string;
  readonly period: Span;
  readonly valued: boolean;
  /** What its money may be for: what is ring-fenced for something else matches nothing of it. */
  readonly schemes: readonly string[];
  readonly whole: bigint;
};

export type Matched = {
  readonly whole: bigint;
  readonly money: bigint;
  readonly inKind: bigint;
  readonly missing: bigint;
};

/** So much for each so much of what is given, in whole units: what does not make one is not asked for. */
export function wantedOf(
  given: bigint,
  { puts, forEach }: { readonly puts: number; readonly forEach: number },
): bigint {
  return (given * BigInt(puts)) / BigInt(forEach);
}

/**
 * Which money matches which grant: each penny one of them, what is kept for it alone before what is for all, the oldest part first. What
 * matched a grant is never what matched another.
 */
export function matchAll(wanted: readonly Wanted[], pennies: readonly Penny[]): ReadonlyMap<string, Matched> {
  const left = new Map(pennies.map(({ item, pool, came }) => [`${pool} ${item}`, came]));
  const found = new Map<string, Matched>();
  for (const one of wanted) {
    let [money, inKind] = [0n, 0n];
    for (const penny of pennies.filter((each) => counts(each, one)).sort(firstFirst)) {
      const key = `${penny.pool} ${penny.item}`;
      const [open, there] = [one.whole - money - inKind, left.get(key) ?? 0n];
      const part = there < open ? there : open;
      if (part <= 0n) continue;
      left.set(key, there - part);
      if (penny.inKind) inKind += part;
      else money += part;
    }
    found.set(one.key, { whole: one.whole, money, inKind, missing: one.whole - money - inKind });
  }
  return found;
}

function counts(penny: Penny, { pool, by, currency, period, valued, schemes }: Wanted): boolean {
  return (
    penny.pool === pool &&
    penny.party === by &&
    penny.currency === currency &&
    period.from <= penny.about &&
    penny.about < period.until &&
    (penny.inKind ? valued : penny.fence === '' || schemes.includes(penny.fence))
  );
}

function firstFirst(one: Penny, other: Penny): number {
  const fenced = Number(other.fence !== '') - Number(one.fence !== '');
  return fenced || compare(one.about, other.about) || compare(one.item, other.item);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

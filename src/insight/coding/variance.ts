import { funnelLimits } from '../statistics/funnel.ts';
import type { Share } from '../statistics/series.ts';

/** People of a practice with some kind of record, and how many of them have it written in one way. */
export type Use = { readonly place: string; readonly share: Share };

export type Variance = {
  readonly place: string;
  readonly own: Share;
  /** All the other practices together. */
  readonly others: Share;
};

/** What is looked at for one kind of record: each way of writing it, by practice; a practice that never does so has 0. */
export type Ways = ReadonlyMap<string, readonly Use[]>;

export const RULE = {
  /** Fewer people are nobody's habit. */
  people: 5,
  /** Of the others, for there to be anything to be held against. */
  others: 20,
  /** Where so many of the others do the same, it is one of two ways and nobody's own. */
  othersPercent: 25,
  /** Smaller differences are nobody's business, however certain they are. */
  points: 5,
  /** For all that is looked at together: one false question in a thousand looks, not one a practice. */
  tail: 0.001,
} as const;

/** Practices that write something in a way in which the others do not: beyond limits, by enough people, by enough points. */
export function variancesIn(ways: Ways): ReadonlyMap<string, readonly Variance[]> {
  const looks = [...ways.values()].reduce((sum, uses) => sum + uses.length, 0);
  return new Map(
    [...ways].map(([way, uses]) => [
      way,
      uses.flatMap(({ place, share }) => {
        const others = uses.reduce((sum, use) => (use.place === place ? sum : plus(sum, use.share)), NONE);
        return differs(share, others, RULE.tail / looks) ? [{ place, own: share, others }] : [];
      }),
    ]),
  );
}

const NONE: Share = { met: 0, of: 0 };

function plus(a: Share, b: Share): Share {
  return { met: a.met + b.met, of: a.of + b.of };
}

function differs(own: Share, others: Share, tail: number): boolean {
  if (own.met < RULE.people || others.of < RULE.others) return false;
  // Half a person more than none: what nobody else does may still be chance at one practice.
  const rate = (others.met + 0.5) / (others.of + 1);
  const percent = (100 * own.met) / own.of;
  if (rate * 100 >= RULE.othersPercent || percent - rate * 100 < RULE.points) return false;
  return percent > funnelLimits(rate, own.of, tail).high;
}

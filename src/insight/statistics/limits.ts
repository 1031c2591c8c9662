import type { Day } from '#base';
import { meanOf, type Point, type Share } from './series.ts';

/** Mean and limits at one point, and one standard deviation for the rules. */
export type Limits = { readonly mean: number; readonly low: number; readonly high: number; readonly sigma: number };

/** Fewer points have no limits: they would move with every new one. */
export const MIN_POINTS = 12;

/** Mean moving range to standard deviation, for ranges of two (Shewhart's d2). */
const D2 = 1.128;

export type Bounds = { readonly least: number; readonly most: number };

export const PERCENT: Bounds = { least: 0, most: 100 };
export const COUNT: Bounds = { least: 0, most: Number.POSITIVE_INFINITY };

/** Limits of individual values by their moving ranges; undefined where too few are known. A gap breaks the chain of ranges. */
export function xmrLimits(points: readonly Point[], bounds: Bounds): Limits | undefined {
  const known = points.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const ranges = points.flatMap(({ value }, at) => {
    const before = points[at - 1]?.value;
    return value === undefined || before === undefined ? [] : [Math.abs(value - before)];
  });
  if (known.length < MIN_POINTS || ranges.length === 0) return undefined;
  const sigma = meanOf(ranges) / D2;
  return around(meanOf(known), sigma, bounds);
}

/** Limits of proportions in percent, one a period by its own number; undefined where too few periods have anybody. */
export function pLimits(shares: readonly (Share | undefined)[]): readonly (Limits | undefined)[] | undefined {
  const known = shares.filter((share): share is Share => share !== undefined && share.of > 0);
  if (known.length < MIN_POINTS) return undefined;
  const rate = known.reduce((sum, { met }) => sum + met, 0) / known.reduce((sum, { of }) => sum + of, 0);
  return shares.map((share) => {
    if (!share || share.of === 0) return undefined;
    return around(rate * 100, Math.sqrt((rate * (1 - rate)) / share.of) * 100, PERCENT);
  });
}

/** A stretch of a course with one mean. */
export type Phase = { readonly from: number; readonly to: number; readonly since?: Day };

/** Cuts a course where a phase was declared: at the first point on or after its day. */
export function phasesOf(points: readonly Point[], declared: readonly Day[]): readonly Phase[] {
  const cuts = [...new Set(declared)]
    .sort()
    .map((since) => ({ since, at: points.findIndex(({ day }) => day >= since) }))
    .filter(({ at }) => at > 0);
  const starts = [
    { at: 0 },
    ...cuts.filter(({ at }, index) => cuts.findLastIndex((other) => other.at === at) === index),
  ];
  return starts.map(({ at, ...since }, index) => ({
    from: at,
    to: (starts[index + 1]?.at ?? points.length) - 1,
    ...since,
  }));
}

function around(mean: number, sigma: number, { least, most }: Bounds): Limits {
  return { mean, sigma, low: Math.max(least, mean - 3 * sigma), high: Math.min(most, mean + 3 * sigma) };
}

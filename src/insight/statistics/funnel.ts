import { assert } from '#base';
import type { Share } from './series.ts';

export type FunnelLimits = { readonly low: number; readonly high: number };

export type Band = 'far-below' | 'below' | 'within' | 'above' | 'far-above';

export type FunnelPoint<T> = T & {
  readonly share: Share;
  readonly band: Band;
  /** In percent, at 95 and 99.8 %. */
  readonly limits95: FunnelLimits;
  readonly limits998: FunnelLimits;
};

export type Funnel<T> = { readonly whole: Share; readonly points: readonly FunnelPoint<T>[] };

const TAIL_95 = 0.025;
const TAIL_998 = 0.001;

/** Each place against the whole. Places without anybody are not drawn. */
export function funnelOf<T>(places: readonly (T & { readonly share: Share })[]): Funnel<T> | undefined {
  const drawn = places.filter(({ share }) => share.of > 0);
  const whole = {
    met: drawn.reduce((sum, { share }) => sum + share.met, 0),
    of: drawn.reduce((sum, { share }) => sum + share.of, 0),
  };
  if (drawn.length < 2) return undefined;
  const rate = whole.met / whole.of;
  return {
    whole,
    points: drawn.map((place) => {
      const limits95 = funnelLimits(rate, place.share.of, TAIL_95);
      const limits998 = funnelLimits(rate, place.share.of, TAIL_998);
      return { ...place, limits95, limits998, band: bandOf(place.share, limits95, limits998) };
    }),
  };
}

/** Limits in percent about a rate for so many people, each tail with the given probability. */
export function funnelLimits(rate: number, of: number, tail: number): FunnelLimits {
  return { low: limitAt(rate, of, tail), high: limitAt(rate, of, 1 - tail) };
}

function bandOf({ met, of }: Share, limits95: FunnelLimits, limits998: FunnelLimits): Band {
  const percent = (met * 100) / of;
  if (percent > limits998.high) return 'far-above';
  if (percent < limits998.low) return 'far-below';
  if (percent > limits95.high) return 'above';
  return percent < limits95.low ? 'below' : 'within';
}

/**
 * The least count that so much of the binomial lies at or below, in percent. Not interpolated between counts: with few people that would
 * name places by what chance does one time in five.
 */
function limitAt(rate: number, of: number, p: number): number {
  return rate <= 0 || rate >= 1 ? rate * 100 : (quantile(rate, of, p) * 100) / of;
}

/** The binomial quantile by adding up from nought, in logarithms: counts of places are thousands, not millions. */
function quantile(rate: number, of: number, p: number): number {
  assert(of > 0 && of <= 1e8, 'a place has people');
  const odds = Math.log(rate) - Math.log1p(-rate);
  let logOwn = of * Math.log1p(-rate);
  let upTo = Math.exp(logOwn);
  let count = 0;
  while (upTo < p && count < of) {
    logOwn += Math.log(of - count) - Math.log(count + 1) + odds;
    count += 1;
    upTo += Math.exp(logOwn);
  }
  return count;
}

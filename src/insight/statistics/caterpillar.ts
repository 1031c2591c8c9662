import type { Share } from './series.ts';
import { Z_95 } from './standardise.ts';

export type Caterpillar<T> = T & {
  readonly share: Share;
  readonly percent: number;
  /** In percent, at 95 %. */
  readonly low: number;
  readonly high: number;
  /** Whether that interval holds what all places together reach. */
  readonly side: 'lower' | 'as-expected' | 'higher';
};

/** Places from the lowest to the highest, each with the interval of its own proportion. Places without anybody are left out. */
export function caterpillarOf<T>(places: readonly (T & { readonly share: Share })[]): readonly Caterpillar<T>[] {
  const drawn = places.filter(({ share }) => share.of > 0);
  const whole = drawn.reduce((sum, { share }) => ({ met: sum.met + share.met, of: sum.of + share.of }), NONE);
  const rate = (whole.met * 100) / whole.of;
  return drawn
    .map((place) => {
      const { low, high } = intervalOf(place.share);
      const side = high < rate ? ('lower' as const) : low > rate ? ('higher' as const) : ('as-expected' as const);
      return { ...place, percent: (place.share.met * 100) / place.share.of, low, high, side };
    })
    .sort((a, b) => a.percent - b.percent || a.share.of - b.share.of);
}

const NONE: Share = { met: 0, of: 0 };

/** Wilson's interval of a proportion, in percent: it holds its cover where few are counted, and stays within 0 and 100. */
export function intervalOf({ met, of }: Share, z = Z_95): { readonly low: number; readonly high: number } {
  const rate = met / of;
  const middle = rate + z ** 2 / (2 * of);
  const half = z * Math.sqrt((rate * (1 - rate)) / of + z ** 2 / (4 * of ** 2));
  const scale = 100 / (1 + z ** 2 / of);
  return { low: Math.max(0, (middle - half) * scale), high: Math.min(100, (middle + half) * scale) };
}

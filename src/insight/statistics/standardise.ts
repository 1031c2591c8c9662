import type { Share } from './series.ts';

/** What a place counted in one stratum (an age band of one sex, say). */
export type StratumShare = Share & { readonly stratum: string };

export type Standardised = {
  readonly observed: number;
  readonly expected: number;
  /** Observed over expected. */
  readonly ratio: number;
  /** The ratio on the reference's own scale, in percent, with limits. */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  readonly banding: 'lower' | 'as-expected' | 'higher';
};

/** The rate of each stratum over all places together: the reference that every place is held against. */
export function referenceOf(places: readonly (readonly StratumShare[])[]): ReadonlyMap<string, Share> {
  const sums = new Map<string, Share>();
  for (const { stratum, met, of } of places.flat()) {
    const before = sums.get(stratum) ?? { met: 0, of: 0 };
    sums.set(stratum, { met: before.met + met, of: before.of + of });
  }
  return sums;
}

/** z of the two-sided 95 % and 99.8 % limits. */
export const Z_95 = 1.959964;
export const Z_998 = 3.090232;

/**
 * Indirect standardisation: those met beside those who would be if each stratum did as the reference does. Banding is by the
 * 99.8 % limits, so that of a hundred places none is named by chance. Undefined where nobody is expected.
 */
export function standardise(
  place: readonly StratumShare[],
  reference: ReadonlyMap<string, Share>,
  z = Z_95,
): Standardised | undefined {
  const observed = place.reduce((sum, { met }) => sum + met, 0);
  const expected = place.reduce((sum, { stratum, of }) => sum + of * rateOf(reference.get(stratum)), 0);
  if (expected <= 0) return undefined;
  const whole = [...reference.values()].reduce((sum, one) => ({ met: sum.met + one.met, of: sum.of + one.of }));
  const scale = rateOf(whole) * 100;
  const [low, high] = byar(observed, z);
  const [far, near] = byar(observed, Z_998);
  return {
    observed,
    expected,
    ratio: observed / expected,
    rate: (observed / expected) * scale,
    low: (low / expected) * scale,
    high: (high / expected) * scale,
    banding: far > expected ? 'higher' : near < expected ? 'lower' : 'as-expected',
  };
}

/** Byar's approximation to the exact limits of a count (Breslow and Day 1987). */
export function byar(count: number, z = Z_95): readonly [low: number, high: number] {
  const low = count === 0 ? 0 : count * (1 - 1 / (9 * count) - z / (3 * Math.sqrt(count))) ** 3;
  const more = count + 1;
  return [Math.max(0, low), more * (1 - 1 / (9 * more) + z / (3 * Math.sqrt(more))) ** 3];
}

function rateOf(share: Share | undefined): number {
  return share && share.of > 0 ? share.met / share.of : 0;
}

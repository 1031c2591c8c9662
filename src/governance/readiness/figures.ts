/** Of fewer people than this nothing is told. */
export const LEAST_PEOPLE = 5;
export const LOWEST = 1;
export const HIGHEST = 5;
/** A mean below the middle of the scale. */
export const LOW_BELOW = 3;

/** What one person chose: 1 to 5 by linkId. */
export type Scores = Readonly<Record<string, number>>;

export type Factor = { readonly id: string; readonly words: string; readonly items: readonly string[] };

export type FactorFigure = {
  readonly id: string;
  readonly words: string;
  /** To a tenth. */
  readonly mean: number;
  /** a*wg, to a hundredth: 1 where all say the same, 0 where they could as well have thrown dice. */
  readonly agreement: number;
  readonly low: boolean;
};

/** Each factor by itself: what a team wants and what it can do are never one number. */
export function factorFigures(factors: readonly Factor[], all: readonly Scores[]): readonly FactorFigure[] {
  return factors.map(({ id, words, items }) => {
    const columns = items.map((item) => all.map((scores) => scores[item] ?? 0));
    const mean = average(columns.map(average));
    return {
      id,
      words,
      mean: Math.round(mean * 10) / 10,
      agreement: Math.round(average(columns.map(agreementOf)) * 100) / 100,
      low: mean < LOW_BELOW,
    };
  });
}

/**
 * a_wg of Brown and Hauenstein (Organizational Research Methods 2005, 8:165): 1 - 2s² / (((H + L)M - M² - HL) · k / (k - 1)), with the
 * sample's variance s², mean M, number k, and the ends L and H of the scale. What the mean leaves room for is taken into account, so
 * that teams near an end of the scale are not called agreed for being there.
 */
export function agreementOf(scores: readonly number[]): number {
  const count = scores.length;
  if (count < 2) return 1;
  const mean = average(scores);
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (count - 1);
  if (variance === 0) return 1;
  const most = (((HIGHEST + LOWEST) * mean - mean * mean - HIGHEST * LOWEST) * count) / (count - 1);
  return Math.max(-1, 1 - (2 * variance) / most);
}

export type Agreed = 'strong' | 'moderate' | 'weak' | 'none';

/** As its authors read it: from 0.80 strong, from 0.70 moderate, from 0.60 weak. */
export function agreedWords(agreement: number): Agreed {
  if (agreement >= 0.8) return 'strong';
  if (agreement >= 0.7) return 'moderate';
  return agreement >= 0.6 ? 'weak' : 'none';
}

function average(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

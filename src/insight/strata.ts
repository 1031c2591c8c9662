import type { Day } from '#base';
import type { Dimension, Pack } from './pack.ts';
import type { Belonging } from './patient.ts';
import { birthday, numberOf } from './timeline.ts';

/** Nothing is recorded by which to tell. */
export const NOT_RECORDED = '?';

/** Somebody with the latest frailty that is known as at a day. */
export type Stratified = Belonging & { readonly born?: Day | undefined; readonly frailty?: number | undefined };

/** Where somebody belongs as at a day: 'sex:female', 'age:40', in the order of the pack's dimensions. */
export function strataOf(
  { strata, ageBands }: Pick<Pack, 'strata' | 'ageBands'>,
  who: Stratified,
  at: Day,
): readonly string[] {
  return strata.map((dimension) => `${dimension}:${valueOf(dimension, who, { at, ageBands })}`);
}

/** The first day after `at` on which age alone moves somebody to another band. */
export function nextBand(
  { strata, ageBands }: Pick<Pack, 'strata' | 'ageBands'>,
  born: Day | undefined,
  at: Day,
): number {
  if (born === undefined || !strata.includes('age')) return Number.POSITIVE_INFINITY;
  const today = numberOf(at);
  const days = ageBands.map((from) => birthday(born, from)).filter((one) => one > today);
  return Math.min(...days);
}

function valueOf(
  dimension: Dimension,
  who: Stratified,
  { at, ageBands }: { readonly at: Day; readonly ageBands: readonly number[] },
): string {
  if (dimension === 'age') {
    const { born } = who;
    const today = numberOf(at);
    const band = born === undefined ? undefined : ageBands.findLast((from) => birthday(born, from) <= today);
    return band === undefined ? NOT_RECORDED : String(band);
  }
  if (dimension === 'frailty') return who.frailty === undefined ? NOT_RECORDED : String(who.frailty);
  return who[dimension] ?? NOT_RECORDED;
}

const TITLES: Readonly<Record<Dimension, string>> = {
  sex: 'Sex',
  age: 'Age',
  deprivation: 'Deprivation',
  ethnicity: 'Ethnicity',
  language: 'Language',
  frailty: 'Frailty',
};

/** What a dimension, and one of its values, is called on screens. */
export function dimensionTitle(dimension: Dimension): string {
  return TITLES[dimension];
}

export function valueTitle(pack: Pack, dimension: Dimension, value: string): string {
  if (value === NOT_RECORDED) return 'Not recorded';
  if (dimension === 'age') return bandTitle(pack.ageBands, Number(value));
  if (dimension === 'frailty') return pack.facts.find(({ id }) => id === 'frailty')?.titles?.[value] ?? value;
  if (dimension === 'deprivation') return FIFTHS[Number(value) - 1] ?? value;
  if (dimension === 'language') return languageName(value);
  return `${value.slice(0, 1).toUpperCase()}${value.slice(1)}`;
}

function bandTitle(bands: readonly number[], from: number): string {
  const next = bands[bands.indexOf(from) + 1];
  return next === undefined ? `${from} and over` : `${from} to ${next - 1}`;
}

const FIFTHS = ['Most deprived fifth', 'Second fifth', 'Middle fifth', 'Fourth fifth', 'Least deprived fifth'];

const NAMES = new Intl.DisplayNames(['en'], { type: 'language' });

function languageName(code: string): string {
  try {
    return NAMES.of(code) ?? code;
  } catch {
    return code;
  }
}

import exchange from '#packs/exchange/pack.json' with { type: 'json' };
import type { Dimension } from '../pack.ts';
import { NOT_RECORDED } from '../strata.ts';

type Names = {
  /** Of a figure, and of the score that stands beside it: its mean, of how many people; how many were asked for it, and answered since. */
  readonly elements: Readonly<Record<'met' | 'of' | 'mean' | 'people' | 'answered' | 'asked', string>>;
  readonly notRecorded: string;
  readonly categories: Readonly<Record<Dimension, string>>;
};

const NAMES: Names = exchange;

/** 'HBA1C_RECORDED_NUM'; told apart by a dimension 'HBA1C_RECORDED_NUM_BY_SEX': DHIS2 has one category combination a data element. */
export function elementName(measure: string, part: keyof Names['elements'], dimension?: Dimension): string {
  const name = `${measure.toUpperCase().replaceAll('-', '_')}_${NAMES.elements[part]}`;
  return dimension === undefined ? name : `${name}_BY_${NAMES.categories[dimension]}`;
}

export function categoryName(dimension: Dimension): string {
  return NAMES.categories[dimension];
}

/** 'SEX_female': codes of options are one list for all categories. Letters that no code of SDMX has are written as their numbers. */
export function optionName(dimension: Dimension, value: string): string {
  const code = value === NOT_RECORDED ? NAMES.notRecorded : value.replace(/[^A-Za-z0-9-]/gu, numbered);
  return `${NAMES.categories[dimension]}_${code}`;
}

function numbered(letter: string): string {
  return `_${(letter.codePointAt(0) ?? 0).toString(16)}_`;
}

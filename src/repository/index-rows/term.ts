import { identText } from './ident.ts';
import { normalise } from './words.ts';

/**
 * What occurs in the record under a parameter, besides codes: a text, an address, a unit. `hash` is its token, or the code of its rows of
 * `range`. The table `term` has each pair of prm and val once, however many resources say it.
 */
export type Term = { readonly prm: number; readonly val: string; readonly hash: bigint };

/** Under which number of `term` the units of all parameters stand. */
export const UNITS = 0;

/** Between the parts of a value; no text of a resource holds it. */
export const BETWEEN = '\u0001';

/** System, code and human name of a unit. */
export function unitText({ system = '', code = '', unit = '' }: UnitParts): string {
  return `${system}${BETWEEN}${code}${BETWEEN}${unit}`;
}

export type UnitParts = { readonly system?: string; readonly code?: string; readonly unit?: string };

/** A code with a unit, code first, so that those of one code lie together. */
export function measuredText(system: string | undefined, code: string, unit: string): string {
  return `${code}${BETWEEN}${system ?? ''}${BETWEEN}${unit}`;
}

/** What is too long for an index is kept by its digest, and found by what it measures alone. */
export const keptText = (text: string): string => identText(text);

/** What a code is called, as it is searched for. */
export function saidText(text: string): string {
  return normalise(text);
}

const LONGEST_ADDRESS = 500;

/** Addresses that have a path, so that they can be searched for by its beginning. */
export function isPath(uri: string): boolean {
  return uri.length <= LONGEST_ADDRESS && /^https?:\/\//i.test(uri);
}

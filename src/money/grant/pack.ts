import type { CodeSet } from '#agreement';
import heart from '#packs/returns/return-heart.json' with { type: 'json' };
import heart2 from '#packs/returns/return-heart-2.json' with { type: 'json' };
import hiv from '#packs/returns/return-hiv.json' with { type: 'json' };
import hiv2 from '#packs/returns/return-hiv-2.json' with { type: 'json' };
import hiv3 from '#packs/returns/return-hiv-3.json' with { type: 'json' };
import longTerm from '#packs/returns/return-long-term.json' with { type: 'json' };
import ministry from '#packs/returns/return-ministry.json' with { type: 'json' };
import ministry2 from '#packs/returns/return-ministry-2.json' with { type: 'json' };

export type ReturnFact = { readonly words: string; readonly codes?: CodeSet; readonly search?: string };
export type AgeBand = { readonly id: string; readonly words: string; readonly from: number; readonly until?: number };

export type CellDefinition = {
  readonly id: string;
  readonly words: string;
  readonly counts: 'people' | 'visits' | 'paid-visits' | 'paid' | 'matched' | 'match-missing';
  /** Facts that a person, or a visit, has all of. */
  readonly of: readonly string[];
  /** Looked at so many months back from the end of the period; absent: in the period. */
  readonly months?: number;
  readonly latest?: { readonly of: string; readonly is: string; readonly months: number };
  readonly without?: { readonly fact: string; readonly months: number };
  /** People whom a measure counts as at the last day of the period, or of whom it says that they have what it asks for. */
  readonly measure?: { readonly id: string; readonly part: 'counted' | 'met' };
  readonly by?: readonly ('sex' | 'age')[];
  readonly dataElement: string;
};

/** What is money of the grant, or beside it. */
export const MONEY_CELLS: readonly string[] = ['paid', 'matched', 'match-missing'] satisfies CellDefinition['counts'][];

/** The figures that a funder is told: packs/returns. */
export type ReturnPack = {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly source: string;
  readonly unverified: readonly string[];
  readonly smallNumber: number;
  readonly dataSet: string;
  readonly ageBands: readonly AgeBand[];
  readonly facts: Readonly<Record<string, ReturnFact>>;
  readonly cells: readonly CellDefinition[];
};

export const RETURN_PACKS = [
  hiv,
  hiv2,
  hiv3,
  heart,
  heart2,
  longTerm,
  ministry,
  ministry2,
] as unknown as readonly ReturnPack[];

export function returnPack(id: string, version: string): ReturnPack | undefined {
  return RETURN_PACKS.find((pack) => pack.id === id && pack.version === version);
}

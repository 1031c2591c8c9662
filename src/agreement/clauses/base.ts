import type { Day } from '#base';
import type { Role } from '../words.ts';

/** 'Organization/<id>' of a party, or all parties of the instrument. */
export type PartyRef = string;
export type Parties = 'parties' | readonly PartyRef[];

export type ClauseBase = {
  readonly id: string;
  /** Paragraph of the signed text that this clause carries out. */
  readonly cites: string;
  /** Clause this one stands and falls with ("data while money flows"): its id, or 'instrument-id#id' in another instrument. */
  readonly dependsOn?: string;
};

/** Whole minor units (pence, cents, whole shillings) of one currency: what was agreed to the penny runs to the penny. */
export type Amount = { readonly minor: number; readonly currency: string };

/** Days from `from` up to, but not with, `until`. */
export type Period = { readonly from: Day; readonly until: Day };

/** How often something comes due. */
export const EVERY = ['once', 'week', 'month', 'quarter', 'half-year', 'year'] as const;
export type Every = (typeof EVERY)[number];

/** Whoever holds a role in an organisation: decides, agrees, owns. */
export type Holder = { readonly organization: PartyRef; readonly role: Role };

/** Codes of one system that say what was done. */
export type CodeSet = { readonly system: string; readonly codes: readonly string[] };

/** What shows that something was reached. A machine reads the first two, a named body or a named paper shows the others. */
export type Evidence =
  | {
      readonly by: 'measure';
      readonly pack: string;
      readonly version: string;
      readonly measure: string;
      readonly percent: number;
    }
  | { readonly by: 'search'; readonly search: string; readonly count: number }
  | { readonly by: 'decision'; readonly topic: string }
  | { readonly by: 'document'; readonly words: string };

import type { Day } from '#base';
import type { CodeSet, PartyRef } from './clauses/base.ts';
import type { Clause } from './clauses/clause.ts';
import type { PartnerKind, Section } from './kinds.ts';
import type { Purpose } from './words.ts';

export type { Amount, CodeSet, Every, Evidence, Holder, Parties, PartyRef, Period } from './clauses/base.ts';
export type { Clause, ClauseKind, ClauseOf } from './clauses/clause.ts';
export type * from './clauses/grant.ts';
export type * from './clauses/life.ts';
export type * from './clauses/money.ts';
export type * from './clauses/sharing.ts';
export type * from './clauses/stock.ts';
export type * from './clauses/working.ts';

/** Kinds of instrument, each with required sections and permitted parties (kinds.ts). Mandates are signed by nobody. */
export const INSTRUMENT_KINDS = [
  'section-75-pooled-fund',
  'section-75-delegation',
  'alliance',
  'memorandum',
  'data-sharing',
  'joint-controllers',
  'contract',
  'grant',
  'government-memorandum',
  'mandate',
] as const;
export type InstrumentKind = (typeof INSTRUMENT_KINDS)[number];

/** What a mandate is. Nobody signs one. */
export const MANDATES = ['court-order', 'prohibition', 'statute', 'direction', 'pack-rule', 'policy'] as const;
export type Mandate = (typeof MANDATES)[number];

/** Order of force, strongest first (product.md: rules of the stack). */
export const RANKS = [
  'court-order',
  'statute',
  'person',
  'jurisdiction-pack',
  'partnership',
  'scheme',
  'organisation',
] as const;
export type Rank = (typeof RANKS)[number];

export type Party = {
  readonly organization: PartyRef;
  readonly name: string;
  /** What it is in law; needed where the instrument's kind is not open to everybody. */
  readonly kind?: PartnerKind;
  readonly capacity?: string;
};

/**
 * Whom the instrument is about. What it shares, it shares of them; about others there is what law gives for direct care. Words alone
 * narrow nothing: all that is said besides must be so of a person.
 */
export type Population = {
  readonly words: string;
  /** Registered with one of these. */
  readonly organizations?: readonly PartyRef[];
  /** Years of age on the day of looking. */
  readonly fromAge?: number;
  readonly belowAge?: number;
  /** One of these is among their conditions, as a party recorded it. */
  readonly conditions?: CodeSet;
};

export type Paragraph = {
  readonly id: string;
  readonly text: string;
  /** Subject of the paragraph, where the kind of the instrument asks for one. */
  readonly section?: Section;
  readonly coverage?: 'judgement' | 'not-modelled';
};

export type Instrument = {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly kind: InstrumentKind;
  readonly rank: Rank;
  /** Of a mandate: an order, a statute, a direction... */
  readonly mandate?: Mandate;
  readonly jurisdiction: string;
  readonly purpose: Purpose;
  readonly parties: readonly Party[];
  readonly population: Population;
  readonly parent?: string;
  readonly decided: Day;
  /** Absent for a mandate and until the last party has signed. */
  readonly signed?: Day;
  readonly effective: Day;
  /** The first day on which it no longer runs. */
  readonly expires?: Day;
  /** The signed text, paragraph by paragraph. Where text and clauses differ the text prevails. */
  readonly text: readonly Paragraph[];
  readonly clauses: readonly Clause[];
};

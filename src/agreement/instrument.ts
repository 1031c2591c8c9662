import type { Day } from '#base';
import type { PartnerKind, Section } from './kinds.ts';
import type { DataClass, Label, Purpose, Relationship, Role } from './words.ts';

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

/** 'Organization/<id>' of a party, or all parties of the instrument. */
export type PartyRef = string;
export type Parties = 'parties' | readonly PartyRef[];

export type Party = {
  readonly organization: PartyRef;
  readonly name: string;
  /** What it is in law; needed where the instrument's kind is not open to everybody. */
  readonly kind?: PartnerKind;
  readonly capacity?: string;
};

/** Whom the instrument is about. Outside it there is direct care only. */
export type Population = {
  readonly words: string;
  /** People registered with, or resident for, these organisations; absent: everybody of the parties. */
  readonly organizations?: readonly PartyRef[];
};

type ClauseBase = {
  readonly id: string;
  /** Paragraph of the signed text that this clause carries out. */
  readonly cites: string;
  /** Clause this one stands and falls with ("data while money flows"): its id, or 'instrument-id#id' in another instrument. */
  readonly dependsOn?: string;
};

export type ShareClause = ClauseBase & {
  readonly clause: 'share';
  readonly classes: readonly DataClass[];
  readonly from: Parties;
  readonly to: { readonly organizations: Parties; readonly roles: readonly Role[] };
  readonly purpose: Purpose;
  readonly relationships: readonly Relationship[];
  /** Sensitive labels that are shared too; any other label keeps an item back. */
  readonly sensitive?: readonly Label[];
};

export type InformClause = ClauseBase & {
  readonly clause: 'inform';
  /** No sharing under this instrument before this day. */
  readonly earliest: Day;
  readonly how: string;
};

export type MeasureClause = ClauseBase & {
  readonly clause: 'measure';
  readonly pack: string;
  readonly version: string;
  readonly aims: readonly { readonly measure: string; readonly percent: number }[];
};

export type JoinClause = ClauseBase & {
  readonly clause: 'join';
  readonly kinds: readonly string[];
  readonly agreedBy: Parties;
};

export type SuspendClause = ClauseBase & {
  readonly clause: 'suspend';
  readonly by: Parties;
  readonly roles: readonly Role[];
  readonly grounds: readonly string[];
};

/** Keeps items back from seats that would otherwise see them. Binds every share of equal or lower rank. */
export type WithholdClause = ClauseBase & {
  readonly clause: 'withhold';
  /** Items of these classes... */
  readonly classes: readonly DataClass[];
  /** ...that carry one of these labels; absent: with any label or none. */
  readonly labels?: readonly Label[];
  /** Whose records; absent: anybody's, but those of the parties alone where nobody's staff is named either. */
  readonly from?: Parties;
  /** Whose staff do not see them; absent: nobody does. */
  readonly to?: { readonly organizations?: Parties; readonly roles?: readonly Role[] };
  /** For these purposes only; absent: for any. */
  readonly purposes?: readonly Purpose[];
};

/** Further clause kinds (decide, contribute, pay, ...) join this union as the parts that run them arrive. */
export type Clause = ShareClause | InformClause | MeasureClause | JoinClause | SuspendClause | WithholdClause;

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

import type { Day } from '#base';

/** What somebody who pays for care at home, or in a care home, has and needs. Amounts of income, care and spending are a week's, in minor units. */
export type Means = {
  /** The day from which it counts: its year of rules is that of this day. */
  readonly on: string;
  readonly setting: 'home' | 'care-home';
  /** The package, service by service. Who pays for health is the health service; for social care, the council and the person. */
  readonly care: readonly CareLine[];
  readonly capital: readonly CapitalLine[];
  readonly income: readonly IncomeLine[];
  /** Who the minimum income is for: a kind of household of the pack. Not asked in a care home. */
  readonly household: string;
  readonly premiums: readonly string[];
  /** What the person keeps, where the pack has no figure, or the council lets people keep more. */
  readonly allowance?: Typed;
  /** Spending that a disability brings, and housing; at home alone. */
  readonly spending: readonly SpendingLine[];
  /** A higher upper limit of capital that the council set for care at home. */
  readonly upperLimit?: Typed;
  /** Not assessed in full: why that is enough, by a rule of the pack. */
  readonly light?: { readonly rule: string; readonly why: string };
  /** The person asks to pay later, out of the home. */
  readonly defers?: { readonly debt: number };
};

/** A figure that a human entered, and where it was published. */
export type Typed = { readonly minor: number; readonly source: string };

export type CareLine = {
  readonly words: string;
  readonly minor: number;
  readonly by: 'social' | 'health';
  /** Free by an exemption of the pack; `since` where it is so for some weeks only. */
  readonly free?: string;
  readonly since?: string;
};

export type CapitalLine = { readonly kind: string; readonly minor: number; readonly since?: string };

/** `ignore` is a part that does not count for a reason of its own. */
export type IncomeLine = {
  readonly kind: string;
  readonly minor: number;
  readonly ignore?: { readonly minor: number; readonly why: string };
};

export type SpendingLine = { readonly kind: 'disability' | 'housing'; readonly words: string; readonly minor: number };

export type Step = 'care' | 'capital' | 'tariff' | 'income' | 'allowance' | 'spending' | 'charge' | 'budget' | 'later';

/** One step of the sum, in words that the person reads. */
export type WorkedLine = {
  /** 'income-2': it can be disputed by this name. */
  readonly id: string;
  readonly step: Step;
  readonly words: string;
  /** What it adds (or, below nought, takes away) in its step. */
  readonly minor: number;
  /** Where `minor` is not what was entered: what was. */
  readonly of?: number;
  /** The paragraph of law or guidance, and where its figure was published. */
  readonly source: string;
};

export type Worked = {
  /** The year of rules and its version: 'england-2025-26 version 1'. */
  readonly pack: string;
  readonly on: Day;
  readonly currency: string;
  readonly outcome: 'free' | 'assessed' | 'full-cost' | 'not-assessed';
  readonly lines: readonly WorkedLine[];
  /** A week's: all of the package; health's part; the council's; the person's. */
  readonly cost: number;
  readonly health: number;
  readonly council: number;
  readonly charge: number;
  /** What the person is left with of counted income and tariff, and what they must be left with at the least. */
  readonly left: number;
  readonly keeps: number;
  /** The day on which something here ends by itself, such as six free weeks. */
  readonly until?: Day;
};

/** The kinds and rules of a pack, as a form needs them. */
export type MeansForm = {
  readonly title: string;
  readonly year: string;
  readonly currency: string;
  readonly notShipped: readonly string[];
  readonly capital: readonly MeansKind[];
  readonly income: readonly MeansKind[];
  readonly exemptions: readonly MeansKind[];
  readonly lightTouch: readonly MeansKind[];
  readonly households: readonly MeansKind[];
  readonly premiums: readonly MeansKind[];
  readonly domains: readonly MeansKind[];
};

export type MeansKind = { readonly id: string; readonly words: string };

import type { Access, Amount } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';

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

/** A line that somebody disputes, or 'change': what changed since. It is owed an answer by a day. */
export type Dispute = {
  readonly line: string;
  readonly words: string;
  readonly on: string;
  readonly by: string;
  readonly answer?: { readonly words: string; readonly on: string; readonly by: string };
};

/** A sum that was kept: what was entered, what came of it, by which version of the rules, and what was said of it since. */
export type Assessment = {
  readonly id: string;
  /** Id of the person, for staff who may see them. */
  readonly person: string;
  readonly name: string;
  /** The organisation that assessed, and who did. */
  readonly organization: string;
  readonly by: string;
  readonly assessed: string;
  readonly reason?: string;
  readonly means: Means;
  readonly worked: Worked;
  /** Whether it is the one by which the person is charged now. */
  readonly standing: 'counts' | 'to-come' | 'replaced';
  readonly disputes: readonly Dispute[];
  readonly may: { readonly dispute: boolean; readonly answer: boolean };
};

/** The NHS continuing health care checklist, kept as evidence that it was asked. */
export type Checklist = {
  readonly id: string;
  readonly on: Day;
  readonly by: string;
  readonly organization: string;
  readonly levels: readonly { readonly id: string; readonly words: string; readonly level: ChecklistLevel }[];
  /** Whether a full assessment by the health service is to follow. */
  readonly full: boolean;
};

export type ChecklistLevel = 'A' | 'B' | 'C';

/** What was entered for a month: the person's part or health's, or what was put right of it later. */
export type CareCharged = {
  readonly organization: string;
  /** Its first day. */
  readonly month: Day;
  readonly amount: Amount;
  readonly whose: 'person' | 'health';
  readonly adjusts: boolean;
  readonly entered: string;
};

/** What a person pays for care: each sum, newest first. */
export type CareCosts = {
  readonly person: string;
  readonly name: string;
  readonly assessments: readonly Assessment[];
  readonly checklists: readonly Checklist[];
  /** Month by month, newest first; what is below nought is owed back. */
  readonly charged: readonly CareCharged[];
  readonly may: { readonly assess: boolean };
};

export type MeansAnswers = {
  /** What a sum from a day on is asked; of today's year where no day is said, or of the last that is here. */
  readonly form: (access: Access, on?: string) => Promise<Outcome<MeansForm>>;
  /** Works it out and keeps nothing. */
  readonly workOut: (access: Access, means: Means) => Promise<Outcome<Worked>>;
  /** Of a person, for those who work it out; without one, of whoever asks for themself. */
  readonly costs: (access: Access, person?: string) => Promise<Outcome<CareCosts>>;
  readonly one: (access: Access, id: string) => Promise<Outcome<Assessment>>;
  /** Keeps a sum: from its day on the person is charged by it. Answers its id; the same sum sent twice is one. */
  readonly assess: (
    access: Access,
    person: string,
    asked: { readonly means: Means; readonly reason?: string },
  ) => Promise<Outcome<string>>;
  readonly dispute: (
    access: Access,
    id: string,
    said: { readonly line: string; readonly words: string },
  ) => Promise<Outcome<true>>;
  readonly answer: (
    access: Access,
    id: string,
    said: { readonly line: string; readonly words: string },
  ) => Promise<Outcome<true>>;
  readonly keepChecklist: (
    access: Access,
    person: string,
    levels: Readonly<Record<string, string>>,
  ) => Promise<Outcome<string>>;
};

/** A charge that an assessment agreed, as the ledger can take it up: nothing of the person but where their record lies. */
export type AgreedCharge = {
  /** 'QuestionnaireResponse/x' and its version of the rules. */
  readonly reference: string;
  readonly pack: string;
  /** Keys of the organisation that charges, and of the person's compartment. */
  readonly organization: number;
  readonly place: string;
  readonly from: Day;
  /** The first day on which it does not count any more. */
  readonly until?: Day;
  /** A week's, in minor units. */
  readonly weekly: number;
  readonly currency: string;
};

/** What is owed of it for some days: so many sevenths of a week, to the penny and never a penny twice. */
export type AgreedPart = AgreedCharge & { readonly days: number; readonly minor: number };

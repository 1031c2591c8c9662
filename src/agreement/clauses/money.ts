import type { Day } from '#base';
import { byMember, calendarDay, list, object, oneOf, percent, text, wholeNumber } from '../shape.ts';
import { ROLES, type Role } from '../words.ts';
import type { Amount, ClauseBase, CodeSet, Every, Evidence, Parties, PartyRef, Period } from './base.ts';
import {
  amount,
  clauseOf,
  codeSet,
  every,
  evidence,
  MOST,
  organization,
  parties,
  period,
  sentence,
  token,
} from './shapes.ts';

/** Clauses that move money. They are whole: who pays, how much, for what, when, and in which order; nothing is left to be guessed. */
export type ContributeClause = ClauseBase & {
  readonly clause: 'contribute';
  readonly pool: string;
  readonly by: PartyRef;
  /** For the whole period. In kind: what it is worth. */
  readonly amount: Amount;
  readonly period: Period;
  /** Equal parts; what does not divide goes to the first. */
  readonly every: Every;
  /** The first working day of each part, or so many working days after its start. */
  readonly dueWorkingDay: number;
  readonly inKind?: string;
  readonly ringFencedFor?: string;
  /** Never less than this in the period, however it is varied. */
  readonly floor?: Amount;
  /** A change during the period: shared out over what is left of it, from the next period on, or not at all. */
  readonly varies: 'pro-rata' | 'next-period' | 'fixed';
  /** Day from which it counts, where that lies before the version itself: an adjusting entry, with the cause named. */
  readonly appliesFrom?: Day;
};

export const UNITS = ['each', 'contact', 'hour', 'day', 'week'] as const;
export type TariffLine = {
  readonly id: string;
  readonly words: string;
  /** What is paid: whatever was recorded with one of these codes... */
  readonly codes?: CodeSet;
  /** ...or whatever a search of the record finds: 'Observation?code=http://loinc.org|4548-4&status=final'. One of the two. */
  readonly search?: string;
  readonly unit: (typeof UNITS)[number];
  readonly price: Amount;
};

export type AgeWeight = { readonly fromAge: number; readonly untilAge?: number; readonly percent: number };

export type Price =
  | { readonly model: 'block'; readonly amount: Amount; readonly every: Every }
  | { readonly model: 'tariff'; readonly lines: readonly TariffLine[] }
  | {
      readonly model: 'cost-per-case';
      readonly lines: readonly TariffLine[];
      readonly every: Every;
      /** So many cases of a period are paid in full, in the order of their days... */
      readonly threshold: number;
      /** ...and of the price of those beyond them, this share... */
      readonly abovePercent: number;
      /** ...up to this for the whole period. */
      readonly most?: Amount;
    }
  | {
      readonly model: 'capitation';
      readonly perPerson: Amount;
      readonly every: Every;
      readonly counted: 'registered' | 'resident';
      readonly weights?: readonly AgeWeight[];
    }
  | {
      readonly model: 'blended';
      /** Paid whatever happens, for the planned value of activity... */
      readonly fixed: Amount;
      readonly planned: Amount;
      readonly every: Every;
      readonly lines: readonly TariffLine[];
      /** ...and this share of the value above the plan is paid, and of the value below it paid back. */
      readonly abovePercent: number;
      readonly belowPercent: number;
    }
  | {
      readonly model: 'integration-premium';
      readonly premium: Amount;
      /** Paid when one of each set was recorded for the same person within so many days, by either organisation. */
      readonly together: readonly CodeSet[];
      readonly withinDays: number;
    };

/** Where a pool books what is paid: a scheme of its own, which budgets and money ring-fenced for it are named after, else the activity. */
export function schemeOf({ scheme, activity }: Pick<PayClause, 'scheme' | 'activity'>): string {
  return scheme ?? activity;
}

/** The lines that price each activity, where the model has some. */
export function linesOf(price: Price): readonly TariffLine[] {
  return 'lines' in price ? price.lines : [];
}

/** How a search stands beside codes: what it finds counts as recorded under this system. */
export const BY_SEARCH = 'search';

/** Every system and code that a line pays for. */
export function paidFor({
  codes,
  search,
}: Pick<TariffLine, 'codes' | 'search'>): readonly { readonly system: string; readonly code: string }[] {
  return [
    ...(codes?.codes.map((code) => ({ system: codes.system, code })) ?? []),
    ...(search === undefined ? [] : [{ system: BY_SEARCH, code: search }]),
  ];
}

/** What shows that a worker did what is paid for. */
export type Verified =
  /** Somebody else, in this role of whoever employs the worker or of the payer, says that it was done. */
  | { readonly by: 'second-person'; readonly role: Role }
  /** The record itself: something that this search finds for the same person, at most so many days away. */
  | { readonly by: 'record'; readonly words: string; readonly search: string; readonly withinDays: number };

/** Paid for the worker who did it, to whoever employs them: an incentive. */
export type WorkerPay = {
  readonly role: Role;
  /** Each worker has what they did themselves, or all of the role have it together. */
  readonly shared: 'each' | 'team';
  readonly verified: Verified;
};

/** Of these the record says by itself who did them. */
export const DONE_BY_WORKERS: readonly string[] = ['Encounter', 'Procedure', 'Immunization'];
/** Evidence further away shows little of one visit. */
export const EVIDENCE_DAYS_MAX = 31;

export type PayClause = ClauseBase & {
  readonly clause: 'pay';
  readonly activity: string;
  readonly by: PartyRef;
  readonly to: Parties;
  readonly price: Price;
  /** Working days in which the payer can query a charge; after them it stands. */
  readonly queryWorkingDays: number;
  /** What it is booked to and counted under in the pool (schemeOf); of two clauses that pay alike, the one that names a scheme pays. */
  readonly scheme?: string;
  /** Paid out of this pool of the same agreement, by the partner that pays for it; else by the payer itself. */
  readonly pool?: string;
  /** In the books of the two, of what they have given no codes of their own. */
  readonly costCentre?: string;
  readonly appliesFrom?: Day;
  /** An incentive: paid only for what a worker did, and only once it is shown. */
  readonly worker?: WorkerPay;
};

export type RiskShare = { readonly organization: PartyRef; readonly parts: number; readonly most?: Amount };
export type RiskStep =
  | { readonly step: 'use-underspends'; readonly of: readonly string[] }
  | { readonly step: 'draw-reserve'; readonly reserve: string; readonly most?: Amount }
  | { readonly step: 'split'; readonly shares: readonly RiskShare[]; readonly most?: Amount }
  | { readonly step: 'keep-in-pool'; readonly most?: Amount }
  | { readonly step: 'carry'; readonly by: PartyRef };

export type ShareRiskClause = ClauseBase & {
  readonly clause: 'shareRisk';
  readonly pool: string;
  readonly settled: 'month' | 'quarter' | 'year';
  /** Steps run in this order; each takes what the ones before left. The last carries the rest. */
  readonly overspend: readonly RiskStep[];
  readonly underspend: readonly RiskStep[];
};

export type Milestone = { readonly id: string; readonly words: string; readonly evidence: Evidence };
export type Tranche = {
  readonly id: string;
  readonly amount: Amount;
  readonly notBefore: Day;
  /** All of them have to be shown before the tranche is paid. */
  readonly milestones: readonly Milestone[];
};

export type Savings = {
  /** What is done less often: 'emergency admission'. */
  readonly words: string;
  /** Who records it. */
  readonly at: PartyRef;
  readonly codes: CodeSet;
  /** How many there were in a month before. */
  readonly before: number;
  /** Of each that is not done any more. */
  readonly worth: Amount;
  /** How many fewer a month are expected, from a day on. */
  readonly fewer: readonly { readonly from: Day; readonly monthly: number }[];
};

export type TransitionClause = ClauseBase & {
  readonly clause: 'transition';
  readonly fund: string;
  readonly by: PartyRef;
  readonly to: PartyRef;
  readonly doubleRunning: Period;
  readonly tranches: readonly Tranche[];
  /** The topic of the decision that releases each tranche; without one the payer releases it. */
  readonly released?: string;
  /** What running both costs: so much a month from a day on, until the next step. Nothing before and after the double running. */
  readonly costs?: readonly { readonly from: Day; readonly monthly: Amount }[];
  /** What is done less often once the new way runs, held against how often it was done before. */
  readonly savings?: Savings;
  readonly payBack?: {
    readonly from: Day;
    readonly every: Every;
    readonly percentOfSavings: number;
    readonly most: Amount;
    readonly until?: Day;
  };
};

const line = object(
  { id: token, words: sentence, unit: oneOf(UNITS), price: amount },
  { codes: codeSet, search: text(2_000) },
);
const lines = list(line, MOST);
const parts = object({ organization, parts: wholeNumber(1) }, { most: amount });
const ageWeight = object({ fromAge: wholeNumber(0), percent: wholeNumber(0) }, { untilAge: wholeNumber(1) });

const price = byMember('model', {
  block: object({ model: oneOf(['block']), amount, every }),
  tariff: object({ model: oneOf(['tariff']), lines }),
  'cost-per-case': object(
    { model: oneOf(['cost-per-case']), lines, every, threshold: wholeNumber(0), abovePercent: percent },
    { most: amount },
  ),
  capitation: object(
    { model: oneOf(['capitation']), perPerson: amount, every, counted: oneOf(['registered', 'resident']) },
    { weights: list(ageWeight, 50) },
  ),
  blended: object({
    model: oneOf(['blended']),
    fixed: amount,
    planned: amount,
    every,
    lines,
    abovePercent: percent,
    belowPercent: percent,
  }),
  'integration-premium': object({
    model: oneOf(['integration-premium']),
    premium: amount,
    together: list(codeSet, 20),
    withinDays: wholeNumber(0),
  }),
});

const step = byMember('step', {
  'use-underspends': object({ step: oneOf(['use-underspends']), of: list(token, MOST) }),
  'draw-reserve': object({ step: oneOf(['draw-reserve']), reserve: token }, { most: amount }),
  split: object({ step: oneOf(['split']), shares: list(parts, MOST) }, { most: amount }),
  'keep-in-pool': object({ step: oneOf(['keep-in-pool']) }, { most: amount }),
  carry: object({ step: oneOf(['carry']), by: organization }),
});

const worker = object({
  role: oneOf(ROLES),
  shared: oneOf(['each', 'team']),
  verified: byMember('by', {
    'second-person': object({ by: oneOf(['second-person']), role: oneOf(ROLES) }),
    record: object({ by: oneOf(['record']), words: sentence, search: text(2_000), withinDays: wholeNumber(0) }),
  }),
});

const milestone = object({ id: token, words: sentence, evidence });
const costs = list(object({ from: calendarDay, monthly: amount }), 100);
const savings = object({
  words: sentence,
  at: organization,
  codes: codeSet,
  before: wholeNumber(1),
  worth: amount,
  fewer: list(object({ from: calendarDay, monthly: wholeNumber(0) }), 100),
});
const payBack = object({ from: calendarDay, every, percentOfSavings: percent, most: amount }, { until: calendarDay });

export const MONEY_SHAPES = {
  contribute: clauseOf(
    'contribute',
    {
      pool: token,
      by: organization,
      amount,
      period,
      every,
      dueWorkingDay: wholeNumber(1),
      varies: oneOf(['pro-rata', 'next-period', 'fixed']),
    },
    { inKind: sentence, ringFencedFor: token, floor: amount, appliesFrom: calendarDay },
  ),
  pay: clauseOf(
    'pay',
    { activity: token, by: organization, to: parties, price, queryWorkingDays: wholeNumber(1) },
    { scheme: token, pool: token, costCentre: token, appliesFrom: calendarDay, worker },
  ),
  shareRisk: clauseOf('shareRisk', {
    pool: token,
    settled: oneOf(['month', 'quarter', 'year']),
    overspend: list(step, 20),
    underspend: list(step, 20),
  }),
  transition: clauseOf(
    'transition',
    {
      fund: token,
      by: organization,
      to: organization,
      doubleRunning: period,
      tranches: list(object({ id: token, amount, notBefore: calendarDay, milestones: list(milestone, 50) }), 50),
    },
    { released: token, costs, savings, payBack },
  ),
};

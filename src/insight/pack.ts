import { packFaults } from './pack-faults.ts';

/** The shape of a measure pack: rules that change by country and year, as data. */

/** How a number is read from a resource. `units` gives factor and offset into the pack's own unit. */
export type ValueRule = {
  /**
   * 'end' is the first day on which what lasts (a plan, a goal) is over, as a number of days since 1970; a fact with such a value is asked for by `lasts`.
   * Its second value stands for a resource: 'self' for its own, 'target' for the one that `path` names, a fact for each of several.
   */
  readonly from: 'quantity' | 'component' | 'code' | 'end' | 'self' | 'target' | 'answers';
  /** Link ids of the questions, where `from` is 'answers': the value is the sum of their answers, and there is none where one is missing. */
  readonly items?: readonly string[];
  /** What coded answers are worth: the key is the number. Answers that are numbers are taken as they are. */
  readonly options?: Readonly<Record<string, readonly string[]>>;
  /** Codes of the component, where `from` is 'component'. */
  readonly codes?: readonly string[];
  readonly units?: Readonly<Record<string, readonly [factor: number, offset: number]>>;
  /** A number without a unit: up to a limit it is in the one unit, above it in the other. */
  readonly unitless?: { readonly upTo: number; readonly as: string; readonly above: string };
  /** Values outside are errors of recording, and left out; of answers, each. */
  readonly keep?: readonly [number, number];
  readonly decimals?: number;
};

export type FactDefinition = {
  readonly id: string;
  readonly title: string;
  readonly type: string;
  /** Element of the resource that holds the code; of a reference the code is the type of resource that it names. */
  readonly path: string;
  /** 'system|code' lists; the key is the fact's value where the value comes from the code. Of a QuestionnaireResponse addresses of forms, of whatever version. */
  readonly codes: Readonly<Record<string, readonly string[]>>;
  /** What the keys of `codes` say, where the value comes from the code. */
  readonly titles?: Readonly<Record<string, string>>;
  readonly value?: ValueRule;
  readonly second?: ValueRule;
  /** Of what lasts: the day on which it ended, rather than the one on which it began; of an appointment, the day on which it was asked for. */
  readonly on?: 'end' | 'asked';
  /** What several of one day become; the lowest where nothing is said, whichever came last: what is told is the same in whatever order they came. */
  readonly sameDay?: 'mean' | 'lowest';
  /** How its value is shown: '52 mmol/mol'; with `second`, '132/78 mmHg'. Absent: the day says it all. */
  readonly unit?: string;
  /** Which of several counts where `has` asks for a value. */
  readonly tie?: 'lowest';
};

/**
 * A number: so many months back, to the day. A period: it begins every year on the first of the month `from` and lasts `months`; as at
 * a day it is the oldest that has not ended. Of 15 months from January, on 15 February that of the year before still runs.
 */
export type Window = number | { readonly from: number; readonly months: number };

/** A number of months, or of days. */
export type Span = number | { readonly days: number };

/** Counts only what happened so long after the first or last of another fact. */
export type After = {
  readonly fact: string;
  readonly of?: 'last';
  readonly from?: Span;
  readonly to: Span;
};

export type LatestRule = {
  readonly latest: string;
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly below?: number;
  readonly above?: number;
  readonly secondAtMost?: number;
  readonly secondBelow?: number;
  readonly within?: Window;
  readonly after?: After;
};

export type Rule =
  | { readonly has: string; readonly within?: Window; readonly after?: After }
  | LatestRule
  /** Something of the kind had begun and is not over; with `namedBy`, something that one of those names, which lasts too. */
  | { readonly lasts: string; readonly namedBy?: string }
  /** The first of a fact was at least `from` and less than `to` ago. */
  | { readonly first: string; readonly from?: Span; readonly to?: Span }
  | { readonly age: readonly [from: number, to: number] }
  | { readonly alive: true }
  | { readonly not: Rule }
  | { readonly all: readonly Rule[] }
  | { readonly any: readonly Rule[] };

/** Who is left out of a measure; with `unlessMet`, who has what it asks for counts nevertheless. */
export type Exclusion = { readonly title: string; readonly rule: Rule; readonly unlessMet?: true };

/** The mean of the latest value of a fact, and how many were asked for it: by the record, or by a form of this program. */
export type ScoreDefinition = {
  readonly title: string;
  readonly fact: string;
  /** Which end of it is good. */
  readonly best: string;
  readonly asked: { readonly fact: string; readonly form: string; readonly months: number };
};

export const MEASURE_KINDS = ['process', 'target', 'step', 'balancing'] as const;

export type MeasureDefinition = {
  readonly id: string;
  readonly title: string;
  /** Something done, something reached, a step of a cascade, or what a change could make worse. */
  readonly kind: (typeof MEASURE_KINDS)[number];
  /** Which way is better; higher where nothing is said. */
  readonly better?: 'lower';
  /** Another definition or a part of a measure: counted like any, told beside it and not on the dashboard. */
  readonly variantOf?: string;
  /** The same question asked by other packs under another definition: told beside each other. */
  readonly asks?: string;
  /** A mean that is told beside the share, of those counted; and whom that rests on asking. */
  readonly score?: ScoreDefinition;
  /** Who is counted: the register, or those of the register for whom a rule holds. */
  readonly of: 'register' | Rule;
  readonly exclusions?: readonly Exclusion[];
  readonly met: Rule;
};

export const DIMENSIONS = ['sex', 'age', 'deprivation', 'ethnicity', 'language', 'frailty'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export type Pack = {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly source: string;
  /** For 'care' its checks and lists of people are worked from; a 'report' is figures alone. */
  readonly use: 'care' | 'report';
  readonly unverified: readonly string[];
  /** Counts below this are suppressed for viewers without access to the people. */
  readonly smallNumber: number;
  /** About what is labelled as sensitive: nobody is told small numbers or figures of today, not even who cares for the people. */
  readonly sensitive?: true;
  readonly facts: readonly FactDefinition[];
  readonly register: Rule;
  /** By what people are told apart; 'frailty' is the pack's fact of that name. */
  readonly strata: readonly Dimension[];
  /** The first years of age of bands. */
  readonly ageBands: readonly number[];
  readonly measures: readonly MeasureDefinition[];
};

/** Reads a pack; throws, naming every place and rule, where it is none. */
export function readPack(json: unknown): Pack {
  const faults = packFaults(json);
  if (faults.length > 0) throw new Error(faults.map(({ place, rule }) => `${place}: ${rule}`).join('\n'));
  return json as Pack;
}

/** The rules of a measure: whom it counts, whom it leaves out, and what it asks for. */
export function rulesOf({ of, exclusions = [], met }: MeasureDefinition): readonly Rule[] {
  return [...(of === 'register' ? [] : [of]), ...exclusions.map(({ rule }) => rule), met];
}

/** The facts a rule rests on. */
export function factsOf(rule: Rule): readonly string[] {
  if ('has' in rule || 'latest' in rule) {
    const name = 'has' in rule ? rule.has : rule.latest;
    return rule.after ? [name, rule.after.fact] : [name];
  }
  if ('lasts' in rule) return rule.namedBy === undefined ? [rule.lasts] : [rule.lasts, rule.namedBy];
  if ('first' in rule) return [rule.first];
  if ('not' in rule) return factsOf(rule.not);
  if ('all' in rule) return rule.all.flatMap(factsOf);
  if ('any' in rule) return rule.any.flatMap(factsOf);
  return [];
}

/** Facts of which somebody must have at least one for a rule to hold; undefined where it may hold for anybody. */
export function neededBy(rule: Rule): readonly string[] | undefined {
  if ('has' in rule) return [rule.has];
  if ('latest' in rule) return [rule.latest];
  if ('lasts' in rule) return [rule.lasts];
  if ('first' in rule) return [rule.first];
  if ('all' in rule) return rule.all.map(neededBy).find((needed) => needed !== undefined);
  if (!('any' in rule)) return undefined;
  const parts = rule.any.map(neededBy);
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

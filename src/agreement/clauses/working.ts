import { filledAs, list, object, oneOf, percent, text, wholeNumber } from '../shape.ts';
import { PURPOSES, type Purpose, type Role } from '../words.ts';
import type { Amount, ClauseBase, CodeSet, Every, Evidence, Holder, Parties, PartyRef } from './base.ts';
import {
  amount,
  clauseOf,
  codeSet,
  every,
  evidence,
  holder,
  MOST,
  organization,
  parties,
  roles,
  sentence,
  token,
} from './shapes.ts';

export const BODY_KINDS = ['board', 'committee', 'group'] as const;
export type BodyKind = (typeof BODY_KINDS)[number];

/** Who decides a topic, up to which amount, with whom; who stands in. */
export type DecideClause = ClauseBase & {
  readonly clause: 'decide';
  readonly topics: readonly string[];
  readonly body: {
    readonly name: string;
    readonly members: readonly Holder[];
    readonly kind?: BodyKind;
    /** Opens and closes its meetings; with a vote only as a member. Absent: its first member. */
    readonly chair?: Holder;
    /** Writes agenda and minutes. Absent: the chair. */
    readonly secretary?: Holder;
    /** Members who sit by their own experience of care, with a vote like any other. */
    readonly livedExperience?: readonly Holder[];
  };
  /** Topics that it may prepare and never decides, whatever the amount: they go up. */
  readonly reserved?: readonly string[];
  /** Above this it is not theirs; absent: any amount. */
  readonly upTo?: Amount;
  /** How many members have to be there, and how they decide. */
  readonly quorum: number;
  readonly by: 'one-member' | 'majority' | 'two-thirds' | 'all';
  /** Organisations without which it does not stand. */
  readonly mustAgree?: readonly PartyRef[];
  readonly consulted?: readonly Holder[];
  readonly deputies?: readonly { readonly of: Holder; readonly deputy: Holder; readonly upTo?: Amount }[];
};

/** Who exercises whose functions. What a body answers for in law stays with it. */
export type FunctionsClause = ClauseBase & {
  readonly clause: 'functions';
  readonly functions: readonly { readonly id: string; readonly words: string; readonly law: string }[];
  readonly of: PartyRef;
  readonly exercisedBy: PartyRef;
  readonly host: PartyRef;
  readonly liability: string;
};

/** Which tasks need which competencies, and what has to be in place before care moves. */
export type PractiseClause = ClauseBase & {
  readonly clause: 'practise';
  readonly tasks: readonly {
    readonly task: string;
    readonly words: string;
    readonly roles: readonly Role[];
    readonly needs: readonly {
      readonly competency: string;
      readonly words: string;
      readonly observedBy: readonly Role[];
      readonly times: number;
      readonly validMonths: number;
    }[];
  }[];
  readonly at: Parties;
  readonly inPlace: readonly { readonly id: string; readonly words: string; readonly evidence: Evidence }[];
};

/** So many people of a profession whom a party has at least for what a pack measures. */
export type StaffAim = {
  readonly id: string;
  readonly words: string;
  /** What PractitionerRole.code says of them. */
  readonly codes: CodeSet;
  readonly organization: PartyRef;
  readonly atLeast: number;
};

export type MeasureClause = ClauseBase & {
  readonly clause: 'measure';
  readonly pack: string;
  readonly version: string;
  readonly aims: readonly { readonly measure: string; readonly percent: number }[];
  readonly staff?: readonly StaffAim[];
  /** Measures that would show harm done by the change ("feared effects"), and the value that calls for a review. */
  readonly feared?: readonly {
    readonly measure: string;
    readonly worse: 'above' | 'below';
    readonly percent: number;
  }[];
};

export const IDENTIFIABILITY = ['aggregate', 'anonymised', 'pseudonymised', 'identifiable'] as const;
export type Identifiability = (typeof IDENTIFIABILITY)[number];

/** Who is owed which report, for what, and how one fact is attributed to one funder. */
export type ReportClause = ClauseBase & {
  readonly clause: 'report';
  readonly report: string;
  readonly words: string;
  readonly by: PartyRef;
  /** A party, or somebody outside named in words. */
  readonly to: string;
  readonly every: Every;
  /** Working days after the end of the period. */
  readonly dueWorkingDays: number;
  readonly purpose: Purpose;
  readonly identifiability: Identifiability;
  readonly measures: readonly { readonly pack: string; readonly version: string; readonly measure: string }[];
  readonly attribution?: { readonly rule: 'this-funder' | 'pro-rata' | 'first-to-pay'; readonly funder?: PartyRef };
};

export const POPULATION_RULES = ['registered', 'resident', 'responsible-commissioner'] as const;
export type PopulationRule = (typeof POPULATION_RULES)[number];

/** Whom the money and the measures count. Who is outside has direct care only. */
export type PopulationClause = ClauseBase & {
  readonly clause: 'population';
  readonly rule: PopulationRule;
  /** Practices, councils or commissioners, as the rule says. */
  readonly organizations: readonly PartyRef[];
  readonly conditions?: readonly string[];
  /** A move within the period: counted by the day, or by where the person was at its start. */
  readonly moves: 'split-by-day' | 'start-of-period';
};

const task = object({
  task: token,
  words: sentence,
  roles,
  needs: list(
    object({
      competency: token,
      words: sentence,
      observedBy: roles,
      times: wholeNumber(0),
      validMonths: wholeNumber(1),
    }),
    50,
  ),
});
const measured = object({ pack: token, version: text(64), measure: token });
const deputy = object({ of: holder, deputy: holder }, { upTo: amount });

export const WORKING_SHAPES = {
  decide: clauseOf(
    'decide',
    {
      topics: list(token, MOST),
      body: object(
        { name: text(300), members: list(holder, MOST) },
        { kind: oneOf(BODY_KINDS), chair: holder, secretary: holder, livedExperience: list(holder, MOST) },
      ),
      quorum: wholeNumber(1),
      by: oneOf(['one-member', 'majority', 'two-thirds', 'all']),
    },
    {
      reserved: list(token, MOST),
      upTo: amount,
      mustAgree: list(organization, MOST),
      consulted: list(holder, MOST),
      deputies: list(deputy, MOST),
    },
  ),
  functions: clauseOf('functions', {
    functions: list(object({ id: token, words: sentence, law: text(300) }), MOST),
    of: organization,
    exercisedBy: organization,
    host: organization,
    liability: sentence,
  }),
  practise: clauseOf('practise', {
    tasks: list(task, MOST),
    at: parties,
    inPlace: list(object({ id: token, words: sentence, evidence }), 50),
  }),
  measure: clauseOf(
    'measure',
    { pack: token, version: text(64), aims: list(object({ measure: token, percent }), MOST) },
    {
      staff: list(object({ id: token, words: sentence, codes: codeSet, organization, atLeast: wholeNumber(1) }), MOST),
      feared: list(object({ measure: token, worse: oneOf(['above', 'below']), percent }), MOST),
    },
  ),
  report: clauseOf(
    'report',
    {
      report: token,
      words: sentence,
      by: organization,
      to: filledAs('party-or-words', text(300)),
      every,
      dueWorkingDays: wholeNumber(0),
      purpose: oneOf(PURPOSES),
      identifiability: oneOf(IDENTIFIABILITY),
      measures: list(measured, MOST),
    },
    {
      attribution: object({ rule: oneOf(['this-funder', 'pro-rata', 'first-to-pay']) }, { funder: organization }),
    },
  ),
  population: clauseOf(
    'population',
    {
      rule: oneOf(POPULATION_RULES),
      organizations: list(organization, MOST),
      moves: oneOf(['split-by-day', 'start-of-period']),
    },
    { conditions: list(sentence, 50) },
  ),
};

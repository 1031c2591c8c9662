import type { Access, Purpose, Use } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Compartment } from '#repository';
import type { ExchangeAnswers } from './export/contract.ts';
import type { ExtractAnswers } from './extract/contract.ts';
import type { MeasureAnswers } from './fhir/contract.ts';
import type { KeptAnswers } from './kept/contract.ts';
import type { PreventionAnswers } from './prevention/contract.ts';
import type { RecallAnswers } from './recall/contract.ts';
import type { MonthlyAnswers } from './report/contract.ts';
import type { ServiceAnswers } from './service/contract.ts';
import type { SentinelAnswers } from './sentinel/contract.ts';
import type { CodingAnswers } from './coding/contract.ts';
import type { OutlierAnswers } from './outliers/contract.ts';
import type { SignalAnswers } from './signals/contract.ts';
import type { VisitAnswers } from './visit/contract.ts';
import type { Why } from './why.contract.ts';

export type * from './coding/contract.ts';
export type * from './export/contract.ts';
export type * from './sentinel/contract.ts';
export type * from './kept/contract.ts';
export type * from './prevention/contract.ts';
export type * from './recall/contract.ts';
export type * from './report/contract.ts';
export type * from './outliers/contract.ts';
export type * from './service/contract.ts';
export type * from './signals/contract.ts';
export type * from './visit/contract.ts';

/** A place numbers are told for: the partnership, a locality, a practice, or a team of some organisation. `id` is an Organization id; 'all' for the partnership. */
export type Place = {
  readonly id: string;
  readonly name: string;
  readonly level: 'partnership' | 'locality' | 'practice' | 'team';
};

export type Tally = { readonly met: number; readonly of: number };

export type MeasureRow = {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly kind: 'process' | 'target' | 'step' | 'balancing';
  /** Where less is better; else more is. */
  readonly better?: 'lower';
  /** Absent where small numbers are suppressed for this viewer; `why` says so. */
  readonly tally?: Tally;
  readonly why?: string;
  /** Percentage the instruments' `measure` clause aims at. */
  readonly aim?: number;
  /** Month ends, oldest first, for the spark line: tallies as at those days. */
  readonly history: readonly { readonly day: Day; readonly tally?: Tally }[];
};

/** How one group fares; without a tally it is too small to be told. */
export type StratumRow = { readonly value: string; readonly title: string; readonly tally?: Tally };

export type EquityRows = {
  readonly dimension: string;
  readonly title: string;
  readonly rows: readonly StratumRow[];
  /** Between the highest and the lowest of those told, in points of percent. */
  readonly gap?: { readonly points: number; readonly lowest: string; readonly highest: string };
};

export type PlaceRow = { readonly place: Place; readonly tally?: Tally };

/** What a report is for, how recognisable people are in it, and what each opt-out of the place does to it. */
export type DeclaredUse = {
  readonly purpose: Purpose;
  readonly identifiability: Use['identifiability'];
  readonly because: readonly string[];
};

export type Dashboard = {
  readonly use: DeclaredUse;
  readonly place: Place;
  readonly places: readonly Place[];
  readonly asAt: Day;
  /** Figures are those known at the end of this day; absent: those known now. */
  readonly reportedOn?: Day;
  /** The only days that this viewer may ask for, newest first; absent: any past day. */
  readonly days?: readonly Day[];
  /** The pack by which these are counted, and every other that an agreement names. */
  readonly pack: string;
  readonly title?: string;
  readonly chosen?: string;
  readonly packs?: readonly { readonly id: string; readonly title: string }[];
  readonly register: Tally;
  readonly measures: readonly MeasureRow[];
  /** Version of the figures: grows with every change taken in; a page polls or listens for it. */
  readonly revision: string;
  /** Everybody is being counted anew: these figures are exact, courses of months follow when that is done. */
  readonly underway?: Underway;
};

export type Underway = { readonly percent: number };

/** The mean of a score, beside the share who gave the best of answers; how many were asked for it, and answered since. */
export type ScoreTold = {
  readonly title: string;
  readonly best: string;
  readonly mean?: number;
  readonly people?: number;
  readonly asked?: Tally;
  /** Why not all of it is told. */
  readonly why?: string;
};

export type MeasureView = {
  readonly use: DeclaredUse;
  readonly measure: MeasureRow;
  /** Other definitions of it (of another year), and its parts (type 1, type 2 and other). */
  readonly variants?: readonly MeasureRow[];
  readonly place: Place;
  readonly definition: readonly string[];
  readonly score?: ScoreTold;
  readonly children: readonly PlaceRow[];
  /** Of the partnership, its teams: some people are in several, and many in none. */
  readonly teams?: readonly PlaceRow[];
  /** The same figure for those who are told apart by sex, age and so on. */
  readonly strata?: readonly EquityRows[];
  /** May this viewer open the list of people? */
  readonly people: boolean;
  readonly asAt: Day;
  /** As was known at the end of this day; absent: as is known now. */
  readonly reportedOn?: Day;
  /** The only days that this viewer may ask for, newest first; absent: any past day. */
  readonly days?: readonly Day[];
  readonly underway?: Underway;
};

/** One inspection: how many figures were counted again from the facts, how many people from their records, and what differed. */
export type InspectionShown = {
  readonly at: string;
  readonly today: Day;
  readonly figures: number;
  readonly people: number;
  readonly wrong: readonly { readonly pack: string; readonly place: string; readonly measure: string }[];
};

export type LackingPerson = {
  readonly person: string;
  readonly name: string;
  readonly born?: string;
  readonly practice: string;
  readonly last?: string;
  /** Their next booked contact, of those that this viewer may see. */
  readonly next?: { readonly at: string; readonly where?: string };
  readonly lacks: readonly string[];
};

/** Who comes soonest first, and by name those who do not come; or all by name. */
export type LackingOrder = 'next' | 'name';

export type Lacking = {
  readonly use: DeclaredUse;
  readonly order: LackingOrder;
  readonly people: readonly LackingPerson[];
  readonly total: number;
  readonly next?: string;
};

/** One check of a person: done when, due when, and the fact that decided. */
export type Check = {
  readonly measure: string;
  readonly title: string;
  readonly kind: 'process' | 'target';
  readonly state: 'met' | 'due' | 'not-met' | 'not-applicable';
  readonly last?: string;
  readonly value?: string;
  readonly due?: Day;
  readonly why: string;
};

export type * from './why.contract.ts';
export type * from './extract/contract.ts';
export { EXTRACT_KINDS, suppressedWords } from './extract/contract.ts';

/** Why a figure of one day is told otherwise on two report days. */
export type Restatement = {
  readonly measure: { readonly id: string; readonly title: string };
  readonly place: Place;
  readonly asAt: Day;
  readonly from: Day;
  readonly to: Day;
  readonly before?: Tally;
  readonly after?: Tally;
  /** How many people count otherwise; absent where that would speak of few. */
  readonly changed?: number;
  /** Only for those who may see people, and of those whom they may see. */
  readonly people?: readonly RestatedPerson[];
};

export type RestatedPerson = {
  readonly person: string;
  readonly name: string;
  readonly before: CountedAs;
  readonly after: CountedAs;
  /** What was learned of them between the two days. */
  readonly because: readonly { readonly title: string; readonly at: Day; readonly value?: string }[];
};

export type CountedAs = 'met' | 'not-met' | 'not-counted';

/** Somebody whom a measure counts, the records that are theirs, and the items that decided. */
export type MeasuredPerson = {
  readonly person: string;
  readonly records: readonly Compartment[];
  readonly items: readonly string[];
};

export type InsightAnswers = SignalAnswers &
  OutlierAnswers &
  CodingAnswers &
  ExchangeAnswers &
  SentinelAnswers & {
    /** What is brought to a practice on a visit. */
    readonly visits: VisitAnswers;
    /** Lists of people, each on their own. */
    readonly extract: ExtractAnswers;
    /** Services by place, and where a referral could go. */
    readonly service: ServiceAnswers;
    /** What a facility tells a ministry every month. */
    readonly monthly: MonthlyAnswers;
    /** Writing to people of a gap list. */
    readonly recall: RecallAnswers;
    /** Views that somebody comes back to, and what they want to be told of. */
    readonly views: KeptAnswers;
    /** Measures as resources of FHIR. */
    readonly fhir: MeasureAnswers;
    /** Prevention beside treatment. */
    readonly prevention: PreventionAnswers;
    readonly dashboard: (
      access: Access,
      question: {
        readonly place: string;
        readonly asAt?: Day;
        /** Figures as they were known at the end of this day. */
        readonly reportedOn?: Day;
        readonly pack?: string;
      },
    ) => Promise<Outcome<Dashboard>>;
    /** The measures that each pack in force counts, as the dashboards of the whole partnership tell this seat, without figures. */
    readonly counted: (
      access: Access,
    ) => Promise<
      readonly { readonly id: string; readonly title: string; readonly better?: 'lower'; readonly pack: string }[]
    >;
    /** As it is now, or as at a past day; as is known now, or was at the end of a day. By strata too. */
    readonly measure: (
      access: Access,
      id: string,
      place: string,
      on?: { readonly asAt?: Day; readonly reportedOn?: Day },
    ) => Promise<Outcome<MeasureView>>;
    /** People of a place who lack a check (or miss a target); only those this viewer may see, counted as listed. */
    readonly lacking: (
      access: Access,
      question: {
        readonly measure: string;
        readonly place: string;
        readonly limit: number;
        /** 'next' where it is not said. */
        readonly order?: LackingOrder;
        readonly after?: string;
      },
    ) => Promise<Outcome<Lacking>>;
    /** What makes the figure of one day another when it is told later: counts, and the people for those who may see them. */
    readonly restatement: (
      access: Access,
      question: {
        readonly measure: string;
        readonly place: string;
        readonly asAt: Day;
        readonly from: Day;
        readonly to: Day;
      },
    ) => Promise<Outcome<Restatement>>;
    readonly checks: (access: Access, person: string) => Promise<Outcome<readonly Check[]>>;
    /** Why one person counts as they do by one measure, down to the items and the version of the definition. */
    readonly why: (access: Access, person: string, measure: string) => Promise<Outcome<Why>>;
    /** Whom a measure counts, or who has what it asks for, by what some organisations (keys) recorded: for returns to funders. */
    readonly measured: (
      access: Access,
      question: {
        readonly measure: string;
        readonly part: 'counted' | 'met';
        readonly asAt: Day;
        readonly organizations: readonly number[];
      },
    ) => Promise<Outcome<readonly MeasuredPerson[]>>;
    /** What the nightly inspections of the figures found, newest first. */
    readonly inspections: (access: Access) => Promise<Outcome<readonly InspectionShown[]>>;
    /** Recomputes every tally of today, or as at an earlier day, from the raw resources and answers the differences (none is the only good answer). */
    readonly recompute: (
      access: Access,
      asAt?: Day,
    ) => Promise<
      Outcome<
        readonly {
          readonly pack: string;
          readonly place: string;
          readonly measure: string;
          readonly kept: Tally;
          readonly raw: Tally;
        }[]
      >
    >;
  };

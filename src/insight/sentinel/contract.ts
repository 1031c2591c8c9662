import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { BeforeAfter } from '../signals/contract.ts';
import type { Limits } from '../statistics/limits.ts';
import type { SignalRule } from '../statistics/series.ts';

/** One feared effect: which contacts, or what a balancing measure counts; at whom, which way, and what one more costs. */
export type Watch = {
  /** Id of a series of contacts, or of a balancing measure. */
  readonly series: string;
  /** 'Organization/x'; each organisation that records such contacts, or whose people the measure is about, where absent. */
  readonly organization?: string;
  readonly feared: 'up' | 'down';
  /** Minor units and currency of one contact more. */
  readonly costEach?: { readonly minor: number; readonly currency: string };
  /** A share of everybody whom the pack counts that calls for a review, as an agreement has it. */
  readonly limit?: Limit;
};

export type Limit = { readonly pack: string; readonly worse: 'above' | 'below'; readonly percent: number };

/** Why a signal is one: a rule of the course, or a value that was agreed. */
export type SignalReason = SignalRule | 'agreed-limit';

export type SentinelWish = {
  readonly change: string;
  readonly hoped: string;
  readonly since: string;
  /** Id of the measure that would show what is hoped. */
  readonly hopedMeasure?: string;
  readonly watches: readonly {
    readonly series: string;
    readonly organization: string;
    readonly feared: string;
    readonly cost: string;
  }[];
};

export type SeriesShown = { readonly id: string; readonly title: string; readonly worse: 'up' | 'down' };

export type SignalWord = {
  readonly kind: 'comment' | 'keep' | 'adjust' | 'stop';
  readonly organization: string;
  readonly name: string;
  readonly words: string;
  readonly at: string;
  /** Of a decision that did not wait: why not, and who had not commented. */
  readonly early?: Early;
};

export type Early = { readonly words: string; readonly unheard: readonly string[] };

export type SignalShown = {
  readonly id: string;
  readonly sentinel: string;
  readonly change: string;
  readonly series: string;
  readonly at: { readonly organization: string; readonly name: string };
  readonly since: Day;
  readonly until: Day;
  /** Absent where few people are concerned and who asks cares for none of them. */
  readonly counted?: number;
  readonly expected: number;
  readonly people?: number;
  /** What the contacts beyond those expected cost, in minor units. */
  readonly cost?: { readonly minor: number; readonly currency: string };
  /** True where it has a price and is seen at another organisation than the one that changed. */
  readonly movement: boolean;
  readonly rules: readonly SignalReason[];
  /** The value that was agreed, and the measure: `expected` is then how many of today's people that is. */
  readonly limit?: Limit & { readonly measure: string };
  readonly state: 'for-comment' | 'to-review' | 'reviewed';
  /** Until when only the two organisations see it. */
  readonly commentUntil: string;
  /** Names of those who were asked for a comment, have given none, and have until then to do so: a decision waits for them, or says why not. */
  readonly awaited: readonly string[];
  readonly words: readonly SignalWord[];
  readonly may: { readonly comment: boolean; readonly review: boolean; readonly people: boolean };
};

export type SentinelRow = {
  readonly id: string;
  readonly change: string;
  readonly hoped: string;
  /** Which measure would show it, and where: at the practice whose change it is, else in the partnership. */
  readonly hopedFor?: { readonly measure: string; readonly title: string; readonly place: string };
  readonly since: Day;
  readonly organization: { readonly organization: string; readonly name: string };
  readonly by: string;
  /** The page of what said so, where nobody declared it. */
  readonly agreed?: string;
  readonly ended?: { readonly at: string; readonly words: string };
  readonly signals: readonly SignalShown[];
};

/** A feared effect with its course: weeks, what is usual, and whether it is seen. */
export type WatchShown = Watch & {
  readonly title: string;
  readonly name: string;
  /** How long a period is: 7 of contacts, 28 of a measure. */
  readonly days: number;
  readonly weeks: readonly { readonly from: Day; readonly counted?: number }[];
  readonly limits?: Limits;
  /** Two straight lines about the change's day, in contacts and weeks; else why there are none. */
  readonly effect: Pick<BeforeAfter, 'found' | 'why'>;
};

/** A value that calls for a review, and what it is today; without a tally where that is of few people, or not counted. */
export type LimitShown = Limit & {
  readonly measure: string;
  readonly title: string;
  readonly counted: boolean;
  readonly past: boolean;
  readonly tally?: { readonly met: number; readonly of: number };
};

export type SentinelView = SentinelRow & {
  readonly limits: readonly LimitShown[];
  readonly watches: readonly WatchShown[];
  readonly may: { readonly end: boolean };
};

export type SentinelList = {
  readonly sentinels: readonly SentinelRow[];
  readonly series: readonly SeriesShown[];
  /** What balancing measures that count can be watched for, as it happens. */
  readonly balancing: readonly SeriesShown[];
  readonly organizations: readonly { readonly organization: string; readonly name: string }[];
  /** Measures that can be hoped for. */
  readonly measures: readonly { readonly id: string; readonly title: string }[];
  readonly odd: readonly OddShown[];
  readonly may: { readonly declare: boolean; readonly answer: boolean };
};

export type OddShown = {
  readonly id: string;
  readonly words: string;
  readonly place: string;
  /** Who reported it; told to who answers it. */
  readonly by?: string;
  readonly at: string;
  readonly sentinel?: string;
  readonly answer?: { readonly words: string; readonly by: string; readonly at: string };
};

export type SignalPerson = { readonly person: string; readonly name: string; readonly born?: string };

export type SaidReview = {
  readonly verdict: string;
  readonly words: string;
  /** Why it is decided before everybody who was asked has commented. */
  readonly early?: string;
};

export type SentinelAnswers = {
  readonly sentinels: (access: Access) => Promise<Outcome<SentinelList>>;
  readonly sentinel: (access: Access, id: string) => Promise<Outcome<SentinelView>>;
  /** What can be feared of a change: contacts of each kind, and balancing measures that count. */
  readonly watchable: (access: Access) => Promise<readonly SeriesShown[]>;
  /** Declares a change, what is hoped of it, and what it is feared to do. */
  readonly declareChange: (access: Access, wish: SentinelWish) => Promise<Outcome<{ readonly id: string }>>;
  /** Nothing is watched any more; what was seen stays. */
  readonly endSentinel: (access: Access, id: string, words: string) => Promise<Outcome<true>>;
  readonly comment: (access: Access, signal: string, words: string) => Promise<Outcome<true>>;
  readonly review: (access: Access, signal: string, said: SaidReview) => Promise<Outcome<true>>;
  /** Those of the people concerned whose record this viewer may see. */
  readonly signalPeople: (access: Access, signal: string) => Promise<Outcome<readonly SignalPerson[]>>;
  /** Something odd: anybody may say so. */
  readonly reportOdd: (
    access: Access,
    wish: { readonly words: string; readonly place: string },
  ) => Promise<Outcome<true>>;
  readonly myOdd: (access: Access) => Promise<readonly OddShown[]>;
  readonly answerOdd: (
    access: Access,
    id: string,
    answer: { readonly words: string; readonly sentinel?: string },
  ) => Promise<Outcome<true>>;
};

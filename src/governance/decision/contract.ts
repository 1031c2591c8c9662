import type { Access, Amount, Role } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { CountedMeasure } from '../counted.ts';
import type { Expectation } from './effect.ts';
import type { InterestKind } from './interest.ts';
import type { NewMeeting } from './meeting-acts.ts';
import type { PutPaper, TypedPosition, TypedVote } from './paper-acts.ts';
import type { Minutes } from './minutes.ts';
import type { Paper, PaperState } from './paper.ts';
import type { MoneyFrom, Staff } from './position.ts';
import type { SimulationDays } from './simulated.ts';
import type { RightMove } from './under.ts';
import type { TypedPaper } from './paper-form.ts';
import type { Tally, Vote } from './vote.ts';

export type { CountedMeasure } from '../counted.ts';
export type { Expectation } from './effect.ts';
export type { InterestKind } from './interest.ts';
export type { MinutedItem, Minutes } from './minutes.ts';
export type { Move } from './paper.ts';
export type { MoneyFrom, Staff } from './position.ts';
export type { RightMove, Say } from './under.ts';
export type { TypedPaper } from './paper-form.ts';
export type { Tally, Vote } from './vote.ts';

/** A role of a partner, as a screen says it. */
export type Place = { readonly role: Role; readonly organization: string; readonly name: string };

export type BodySummary = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'board' | 'committee' | 'group';
  readonly agreement: { readonly id: string; readonly version: number; readonly title: string };
  readonly topics: readonly string[];
  readonly limit?: Amount;
  readonly chair: Place;
  readonly next?: { readonly id: string; readonly day: Day; readonly starts: string };
};

export type RemitView = {
  readonly paragraph: string;
  readonly topics: readonly string[];
  readonly reserved: readonly string[];
  readonly upTo?: Amount;
  readonly quorum: number;
  readonly of: number;
  readonly by: 'one-member' | 'majority' | 'two-thirds' | 'all';
  readonly mustAgree: readonly string[];
  readonly consulted: readonly Place[];
  readonly deputies: readonly { readonly of: Place; readonly deputy: Place; readonly upTo?: Amount }[];
};

export type SeatView = Place & { readonly key: string; readonly livedExperience: boolean };

export type PaperSummary = {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly topic: string;
  readonly amount?: Amount;
  readonly state: PaperState['state'];
  readonly meeting?: string;
  readonly decided?: string;
  readonly decision?: string;
  readonly effect: string;
  readonly reviewOn: Day;
  readonly measured?: string;
  /** Sent up from which body, and why. */
  readonly sentUp?: { readonly from: string; readonly why: string };
};

export type MeetingSummary = {
  readonly id: string;
  readonly day: Day;
  readonly starts: string;
  readonly place: string;
  readonly state: 'called' | 'open' | 'closed' | 'called-off';
};

export type BodyView = BodySummary & {
  readonly secretary: Place;
  readonly remits: readonly RemitView[];
  readonly seats: readonly SeatView[];
  readonly meetings: readonly MeetingSummary[];
  readonly waiting: readonly PaperSummary[];
  readonly decisions: readonly PaperSummary[];
  readonly may: { readonly call: boolean };
};

export type MeetingView = MeetingSummary & {
  readonly body: { readonly id: string; readonly name: string };
  readonly seats: readonly (SeatView & {
    readonly present?: { readonly name: string; readonly deputy: boolean; readonly mine: boolean };
  })[];
  readonly items: readonly PaperSummary[];
  readonly waiting: readonly PaperSummary[];
  readonly minutes?: {
    readonly minutes: Minutes;
    readonly n: number;
    readonly hash: string;
    readonly sealed: string;
    readonly by: string;
    readonly intact: boolean;
  };
  readonly may: {
    /** Seats that one can take. */
    readonly come: readonly string[];
    readonly keep: boolean;
    readonly open: boolean;
  };
};

export type PositionView = {
  readonly organization: string;
  readonly name: string;
  readonly money: readonly Amount[];
  readonly moneyFrom: MoneyFrom;
  readonly staff: Staff;
  /** Decision rights that a proposed version moves for it; undefined: not known. */
  readonly rights?: readonly RightMove[];
  readonly activity: readonly { readonly what: string; readonly perYear: number }[];
  readonly loses: boolean;
  readonly words?: string;
  readonly by?: string;
  readonly offer?: {
    readonly words: string;
    readonly state: 'open' | 'accepted' | 'refused' | 'arbitrated';
    readonly answer?: string;
  };
};

/** A figure beside what was expected: of the day the body decided, of the day named for looking, or of now. */
export type EffectFigure = {
  readonly of: 'decided' | 'review' | 'now';
  /** The day that is asked about. */
  readonly on: Day;
  /** The day that the figure is of: who plans is told month ends alone. */
  readonly asAt?: Day;
  readonly tally?: { readonly met: number; readonly of: number };
  /** Why there is none for this seat. */
  readonly why?: string;
};

/** In which measure the effect is to be seen, and what is seen. */
export type PaperEffect = Expectation & {
  readonly title: string;
  /** An agreement in force counts it: it can be opened. */
  readonly counted: boolean;
  readonly figures: readonly EffectFigure[];
  /** From the decision's day to the review's; until that has come, to now. */
  readonly points?: number;
  /** Where it was named after the decision: the day, and by whom. */
  readonly named?: { readonly on: Day; readonly by: string };
  readonly came?: 'reached' | 'not-reached' | 'as-expected' | 'not-as-expected';
};

export type PaperView = PaperSummary & {
  readonly seen?: PaperEffect;
  readonly bodyId?: string;
  readonly ask: string;
  readonly putBy: string;
  readonly putOn: string;
  readonly draft?: Paper['draft'];
  readonly suppliers: readonly string[];
  readonly concerned: readonly string[];
  readonly moves: readonly {
    readonly what: string;
    readonly from: string;
    readonly to: string;
    readonly perYear: number;
    readonly price: Amount;
  }[];
  readonly positions: readonly PositionView[];
  /** When what was recorded was replayed under the version, by whom, for which days; and whether this seat is told what came of it. */
  readonly simulated?: {
    readonly at: string;
    readonly by: string;
    readonly from: Day;
    readonly until: Day;
    readonly told: boolean;
  };
  /** Interests of those present that keep them out, and of whole organisations. */
  readonly interests: readonly {
    readonly name: string;
    readonly words: string;
    readonly out: boolean;
    readonly seat?: string;
  }[];
  readonly votes: readonly { readonly name: string; readonly vote: Vote; readonly reason?: string }[];
  /** What it comes to as it stands, while it is on the agenda of an open meeting. */
  readonly tally?: Tally;
  readonly recused: readonly { readonly name: string; readonly because: string }[];
  readonly outcomes: readonly { readonly at: string; readonly by: string; readonly words: string }[];
  readonly partners: readonly { readonly organization: string; readonly name: string }[];
  readonly meetings: readonly MeetingSummary[];
  readonly mine: string;
  /** Seats of people without an account, whose vote the secretary enters. */
  readonly named: readonly { readonly seat: string; readonly name: string }[];
  readonly may: {
    readonly vote: boolean;
    readonly keep: boolean;
    readonly chair: boolean;
    readonly speak: boolean;
    readonly answer: boolean;
    readonly simulate: boolean;
    readonly declare: boolean;
    readonly withdraw: boolean;
    readonly measure: boolean;
    readonly nameMeasure: boolean;
  };
};

export type InterestView = {
  readonly id: string;
  readonly name: string;
  readonly organization: string;
  readonly whole: boolean;
  readonly kind: InterestKind;
  readonly words: string;
  readonly party: string;
  readonly from: Day;
  readonly until?: Day;
  readonly declared: string;
  readonly mine: boolean;
};

export type NewInterest = {
  readonly kind: string;
  readonly words: string;
  readonly party: string;
  readonly from: string;
  readonly whole: boolean;
};

/** Boards, meetings, papers, interests and minutes. Every answer is for the seat that asks. */
export type DecisionAnswers = {
  readonly bodies: (access: Access) => Promise<readonly BodySummary[]>;
  readonly body: (access: Access, id: string) => Promise<Outcome<BodyView>>;
  readonly call: (access: Access, meeting: NewMeeting) => Promise<Outcome<{ readonly id: string }>>;
  readonly meeting: (access: Access, id: string) => Promise<Outcome<MeetingView>>;
  readonly come: (
    access: Access,
    id: string,
    typed: { readonly seat?: string; readonly name?: string },
  ) => Promise<Outcome<true>>;
  readonly left: (access: Access, id: string, seat: string) => Promise<Outcome<true>>;
  readonly open: (access: Access, id: string) => Promise<Outcome<true>>;
  readonly close: (access: Access, id: string) => Promise<Outcome<true>>;
  readonly callOff: (access: Access, id: string, reason: string) => Promise<Outcome<true>>;
  /** Measures in which the effect of a decision can be seen: those that agreements in force count. */
  readonly measures: (access: Access) => Promise<readonly CountedMeasure[]>;
  readonly put: (access: Access, body: string, paper: TypedPaper) => Promise<Outcome<PutPaper>>;
  readonly paper: (access: Access, id: string) => Promise<Outcome<PaperView>>;
  readonly table: (access: Access, id: string, meeting: string) => Promise<Outcome<true>>;
  readonly declare: (access: Access, id: string, words: string) => Promise<Outcome<true>>;
  readonly letIn: (
    access: Access,
    id: string,
    typed: { readonly seat: string; readonly reason: string },
  ) => Promise<Outcome<true>>;
  readonly vote: (access: Access, id: string, typed: TypedVote) => Promise<Outcome<true>>;
  readonly decide: (access: Access, id: string, words: string) => Promise<Outcome<true>>;
  readonly putBack: (access: Access, id: string, reason: string) => Promise<Outcome<true>>;
  readonly sendUp: (access: Access, id: string, reason: string) => Promise<Outcome<true>>;
  readonly withdraw: (access: Access, id: string, reason: string) => Promise<Outcome<true>>;
  readonly position: (access: Access, id: string, typed: TypedPosition) => Promise<Outcome<true>>;
  /** Replays what was recorded under the version that the paper is about, and keeps on it what each partner gains or loses. */
  readonly simulate: (access: Access, id: string, days: SimulationDays) => Promise<Outcome<true>>;
  readonly offer: (
    access: Access,
    id: string,
    typed: { readonly to: string; readonly words: string },
  ) => Promise<Outcome<true>>;
  readonly answer: (
    access: Access,
    id: string,
    typed: { readonly accepts: boolean; readonly words: string },
  ) => Promise<Outcome<true>>;
  readonly arbitrate: (
    access: Access,
    id: string,
    typed: { readonly of: string; readonly words: string },
  ) => Promise<Outcome<true>>;
  readonly measure: (access: Access, id: string, words: string) => Promise<Outcome<true>>;
  /** Of what was decided without one: in which measure it is to be seen. Stands with its own day; nothing replaces it. */
  readonly nameMeasure: (access: Access, id: string, seenIn: unknown) => Promise<Outcome<true>>;
  readonly interests: (access: Access) => Promise<readonly InterestView[]>;
  readonly declareInterest: (access: Access, typed: NewInterest) => Promise<Outcome<true>>;
  readonly endInterest: (access: Access, id: string, until: string) => Promise<Outcome<true>>;
};

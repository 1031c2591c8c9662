import type { Access, Role } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Level } from '../programme/said.ts';
import type { Typed } from '../programme/typed.ts';
import type { HeldPlace } from '../right/contract.ts';
import type { MonthOfContact, PledgeStanding, Salience, Tired, VisitRhythm } from './rules.ts';
import type { Gathering, Grade, StakeKind, Stance, Way, Weight } from './said.ts';

export type { MonthOfContact, PledgeStanding, Salience, Tired } from './rules.ts';
export type { Gathering, Grade, StakeKind, Stance, Way, Weight } from './said.ts';

export type StakeholderSummary = {
  readonly id: string;
  readonly kind: StakeKind;
  readonly name: string;
  readonly stake: string;
  readonly grades: Readonly<Record<Weight, Grade>>;
  readonly salience: Salience;
  readonly stance?: Stance;
  readonly tender: HeldPlace;
  readonly last?: { readonly on: Day; readonly way: Way };
  readonly silentDays: number;
  readonly silent: boolean;
  readonly promised: number;
  readonly done: number;
  readonly late: number;
};

export type PledgeView = {
  readonly id: string;
  readonly side: 'us' | 'them';
  readonly words: string;
  readonly owner: HeldPlace;
  readonly until: Day;
  readonly standing: PledgeStanding;
  readonly done?: string;
};

export type ReplyView = {
  readonly id: string;
  readonly consultation: string;
  readonly words: string;
  readonly on: Day;
  readonly answer?: { readonly words: string; readonly change?: { readonly id: string; readonly words: string } };
};

/** One entry whole: what whoever it is about sees is this, and nothing else is kept. */
export type StakeholderView = StakeholderSummary & {
  readonly programme: { readonly id: string; readonly name: string };
  readonly place?: HeldPlace;
  readonly evidence: readonly {
    readonly weight: Weight;
    readonly grade: Grade;
    readonly on: Day;
    readonly evidence: string;
    readonly by: string;
  }[];
  readonly stances: readonly {
    readonly stance: Stance;
    readonly on: Day;
    readonly evidence: string;
    readonly by: string;
  }[];
  readonly contacts: readonly { readonly way: Way; readonly on: Day; readonly words: string; readonly by: string }[];
  readonly pledges: readonly PledgeView[];
  readonly replies: readonly ReplyView[];
  readonly planned: readonly { readonly way: Way; readonly on: Day }[];
  readonly views: readonly { readonly words: string; readonly on: Day; readonly by: string }[];
  /** Removed on this day unless there is another word with them before. */
  readonly goneOn: Day;
  readonly changes: readonly { readonly id: string; readonly words: string }[];
  readonly partners: readonly { readonly organization: string; readonly name: string }[];
  readonly may: { readonly lead: boolean; readonly log: boolean; readonly own: boolean };
};

export type NewsletterView = {
  readonly programme: { readonly id: string; readonly name: string };
  readonly title: string;
  readonly words: string;
  readonly on: Day;
  readonly by: string;
};

export type CircleView = {
  readonly programme: { readonly id: string; readonly name: string };
  readonly stakeholders: readonly StakeholderSummary[];
  readonly cadence: {
    readonly silent: number;
    readonly kept: number;
    readonly most: number;
    readonly agreement?: string;
    readonly paragraph?: string;
  };
  /** Whose entries were removed when they were old: counts, and no more. */
  readonly gone: {
    readonly entries: number;
    readonly contacts: number;
    readonly promises: number;
    readonly done: number;
  };
  readonly tired: readonly Tired[];
  readonly curve: readonly MonthOfContact[];
  readonly visits: readonly (VisitRhythm & { readonly organization: string; readonly name: string })[];
  readonly gatherings: readonly { readonly what: Gathering; readonly last?: Day; readonly next?: Day }[];
  readonly newsletters: readonly NewsletterView[];
  /** What a newsletter can be written from: kept promises and what replies changed, of the last ninety days. */
  readonly news: readonly string[];
  readonly agreements: readonly { readonly id: string; readonly title: string }[];
  readonly partners: readonly { readonly organization: string; readonly name: string }[];
  readonly may: { readonly lead: boolean };
};

export type InfluenceLine = {
  readonly id: string;
  readonly from: HeldPlace;
  readonly to: HeldPlace;
  readonly topic: string;
  readonly evidence: string;
  readonly on: Day;
  readonly confirmed: Day;
  /** Nobody has confirmed it for six months. */
  readonly stale: boolean;
  readonly owner: HeldPlace;
  readonly may: { readonly confirm: boolean };
};

export type InfluenceView = {
  readonly programme: { readonly id: string; readonly name: string };
  readonly lines: readonly InfluenceLine[];
  readonly partners: readonly { readonly organization: string; readonly name: string }[];
  readonly may: { readonly lead: boolean };
};

type Word = { readonly words: string; readonly on: Day; readonly by: string };

export type ConcernView = {
  readonly id: string;
  readonly owner: HeldPlace;
  readonly words: string;
  readonly on: Day;
  readonly answer?: Word;
  readonly closed?: Word;
  readonly may: { readonly answer: boolean; readonly close: boolean };
};

/** Somebody by their place, or by the name of their entry. */
export type ConversationView = {
  readonly place?: HeldPlace;
  readonly name?: string;
  readonly why: string;
  readonly page: string;
};

export type AudienceLink = { readonly organization: string; readonly name: string; readonly role: Role };

export type KitsView = {
  readonly programme: { readonly id: string; readonly name: string };
  readonly audiences: readonly AudienceLink[];
  /** The most pressing first. */
  readonly conversations: readonly ConversationView[];
  readonly concerns: readonly ConcernView[];
  readonly may: { readonly lead: boolean };
};

/** What speaks to one role of one organisation; their numbers are asked of the other joints by the page. */
export type KitView = {
  readonly programme: { readonly id: string; readonly name: string; readonly aim: string; readonly measure: string };
  readonly to: HeldPlace;
  /** What the organisation is in law. */
  readonly kind: string;
  readonly effects: readonly {
    readonly level: Level;
    readonly whom: string;
    readonly words: string;
    readonly from: Day;
    readonly change: string;
    readonly started: boolean;
  }[];
  readonly concerns: readonly ConcernView[];
  readonly promised: { readonly all: number; readonly done: number; readonly late: number };
  readonly next: readonly ConversationView[];
  readonly given?: { readonly id: string; readonly on: Day; readonly read?: Day };
  /** The body that decides about the programme. */
  readonly board?: string;
  readonly may: { readonly lead: boolean; readonly mine: boolean };
};

/** Those who have a stake in a programme. */
export type StakeholderAnswers = {
  readonly circle: (access: Access, programme: string) => Promise<Outcome<CircleView>>;
  readonly one: (access: Access, programme: string, id: string) => Promise<Outcome<StakeholderView>>;
  /** Everything that is kept about whoever asks. */
  readonly mine: (access: Access) => Promise<readonly StakeholderView[]>;
  readonly influence: (access: Access, programme: string) => Promise<Outcome<InfluenceView>>;
  readonly kits: (access: Access, programme: string) => Promise<Outcome<KitsView>>;
  /** `to`: 'Organization/x|role'. */
  readonly kit: (access: Access, programme: string, to: string) => Promise<Outcome<KitView>>;
  readonly newsletters: (access: Access) => Promise<readonly NewsletterView[]>;
  readonly enter: (access: Access, programme: string, typed: Typed) => Promise<Outcome<{ readonly id: string }>>;
  /** Something said of one of them, or of all where none is named. */
  readonly act: (
    access: Access,
    programme: string,
    done: { readonly did: string; readonly id?: string; readonly typed: Typed },
  ) => Promise<Outcome<true>>;
  /** What time brings: who is silent is asked about once, and what is old goes. Answers how many. */
  readonly tend: () => Promise<{ readonly silent: number; readonly gone: number }>;
};

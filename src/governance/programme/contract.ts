import type { Access, Holder } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { CountedFigure, CountedMeasure, Watchable } from '../counted.ts';
import type { HeldPlace } from '../right/contract.ts';
import type { PromiseStanding, SponsorStanding } from './rules.ts';
import type { Context, ContextField, Fear, Level } from './said.ts';
import type { Typed } from './typed.ts';

export type { CountedFigure } from '../counted.ts';
export type { PromiseStanding, SponsorStanding } from './rules.ts';
export type { Context, ContextField, Fear, Level } from './said.ts';

export type ProgrammeSummary = {
  readonly id: string;
  readonly name: string;
  readonly aim: string;
  readonly lead: HeldPlace;
  readonly changes: number;
  readonly started: number;
  readonly risks: number;
  readonly passed?: Day;
};

export type EffectView = {
  readonly level: Level;
  readonly whom: string;
  readonly words: string;
  readonly from: Day;
};

export type ChangeView = {
  readonly id: string;
  readonly words: string;
  readonly starts: Day;
  readonly measure?: string;
  readonly owner?: HeldPlace;
  /** What it may do that nobody wants: watched from its first day on. */
  readonly feared: readonly (Fear & { readonly at?: string })[];
  readonly lacks: readonly string[];
  readonly effects: readonly EffectView[];
  readonly empty: readonly Level[];
  readonly started?: Day;
};

export type DriverView = { readonly id: string; readonly words: string; readonly changes: readonly ChangeView[] };

export type SponsorView = {
  readonly name: string;
  readonly office: string;
  readonly standing: SponsorStanding;
  readonly seen: Day;
  readonly until?: Day;
  readonly why?: string;
  readonly acts: readonly { readonly on: Day; readonly words: string; readonly by: string }[];
};

export type MilestoneView = {
  readonly id: string;
  readonly words: string;
  readonly on: Day;
  readonly reached?: Day;
  readonly why?: string;
  /** Where it was in the baseline that is compared with, and how many weeks later it is now. */
  readonly was?: Day;
  readonly weeks?: number;
  /** At the pace of the hours worked; absent where that changes nothing. */
  readonly forecast?: Day | 'no end in sight';
};

export type MeansView = {
  readonly id: string;
  readonly words: string;
  readonly from: Day;
  readonly until: Day;
  readonly hours: number;
  readonly minor: number;
  readonly usedHours: number;
  readonly usedMinor: number;
};

export type StaffingView = {
  readonly planned: { readonly hours: number; readonly minor: number };
  readonly used: { readonly hours: number; readonly minor: number };
  /** In hundred. */
  readonly below?: number;
  readonly short: boolean;
};

export type ShockView = {
  readonly id: string;
  readonly words: string;
  readonly on: Day;
  readonly weeks: number;
  readonly milestones: readonly string[];
  readonly message: string;
  readonly tellers: readonly (HeldPlace & { readonly told?: Day; readonly mine: boolean })[];
  readonly hours: readonly { readonly hours: number; readonly words: string; readonly by: string }[];
  readonly hoursLost: number;
};

export type PromiseView = {
  readonly id: string;
  readonly from: string;
  readonly words: string;
  readonly minor: number;
  readonly until: Day;
  readonly standing: PromiseStanding;
  readonly arrived?: string;
};

export type LessonView = {
  readonly id: string;
  readonly words: string;
  readonly expected: string;
  readonly happened: string;
  readonly advice: string;
  readonly by: string;
  readonly on: Day;
};

export type OfferView = LessonView & {
  readonly programme: string;
  readonly name: string;
  readonly same: readonly ContextField[];
  readonly different: readonly ContextField[];
  readonly shared: readonly string[];
  readonly weighed?: { readonly takes: boolean; readonly words: string; readonly by: string };
};

/** Something to worry about, worked out from the rest. */
export type RiskView = { readonly words: string; readonly page: string };

export type ProgrammeView = ProgrammeSummary & {
  readonly measure: string;
  readonly currency: string;
  readonly board?: { readonly id: string; readonly name: string };
  readonly context: Context;
  readonly drivers: readonly DriverView[];
  readonly sponsor?: SponsorView;
  readonly before: readonly SponsorView[];
  readonly milestones: readonly MilestoneView[];
  readonly baselines: readonly { readonly name: string; readonly on: Day }[];
  readonly means: readonly MeansView[];
  readonly staffing: StaffingView;
  readonly shocks: readonly ShockView[];
  readonly promises: readonly PromiseView[];
  readonly lessons: readonly LessonView[];
  readonly offers: readonly OfferView[];
  readonly riskList: readonly RiskView[];
  readonly partners: readonly { readonly organization: string; readonly name: string }[];
  readonly may: { readonly lead: boolean; readonly use: boolean; readonly see: boolean };
};

/** What changes for somebody in a role: dated, and whose change it is. */
export type MyChange = {
  readonly words: string;
  readonly from: Day;
  readonly owner?: HeldPlace;
  readonly change: string;
  readonly programme: { readonly id: string; readonly name: string };
};

export type MyChanges = {
  readonly lines: readonly MyChange[];
  readonly more: number;
  readonly messages: readonly {
    readonly words: string;
    readonly message: string;
    readonly on: Day;
    readonly programme: { readonly id: string; readonly name: string };
  }[];
};

/** Something that began, with the measure that is to show it, and that of the aim it serves. */
export type BegunChange = {
  readonly id: string;
  readonly programme: string;
  readonly words: string;
  /** The day it was to start, or on which it did where that was sooner. */
  readonly since: Day;
  readonly measures: readonly string[];
  readonly feared: readonly Fear[];
  /** Whose it is; none of before owners were asked for. */
  readonly owner?: Holder;
};

/** A measure of a programme: its figure at the baseline and now, as whoever asks is told them; in words where none is counted. */
export type MeasureCourse = {
  readonly measure: string;
  readonly title: string;
  readonly counted: boolean;
  /** The day of the baseline. */
  readonly since: Day;
  readonly base?: CountedFigure;
  readonly now?: CountedFigure;
  /** How far it moved between the two, in points of a hundred. */
  readonly points?: number;
};

export type ProgrammeMeasures = {
  /** Those that can be chosen: what agreements in force count, of every pack. */
  readonly choices: readonly CountedMeasure[];
  /** What can be feared of a change: it is counted as it happens. */
  readonly watchable: readonly Watchable[];
  readonly aim: MeasureCourse;
  readonly changes: readonly (MeasureCourse & { readonly change: string })[];
};

/** Programmes of change: from the aim to who owns what, the plan, its means, what came between and what was learned. */
export type ProgrammeAnswers = {
  readonly all: (access: Access) => Promise<readonly ProgrammeSummary[]>;
  /** Compared with the newest baseline, or the one of that number (from 0). */
  readonly one: (access: Access, id: string, baseline?: number) => Promise<Outcome<ProgrammeView>>;
  readonly begin: (access: Access, typed: Typed) => Promise<Outcome<{ readonly id: string }>>;
  readonly act: (
    access: Access,
    id: string,
    done: { readonly did: string; readonly typed: Typed },
  ) => Promise<Outcome<true>>;
  readonly measured: (access: Access, id: string) => Promise<Outcome<ProgrammeMeasures>>;
  readonly forMe: (access: Access) => Promise<MyChanges>;
  /** What began in any programme; nothing for who is of no partner. */
  readonly begun: (access: Access) => Promise<readonly BegunChange[]>;
};

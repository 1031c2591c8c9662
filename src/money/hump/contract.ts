import type { Access, Amount, Evidence } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Partner } from '../contract.ts';

/** Which double-running money: a clause of an agreement. */
export type HumpName = { readonly instrument: string; readonly clause: string };

export type HumpSummary = HumpName & {
  readonly title: string;
  readonly fund: string;
  readonly by: Partner;
  readonly to: Partner;
  readonly all: Amount;
  readonly given: Amount;
  readonly paidBack: Amount;
};

export type MilestoneView = {
  readonly id: string;
  readonly words: string;
  /** What has to show it, in words, and of which kind. */
  readonly how: string;
  readonly by: Evidence['by'];
  readonly shown: boolean;
  /** What is there, or what is missing. */
  readonly told: string;
  readonly hash?: string;
  /** A decision: its address is /papers/... */
  readonly paper?: string;
};

export type TrancheView = {
  readonly id: string;
  readonly amount: Amount;
  readonly notBefore: Day;
  /** held: something is missing; ready: it can be released; given: it was. */
  readonly state: 'held' | 'ready' | 'given';
  /** Whether the money is kept apart for it; absent where no pool pays. */
  readonly keptApart?: boolean;
  readonly milestones: readonly MilestoneView[];
  /** What holds it, a sentence each. */
  readonly missing: readonly string[];
  readonly given?: {
    readonly on: Day;
    readonly by: string;
    readonly words: string;
    readonly seq: string;
    readonly paper?: string;
  };
};

export type HumpMonth = {
  readonly month: Day;
  readonly cost: Amount;
  readonly saved: Amount;
  readonly total: Amount;
  readonly recorded: boolean;
};

export type HumpForecast = {
  readonly months: readonly HumpMonth[];
  readonly peak?: { readonly month: Day; readonly amount: Amount };
  readonly met?: Day;
};

export type BackView = {
  readonly from: Day;
  /** The last day. */
  readonly until: Day;
  readonly saved: Amount;
  readonly amount: Amount;
  readonly agreed: boolean;
};

export type HumpView = HumpSummary & {
  readonly paragraph: string;
  readonly from: Day;
  readonly until: Day;
  readonly tranches: readonly TrancheView[];
  /** The topic of the decision that releases. */
  readonly released?: string;
  readonly forecast: HumpForecast;
  /** As it was agreed, where something slipped or the question is what if. */
  readonly agreed?: HumpForecast;
  readonly asked?: number;
  /** What the peak needs beyond the tranches. */
  readonly short?: Amount;
  readonly savings?: { readonly words: string; readonly before: number; readonly worth: Amount; readonly at: Partner };
  readonly slips: readonly {
    readonly month: Day;
    readonly months: number;
    readonly reason: string;
    readonly by: string;
    readonly at: string;
  }[];
  readonly back: readonly BackView[];
  readonly payBack?: { readonly percent: number; readonly most: Amount; readonly from: Day };
  readonly may: { readonly release: boolean; readonly show: boolean; readonly slip: boolean };
};

export type ShownMilestone = {
  readonly tranche: string;
  readonly milestone: string;
  readonly words: string;
  readonly hash: string;
  readonly paper: string;
};

/** Double-running money: tranches behind milestones, what it comes to, and how it is paid back. */
export type HumpAnswers = {
  readonly humps: (access: Access) => Promise<Outcome<readonly HumpSummary[]>>;
  /** `slip`: what would come of so many months more. */
  readonly hump: (access: Access, name: HumpName, slip?: string) => Promise<Outcome<HumpView>>;
  readonly showMilestone: (access: Access, name: HumpName, shown: ShownMilestone) => Promise<Outcome<true>>;
  readonly releaseTranche: (
    access: Access,
    name: HumpName,
    asked: { readonly tranche: string; readonly paper: string; readonly words: string },
  ) => Promise<Outcome<true>>;
  readonly slipHump: (
    access: Access,
    name: HumpName,
    slip: { readonly months: string; readonly reason: string },
  ) => Promise<Outcome<true>>;
  /** Agrees what was saved in a period: its part is paid back. `amount` says what was shown. */
  readonly agreeSaving: (
    access: Access,
    name: HumpName,
    period: { readonly from: string; readonly minor: number },
  ) => Promise<Outcome<true>>;
};

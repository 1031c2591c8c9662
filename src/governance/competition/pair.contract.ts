import type { Day } from '#base';
import type { Competed, FairPromise, TermStanding } from './pair.ts';

export type { Competed, FairPromise, TermStanding } from './pair.ts';

type Named = { readonly organization: string; readonly name: string };
type Noted = { readonly on: Day; readonly words: string };

/** That two compete for something, as one of them says. */
export type ClaimView = {
  readonly id: string;
  readonly over: Competed;
  readonly words: string;
  /** Absent where it was said before evidence was asked for. */
  readonly evidence?: string;
  readonly by: Named;
  readonly on: Day;
  readonly ended?: Noted;
  readonly may: { readonly end: boolean };
};

export type BreachView = {
  readonly id: string;
  readonly words: string;
  readonly evidence: string;
  readonly by: Named;
  readonly on: Day;
  readonly answer?: Noted;
  readonly settled?: Noted;
  readonly may: { readonly answer: boolean; readonly settle: boolean };
};

/** A later last day that one of the two proposed. */
export type ExtensionView = {
  readonly until: Day;
  readonly why: string;
  readonly by: Named;
  readonly on: Day;
  readonly declined?: Noted;
};

export type FairTermView = {
  readonly id: string;
  readonly promises: readonly FairPromise[];
  readonly needed: string;
  readonly follows: string;
  readonly days: number;
  readonly until: Day;
  readonly by: Named;
  readonly on: Day;
  readonly standing: TermStanding;
  readonly agreed?: Day;
  readonly ended?: Noted;
  /** The latest that was proposed and that both have not agreed to. */
  readonly extension?: ExtensionView;
  /** To which both agreed, oldest first: from which last day, and when. */
  readonly extended: readonly (ExtensionView & { readonly from: Day; readonly agreed: Day })[];
  readonly breaches: readonly BreachView[];
  readonly may: {
    readonly agree: boolean;
    readonly end: boolean;
    readonly report: boolean;
    /** To propose a later last day, to say yes to one, to say no. */
    readonly extend: boolean;
    readonly prolong: boolean;
    readonly decline: boolean;
  };
};

/** Of what both want each says it: neither, one, or both. */
export type MapCell = { readonly over: Competed; readonly said: 'both' | 'we' | 'they' | 'others' | 'nobody' };

/** The organisation of whoever asks and one other: seen by the two of them alone. */
export type PairView = {
  readonly with: Named;
  readonly cells: readonly MapCell[];
  readonly claims: readonly ClaimView[];
  readonly terms: readonly FairTermView[];
};

export type CompetitionMap = {
  readonly own: Named;
  readonly pairs: readonly PairView[];
  readonly may: { readonly declare: boolean; readonly propose: boolean };
};

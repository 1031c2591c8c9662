import type { Access } from '#agreement';
import type { Outcome } from '#fhir';

export type CandidateSide = {
  readonly organization: string;
  readonly name: string;
  readonly born?: string;
  readonly gender?: string;
  readonly address?: string;
  readonly identifiers: readonly { readonly label: string; readonly value: string }[];
};

/** A doubtful pair that waits for a human, with why the score is what it is. */
export type MatchPair = {
  readonly id: string;
  readonly score: number;
  readonly left: CandidateSide;
  readonly right: CandidateSide;
  readonly reasons: readonly { readonly field: string; readonly agreement: string; readonly weight: number }[];
};

/** Some of the pairs that wait, likeliest first, and how many come behind them. */
export type WaitingPairs = {
  readonly pairs: readonly MatchPair[];
  /** Where the pairs behind these begin; absent where there are none. */
  readonly next?: string;
  readonly behind: number;
  /** More come behind these than were counted. */
  readonly atLeast?: true;
};

export type LinkedRecord = {
  readonly compartment: string;
  readonly organization: string;
  readonly name: string;
  readonly linkedBecause: string;
  readonly since: string;
};

export type MatchAnswers = {
  /** The records that were put together as one person, and why. */
  readonly linked: (access: Access, person: string) => Promise<Outcome<readonly LinkedRecord[]>>;
  readonly waitingPairs: (access: Access, limit: number, after?: string) => Promise<Outcome<WaitingPairs>>;
  readonly decidePair: (
    access: Access,
    pair: string,
    decision: 'same' | 'different',
    reason: string,
  ) => Promise<Outcome<true>>;
  readonly unlink: (access: Access, compartment: string, reason: string) => Promise<Outcome<true>>;
};

import type { Access, Amount } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Partner } from '../contract.ts';

/** One side of a movement: what each person of the cohort had there a month, before and now, and the money of the difference. */
export type MovementSide = Partner & {
  readonly words: string;
  readonly unit: string;
  readonly before: number;
  readonly now: number;
  readonly percent: number;
  /** How many standard errors. */
  readonly z: number;
  /** Of the difference, for all of the cohort, at the agreed price. */
  readonly amount: Amount;
};

/** The figures of a cost movement; of nobody. */
export type MovementFigures = {
  readonly month: Day;
  readonly title: string;
  readonly cohort: string;
  readonly count: number;
  readonly fell: MovementSide;
  readonly rose: MovementSide;
  readonly othersPercent: number;
  readonly rule: string;
};

export type CostMovement = MovementFigures & {
  readonly id: string;
  readonly instrument: string;
  /** Both of them can comment until the end of this day, before the other partners see it. */
  readonly due: Day;
  readonly state: 'for-comment' | 'shown';
  readonly comments: readonly {
    readonly organization: string;
    readonly by: string;
    readonly words: string;
    readonly at: string;
  }[];
  readonly may: { readonly comment: boolean };
};

/** Who is behind it: as far as this seat may see. */
export type MovementPeople = {
  readonly count: number;
  readonly people: readonly { readonly person: string; readonly name: string }[];
};

export type MovementAnswers = {
  readonly movements: (access: Access) => Promise<Outcome<readonly CostMovement[]>>;
  readonly movement: (access: Access, id: string) => Promise<Outcome<CostMovement & { readonly seen: MovementPeople }>>;
  /** Looks at the last whole month now; answers how many are new. */
  readonly lookForMovements: (access: Access) => Promise<Outcome<number>>;
  readonly commentMovement: (access: Access, id: string, words: string) => Promise<Outcome<true>>;
};

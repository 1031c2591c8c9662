import type { Access } from '#agreement';
import type { Outcome } from '#fhir';
import type { Typed } from '../programme/typed.ts';
import type { HeldPlace } from '../right/contract.ts';
import type { Part, Rank } from './charter.ts';

export type { Part, Rank } from './charter.ts';

export type CharterSummary = {
  readonly id: string;
  readonly name: string;
  readonly keeper: HeldPlace;
  readonly steps: number;
  /** Steps that nobody answers for. */
  readonly open: number;
  readonly concerns: number;
};

export type StepView = {
  readonly id: string;
  readonly words: string;
  readonly parts: readonly { readonly organization: string; readonly name: string; readonly part: Part }[];
  readonly accountable?: string;
  /** How many tasks of it changed hands more than twice; absent where fewer than five are open. */
  readonly issue: boolean;
};

export type BoxConcern = {
  readonly id: string;
  readonly words: string;
  readonly on: string;
  /** Absent where whoever wrote it is known to the keeper of the box alone. */
  readonly by?: string;
  readonly replies: readonly { readonly words: string; readonly by: string; readonly on: string }[];
};

export type CharterView = CharterSummary & {
  readonly stepList: readonly StepView[];
  /** Steps that tasks name and the charter does not: of five open tasks or more. */
  readonly unnamed: readonly string[];
  readonly ranks: readonly Rank[];
  readonly rankedBy: readonly string[];
  readonly concernList: readonly BoxConcern[];
  readonly partners: readonly { readonly organization: string; readonly name: string }[];
  readonly may: { readonly write: boolean; readonly keep: boolean };
};

/** Who answers for which step of a pathway, what comes first for whom, and what worries people. */
export type CharterAnswers = {
  readonly all: (access: Access) => Promise<readonly CharterSummary[]>;
  readonly one: (access: Access, id: string) => Promise<Outcome<CharterView>>;
  readonly begin: (access: Access, typed: Typed) => Promise<Outcome<{ readonly id: string }>>;
  readonly act: (
    access: Access,
    id: string,
    done: { readonly did: string; readonly typed: Typed },
  ) => Promise<Outcome<true>>;
};

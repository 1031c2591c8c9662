import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { PaperSummary } from '../decision/contract.ts';
import type { HeldPlace } from '../right/contract.ts';
import type { MyChange } from '../programme/contract.ts';

/** A question as whoever is asked sees it: the answer is with the server. */
export type AskedQuestion = { readonly question: string; readonly options: readonly string[] };

/** A question that was answered wrongly, and where it is written. */
export type Missed = { readonly question: string; readonly chosen?: string; readonly page: string };

export type InductionView = {
  readonly programme: { readonly id: string; readonly name: string };
  /** What each part takes, in minutes; an hour together. */
  readonly minutes: {
    readonly why: number;
    readonly story: number;
    readonly decisions: number;
    readonly mine: number;
    readonly people: number;
    readonly quiz: number;
  };
  readonly aim: string;
  readonly measure: string;
  readonly problem: string;
  readonly causes: readonly string[];
  readonly story: readonly { readonly on: Day; readonly words: string }[];
  readonly decisions: readonly (PaperSummary & {
    readonly dissent: readonly { readonly name: string; readonly reason?: string }[];
  })[];
  readonly mine: {
    readonly due: readonly { readonly id: string; readonly title: string; readonly due?: string }[];
    readonly changes: readonly MyChange[];
  };
  readonly people: readonly (HeldPlace & { readonly why: string })[];
  readonly quiz: {
    readonly attempt: number;
    readonly asked?: readonly AskedQuestion[];
    readonly result?: {
      readonly correct: number;
      readonly of: number;
      readonly passed: boolean;
      readonly missed: readonly Missed[];
    };
    readonly can: boolean;
  };
  /** How many days after they began the people of this programme first took part in a decision: the middle one, of five or more. */
  readonly toFirstDecision: { readonly mine?: number; readonly median?: number; readonly of: number };
};

export type InductionAnswers = {
  readonly of: (access: Access, programme: string) => Promise<Outcome<InductionView>>;
  /** Begins the questions, or begins them anew after an answer. */
  readonly ask: (access: Access, programme: string) => Promise<Outcome<true>>;
  readonly answer: (access: Access, programme: string, choices: readonly number[]) => Promise<Outcome<true>>;
};

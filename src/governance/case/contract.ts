import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { CountedFigure, CountedMeasure } from '../counted.ts';
import type { PaperSummary } from '../decision/contract.ts';
import type { HeldPlace } from '../right/contract.ts';
import type { Typed } from '../programme/typed.ts';
import type { OptionKind } from './case.ts';

export type { OptionKind } from './case.ts';

/** What shows a cause: words, and a measure with its figure as this seat is told it now, or why it is not. */
export type EvidenceView = {
  readonly words: string;
  readonly measure: string;
  /** Its title, where an agreement in force counts it: it can be opened. */
  readonly title?: string;
  readonly figure?: CountedFigure;
};

export type CaseView = {
  readonly programme: { readonly id: string; readonly name: string };
  readonly problem: string;
  readonly causes: readonly {
    readonly id: string;
    readonly words: string;
    readonly evidence: readonly EvidenceView[];
  }[];
  readonly options: readonly { readonly id: string; readonly kind: OptionKind; readonly words: string }[];
  /** `share` in hundred. */
  readonly criteria: readonly { readonly id: string; readonly words: string; readonly share: number }[];
  readonly panel?: {
    readonly until: Day;
    readonly members: readonly (HeldPlace & { readonly scored: boolean })[];
    readonly revealed: boolean;
  };
  /** What one's own place scored; of others nothing is here until all have, or the last day is over. */
  readonly own?: Readonly<Record<string, number>>;
  readonly results?: {
    readonly totals: readonly {
      readonly option: string;
      readonly words: string;
      readonly score: number;
      readonly by: readonly { readonly words: string; readonly score: number }[];
    }[];
    readonly winner?: string;
    readonly flips: readonly {
      readonly criterion: string;
      readonly now: number;
      readonly at: number;
      readonly winner: string;
    }[];
  };
  readonly paper?: PaperSummary;
  readonly lacks: readonly string[];
  readonly warnings: readonly string[];
  readonly passed?: Day;
  /** Measures that evidence may name, for who writes the case. */
  readonly measures: readonly CountedMeasure[];
  readonly partners: readonly { readonly organization: string; readonly name: string }[];
  readonly may: { readonly lead: boolean; readonly score: boolean };
};

/** The case for change of a programme: problem, causes, options, scores that nobody sees too early, and the decision. */
export type CaseAnswers = {
  readonly of: (access: Access, programme: string) => Promise<Outcome<CaseView>>;
  readonly act: (
    access: Access,
    programme: string,
    done: { readonly did: string; readonly typed: Typed },
  ) => Promise<Outcome<true>>;
};

import type { Access, Role } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Program } from '#forms';
import type { Typed } from '../programme/typed.ts';
import type { Agreed, FactorFigure } from './figures.ts';
import type { Decision, RoundForm } from './round.ts';

export type { Agreed } from './figures.ts';
export type { Choice as ReadinessChoice, Decision as ReadinessDecision, RoundForm } from './round.ts';

export type FactorView = FactorFigure & { readonly agreed: Agreed };

export type TeamView = {
  readonly id: string;
  /** Of an organisation, and of a role there where it is not all of its staff. */
  readonly name: string;
  readonly role?: Role;
  /** How many opened the form: never who. */
  readonly taken: number;
  readonly figure?: { readonly answered: number; readonly factors: readonly FactorView[] };
  readonly decisions: readonly Decision[];
  /** What was told of this team in rounds of the same form, oldest first, this one among them. */
  readonly trend: RoundView['trend'];
  /** A factor is low, or fell, and nobody has said what follows. */
  readonly undecided: boolean;
};

export type RoundSummary = {
  readonly id: string;
  readonly form: RoundForm;
  readonly title: string;
  readonly programme?: { readonly id: string; readonly name: string };
  readonly change?: { readonly id: string; readonly words: string };
  readonly until: Day;
  readonly closed?: Day;
  readonly undecided: number;
  /** Whoever asks is of a team that is asked, and has not taken part. */
  readonly waits: boolean;
};

export type RoundView = RoundSummary & {
  readonly program: Program;
  readonly teams: readonly TeamView[];
  readonly whole?: NonNullable<TeamView['figure']>;
  /** Earlier rounds of the same form, oldest first: what was told of all of them together. */
  readonly trend: readonly { readonly id: string; readonly on: Day; readonly factors: readonly FactorFigure[] }[];
  readonly may: { readonly lead: boolean; readonly take: boolean; readonly taken: boolean };
};

/** Rounds of questions to teams: how ready they are for a change, and how it is to work somewhere. */
export type ReadinessAnswers = {
  readonly all: (access: Access) => Promise<readonly RoundSummary[]>;
  readonly ofProgramme: (access: Access, programme: string) => Promise<readonly RoundView[]>;
  readonly one: (access: Access, id: string) => Promise<Outcome<RoundView>>;
  readonly open: (access: Access, form: RoundForm, typed: Typed) => Promise<Outcome<{ readonly id: string }>>;
  /** A token with which one of a team answers once. Nothing says whom it was given to. */
  readonly take: (access: Access, id: string) => Promise<Outcome<{ readonly token: string }>>;
  readonly answer: (
    id: string,
    sent: { readonly token: string; readonly items: readonly unknown[] },
  ) => Promise<Outcome<true>>;
  readonly close: (access: Access, id: string) => Promise<Outcome<true>>;
  readonly decide: (access: Access, id: string, typed: Typed) => Promise<Outcome<true>>;
};

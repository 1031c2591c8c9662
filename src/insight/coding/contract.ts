import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { DeclaredUse, Place, Tally } from '../contract.ts';

/** A practice that writes something in a way in which the others do not: a question to it, never a verdict. */
export type CodingQuestion = {
  /** Id of the fact and the way, as `codingPeople` takes it. */
  readonly fact: string;
  readonly way: string;
  readonly place: Place;
  /** What is written so: 'HbA1c'. */
  readonly title: string;
  readonly question: string;
  readonly words: readonly string[];
  /** People of the practice with any record of it, and with one that is written so; absent where that would tell of few. */
  readonly tally?: Tally;
  readonly percent: number;
  readonly othersPercent: number;
  /** Whether what is written so counts nowhere, so that the figures of the practice may be too low. */
  readonly uncounted: boolean;
};

export type CodingView = {
  readonly use: DeclaredUse;
  readonly place: Place;
  /** Records of these days are looked at, both included. */
  readonly from: Day;
  readonly asAt: Day;
  readonly practices: number;
  readonly questions: readonly CodingQuestion[];
  /** May this seat be shown the people behind them? */
  readonly people: boolean;
};

export type CodingPerson = { readonly person: string; readonly name: string; readonly born?: string };

export type CodingPeople = {
  readonly question: CodingQuestion;
  readonly people: readonly CodingPerson[];
  readonly more: boolean;
};

export type CodingAnswers = {
  /** What practices of a place write otherwise than the others; of what one measure rests on, where one is named. */
  readonly coding: (
    access: Access,
    question: { readonly place: string; readonly measure?: string },
  ) => Promise<Outcome<CodingView>>;
  /** The people behind a question whose records this seat may see; each is told. */
  readonly codingPeople: (
    access: Access,
    question: { readonly practice: string; readonly fact: string; readonly way: string },
  ) => Promise<Outcome<CodingPeople>>;
};

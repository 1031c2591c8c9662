import type { Day } from '#base';
import { calendarDay, list, object, text, truth, wholeNumber } from '../shape.ts';
import type { Amount, ClauseBase, CodeSet, Every, Holder, Parties, PartyRef, Period } from './base.ts';
import {
  amount,
  clauseOf,
  codeSet,
  every,
  holder,
  MOST,
  organization,
  parties,
  period,
  sentence,
  token,
} from './shapes.ts';

/** What a part of a grant pays: recorded activity, found by codes or by a search as for the lines of a price. */
export type GrantLine = {
  readonly id: string;
  readonly words: string;
  readonly codes?: CodeSet;
  readonly search?: string;
  /** What one is taken to cost where nobody charged it. */
  readonly cost: Amount;
  /** For the whole period. */
  readonly amount: Amount;
  /** Protected: what is planned for it is never less than this... */
  readonly floor?: Amount;
  /** ...unless whoever speaks for it agrees. */
  readonly spokenForBy?: Holder;
};

/** What another party puts in beside it: so much for each so much of the funder's money, by a day. */
export type GrantMatch = {
  readonly by: PartyRef;
  readonly puts: Amount;
  readonly forEach: Amount;
  /** Into this pool of the same agreement: what its contributions there bring in counts. */
  readonly pool: string;
  /** What is given in kind counts too, at the value that was agreed. */
  readonly valued: boolean;
  readonly dueBy: Day;
};

/** What a funder gives for which recorded care, in which order it pays beside others, and what it is told of it. */
export type GrantClause = ClauseBase & {
  readonly clause: 'grant';
  readonly grant: string;
  readonly programme: string;
  readonly funder: PartyRef;
  readonly to: Parties;
  /** The pool of the same agreement that the money goes into. */
  readonly pool?: string;
  readonly period: Period;
  readonly every: Every;
  readonly dueWorkingDays: number;
  /** Of several grants that pay for the same, the one with the lowest number pays first... */
  readonly place: number;
  /** ...and those with the same number by so many parts each. */
  readonly parts: number;
  readonly lines: readonly GrantLine[];
  readonly match?: GrantMatch;
  /** The set of figures that the funder is told. */
  readonly pack: string;
  readonly version: string;
  /** What it says counts from this day on, also for days before its version; those before stay as they were. */
  readonly appliesFrom?: Day;
};

const line = object(
  { id: token, words: sentence, cost: amount, amount },
  { codes: codeSet, search: text(2_000), floor: amount, spokenForBy: holder },
);

const match = object({
  by: organization,
  puts: amount,
  forEach: amount,
  pool: token,
  valued: truth,
  dueBy: calendarDay,
});

export const GRANT_SHAPES = {
  grant: clauseOf(
    'grant',
    {
      grant: token,
      programme: token,
      funder: organization,
      to: parties,
      period,
      every,
      dueWorkingDays: wholeNumber(1),
      place: wholeNumber(1),
      parts: wholeNumber(1),
      lines: list(line, MOST),
      pack: token,
      version: text(64),
    },
    { pool: token, match, appliesFrom: calendarDay },
  ),
};

import type { Day } from '#base';
import { PARTNER_KINDS } from '../kinds.ts';
import { calendarDay, list, object, oneOf, text, wholeNumber } from '../shape.ts';
import type { Role } from '../words.ts';
import type { Amount, ClauseBase, Holder, Parties, PartyRef } from './base.ts';
import { amount, clauseOf, holder, MOST, organization, parties, roles, sentence, token, truth } from './shapes.ts';
import { reasons } from './sharing.ts';

/** Clauses for the life of the partnership: who joins, leaves, stops it, merges, changes it, disputes it, and answers for harm. */
export type JoinClause = ClauseBase & {
  readonly clause: 'join';
  readonly kinds: readonly string[];
  readonly agreedBy: Parties;
};

export type SuspendClause = ClauseBase & {
  readonly clause: 'suspend';
  readonly by: Parties;
  readonly roles: readonly Role[];
  readonly grounds: readonly string[];
};

export const EXIT_MATTERS = ['records', 'money', 'tasks', 'staff', 'people-told'] as const;
export type ExitStep = {
  readonly matter: (typeof EXIT_MATTERS)[number];
  readonly words: string;
  readonly owner: Holder;
  /** Days before the last one. */
  readonly daysBefore: number;
};

export type LeaveClause = ClauseBase & {
  readonly clause: 'leave';
  readonly by: Parties;
  readonly noticeDays: number;
  readonly exitPlan: readonly ExitStep[];
  /** Days after the last one in which charges for what was done before are still made and settled. */
  readonly runOffDays: number;
};

export type SucceedClause = ClauseBase & {
  readonly clause: 'succeed';
  readonly from: readonly PartyRef[];
  readonly to: PartyRef;
  readonly on: Day;
};

export type VaryClause = ClauseBase & {
  readonly clause: 'vary';
  readonly agreedBy: Parties;
  readonly noticeDays: number;
  /** Money may be changed for days gone by, at most so many months back; sharing never. 0: not at all. */
  readonly backdateMonths: number;
};

export type LadderStep = {
  readonly id: string;
  readonly words: string;
  /** Who speaks or rules at this step; nobody of the parties for an expert or a court. */
  readonly who: readonly Holder[];
  readonly workingDays: number;
};

export type DisputeClause = ClauseBase & {
  readonly clause: 'dispute';
  readonly ladder: readonly LadderStep[];
  readonly payUndisputed: boolean;
  /** Whether what the last step says is binding. */
  readonly binding: boolean;
};

export type IndemnifyClause = ClauseBase & {
  readonly clause: 'indemnify';
  readonly by: PartyRef;
  readonly to: Parties;
  readonly against: string;
  readonly most?: Amount;
  readonly except?: readonly string[];
};

export const LIFE_SHAPES = {
  join: clauseOf('join', { kinds: list(oneOf(PARTNER_KINDS), PARTNER_KINDS.length), agreedBy: parties }),
  suspend: clauseOf('suspend', { by: parties, roles, grounds: list(text(500), 50) }),
  leave: clauseOf('leave', {
    by: parties,
    noticeDays: wholeNumber(0),
    exitPlan: list(
      object({ matter: oneOf(EXIT_MATTERS), words: sentence, owner: holder, daysBefore: wholeNumber(0) }),
      50,
    ),
    runOffDays: wholeNumber(0),
  }),
  succeed: clauseOf('succeed', { from: list(organization, MOST), to: organization, on: calendarDay }),
  vary: clauseOf('vary', { agreedBy: parties, noticeDays: wholeNumber(0), backdateMonths: wholeNumber(0) }),
  dispute: clauseOf('dispute', {
    ladder: list(object({ id: token, words: sentence, who: list(holder, MOST), workingDays: wholeNumber(1) }), 20),
    payUndisputed: truth,
    binding: truth,
  }),
  indemnify: clauseOf(
    'indemnify',
    { by: organization, to: parties, against: sentence },
    { most: amount, except: reasons },
  ),
};

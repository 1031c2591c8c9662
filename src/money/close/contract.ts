import type { Access, Amount } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Partner, PoolName, PoolSummary } from '../contract.ts';

/** What is done each month, in this order: charges are asked for, what is not entered is kept, the days are closed, balances are agreed. */
export const CLOSE_STEPS = ['charges', 'accruals', 'closed', 'balances'] as const;
export type CloseStepName = (typeof CLOSE_STEPS)[number];

/** By which working day after its month each step is done. */
export type CloseDays = Readonly<Record<CloseStepName, number>>;

export type CloseStep = {
  readonly step: CloseStepName;
  /** Who does it; of a balance also whoever keeps the books. */
  readonly partner: Partner;
  readonly due: Day;
  readonly state: 'done' | 'late' | 'due' | 'to-come';
  /** When it was done, where that is known, and by whom. */
  readonly at?: string;
  readonly by?: string;
  /** Of a balance: whose word is missing. */
  readonly missing?: readonly string[];
};

export type CloseMonth = {
  /** '2026-10'. */
  readonly month: string;
  readonly until: Day;
  readonly steps: readonly CloseStep[];
};

/** What was charged of a month and not entered. */
export type AccrualLine = {
  readonly scheme: string;
  readonly payer: Partner;
  readonly payee: Partner;
  readonly charges: number;
  readonly amount: Amount;
};

export type Accruals = {
  readonly month: string;
  readonly lines: readonly AccrualLine[];
  /** Some costs are kept from the seat while a procurement runs: the lines are not all there are. */
  readonly keptBack: boolean;
  readonly hash: string;
  /** As they were kept last; `same` where nothing changed since. */
  readonly kept?: { readonly at: string; readonly by: string; readonly revision: string; readonly same: boolean };
};

export type CloseDaysChange = CloseDays & {
  readonly from: string;
  readonly at: string;
  readonly by: string;
  readonly reason: string;
};

/** The working days of the close of a pool's months, the month that runs first, with what is done and what is late. */
export type CloseCalendar = {
  readonly pool: PoolSummary;
  readonly days: CloseDays;
  readonly usual: CloseDays;
  /** The newest first. */
  readonly changes: readonly CloseDaysChange[];
  readonly months: readonly CloseMonth[];
  /** Of the last month that is over. */
  readonly accruals?: Accruals;
  readonly may: { readonly keep: boolean; readonly act: boolean };
};

export type CloseDaysAsked = CloseDays & { readonly from: string; readonly reason: string };

export type CloseAnswers = {
  readonly closeCalendar: (access: Access, name: PoolName) => Promise<Outcome<CloseCalendar>>;
  /** Other working days, from a month on, with the reason; by whoever keeps the books. */
  readonly changeCloseDays: (access: Access, name: PoolName, asked: CloseDaysAsked) => Promise<Outcome<true>>;
  /** Keeps what was charged of a month and is not entered, as it was shown; by whoever keeps the books. */
  readonly keepAccruals: (
    access: Access,
    name: PoolName,
    shown: { readonly month: string; readonly hash: string },
  ) => Promise<Outcome<true>>;
};

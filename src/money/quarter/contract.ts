import type { Access, Amount } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { EntryView, PoolName, PoolSummary } from '../contract.ts';

/** Which part of a quarter's return a figure stands in. */
export type FigureGroup = 'opening' | 'income' | 'shared' | 'spent' | 'closing' | 'accrued' | 'year';

/** One figure of a return: nothing of it is typed, and each but those of the year leads to what it was added up from. */
export type QuarterFigure = {
  /** 'spent:foot-care': group and what it is of. */
  readonly id: string;
  readonly group: FigureGroup;
  readonly words: string;
  readonly amount: Amount;
  /** What was submitted, where it is another amount now. */
  readonly submitted?: Amount;
};

/** What a figure was added up from: entries of the ledger, or charges that are not entered yet. */
export type QuarterTrace = {
  readonly figure: string;
  readonly words: string;
  readonly amount: Amount;
  readonly entries: readonly EntryView[];
  readonly charges: readonly { readonly id: string; readonly words: string; readonly amount: Amount }[];
  /** Whether there is more than is listed here. */
  readonly more: boolean;
};

export type QuarterSubmission = {
  readonly number: number;
  readonly at: string;
  readonly by: string;
  readonly reason?: string;
};

/** What a return is of. */
export type ReturnSpan = 'quarter' | 'year';

export type QuarterReturn = {
  readonly pool: PoolSummary;
  readonly span: ReturnSpan;
  readonly from: Day;
  /** The last day. */
  readonly until: Day;
  readonly ended: boolean;
  readonly revision: string;
  readonly quarters: readonly { readonly from: Day; readonly until: Day }[];
  readonly years: readonly { readonly from: Day; readonly until: Day }[];
  readonly figures: readonly QuarterFigure[];
  /** Of the figures but those of the year, which move by the day. */
  readonly hash: string;
  /** The last first. */
  readonly submissions: readonly QuarterSubmission[];
  readonly trace?: QuarterTrace;
  readonly may: { readonly submit: boolean; readonly act: boolean };
};

/** `span`: 'year', or a quarter. */
export type QuarterAsked = { readonly span?: string; readonly from?: string; readonly figure?: string };

export type QuarterAnswers = {
  /** Income and expenditure of a pool in one quarter or year, with what is owed and not entered yet. */
  readonly quarter: (access: Access, name: PoolName, asked: QuarterAsked) => Promise<Outcome<QuarterReturn>>;
  /** Freezes the figures of one that is over; again with a reason where they changed. Answers its number. */
  readonly submitQuarter: (
    access: Access,
    name: PoolName,
    submitted: { readonly span?: string; readonly from: string; readonly hash: string; readonly reason: string },
  ) => Promise<Outcome<number>>;
};

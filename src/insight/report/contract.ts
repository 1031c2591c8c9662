import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { BytesFile } from '#http';

export type ReportCell = {
  readonly element: string;
  /** What it is split by: 'female 20-59'; '' for the whole. */
  readonly part: string;
  readonly words: string;
  readonly dataElement: string;
  readonly value: number;
};

/** How much of what a report needs the visits of the month say. */
export type ReportQuality = {
  readonly visits: number;
  /** Visits that say the sex and the age of the person, and what they were for. */
  readonly withSex: number;
  readonly withAge: number;
  readonly withReason: number;
  /** Values that are possible and unlikely: to be read again. */
  readonly odd: readonly { readonly words: string; readonly likely: string; readonly count: number }[];
};

export type ReportState = 'running' | 'to-submit' | 'late' | 'submitted' | 'submitted-late';

export type ReportMonth = {
  /** First day of it. */
  readonly month: Day;
  readonly due: Day;
  readonly state: ReportState;
  /** Percent of visits that say sex, age and reason; absent where nobody came. */
  readonly complete?: number;
  /** Percent of visits that were recorded by the day the report is due; absent before that day, and where nobody came. */
  readonly byDue?: number;
  readonly submitted?: { readonly number: number; readonly at: string };
};

/** How much came of what was expected, and when: about reports and visits, and about nobody. */
export type ReportsIn = {
  /** Reports that were due by today: expected, received, and received in time. */
  readonly due: number;
  readonly submitted: number;
  readonly inTime: number;
  /** The middle one of what is told of each month that was due; absent where nobody came. */
  readonly complete?: number;
  readonly byDue?: number;
};

export type Facility = {
  readonly organization: string;
  readonly name: string;
  /** Whose figures this seat sees. */
  readonly own: boolean;
  readonly months: readonly ReportMonth[];
  readonly reports: ReportsIn;
};

export type ReportOverview = {
  readonly title: string;
  readonly source: string;
  readonly unverified: readonly string[];
  readonly facilities: readonly Facility[];
  readonly reports: ReportsIn;
};

export type ReportChange = {
  readonly words: string;
  readonly part: string;
  readonly before: number;
  readonly now: number;
};

export type Submission = { readonly number: number; readonly at: string; readonly by: string };

export type MonthlyReport = {
  readonly organization: string;
  readonly name: string;
  readonly title: string;
  readonly unverified: readonly string[];
  readonly month: ReportMonth;
  readonly cells: readonly ReportCell[];
  /** Of the figures as they are now: a submission names it. */
  readonly hash: string;
  readonly quality: ReportQuality;
  readonly submissions: readonly Submission[];
  /** What is other now than was submitted last. */
  readonly changes: readonly ReportChange[];
  readonly may: { readonly submit: boolean };
};

/** Why a figure there is another than here. */
export type ReportCause = 'came-late' | 'changed-there' | 'both' | 'not-submitted' | 'missing-there' | 'unknown-here';

export type ReportDifference = {
  readonly words: string;
  readonly part: string;
  readonly here: number | undefined;
  readonly there: string | undefined;
  readonly cause: ReportCause;
  readonly because: string;
};

export type Comparison = { readonly same: number; readonly differences: readonly ReportDifference[] };

export type ReportAsked = { readonly organization: string; readonly month: string };

export type MonthlyAnswers = {
  readonly overview: (access: Access) => Promise<Outcome<ReportOverview>>;
  readonly report: (access: Access, asked: ReportAsked) => Promise<Outcome<MonthlyReport>>;
  /** Keeps the figures as they were shown. */
  readonly submit: (
    access: Access,
    asked: ReportAsked & { readonly hash: string; readonly name: string },
  ) => Promise<Outcome<Submission>>;
  /** 'adx' or 'datavalueset': what was submitted last. */
  readonly file: (access: Access, asked: ReportAsked & { readonly format: string }) => Promise<Outcome<BytesFile>>;
  /** What another system holds against what is here. */
  readonly compare: (access: Access, asked: ReportAsked & { readonly text: string }) => Promise<Outcome<Comparison>>;
};

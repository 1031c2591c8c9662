import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';

export type Resource = Readonly<Record<string, unknown>> & { readonly resourceType: string };

/** Of whom a report is asked for: a person, or the people of a place. */
export type Subject = { readonly patient: string } | { readonly place: string };

export type ReportType = 'summary' | 'subject-list' | 'individual';

export type EvaluateQuestion = {
  readonly measure: string;
  /** Of its definition, where one is asked for. */
  readonly version?: string;
  readonly subject: Subject;
  readonly type: ReportType;
  /** As at this day; absent: as at the newest that is told. */
  readonly asAt?: Day;
};

export type GapStatus = 'open-gap' | 'closed-gap';

export type GapsQuestion = {
  readonly patient: string;
  readonly asAt?: Day;
  readonly statuses: readonly GapStatus[];
  /** Absent: every check. */
  readonly measures?: readonly string[];
};

export type MeasureAnswers = {
  /** A MeasureReport: https://hl7.org/fhir/R4/measure-operation-evaluate-measure.html */
  readonly evaluate: (access: Access, question: EvaluateQuestion) => Promise<Outcome<Resource>>;
  /** What one person is due, as a document: https://hl7.org/fhir/R4/measure-operation-care-gaps.html */
  readonly careGaps: (access: Access, question: GapsQuestion) => Promise<Outcome<Resource>>;
};

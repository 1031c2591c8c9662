import { type Day, plusDays, plusMonths } from '#base';
import type { ReportMonth, ReportsIn, ReportState } from './contract.ts';
import { REPORT } from './pack.ts';

export const MONTHS_SHOWN = 6;

export function monthOf(day: Day): Day {
  return `${day.slice(0, 7)}-01` as Day;
}

/** '2026-03' or '2026-03-01'; undefined for what is no month. */
export function readMonth(text: string): Day | undefined {
  const found = /^(\d{4})-(0[1-9]|1[0-2])(-01)?$/.exec(text);
  return found ? (`${found[1]}-${found[2]}-01` as Day) : undefined;
}

/** The last months up to this one, newest first. */
export function monthsUpTo(today: Day): readonly Day[] {
  return Array.from({ length: MONTHS_SHOWN }, (_, back) => plusMonths(monthOf(today), -back));
}

export function dueOf(month: Day): Day {
  return plusDays(plusMonths(month, 1), REPORT.dueDay - 1);
}

type Standing = { readonly month: Day; readonly today: Day; readonly first: Day | undefined };

/** Where a report stands as at today; `first` is the day of its first submission: a correction makes nothing late. Pure. */
export function stateOf({ month, today, first }: Standing): ReportState {
  if (first !== undefined) return first <= dueOf(month) ? 'submitted' : 'submitted-late';
  if (today < plusMonths(month, 1)) return 'running';
  return today <= dueOf(month) ? 'to-submit' : 'late';
}

/** Reports expected and received, and how good what came is, of the months that were due. Pure. */
export function reportsIn(months: readonly ReportMonth[], today: Day): ReportsIn {
  const due = months.filter((month) => isDue(month, today));
  const complete = middle(due.flatMap((one) => one.complete ?? []));
  const byDue = middle(due.flatMap((one) => one.byDue ?? []));
  return {
    due: due.length,
    submitted: due.filter(({ state }) => state.startsWith('submitted')).length,
    inTime: due.filter(({ state }) => state === 'submitted').length,
    ...(complete === undefined ? {} : { complete }),
    ...(byDue === undefined ? {} : { byDue }),
  };
}

/** The median, of two in the middle the lower: a report is never told to be better than one that there is. */
function middle(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length / 2) - 1];
}

export function isDue(month: Pick<ReportMonth, 'due' | 'state'>, today: Day): boolean {
  return month.state !== 'running' && (month.due < today || month.state.startsWith('submitted'));
}

import { type Day, day, isDay, plusDays, plusMonths } from '#base';
import { type Outcome, refuse } from '#fhir';

/** Days from one, up to and without another. */
export type Period = { readonly from: Day; readonly until: Day };

const LENGTHS: Readonly<Record<string, number>> = { M: 1, Q: 3, S: 6, Y: 12 };

/** '2026-05', '202605', '2026Q2', '2026S1', '2026', or a day of its own; undefined where it is none. */
export function readPeriod(text: string): Period | undefined {
  if (isDay(text)) return { from: text, until: plusDays(text, 1) };
  const month = /^(\d{4})-?(\d{2})$/.exec(text);
  if (month) return periodOf(month[1] ?? '', 'M', Number(month[2]));
  const part = /^(\d{4})-?([QS])(\d)$/.exec(text);
  if (part) return periodOf(part[1] ?? '', part[2] ?? '', Number(part[3]));
  return /^\d{4}$/.test(text) ? periodOf(text, 'Y', 1) : undefined;
}

function periodOf(year: string, kind: string, number: number): Period | undefined {
  const months = LENGTHS[kind] ?? 0;
  if (number < 1 || number * months > 12 || Number(year) < 1850 || Number(year) > 2199) return undefined;
  const from = plusMonths(day(`${year}-01-01`), (number - 1) * months);
  return { from, until: plusMonths(from, months) };
}

/** A figure is as at a day: at the end of a month it is that of the month, else of the day alone. */
export function periodEnding(asAt: Day): Period {
  const until = plusDays(asAt, 1);
  return { from: until.endsWith('-01') ? plusMonths(until, -1) : asAt, until };
}

/** The day as at which figures of a period are told. */
export function lastDay({ until }: Period): Day {
  return plusDays(until, -1);
}

export function noPeriod(text: string): Outcome<never> {
  const words = `'${text.slice(0, 20)}' is no period. Write it as 2026-05, 2026Q2, 2026S1, 2026 or 2026-05-31.`;
  return refuse('value', 'insight.export-period', words, 'period');
}

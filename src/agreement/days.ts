import { type Day, day, plusDays, plusMonths } from '#base';

/** Days that agreements count on. An agreement may name any day there is, so counting stops at the ends of the calendar. */
const FIRST = day('0001-01-01');
const LAST = day('9999-12-31');

export function daysAfter(from: Day, days: number): Day {
  return within(from, days, () => plusDays(from, days));
}

export function monthsAfter(from: Day, months: number): Day {
  return within(from, months * 31, () => plusMonths(from, months));
}

/** Days that are not worked somewhere: holidays, and days of the week (0 is Sunday; Saturday and Sunday where nothing is said). */
export type DaysOff = { readonly holidays: readonly Day[]; readonly weekend?: readonly number[] };

const WEEKENDS: DaysOff = { holidays: [] };
export const WEEKEND: readonly number[] = [0, 6];

export function isWorkingDay(on: Day, { holidays, weekend = WEEKEND }: DaysOff): boolean {
  return !weekend.includes(new Date(`${on}T00:00:00Z`).getUTCDay()) && !holidays.includes(on);
}

/** The day so many working days after one; 0 is the day itself, or the next working day where it is none. */
export function workingDaysAfter(from: Day, count: number, off: DaysOff = WEEKENDS): Day {
  let at = from;
  for (let left = count; at < LAST; at = daysAfter(at, 1)) {
    if (!isWorkingDay(at, off)) continue;
    if (left === 0) return at;
    left -= 1;
  }
  return at;
}

/** The working day with a number in the period that begins on a day: 1 is the first. */
export function workingDayOf(start: Day, number: number, off: DaysOff = WEEKENDS): Day {
  return workingDaysAfter(start, Math.max(0, number - 1), off);
}

export function latest(...days: readonly Day[]): Day {
  return days.reduce((found, one) => (one > found ? one : found), FIRST);
}

export function earliest(...days: readonly Day[]): Day {
  return days.reduce((found, one) => (one < found ? one : found), LAST);
}

function within(from: Day, days: number, count: () => Day): Day {
  const at = Date.parse(from) + days * 86_400_000;
  if (!(at < Date.parse(LAST) - 86_400_000 * 62)) return LAST;
  return at > Date.parse(FIRST) + 86_400_000 * 62 ? count() : FIRST;
}

import { type Day, day, plusDays, plusMonths } from '#base';

/** Month ends kept beside today: two years, so that a course has its first year as a baseline and another to be held against it. */
export const MONTHS = 24;

let known: { readonly today: Day; readonly days: readonly Day[] } | undefined;

/** The days as at which everybody is counted: today, then the last month ends, newest first. The same list all day long: what is worked out of it is kept by it. */
export function slotDays(today: Day): readonly Day[] {
  if (known?.today !== today) known = { today, days: daysOf(today) };
  return known.days;
}

function daysOf(today: Day): readonly Day[] {
  const first = day(`${today.slice(0, 8)}01`);
  return [today, ...Array.from({ length: MONTHS }, (_, back) => plusDays(plusMonths(first, -back), -1))];
}

/** Month ends alone, to see whether the month has turned. */
export function sameMonth(a: Day, b: Day): boolean {
  return a.slice(0, 7) === b.slice(0, 7);
}

import type { Day } from '#base';
import type { Span, Window } from './pack.ts';
import { birthday, dayOf, lapseOf, numberOf, spanFrom } from './timeline.ts';

/**
 * Days turned round: instead of when what was done on some day lapses, the first day on which it must have been done not to have
 * lapsed by `at`. One comparison a fact takes the place of a sum in the calendar. All of these sums rise with the day they begin from.
 */

/** The first day from which on what was done counts as at a day. */
export function countsFrom(at: number, window: Window): number {
  return firstWhere(at - FAR_DAYS, at, (done) => at < lapseOf(done, window));
}

/** The last day of those that lie at least a span back; `before` the first of all where none does. */
export function atLeastAgo(at: number, span: Span): number {
  return firstWhere(at - FAR_DAYS * 10, at + 1, (from) => spanFrom(from, span) > at) - 1;
}

/** The last birthday of those who are at least so many years old. */
export function bornBy(at: number, years: number): number {
  const low = at - 366 * (years + 2);
  return firstWhere(low, at + 1, (born) => birthday(dayOf(born), years) > at) - 1;
}

/** A day as the database writes it. */
export function dateOf(at: number): string {
  return `date '${dayOf(at)}'`;
}

export function dayNumber(day: Day): number {
  return numberOf(day);
}

/** No window is longer: 15 years. */
const FAR_DAYS = 5_500;

/** The first of rising numbers for which something holds; `high` where it holds for none below it. */
function firstWhere(low: number, high: number, holds: (at: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

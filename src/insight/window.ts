import { type Day, day, plusDays, plusMonths } from '#base';
import type { Span, Window } from './pack.ts';

/**
 * The first day on which something done on a day no longer counts: a check of 15 March counts for 12 months up to and
 * including 15 March of the next year; one of 29 February, up to 28 February. In a yearly period it counts up to the last day of
 * the youngest period that it fell in.
 */
export function lapses(doneOn: Day, window: Window): Day {
  const key = typeof window === 'number' ? window : window.from * 100 + window.months + 10_000;
  return remembered(lapsing, doneOn, key, () =>
    typeof window === 'number'
      ? plusDays(plusMonths(doneOn, window), 1)
      : plusMonths(periodFrom(doneOn, window.from), window.months),
  );
}

/** So long after a day. */
export function plusSpan(from: Day, span: Span): Day {
  return typeof span === 'number'
    ? remembered(adding, from, span, () => plusMonths(from, span))
    : plusDays(from, span.days);
}

/** How many months back facts can matter in a window. */
export function monthsOf(window: Window): number {
  return typeof window === 'number' ? window : window.months;
}

/** First day of the youngest yearly period that a day falls in. */
function periodFrom(on: Day, month: number): Day {
  const [year = 0, its = 1] = on.split('-').map(Number);
  return day(`${its >= month ? year : year - 1}-${String(month).padStart(2, '0')}-01`);
}

/** Calendar sums are most of the cost of an evaluation, and the days of a population are few. */
function remembered(sums: Map<number, Map<Day, Day>>, from: Day, key: number, sum: () => Day): Day {
  let known = sums.get(key);
  if (!known) sums.set(key, (known = new Map()));
  const before = known.get(from);
  if (before !== undefined) return before;
  if (known.size >= SUMS_MAX) known.clear();
  const made = sum();
  known.set(from, made);
  return made;
}

const SUMS_MAX = 50_000;
const lapsing = new Map<number, Map<Day, Day>>();
const adding = new Map<number, Map<Day, Day>>();

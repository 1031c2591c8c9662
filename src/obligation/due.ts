import { type Day, dayIn, daysBetween, endOfDay, type Millis, plusDays, plusMonths } from '#base';
import { type Days, workingDayFrom } from './calendar.ts';
import type { DueRule, Span } from './terms.ts';

/** A time during which the clock stood: from a pause to its end. */
export type Stop = { readonly from: Millis; readonly to: Millis };

/** Whose days count, which of them are worked, and when the clock stood. */
export type Clock = { readonly zone: string; readonly days: Days; readonly stops: readonly Stop[] };

/** The instant at which something is late: the end of its last day, or so many hours after the start. */
export function dueAt(rule: DueRule, start: Millis, clock: Clock): Millis {
  if ('unit' in rule && rule.unit === 'hours') return afterHours(rule.in, start, clock);
  return endOfDay(clock.zone, dueDay(rule, start, clock));
}

/** The last day on which it is in time. For hours, the day on which they end. */
export function dueDay(rule: DueRule, start: Millis, clock: Clock): Day {
  const day = lastDay(rule, start, clock);
  return rule.roll === 'next-working-day' ? workingDayFrom(clock.days, day) : day;
}

function lastDay(rule: DueRule, start: Millis, clock: Clock): Day {
  const first = dayIn(clock.zone, start);
  if ('on' in rule) return putOff(first, rule.on, clock);
  switch (rule.unit) {
    case 'working-days':
      return workingDays(first, rule.in, clock);
    case 'days':
      return putOff(first, plusDays(first, rule.in), clock);
    case 'months':
      return putOff(first, plusMonths(first, rule.in), clock);
    case 'hours':
      return dayIn(clock.zone, afterHours(rule.in, start, clock) - 1);
  }
}

/** The start day does not count. A day at whose end the clock stands does not count either. */
export function workingDays(first: Day, count: number, clock: Clock): Day {
  let day = count === 0 ? workingDayFrom(clock.days, first) : first;
  for (let left = count; left > 0; ) {
    day = dayAfter(day);
    if (clock.days.isWorking(day) && !stands(clock, day)) left -= 1;
  }
  return day;
}

/** Later by as many days as the clock stood at their end until then. */
function putOff(first: Day, wished: Day, clock: Clock): Day {
  if (clock.stops.length === 0) return wished;
  let day = first;
  for (let left = daysBetween(first, wished); left > 0; ) {
    day = dayAfter(day);
    if (!stands(clock, day)) left -= 1;
  }
  return day < wished ? wished : day;
}

function afterHours(hours: number, start: Millis, clock: Clock): Millis {
  let end = start + hours * HOUR_MS;
  for (const { from, to } of clock.stops) {
    if (from < end && to > start) end += to - Math.max(from, start);
  }
  return end;
}

function stands({ zone, stops }: Clock, day: Day): boolean {
  if (stops.length === 0) return false;
  const end = endOfDay(zone, day);
  return stops.some(({ from, to }) => from < end && end <= to);
}

/** When a span that begins where another thing was due ends. */
export function spanAfter(span: Span, due: Millis, clock: Clock): Millis {
  return span.unit === 'hours' ? dueAt(span, due, clock) : dueAt(span, due - 1, clock);
}

/** Counting goes over the same days for every obligation: finding the next one is most of the work, and is done once. */
function dayAfter(day: Day): Day {
  const known = following.get(day);
  if (known !== undefined) return known;
  const next = plusDays(day, 1);
  if (following.size >= FOLLOWING_MAX) following.clear();
  following.set(day, next);
  return next;
}

const FOLLOWING_MAX = 5_000;
const following = new Map<Day, Day>();

const HOUR_MS = 3_600_000;

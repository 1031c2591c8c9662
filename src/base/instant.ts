import { type Day, dayIn, type Millis, plusDays } from './day.ts';

/**
 * The instant at which a day ends in a zone: the first of the next day. Found by looking at the clock there, not by adding hours,
 * so it holds on nights when clocks move and where a midnight is left out.
 */
export function endOfDay(zone: string, day: Day): Millis {
  const key = `${zone} ${day}`;
  const known = recent.get(key);
  if (known !== undefined) return known;
  const next = plusDays(day, 1);
  const noon = Date.parse(next);
  // Zones lie within 15 hours of UTC; days begin on a full minute.
  let before = noon / MINUTE_MS - FURTHEST_MINUTES;
  let reached = noon / MINUTE_MS + FURTHEST_MINUTES;
  while (reached - before > 1) {
    const between = Math.floor((before + reached) / 2);
    if (dayIn(zone, between * MINUTE_MS) >= next) reached = between;
    else before = between;
  }
  if (recent.size >= RECENT_MAX) recent.clear();
  const end = reached * MINUTE_MS;
  recent.set(key, end);
  return end;
}

const MINUTE_MS = 60_000;
const FURTHEST_MINUTES = 15 * 60;
const RECENT_MAX = 5_000;
const recent = new Map<string, Millis>();

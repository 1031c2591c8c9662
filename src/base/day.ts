/** A calendar day 'YYYY-MM-DD' in the zone of a partnership. Comparable as text. */
export type Day = string & { readonly day: unique symbol };

/** Milliseconds since 1970 UTC. */
export type Millis = number;

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const DAY_MS = 86_400_000;

/** True for a real calendar day; '2025-02-30' is none. */
export function isDay(text: string): text is Day {
  if (!DAY.test(text)) return false;
  // Every month has 28 days. The calendar is asked for the others alone: that takes ten times as long.
  return Number(text.slice(8)) <= 28 || new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

/** The day written as text; throws on anything else (for literals and values checked before). */
export function day(text: string): Day {
  if (!isDay(text)) throw new Error(`not a day: ${text}`);
  return text;
}

/**
 * The calendar day at an instant in a zone (IANA name). Since 1973 clocks of all zones differ from UTC by whole minutes and change on whole
 * minutes, so the calendar is asked once for each: a page has hundreds of instants, mostly those of a moment ago.
 */
export function dayIn(zone: string, at: Millis): Day {
  const minute = Math.floor(at / MINUTE_MS);
  if (!(minute >= WHOLE_FROM)) return day(formatter(zone).format(at));
  const known = minutesOf(zone);
  const before = known.get(minute);
  if (before !== undefined) return before;
  const made = day(formatter(zone).format(at));
  known.set(minute, made);
  return made;
}

const MINUTE_MS = 60_000;
/** Until 1972 Liberia stood at 44 minutes and 30 seconds. */
const WHOLE_FROM = Date.UTC(1973, 0, 1) / MINUTE_MS;
const MINUTES_MAX = 20_000;
const minutes = new Map<string, Map<number, Day>>();

function minutesOf(zone: string): Map<number, Day> {
  const known = minutes.get(zone);
  if (known !== undefined && known.size < MINUTES_MAX) return known;
  const made = new Map<number, Day>();
  minutes.set(zone, made);
  return made;
}

/** Adds whole days; negative goes back. */
export function plusDays(from: Day, days: number): Day {
  return day(new Date(Date.parse(from) + days * DAY_MS).toISOString().slice(0, 10));
}

/** Adds whole months; a day past the end of the month becomes its last day (31 Jan + 1 = 28 Feb). */
export function plusMonths(from: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = from.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, last));
  return day(first.toISOString().slice(0, 10));
}

/** Whole days from one day to another. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  // 'sv-SE' prints YYYY-MM-DD.
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formatters.set(zone, made);
  return made;
}

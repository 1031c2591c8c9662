import { type Day, dayIn, daysBetween, isDay } from '#base';

// Intl's English months give "Sept"; clinical screens have three letters always.
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY_MS = 86_400_000;

/** '14-Jul-1957'; partial dates as far as they are known: 'Jul 1957', '1957'. Instants become their day in the zone. */
export function showDay(date: string, zone = 'UTC'): string {
  const local = date.includes('T') && !Number.isNaN(Date.parse(date)) ? dayIn(zone, Date.parse(date)) : date;
  const [year = '', month, day] = local.slice(0, 10).split('-');
  if (month === undefined) return year;
  const name = MONTHS[Number(month) - 1] ?? month;
  return day === undefined ? `${name} ${year}` : `${day}-${name}-${year}`;
}

/** '12-Sep-2026 09:14' in the zone; without a time of day, the day alone. */
export function showMoment(instant: string, zone = 'UTC'): string {
  if (!instant.includes('T')) return showDay(instant);
  return `${showDay(instant, zone)} ${showTime(instant, zone)}`;
}

/** '09:14' in the zone. */
export function showTime(instant: string, zone = 'UTC'): string {
  return clock(zone).format(Date.parse(instant));
}

/** 'Jul 2026', for axes. */
export function showMonth(at: Date): string {
  return `${MONTHS[at.getUTCMonth()] ?? ''} ${at.getUTCFullYear()}`;
}

/** The day of an instant in the zone, or of a full date; undefined for partial dates. */
export function dayOf(date: string, zone = 'UTC'): Day | undefined {
  if (isDay(date)) return date;
  const at = date.includes('T') ? Date.parse(date) : Number.NaN;
  return Number.isNaN(at) ? undefined : dayIn(zone, at);
}

/** '69y', as the NHS banner standard has it: days, weeks and months for the young; '~' where only the year is known. */
export function age(born: string, on: string): string {
  const [by = 0, bm, bd] = born.slice(0, 10).split('-').map(Number);
  const [y = 0, m = 1, d = 1] = on.slice(0, 10).split('-').map(Number);
  if (bm === undefined) return `~${y - by}y`;
  const months = (y - by) * 12 + (m - bm) - (bd !== undefined && d < bd ? 1 : 0);
  if (months >= 24) return `${Math.floor(months / 12)}y`;
  const days = isDay(born) && isDay(on) ? daysBetween(born, on) : months * 30;
  if (days < 28) return `${Math.max(0, days)}d`;
  return days < 365 ? `${Math.floor(days / 7)}w` : `${months}m`;
}

/** How long ago, in the fewest words: 'today', '3 days ago', '5 months ago', '2 years ago'. */
export function ago(date: string, today: Day, zone = 'UTC'): string {
  const then = dayOf(date, zone);
  if (!then) return showDay(date);
  const days = daysBetween(then, today);
  if (days < 0) return `in ${span(-days)}`;
  if (days === 0) return 'today';
  return days === 1 ? 'yesterday' : `${span(days)} ago`;
}

/** Milliseconds of a date or instant, for scales; partial dates stand at their first day. */
export function millisOf(date: string): number {
  return Date.parse(date.length === 4 ? `${date}-01-01` : date.length === 7 ? `${date}-01` : date);
}

function span(days: number): string {
  const [count, unit] =
    days < 14
      ? [days, 'day']
      : days < 60
        ? [Math.floor(days / 7), 'week']
        : days < 730
          ? [Math.floor(days / 30.44), 'month']
          : [Math.floor(days / 365.25), 'year'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clock(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  clocks.set(zone, made);
  return made;
}

export const YEAR_MS = 365.25 * DAY_MS;

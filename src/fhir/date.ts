/** An interval of time in milliseconds since 1970 UTC; `hi` is exclusive. */
export type Interval = { readonly lo: number; readonly hi: number };

const DAY = 86_400_000;
const MINUTE = 60_000;
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * The time that a date, dateTime or instant of FHIR stands for, by its precision: a year, a month, a day, or from a minute
 * to a millisecond. Where no offset is written it is UTC. Undefined for anything that is no date: 2025-02-30, 2025-13, 25:00.
 */
export function dateRange(text: string): Interval | undefined {
  const length = text.length;
  const year = digits(text, 0, 4);
  if (year < 1) return undefined;
  if (length === 4) return { lo: utc(year, 1, 1), hi: utc(year + 1, 1, 1) };
  const month = text.charCodeAt(4) === 45 ? digits(text, 5, 7) : -1;
  if (month < 1 || month > 12) return undefined;
  if (length === 7)
    return { lo: utc(year, month, 1), hi: month === 12 ? utc(year + 1, 1, 1) : utc(year, month + 1, 1) };
  const day = text.charCodeAt(7) === 45 ? digits(text, 8, 10) : -1;
  if (day < 1 || day > daysIn(year, month)) return undefined;
  const lo = utc(year, month, day);
  if (length === 10) return { lo, hi: lo + DAY };
  return text.charCodeAt(10) === 84 ? timeOn(text, lo) : undefined;
}

/** Whether a time has an offset written: '...Z' or '...+01:00'. */
export function hasOffset(text: string): boolean {
  return text.endsWith('Z') || (text.length > 16 && /[+-]\d\d:\d\d$/.test(text));
}

function timeOn(text: string, day: number): Interval | undefined {
  const hour = digits(text, 11, 13);
  const minute = text.charCodeAt(13) === 58 ? digits(text, 14, 16) : -1;
  if (hour < 0 || minute < 0 || minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return undefined;
  let at = 16;
  let lo = day + hour * 3_600_000 + minute * MINUTE;
  let length = MINUTE;
  if (text.charCodeAt(16) === 58) {
    const second = digits(text, 17, 19);
    // A leap second is written :60 and counted as the next minute's first.
    if (second < 0 || second > 60 || (hour === 24 && second > 0)) return undefined;
    lo += second * 1000;
    length = 1000;
    at = 19;
    if (text.charCodeAt(19) === 46) {
      const end = endOfDigits(text, 20);
      if (end === 20) return undefined;
      lo += Math.floor(Number(`0${text.slice(19, Math.min(end, 23))}`) * 1000 + 1e-6);
      length = end >= 23 ? 1 : 10 ** (23 - end);
      at = end;
    }
  }
  const offset = offsetOf(text, at);
  return offset === undefined ? undefined : { lo: lo - offset, hi: lo - offset + length };
}

function offsetOf(text: string, at: number): number | undefined {
  if (at === text.length) return 0;
  const sign = text.charCodeAt(at);
  if (sign === 90) return at + 1 === text.length ? 0 : undefined;
  if ((sign !== 43 && sign !== 45) || text.length !== at + 6 || text.charCodeAt(at + 3) !== 58) return undefined;
  const hours = digits(text, at + 1, at + 3);
  const minutes = digits(text, at + 4, at + 6);
  if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59 || (hours === 14 && minutes > 0)) return undefined;
  return (sign === 45 ? -1 : 1) * (hours * 60 + minutes) * MINUTE;
}

/** The number between two places, -1 where anything else than digits stands there. */
function digits(text: string, from: number, to: number): number {
  if (to > text.length) return -1;
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function endOfDigits(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++;
  return at;
}

function daysIn(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return (LENGTHS[month - 1] ?? 0) + (leap ? 1 : 0);
}

/** Date.UTC takes years below 100 for the 1900s. */
function utc(year: number, month: number, day: number): number {
  return year < 100 ? new Date(Date.UTC(2000, month - 1, day)).setUTCFullYear(year) : Date.UTC(year, month - 1, day);
}

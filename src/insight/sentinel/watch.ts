import { type Day, plusDays } from '#base';
import { type Limits, MIN_POINTS } from '../statistics/limits.ts';
import type { SignalReason } from './contract.ts';
import { signalsOf } from '../statistics/rules.ts';
import { meanOf, type Signal } from '../statistics/series.ts';

/** How long the periods are that counts are summed up by, and how many of them before a change say what is usual. */
export type Periods = { readonly days: number; readonly before: number };

export const WEEK = 7;
/** Contacts come by the week. */
export const WEEKS: Periods = { days: WEEK, before: 26 };
/** What a measure counts is rarer: four weeks each, so that every one has as many of every day of the week. */
export const MONTHS: Periods = { days: 4 * WEEK, before: 24 };

/** A period's count by its first day; periods are counted from the day of the change, those before it backwards. */
export type WeekCount = { readonly from: Day; readonly counted: number };

export type Watched = {
  /** What is usual, with limits that do not move; absent where too little is known before. */
  readonly limits?: Limits;
  readonly weeks: readonly WeekCount[];
  /** As many days up to yesterday, where they are no whole period of the row. */
  readonly latest?: WeekCount;
  readonly seen?: Seen;
};

/** A feared effect that is seen: from the first week a rule speaks of to the last, with what was counted and expected there. */
export type Seen = {
  readonly since: Day;
  /** The last day counted. */
  readonly until: Day;
  readonly counted: number;
  readonly expected: number;
  readonly rules: readonly SignalReason[];
};

export type Counts = {
  readonly since: Day;
  readonly today: Day;
  /** The first day from which on contacts were recorded at all: weeks before it say nothing. */
  readonly known: Day;
  /** How many on a day. */
  readonly on: ReadonlyMap<Day, number>;
  readonly feared: 'up' | 'down';
  /** Weeks, where nothing is said. */
  readonly periods?: Periods;
};

/** Holds the weeks since a change against those before it. */
export function watch(counts: Counts): Watched {
  const { since, today, periods = WEEKS } = counts;
  const { days } = periods;
  const before = weeksFrom(counts, -periods.before, -1).filter(({ from }) => from >= counts.known);
  const whole = Math.max(0, Math.floor(daysBetween(since, today) / days));
  const after = weeksFrom(counts, 0, whole - 1);
  const started = plusDays(today, -days);
  const latest =
    today > since && daysBetween(since, today) % days !== 0
      ? { from: started, counted: sumFrom(counts.on, started, days) }
      : undefined;
  const limits = usual(before.map(({ counted }) => counted));
  const weeks = [...before, ...after];
  const base = { weeks, ...(latest ? { latest } : {}) };
  if (!limits) return base;
  const held = [...weeks, ...(latest ? [latest] : [])];
  const side = counts.feared === 'up' ? 'high' : 'low';
  const signals = signalsOf(held.map(({ counted }) => ({ value: counted, limits }))).filter(
    (signal) => signal.side === side && signal.to >= before.length,
  );
  const seen = seenIn(signals, { held, before: before.length, limits, latest, days });
  return { limits, ...base, ...(seen ? { seen } : {}) };
}

type Holding = {
  readonly held: readonly WeekCount[];
  readonly before: number;
  readonly limits: Limits;
  readonly latest: WeekCount | undefined;
  readonly days: number;
};

/** From the first week after the change that any rule speaks of; the latest days overlap the last whole week and are not counted twice. */
function seenIn(signals: readonly Signal[], { held, before, limits, latest, days }: Holding): Seen | undefined {
  if (signals.length === 0) return undefined;
  const from = Math.max(before, Math.min(...signals.map((signal) => signal.from)));
  const to = Math.max(...signals.map((signal) => signal.to));
  const whole = held.slice(from, to + 1).filter((week) => week !== latest);
  const weeks = whole.length > 0 ? whole : latest ? [latest] : [];
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (!first || !last) return undefined;
  return {
    since: first.from,
    until: plusDays(last.from, days - 1),
    counted: weeks.reduce((sum, { counted }) => sum + counted, 0),
    expected: limits.mean * weeks.length,
    rules: [...new Set(signals.map(({ rule }) => rule))],
  };
}

/** Mean and limits of counts: by their moving ranges, and never narrower than chance alone makes counts vary. */
function usual(counts: readonly number[]): Limits | undefined {
  if (counts.length < MIN_POINTS) return undefined;
  const mean = meanOf(counts);
  const ranges = counts.slice(1).map((count, at) => Math.abs(count - (counts[at] ?? 0)));
  const sigma = Math.max(meanOf(ranges) / 1.128, Math.sqrt(mean), 1 / 3);
  return { mean, sigma, low: Math.max(0, mean - 3 * sigma), high: mean + 3 * sigma };
}

function weeksFrom({ since, on, periods: { days } = WEEKS }: Counts, first: number, last: number): WeekCount[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => {
    const from = plusDays(since, (first + at) * days);
    return { from, counted: sumFrom(on, from, days) };
  });
}

function sumFrom(on: ReadonlyMap<Day, number>, from: Day, days: number): number {
  return Array.from({ length: days }, (_, at) => on.get(plusDays(from, at)) ?? 0).reduce((sum, one) => sum + one, 0);
}

function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

import type { Day } from '#base';
import type { FactDefinition, Span, Window } from './pack.ts';
import { lapses, plusSpan } from './window.ts';

/** A fact as numbers: its number in the catalogue, its day since 1970, its values. */
export type Point = { readonly fact: number; readonly at: number; readonly value?: number; readonly second?: number };

/** What is known of a person, as numbers; points in any order, several a day. */
export type Points = {
  readonly points: readonly Point[];
  readonly born?: Day | undefined;
  readonly died?: Day | undefined;
};

/** 'each': of what lasts, all that began on one day. */
export type SameDay = FactDefinition['sameDay'] | 'each';

/** The points of a person by kind, oldest first; several packs read the same. */
export type Timeline = {
  /** Of a fact, one a day, as a pack settles several. */
  readonly of: (fact: number, sameDay: SameDay) => readonly Point[];
  readonly born: Day | undefined;
  readonly died: number;
};

export const NEVER = Number.POSITIVE_INFINITY;
/** The end of what has none, 1 January 2200: behind every day that can be recorded. */
export const FOREVER = 84_006;

export function timelineOf({ points, born, died }: Points): Timeline {
  const kinds = new Map<number, Point[]>();
  for (const point of points) {
    const kind = kinds.get(point.fact);
    if (kind) kind.push(point);
    else kinds.set(point.fact, [point]);
  }
  for (const kind of kinds.values()) kind.sort(byDay);
  const settledKinds = new Map<number, readonly Point[]>();
  return {
    of: (fact, sameDay) => {
      const kind = kinds.get(fact);
      if (kind === undefined) return NONE;
      if (sameDay === 'each') return kind;
      const key = fact * 2 + (sameDay === 'mean' ? 1 : 0);
      const known = settledKinds.get(key);
      if (known) return known;
      const made = settled(kind, sameDay);
      settledKinds.set(key, made);
      return made;
    },
    born,
    died: died === undefined ? NEVER : numberOf(died),
  };
}

const NONE: readonly Point[] = [];

function byDay(a: Point, b: Point): number {
  return a.at - b.at;
}

/** Several points of one day become one, as the pack says. */
function settled(ordered: readonly Point[], sameDay: SameDay): readonly Point[] {
  const kept: Point[] = [];
  for (let from = 0; from < ordered.length; ) {
    let to = from + 1;
    while (to < ordered.length && ordered[to]?.at === ordered[from]?.at) to += 1;
    const group = ordered.slice(from, to);
    kept.push(group.length === 1 ? (group[0] as Point) : sameDay === 'mean' ? meanOf(group) : group.reduce(lower));
    from = to;
  }
  return kept;
}

function meanOf(group: readonly Point[]): Point {
  const mean = (values: readonly (number | undefined)[]) => {
    const there = values.filter((value) => value !== undefined);
    return there.length === 0 ? undefined : there.reduce((sum, value) => sum + value, 0) / there.length;
  };
  const [first] = group as readonly [Point];
  const value = mean(group.map((point) => point.value));
  const second = mean(group.map((point) => point.second));
  return {
    fact: first.fact,
    at: first.at,
    ...(value === undefined ? {} : { value }),
    ...(second === undefined ? {} : { second }),
  };
}

function lower(kept: Point, point: Point): Point {
  const [a, b] = [kept.value ?? 0, point.value ?? 0];
  if (b !== a) return b < a ? point : kept;
  return (point.second ?? 0) < (kept.second ?? 0) ? point : kept;
}

const DAY_MS = 86_400_000;

export function numberOf(day: Day): number {
  return remembered(dayNumbers, day, () => Math.round(Date.parse(day) / DAY_MS));
}

export function dayOf(number: number): Day {
  return new Date(number * DAY_MS).toISOString().slice(0, 10) as Day;
}

/** The first day on which a point no longer counts. */
export function lapseOf(at: number, window: Window): number {
  const key = typeof window === 'number' ? window : 200 + window.from * 24 + (window.months - 12);
  return remembered(lapseNumbers, at * 1_024 + key, () => numberOf(lapses(dayOf(at), window)));
}

export function spanFrom(at: number, span: Span): number {
  if (typeof span !== 'number') return at + span.days;
  return remembered(spans, at * 4_096 + span, () => numberOf(plusSpan(dayOf(at), span)));
}

export function birthday(born: Day, years: number): number {
  return remembered(birthdays, `${born} ${years}`, () => numberOf(plusSpan(born, years * 12)));
}

/** Calendar sums cost more than everything else, and the days of a population are few. */
function remembered<Key>(known: Map<Key, number>, key: Key, make: () => number): number {
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= REMEMBERED_MAX) known.clear();
  const made = make();
  known.set(key, made);
  return made;
}

const REMEMBERED_MAX = 200_000;
const dayNumbers = new Map<string, number>();
const lapseNumbers = new Map<number, number>();
const spans = new Map<number, number>();
const birthdays = new Map<string, number>();

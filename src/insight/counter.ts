import { assert, type Day, plusDays, plusMonths } from '#base';
import { lapses } from './evaluate.ts';
import { factsOf, type Pack, type Rule } from './pack.ts';
import type { Counted } from './person.ts';

/** A fact as numbers: its number in the pack, its day since 1970, its values. */
export type Point = { readonly fact: number; readonly at: number; readonly value?: number; readonly second?: number };

/** What is known of a person, as numbers; points in any order, several a day. */
export type Points = {
  readonly points: readonly Point[];
  readonly born?: Day | undefined;
  readonly died?: Day | undefined;
};

/** Counts one person as at days, of which the first is today. Undefined: they count in nothing, and never will by time alone. */
export type Counter = (person: Points, days: readonly Day[]) => Counted | undefined;

/**
 * A pack compiled: what `evaluate` answers, for everybody, in a thirtieth of the time. The parts that measures have in common
 * are judged once, as bits of a number; a measure is a test of these bits. A property test keeps the two equal.
 */
export function counterOf(pack: Pack): Counter {
  const leaves = leavesOf(pack);
  assert(leaves.length <= 31, 'the parts of the rules are bits of an integer');
  const judges = leaves.map((rule) => leaf(rule, pack));
  const test = (rule: Rule) => compiled(rule, leaves);
  const register = test(pack.register);
  const measures = pack.measures.map(({ of, met }) => ({
    of: of === 'register' ? register : test(of),
    met: test(met),
  }));
  return (person, days) => {
    const timeline = timelineOf(pack, person);
    const counted: number[] = [];
    const met: number[] = [];
    let next = Number.POSITIVE_INFINITY;
    for (const day of days) {
      const at = numberOf(day);
      let bits = 0;
      judges.forEach((judge, place) => {
        if (judge.holds(timeline, at)) bits |= 1 << place;
        if (counted.length === 0) next = Math.min(next, judge.flips(timeline, at));
      });
      const all = countBits(bits, register, measures);
      counted.push(all.counted);
      met.push(all.met);
    }
    if (counted.every((bits) => bits === 0) && next === Number.POSITIVE_INFINITY) return undefined;
    return { counted, met, ...(next === Number.POSITIVE_INFINITY ? {} : { next: dayOf(next) }) };
  };
}

/** How far back facts can matter as at some days: earlier ones do not, but those of `lasting` kinds. */
export function reachOf(
  pack: Pack,
  days: readonly Day[],
): { readonly since: Day; readonly lasting: readonly number[] } {
  const leaves = leavesOf(pack);
  const months = leaves.flatMap((rule) => ('within' in rule && rule.within !== undefined ? [rule.within] : []));
  const oldest = days.reduce((first, day) => (day < first ? day : first));
  const lasting = leaves.filter((rule) => !('within' in rule) || rule.within === undefined).flatMap(factsOf);
  return {
    since: plusDays(plusMonths(oldest, -Math.max(0, ...months)), -3),
    lasting: [...new Set(lasting)].map((name) => numberIn(pack, name)),
  };
}

type Test = (bits: number) => boolean;

function countBits(bits: number, register: Test, measures: readonly { readonly of: Test; readonly met: Test }[]) {
  if (!register(bits)) return { counted: 0, met: 0 };
  let counted = 1;
  let met = 1;
  measures.forEach((measure, place) => {
    if (!measure.of(bits)) return;
    counted |= 2 << place;
    if (measure.met(bits)) met |= 2 << place;
  });
  return { counted, met };
}

type Leaf = Exclude<Rule, { all: unknown } | { any: unknown } | { not: unknown }>;

/** The parts that all rules are made of, each once. */
function leavesOf({ register, measures }: Pack): readonly Leaf[] {
  const rules = [register, ...measures.flatMap(({ of, met }) => (of === 'register' ? [met] : [of, met]))];
  return [...new Map(rules.flatMap(parts).map((rule) => [JSON.stringify(rule), rule])).values()];
}

function parts(rule: Rule): readonly Leaf[] {
  if ('not' in rule) return parts(rule.not);
  if ('all' in rule) return rule.all.flatMap(parts);
  return 'any' in rule ? rule.any.flatMap(parts) : [rule];
}

function compiled(rule: Rule, leaves: readonly Leaf[]): Test {
  if ('not' in rule) {
    const test = compiled(rule.not, leaves);
    return (bits) => !test(bits);
  }
  if ('all' in rule) {
    const tests = rule.all.map((part) => compiled(part, leaves));
    return (bits) => tests.every((test) => test(bits));
  }
  if ('any' in rule) {
    const tests = rule.any.map((part) => compiled(part, leaves));
    return (bits) => tests.some((test) => test(bits));
  }
  const place = leaves.findIndex((one) => JSON.stringify(one) === JSON.stringify(rule));
  return (bits) => (bits & (1 << place)) !== 0;
}

/** Settled points by the number of their fact, oldest first. */
type Timeline = {
  readonly kinds: ReadonlyMap<number, readonly Point[]>;
  readonly born: Day | undefined;
  readonly died: number;
};

/** Whether it holds on a day, and the first later day on which time alone may change that. */
type LeafJudge = {
  readonly holds: (person: Timeline, day: number) => boolean;
  readonly flips: (person: Timeline, day: number) => number;
};

const NEVER = Number.POSITIVE_INFINITY;

function leaf(rule: Leaf, pack: Pack): LeafJudge {
  if ('alive' in rule)
    return { holds: ({ died }, day) => day < died, flips: ({ died }, day) => (day < died ? died : NEVER) };
  if ('age' in rule) return aged(rule.age);
  const fact = numberIn(pack, 'has' in rule ? rule.has : rule.latest);
  const { within } = rule;
  const out = ({ at }: Point) => (within === undefined ? NEVER : lapseOf(at, within));
  const last = (person: Timeline, day: number) => person.kinds.get(fact)?.findLast(({ at }) => at <= day);
  const passes = 'has' in rule ? () => true : limits(rule);
  return {
    holds: (person, day) => {
      const point = last(person, day);
      return point !== undefined && day < out(point) && passes(point);
    },
    flips: (person, day) => {
      const point = last(person, day);
      const later = person.kinds.get(fact)?.find(({ at }) => at > day)?.at ?? NEVER;
      return Math.min(later, point !== undefined && day < out(point) ? out(point) : NEVER);
    },
  };
}

function limits({ atMost, atLeast, secondAtMost }: Extract<Rule, { latest: string }>): (point: Point) => boolean {
  return ({ value = Number.NaN, second = Number.NaN }) =>
    (atMost === undefined || value <= atMost) &&
    (atLeast === undefined || value >= atLeast) &&
    (secondAtMost === undefined || second <= secondAtMost);
}

function aged([from, to]: readonly [number, number]): LeafJudge {
  return {
    holds: ({ born }, day) => born !== undefined && day >= birthday(born, from) && day < birthday(born, to + 1),
    flips: ({ born }, day) => {
      if (born === undefined) return NEVER;
      if (day < birthday(born, from)) return birthday(born, from);
      return day < birthday(born, to + 1) ? birthday(born, to + 1) : NEVER;
    },
  };
}

function timelineOf(pack: Pack, { points, born, died }: Points): Timeline {
  const kinds = new Map<number, Point[]>();
  for (const point of points) {
    const kind = kinds.get(point.fact);
    if (kind) kind.push(point);
    else kinds.set(point.fact, [point]);
  }
  for (const [fact, kind] of kinds) kinds.set(fact, settled(kind.sort(byDay), pack.facts[fact - 1]?.sameDay));
  return { kinds, born, died: died === undefined ? NEVER : numberOf(died) };
}

function byDay(a: Point, b: Point): number {
  return a.at - b.at;
}

/** Several points of one day become one, as the pack says. */
function settled(ordered: readonly Point[], sameDay: 'mean' | 'lowest' | undefined): Point[] {
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

function numberIn(pack: Pack, name: string): number {
  return pack.facts.findIndex(({ id }) => id === name) + 1;
}

const DAY_MS = 86_400_000;

export function numberOf(day: Day): number {
  return remembered(dayNumbers, day, () => Math.round(Date.parse(day) / DAY_MS));
}

function dayOf(number: number): Day {
  return new Date(number * DAY_MS).toISOString().slice(0, 10) as Day;
}

function lapseOf(at: number, months: number): number {
  return remembered(lapseNumbers, at * 1_024 + months, () => numberOf(lapses(dayOf(at), months)));
}

function birthday(born: Day, years: number): number {
  return remembered(birthdays, `${born} ${years}`, () => numberOf(plusMonths(born, years * 12)));
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
const birthdays = new Map<string, number>();

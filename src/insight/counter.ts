import { assert, type Day, plusDays, plusMonths } from '#base';
import { factsOf, type Pack, type Rule, rulesOf } from './pack.ts';
import type { Belonging } from './patient.ts';
import { type Course, onDay } from './course.ts';
import { type LeafJudge, leafJudge } from './leaf.ts';
import type { Counted } from './person.ts';
import { nextBand, strataOf } from './strata.ts';
import { dayOf, NEVER, numberOf, type Timeline } from './timeline.ts';
import { monthsOf } from './window.ts';

/** Numbers of the facts of a pack. */
export type Numbering = (fact: string) => number;

/**
 * Counts one person as at days, of which the first is today. Undefined: they count in nothing, and never will by time alone. Where their
 * course is known it is not worked out again.
 */
export type Counter = (
  person: Timeline,
  who: Belonging,
  days: readonly Day[],
  known?: { readonly course: Course | undefined },
) => Counted | undefined;

/** Today and the last month end are told apart by strata. */
export const STRATA_DAYS = 2;

/**
 * A pack compiled: what `evaluate` answers, for everybody, in a thirtieth of the time. The parts that measures have in common
 * are judged once, as flags in a row; a measure is a test of these. A property test keeps the two equal.
 */
export function counterOf(pack: Pack, numberIn: Numbering): Counter {
  assert(pack.measures.length < 31, 'a measure is a bit of an integer');
  const leaves = leavesOf(pack);
  const judges = leaves.map((rule) => leafJudge(rule, { pack, numberIn }));
  const tests = testsOf(pack, leaves);
  const flags = new Uint8Array(leaves.length);
  const strata = strataReader(pack, numberIn);
  return (timeline, who, days, known) => {
    const counted: number[] = [];
    const met: number[] = [];
    let next = NEVER;
    for (const day of days) {
      const first = counted.length === 0;
      const at = numberOf(day);
      if (first || !known) next = Math.min(next, mark(flags, judges, { timeline, at, first }));
      const all = known ? onDay(known.course, at) : countBits(flags, tests);
      counted.push(all.counted);
      met.push(all.met);
    }
    if (counted.every((bits) => bits === 0) && next === NEVER) return undefined;
    const [today = dayOf(0)] = days;
    const told = strata(timeline, who, days);
    if (counted[0] !== 0) next = Math.min(next, told.next, nextBand(pack, timeline.born, today));
    return { counted, met, strata: told.strata, ...(next === NEVER ? {} : { next: dayOf(next) }) };
  };
}

/** How far back facts can matter as at some days: earlier ones do not, but those of `lasting` kinds. */
export function reachOf(
  pack: Pack,
  numberIn: Numbering,
  days: readonly Day[],
): { readonly since: Day; readonly lasting: readonly number[] } {
  const leaves = leavesOf(pack);
  const months = leaves.flatMap((rule) =>
    'within' in rule && rule.within !== undefined ? [monthsOf(rule.within)] : [],
  );
  const oldest = days.reduce((first, day) => (day < first ? day : first));
  const lasting = leaves.filter((rule) => !('within' in rule) || rule.within === undefined).flatMap(factsOf);
  const frail = pack.strata.includes('frailty') ? ['frailty'] : [];
  return {
    since: plusDays(plusMonths(oldest, -Math.max(0, ...months)), -3),
    lasting: [...new Set([...lasting, ...frail])].map(numberIn),
  };
}

/** Marks which parts of the rules hold, and answers when time alone may change one. */
function mark(
  flags: Uint8Array,
  judges: readonly LeafJudge[],
  { timeline, at, first }: { readonly timeline: Timeline; readonly at: number; readonly first: boolean },
): number {
  let next = NEVER;
  for (let place = 0; place < judges.length; place += 1) {
    const judge = judges[place] as LeafJudge;
    flags[place] = judge.holds(timeline, at) ? 1 : 0;
    if (first) next = Math.min(next, judge.flips(timeline, at));
  }
  return next;
}

type Test = (flags: Uint8Array) => boolean;
type MeasureTest = {
  readonly of: Test;
  readonly out: readonly { readonly rule: Test; readonly unlessMet: boolean }[];
  readonly met: Test;
};
export type Tests = { readonly register: Test; readonly measures: readonly MeasureTest[] };

export function testsOf({ register, measures }: Pack, leaves: readonly Leaf[]): Tests {
  const keys = leaves.map((rule) => JSON.stringify(rule));
  const test = (rule: Rule) => compiled(rule, keys);
  return {
    register: test(register),
    measures: measures.map(({ of, exclusions = [], met }) => ({
      of: of === 'register' ? () => true : test(of),
      out: exclusions.map(({ rule, unlessMet = false }) => ({ rule: test(rule), unlessMet })),
      met: test(met),
    })),
  };
}

export function countBits(flags: Uint8Array, { register, measures }: Tests) {
  if (!register(flags)) return { counted: 0, met: 0 };
  let counted = 1;
  let met = 1;
  measures.forEach((measure, place) => {
    if (!measure.of(flags)) return;
    const has = measure.met(flags);
    if (measure.out.some(({ rule, unlessMet }) => rule(flags) && !(unlessMet && has))) return;
    counted |= 2 << place;
    if (has) met |= 2 << place;
  });
  return { counted, met };
}

export type Leaf = Exclude<Rule, { all: unknown } | { any: unknown } | { not: unknown }>;

const knownLeaves = new WeakMap<Pack, readonly Leaf[]>();

/** The parts that all rules are made of, each once. Kept: every changed person asks for them. */
export function leavesOf(pack: Pack): readonly Leaf[] {
  const known = knownLeaves.get(pack);
  if (known) return known;
  const rules = [pack.register, ...pack.measures.flatMap(rulesOf)];
  const leaves = [...new Map(rules.flatMap(parts).map((rule) => [JSON.stringify(rule), rule])).values()];
  knownLeaves.set(pack, leaves);
  return leaves;
}

function parts(rule: Rule): readonly Leaf[] {
  if ('not' in rule) return parts(rule.not);
  if ('all' in rule) return rule.all.flatMap(parts);
  return 'any' in rule ? rule.any.flatMap(parts) : [rule];
}

function compiled(rule: Rule, keys: readonly string[]): Test {
  if ('not' in rule) {
    const test = compiled(rule.not, keys);
    return (flags) => !test(flags);
  }
  if ('all' in rule) {
    const tests = rule.all.map((part) => compiled(part, keys));
    return (flags) => tests.every((test) => test(flags));
  }
  if ('any' in rule) {
    const tests = rule.any.map((part) => compiled(part, keys));
    return (flags) => tests.some((test) => test(flags));
  }
  const place = keys.indexOf(JSON.stringify(rule));
  return (flags) => flags[place] === 1;
}

type ToldApart = { readonly strata: readonly string[]; readonly next: number };

/** Strata as at the days that are told apart; frailty is the latest that was recorded. */
function strataReader(
  pack: Pack,
  numberIn: Numbering,
): (timeline: Timeline, who: Belonging, days: readonly Day[]) => ToldApart {
  const definition = pack.strata.includes('frailty') ? pack.facts.find(({ id }) => id === 'frailty') : undefined;
  const fact = definition ? numberIn(definition.id) : 0;
  return (timeline, who, days) => {
    const known = definition ? timeline.of(fact, definition.sameDay) : [];
    const today = numberOf(days[0] as Day);
    const strata = days.slice(0, STRATA_DAYS).flatMap((day) => {
      const frailty = known.findLast(({ at }) => at <= numberOf(day))?.value;
      return strataOf(pack, { ...who, born: timeline.born, frailty }, day);
    });
    return { strata, next: known.find(({ at }) => at > today)?.at ?? NEVER };
  };
}

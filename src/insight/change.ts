import type { Compartment } from '#repository';
import type { Reader, Sql } from '#store';
import { type CourseRow, coursesDropped, coursesKept, coursesOf } from './course.queries.ts';
import {
  type Member,
  membersKept,
  membersOf,
  type State,
  type StateKey,
  statesDropped,
  statesKept,
  statesOf,
} from './state.queries.ts';

/** What is kept of some people: what they count in, their courses, and under whom their records were counted. */
export type Kept = {
  readonly states: readonly State[];
  readonly courses: readonly CourseRow[];
  readonly members: readonly Member[];
};

export async function keptOf(
  reader: Reader,
  persons: readonly string[],
  records: readonly Compartment[],
): Promise<Kept> {
  const [states, courses, members] = await Promise.all([
    statesOf(reader, persons),
    coursesOf(reader, persons),
    membersOf(reader, records),
  ]);
  return { states, courses, members };
}

/** What of it is another than it was: undefined stands for what was not there, or is there no more. */
export type KeptChange = {
  readonly states: readonly Turned<State>[];
  readonly courses: readonly Turned<CourseRow>[];
  readonly members: readonly Member[];
  /** Persons under whom some of the records were counted until now. */
  readonly elsewhere: readonly string[];
};

type Turned<T> = readonly [was: T | undefined, is: T | undefined];

export function changeOf(before: Kept, now: Kept): KeptChange {
  const under = new Map(before.members.map((one) => [compartmentKey(one), one.person]));
  const members = now.members.filter((one) => under.get(compartmentKey(one)) !== one.person);
  return {
    states: turned(before.states, now.states, sameState),
    courses: turned(before.courses, now.courses, sameCourse),
    members,
    elsewhere: [...new Set(members.flatMap((one) => under.get(compartmentKey(one)) ?? []))],
  };
}

/** Most of what is kept stays as it is when something is recorded: it is not written again. */
export function writesOf(change: KeptChange): readonly Sql[] {
  const [states, courses] = [partsOf(change.states), partsOf(change.courses)];
  return [
    ...(states.gone.length > 0 ? [statesDropped(states.gone)] : []),
    ...(states.there.length > 0 ? [statesKept(states.there)] : []),
    ...(courses.gone.length > 0 ? [coursesDropped(courses.gone)] : []),
    ...(courses.there.length > 0 ? [coursesKept(courses.there)] : []),
    ...(change.members.length > 0 ? [membersKept(change.members)] : []),
  ];
}

function turned<T extends StateKey>(
  before: readonly T[],
  now: readonly T[],
  same: (one: T, other: T) => boolean,
): readonly Turned<T>[] {
  const key = ({ person, pack }: T) => `${person} ${pack}`;
  const was = new Map(before.map((one) => [key(one), one]));
  const is = new Set(now.map(key));
  const gone = before.filter((one) => !is.has(key(one))).map((one): Turned<T> => [one, undefined]);
  const others = now.flatMap((one): readonly Turned<T>[] => {
    const old = was.get(key(one));
    return old && same(old, one) ? [] : [[old, one]];
  });
  return [...gone, ...others];
}

function partsOf<T extends StateKey>(all: readonly Turned<T>[]) {
  return {
    gone: all.flatMap(([was, is]) => (was && !is ? [was] : [])),
    there: all.flatMap(([, is]) => is ?? []),
  };
}

function sameState(one: State, other: State): boolean {
  return (
    one.place === other.place &&
    one.next === other.next &&
    sameList(one.counted, other.counted) &&
    sameList(one.met, other.met) &&
    sameList(one.strata, other.strata) &&
    sameList(one.teams, other.teams) &&
    sameList(one.within, other.within) &&
    sameList(one.had, other.had)
  );
}

function sameCourse(one: CourseRow, other: CourseRow): boolean {
  return (
    one.place === other.place &&
    sameList(one.turns, other.turns) &&
    sameList(one.counted, other.counted) &&
    sameList(one.met, other.met) &&
    sameList(one.teams, other.teams) &&
    sameList(one.joins, other.joins) &&
    sameList(one.leaves, other.leaves)
  );
}

function sameList<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((value, at) => value === other[at]);
}

function compartmentKey({ bkt, cmp }: Compartment): string {
  return `${bkt}.${cmp}`;
}

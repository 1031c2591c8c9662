import { type Leaf, leavesOf, type Numbering, testsOf, countBits } from './counter.ts';
import { leafJudge } from './leaf.ts';
import type { Pack } from './pack.ts';
import { NEVER, type Timeline } from './timeline.ts';

/** What somebody counts in from each of some days on, as bits: from `turns[n]` until `turns[n + 1]` as `counted[n]` and `met[n]` say. */
export type Course = {
  /** Days since 1970, rising. */
  readonly turns: readonly number[];
  readonly counted: readonly number[];
  readonly met: readonly number[];
};

/** The whole course of a person up to a day; undefined: they never counted in anything. */
export type Courser = (person: Timeline, until: number) => Course | undefined;

/** Before every day: the least integer that the database keeps. */
export const BEGINNING = -2_147_483_648;

/**
 * Walks from one day on which a part of a rule flips to the next. Only what flips is judged again, so that a course costs what is
 * known of a person and not the days between.
 */
export function courserOf(pack: Pack, numberIn: Numbering): Courser {
  const leaves = leavesOf(pack);
  const judges = leaves.map((rule: Leaf) => leafJudge(rule, { pack, numberIn }));
  const tests = testsOf(pack, leaves);
  const flags = new Uint8Array(leaves.length);
  const flips = new Float64Array(leaves.length);
  return (timeline, until) => {
    const course = { turns: [] as number[], counted: [] as number[], met: [] as number[] };
    flips.fill(BEGINNING);
    for (let at = BEGINNING; at <= until; ) {
      let next = NEVER;
      judges.forEach((judge, place) => {
        if ((flips[place] as number) <= at) {
          flags[place] = judge.holds(timeline, at) ? 1 : 0;
          flips[place] = judge.flips(timeline, at);
        }
        next = Math.min(next, flips[place] as number);
      });
      turn(course, at, countBits(flags, tests));
      at = next;
    }
    return course.turns.length === 0 ? undefined : course;
  };
}

type Growing = { readonly turns: number[]; readonly counted: number[]; readonly met: number[] };

function turn({ turns, counted, met }: Growing, at: number, bits: { readonly counted: number; readonly met: number }) {
  if (bits.counted === (counted.at(-1) ?? 0) && bits.met === (met.at(-1) ?? 0)) return;
  turns.push(at);
  counted.push(bits.counted);
  met.push(bits.met);
}

/** What they count in on a day. */
export function onDay(course: Course | undefined, at: number): { readonly counted: number; readonly met: number } {
  const place = course?.turns.findLastIndex((day) => day <= at) ?? -1;
  return { counted: course?.counted[place] ?? 0, met: course?.met[place] ?? 0 };
}

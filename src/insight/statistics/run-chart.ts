import { medianOf, type Point } from './series.ts';

/** Fewer points about the median say nothing by the rules of runs. */
export const MIN_RUN_POINTS = 10;

export type RunChart = {
  readonly median: number;
  /** Points that are not on the median; those on it count in no run. */
  readonly useful: number;
  readonly runs: number;
  readonly longest: number;
  readonly signals: readonly RunSignal[];
};

export type RunSignal = 'shift' | 'trend' | 'too-few-runs' | 'too-many-runs';

const SHIFT = 6;
const TREND = 5;

/**
 * A run chart by its median: rows on one side, rows that rise or fall, and whether there are fewer or more runs than chance gives.
 * Undefined where fewer points are known than that says anything of.
 */
export function runChart(points: readonly Point[]): RunChart | undefined {
  const values = points.flatMap(({ value }) => (value === undefined ? [] : [value]));
  if (values.length < MIN_RUN_POINTS) return undefined;
  const median = medianOf(values);
  const sides = values.filter((value) => value !== median).map((value) => value > median);
  const lengths = runsOf(sides);
  const { least, most } = expectedRuns(sides);
  const signals: RunSignal[] = [
    ...(Math.max(0, ...lengths) >= SHIFT ? (['shift'] as const) : []),
    ...(longestTrend(values) >= TREND ? (['trend'] as const) : []),
    ...(lengths.length < least ? (['too-few-runs'] as const) : []),
    ...(lengths.length > most ? (['too-many-runs'] as const) : []),
  ];
  return { median, useful: sides.length, runs: lengths.length, longest: Math.max(0, ...lengths), signals };
}

function runsOf(sides: readonly boolean[]): readonly number[] {
  const lengths: number[] = [];
  sides.forEach((side, at) => {
    if (at > 0 && sides[at - 1] === side) lengths[lengths.length - 1] = (lengths.at(-1) ?? 0) + 1;
    else lengths.push(1);
  });
  return lengths;
}

/** The least and most runs that chance gives but in 2.5 of 100 courses each way, exactly (Swed and Eisenhart 1943). */
function expectedRuns(sides: readonly boolean[]): { readonly least: number; readonly most: number } {
  const above = sides.filter(Boolean).length;
  const below = sides.length - above;
  if (above === 0 || below === 0) return { least: 0, most: Number.POSITIVE_INFINITY };
  const chances = Array.from({ length: sides.length + 1 }, (_, runs) => chanceOf(runs, above, below));
  let [least, low] = [2, chances[2] ?? 0];
  while (low <= TAIL) low += chances[(least += 1)] ?? 1;
  let [most, high] = [sides.length, chances[sides.length] ?? 0];
  while (high <= TAIL) high += chances[(most -= 1)] ?? 1;
  return { least, most };
}

const TAIL = 0.025;

/** The chance of exactly so many runs where so many points lie above and so many below. */
function chanceOf(runs: number, above: number, below: number): number {
  if (runs < 2) return 0;
  const half = runs >> 1;
  const all = ways(above + below, above);
  const even = ways(above - 1, half - 1) * ways(below - 1, half - 1);
  if (runs % 2 === 0) return (2 * even) / all;
  return (ways(above - 1, half) * ways(below - 1, half - 1) + ways(above - 1, half - 1) * ways(below - 1, half)) / all;
}

/** Ways to choose some of so many. */
function ways(of: number, some: number): number {
  if (some < 0 || some > of) return 0;
  let count = 1;
  for (let at = 1; at <= some; at += 1) count *= (of - some + at) / at;
  return count;
}

/** Points in the longest row that all rise or all fall; equal neighbours neither break nor lengthen it. */
function longestTrend(values: readonly number[]): number {
  let [longest, length, last] = [1, 1, 0];
  for (let at = 1; at < values.length; at += 1) {
    const step = Math.sign((values[at] ?? 0) - (values[at - 1] ?? 0));
    if (step === 0) continue;
    length = step === last ? length + 1 : 2;
    last = step;
    longest = Math.max(longest, length);
  }
  return longest;
}

import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { showDay, showMonth } from '../parts/dates.ts';
import { showIn } from './course.ts';

/** A course before and after a day, with the two straight lines that lie nearest to it. */
export type InterruptedShown = {
  readonly title: string;
  readonly unit: 'percent' | 'count';
  readonly since: string;
  readonly points: readonly { readonly day: string; readonly value?: number }[];
  readonly fitted: readonly number[];
  /** What the line before says of the points after. */
  readonly without: readonly (number | undefined)[];
};

const [HEIGHT, PAD] = [220, 12];

export function layInterrupted({ points, fitted, without, unit, since }: InterruptedShown) {
  const start = points.findIndex(({ day }) => day >= since);
  const values = points.flatMap(({ value }) => value ?? []);
  const [low = 0, high = 100] = extent([...values, ...fitted, ...without.flatMap((value) => value ?? [])]);
  const room = Math.max((high - low) * 0.1, 1);
  const y = scaleLinear([Math.max(0, low - room), high + room], [HEIGHT - PAD, PAD]).nice(4);
  const x = scaleLinear([0, Math.max(1, points.length - 1)], [0, 100]);
  const pathOf = (of: readonly (number | undefined)[], from: number, to: number) =>
    line<number | undefined>(
      (_, at) => x(at) * 10,
      (value) => y(value ?? 0),
    )
      .defined((value, at) => value !== undefined && at >= from && at < to)
      .digits(1)(of) ?? '';
  return {
    height: HEIGHT,
    marks: points.flatMap(({ day, value }, at) =>
      value === undefined
        ? []
        : [{ x: round(x(at)), y: round(y(value)), words: `${showIn(unit, value)}, ${showDay(day)}` }],
    ),
    before: pathOf(fitted, 0, start),
    after: pathOf(fitted, start, points.length),
    without: pathOf(without, start, points.length),
    since: round(x(start - 0.5)),
    ticks: y.ticks(4).map((value) => ({ y: round(y(value)), words: unit === 'percent' ? `${value}%` : String(value) })),
    first: showMonth(new Date(points[0]?.day ?? since)),
    last: showMonth(new Date(points.at(-1)?.day ?? since)),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

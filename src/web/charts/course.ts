import type { MeasureSignals } from '#insight/contract';
import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { showDay, showMonth } from '../parts/dates.ts';

export type CourseMark = {
  readonly x: number;
  readonly y: number;
  /** What a rule says of it; none where it says nothing. */
  readonly meaning?: 'better' | 'worse' | 'change';
  readonly words: string;
};

export type CourseLayout = {
  readonly height: number;
  readonly marks: readonly CourseMark[];
  readonly path: string;
  readonly mean: string;
  readonly low: string;
  readonly high: string;
  readonly phases: readonly { readonly x: number; readonly words: string }[];
  readonly ticks: readonly { readonly y: number; readonly words: string }[];
  readonly first: string;
  readonly last: string;
};

const [HEIGHT, PAD] = [220, 12];

/** Lays out month ends with their mean and limits; undefined where fewer than two are told. */
export function layCourse({ points, signals, phases }: MeasureSignals): CourseLayout | undefined {
  const known = points.flatMap(({ percent }) => (percent === undefined ? [] : [percent]));
  const [first, last] = [points[0], points.at(-1)];
  if (known.length < 2 || !first || !last) return undefined;
  const limits = points.flatMap((point) => (point.limits ? [point.limits.low, point.limits.high] : []));
  const [low = 0, high = 100] = extent([...known, ...limits]);
  const room = Math.max((high - low) * 0.1, 1);
  const y = scaleLinear([Math.max(0, low - room), Math.min(100, high + room)], [HEIGHT - PAD, PAD]).nice(4);
  const x = scaleLinear([0, points.length - 1], [0, 100]);
  const pathOf = (value: (point: (typeof points)[number]) => number | undefined) =>
    line<(typeof points)[number]>(
      (_, at) => x(at) * 10,
      (point) => y(value(point) ?? 0),
    )
      .defined((point) => value(point) !== undefined)
      .digits(1)(points) ?? '';
  return {
    height: HEIGHT,
    marks: points.flatMap(({ day, percent }, at) => {
      if (percent === undefined) return [];
      const told = signals.find(({ from, to }) => from <= day && day <= to);
      const words = `${percent.toFixed(1)}%, ${showDay(day)}`;
      return [{ x: round(x(at)), y: round(y(percent)), words, ...(told ? { meaning: told.meaning } : {}) }];
    }),
    path: pathOf(({ percent }) => percent),
    mean: pathOf((point) => point.limits?.mean),
    low: pathOf((point) => point.limits?.low),
    high: pathOf((point) => point.limits?.high),
    phases: phases.flatMap(({ since, reason }) => {
      const at = points.findIndex(({ day }) => day >= since);
      return at > 0 ? [{ x: round(x(at - 0.5)), words: `From ${showDay(since)}: ${reason}` }] : [];
    }),
    ticks: y.ticks(4).map((value) => ({ y: round(y(value)), words: `${value}%` })),
    first: showMonth(new Date(first.day)),
    last: showMonth(new Date(last.day)),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

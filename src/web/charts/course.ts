import type { Limits } from '#insight/contract';
import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { showDay, showMonth } from '../parts/dates.ts';

/** A course with its limits: month ends in percent, or weeks as counts. */
export type CourseShown = {
  readonly title: string;
  readonly unit: 'percent' | 'count';
  /** What a row of the table is of, where it is not a month end or a week. */
  readonly row?: string;
  readonly points: readonly {
    readonly day: string;
    readonly value?: number;
    readonly limits?: Limits;
    /** '34 of 120', where that is told. */
    readonly howMany?: string;
  }[];
  /** Stretches that a rule speaks of. */
  readonly told: readonly {
    readonly from: string;
    readonly to: string;
    readonly meaning: 'better' | 'worse' | 'change';
  }[];
  readonly phases: readonly { readonly since: string; readonly reason: string }[];
};

/** '67.0%' or '12'. */
export function showIn(unit: CourseShown['unit'], value: number | undefined): string {
  if (value === undefined) return '–';
  if (unit === 'percent') return `${value.toFixed(1)}%`;
  return Number.isInteger(value) ? value.toLocaleString('en-GB') : value.toFixed(1);
}

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

/** Lays out a course with its mean and limits; undefined where fewer than two points are told. */
export function layCourse(shown: CourseShown): CourseLayout | undefined {
  const { points, told, unit } = shown;
  const known = points.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const [first, last] = [points[0], points.at(-1)];
  if (known.length < 2 || !first || !last) return undefined;
  const limits = points.flatMap((point) => (point.limits ? [point.limits.low, point.limits.high] : []));
  const [low = 0, high = 100] = extent([...known, ...limits]);
  const room = Math.max((high - low) * 0.1, 1);
  const most = unit === 'percent' ? 100 : Number.POSITIVE_INFINITY;
  const y = scaleLinear([Math.max(0, low - room), Math.min(most, high + room)], [HEIGHT - PAD, PAD]).nice(4);
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
    marks: points.flatMap(({ day, value, howMany }, at) => {
      if (value === undefined) return [];
      const speaks = told.find(({ from, to }) => from <= day && day <= to);
      const words = [showIn(unit, value), ...(howMany ? [howMany] : []), showDay(day)].join(', ');
      return [{ x: round(x(at)), y: round(y(value)), words, ...(speaks ? { meaning: speaks.meaning } : {}) }];
    }),
    path: pathOf(({ value }) => value),
    mean: pathOf((point) => point.limits?.mean),
    low: pathOf((point) => point.limits?.low),
    high: pathOf((point) => point.limits?.high),
    phases: phasesIn(shown, x),
    ticks: y.ticks(4).map((value) => ({ y: round(y(value)), words: unit === 'percent' ? `${value}%` : String(value) })),
    first: showMonth(new Date(first.day)),
    last: showMonth(new Date(last.day)),
  };
}

function phasesIn({ points, phases }: CourseShown, x: (at: number) => number): CourseLayout['phases'] {
  return phases.flatMap(({ since, reason }) => {
    const at = points.findIndex(({ day }) => day >= since);
    return at > 0 ? [{ x: round(x(at - 0.5)), words: `From ${showDay(since)}: ${reason}` }] : [];
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

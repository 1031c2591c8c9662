import type { ResultPoint, ResultSeries } from '#record/contract';
import { extent } from 'd3-array';
import { scaleLinear, scaleUtc } from 'd3-scale';
import { line } from 'd3-shape';
import { millisOf, showMonth } from '../parts/dates.ts';

export type Side = 'above' | 'below' | 'within';

/** On which side of the target a value lies; limits are inclusive. Without a target everything is within. */
export function sideOf(value: number, target: ResultSeries['target']): Side {
  if (target?.high !== undefined && value > target.high) return 'above';
  if (target?.low !== undefined && value < target.low) return 'below';
  return 'within';
}

/** '58 or below', '60 or above', '4 to 7'. */
export function targetWords(target: NonNullable<ResultSeries['target']>): string {
  const { low, high } = target;
  if (low !== undefined && high !== undefined) return `${low} to ${high}`;
  if (high !== undefined) return `${high} or below`;
  return low === undefined ? '' : `${low} or above`;
}

/** The same in signs, where room is short: '≤ 58', '≥ 60', '4 to 7'. */
export function targetSigns(target: NonNullable<ResultSeries['target']>): string {
  const { low, high } = target;
  if (low !== undefined && high !== undefined) return `${low} to ${high}`;
  return high === undefined ? `≥ ${low}` : `≤ ${high}`;
}

export type Mark = { readonly x: number; readonly y: number; readonly side: Side; readonly point: ResultPoint };

export type TrendLayout = {
  readonly height: number;
  /** x in percent of the width, y in pixels: the drawing is fluid in width and its text keeps its size. */
  readonly marks: readonly Mark[];
  /** Path in a box 1000 wide and `height` high. */
  readonly path: string;
  readonly ticks: readonly { readonly y: number; readonly words: string }[];
  readonly years: readonly { readonly x: number; readonly words: string }[];
  readonly band?: { readonly y: number; readonly height: number };
  readonly limits: readonly number[];
  readonly first: string;
  readonly last: string;
};

const HEIGHT = 132;
const PAD = 8;

/** Lays out one quantity over time. The target is always within the picture, also where every value lies far from it. */
export function layTrend(series: ResultSeries): TrendLayout {
  const { points, target } = series;
  const limits = [target?.low, target?.high].filter((limit) => limit !== undefined);
  const [low = 0, high = 1] = extent([...points.map(({ value }) => value), ...limits]);
  const room = roomAround(low, high);
  const y = scaleLinear([low - room, high + room], [HEIGHT - PAD, PAD]).nice(4);
  const [start = 0, end = 1] = extent(points.map(({ at }) => millisOf(at)));
  const words = y.tickFormat(3);
  const x = scaleUtc([start, end === start ? start + 1 : end], [0, 100]);
  const marks = points.map((point) => ({
    x: round(x(millisOf(point.at))),
    y: round(y(point.value)),
    side: sideOf(point.value, target),
    point,
  }));
  const top = target?.high === undefined ? PAD : y(target.high);
  const bottom = target?.low === undefined ? HEIGHT - PAD : y(target.low);
  return {
    height: HEIGHT,
    marks,
    path:
      line<Mark>(
        (mark) => mark.x * 10,
        (mark) => mark.y,
      ).digits(1)(marks) ?? '',
    ticks: y.ticks(3).map((value) => ({ y: round(y(value)), words: words(value).replace('−', '-') })),
    years: yearTicks(x),
    ...(limits.length === 0 ? {} : { band: { y: round(top), height: round(Math.max(1, bottom - top)) } }),
    limits: limits.map((limit) => round(y(limit))),
    first: showMonth(new Date(start)),
    last: showMonth(new Date(end)),
  };
}

/** A tenth of the spread above and below; values that differ by nothing anybody measures are drawn as equal ones. */
function roomAround(low: number, high: number): number {
  const size = Math.max(Math.abs(low), Math.abs(high));
  const spread = high - low;
  return (spread > Math.max(1e-9, size * 1e-9) ? spread : Math.max(size, 1e-3)) * 0.1;
}

/** Starts of years that stand clear of the first and last month, which are always written. */
function yearTicks(x: ReturnType<typeof scaleUtc<number>>): TrendLayout['years'] {
  return x
    .ticks(5)
    .filter((at) => at.getUTCMonth() === 0 && at.getUTCDate() === 1)
    .map((at) => ({ x: round(x(at)), words: String(at.getUTCFullYear()) }))
    .filter(({ x }) => x > 22 && x < 78);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

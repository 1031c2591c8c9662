import type { MeasureRow } from '#insight/contract';
import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { showDay, showMonth } from '../parts/dates.ts';

export type MonthLayout = {
  readonly height: number;
  readonly marks: readonly { readonly x: number; readonly y: number; readonly words: string }[];
  readonly path: string;
  readonly ticks: readonly { readonly y: number; readonly words: string }[];
  readonly aim?: number;
  /** True where the scale does not begin at nought. */
  readonly cut: boolean;
  readonly first: string;
  readonly last: string;
};

const [HEIGHT, PAD] = [180, 12];

/** Lays out the month ends of a measure; undefined where fewer than two are known. */
export function layMonths({ history, aim }: MeasureRow): MonthLayout | undefined {
  const values = history.map(({ tally }) => (tally && tally.of > 0 ? (tally.met * 100) / tally.of : undefined));
  const known = values.filter((value) => value !== undefined);
  const [first, last] = [history[0], history.at(-1)];
  if (known.length < 2 || !first || !last) return undefined;
  const [low = 0, high = 100] = extent(aim === undefined ? known : [...known, aim]);
  const middle = (low + high) / 2;
  const half = Math.max((high - low) / 2 + 2, 10);
  const y = scaleLinear([Math.max(0, middle - half), Math.min(100, middle + half)], [HEIGHT - PAD, PAD]).nice(4);
  const x = scaleLinear([0, history.length - 1], [0, 100]);
  const path = line<number | undefined>(
    (_, at) => x(at) * 10,
    (value) => y(value ?? 0),
  )
    .defined((value) => value !== undefined)
    .digits(1)(values);
  return {
    height: HEIGHT,
    marks: values.flatMap((value, at) =>
      value === undefined
        ? []
        : [{ x: round(x(at)), y: round(y(value)), words: `${value.toFixed(1)}%, ${showDay(history[at]?.day ?? '')}` }],
    ),
    path: path ?? '',
    ticks: y.ticks(4).map((value) => ({ y: round(y(value)), words: `${value}%` })),
    ...(aim === undefined ? {} : { aim: round(y(aim)) }),
    cut: (y.domain()[0] ?? 0) > 0,
    first: showMonth(new Date(first.day)),
    last: showMonth(new Date(last.day)),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

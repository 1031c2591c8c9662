import type { HumpForecast } from '#money/contract';
import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { showMonth } from '../parts/dates.ts';

export type CurveLayout = {
  readonly height: number;
  readonly path: string;
  /** As it was agreed, where that differs. */
  readonly before?: string;
  readonly nought: number;
  readonly ticks: readonly { readonly y: number; readonly words: string }[];
  readonly peak?: { readonly x: number; readonly y: number };
  readonly met?: { readonly x: number; readonly y: number };
  readonly first: string;
  readonly last: string;
};

const [HEIGHT, PAD] = [200, 14];

/** Lays out what is to be found, month by month, with its peak and the month in which it is met. `words` says an amount on the axis. */
export function layCurve(
  of: HumpForecast,
  { agreed, words }: { readonly agreed?: HumpForecast | undefined; readonly words: (minor: number) => string },
): CurveLayout | undefined {
  const longest = [of, ...(agreed ? [agreed] : [])].reduce((a, b) => (b.months.length > a.months.length ? b : a));
  const [first, last] = [longest.months[0], longest.months.at(-1)];
  if (!first || !last || longest.months.length < 2) return undefined;
  const totals = [of, ...(agreed ? [agreed] : [])].flatMap(({ months }) => months.map(({ total }) => total.minor));
  const [low = 0, high = 0] = extent([...totals, 0]);
  const y = scaleLinear([low, high === low ? low + 1 : high], [HEIGHT - PAD, PAD]).nice(4);
  const x = scaleLinear([0, longest.months.length - 1], [0, 100]);
  const pathOf = ({ months }: HumpForecast): string =>
    line<{ readonly total: { readonly minor: number } }>(
      (_, at) => x(at) * 10,
      ({ total }) => y(total.minor),
    ).digits(1)([...months]) ?? '';
  const at = (month: string | undefined) => {
    const found = of.months.findIndex((one) => one.month === month);
    const total = of.months[found]?.total.minor;
    return total === undefined ? undefined : { x: round(x(found)), y: round(y(total)) };
  };
  const [peak, met] = [at(of.peak?.month), at(of.met)];
  return {
    height: HEIGHT,
    path: pathOf(of),
    ...(agreed ? { before: pathOf(agreed) } : {}),
    nought: round(y(0)),
    ticks: y.ticks(4).map((value) => ({ y: round(y(value)), words: words(value) })),
    ...(peak ? { peak } : {}),
    ...(met ? { met } : {}),
    first: showMonth(new Date(first.month)),
    last: showMonth(new Date(last.month)),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

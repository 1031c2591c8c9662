import type { FunnelRow, MeasureSignals } from '#insight/contract';
import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';

export type FunnelLayout = {
  readonly height: number;
  readonly marks: readonly {
    readonly x: number;
    readonly y: number;
    readonly side: 'high' | 'low' | 'within';
    readonly words: string;
  }[];
  /** Limits from few people to many, at 95 and 99.8 %, below and above. */
  readonly limits: readonly { readonly kind: 'near' | 'far'; readonly path: string }[];
  readonly whole: number;
  readonly ticks: readonly { readonly y: number; readonly words: string }[];
  /** The least and the most people, at both ends. */
  readonly first: string;
  readonly last: string;
};

const [HEIGHT, PAD] = [260, 12];

/** Lays out places by how many were counted (across) and how many met (up), with the limits of each own number joined up. */
export function layFunnel({ whole, rows }: NonNullable<MeasureSignals['funnel']>): FunnelLayout {
  const sorted = [...rows].sort((a, b) => a.tally.of - b.tally.of);
  const values = sorted.flatMap(({ percent, limits998 }) => [percent, limits998.low, limits998.high]);
  const [low = 0, high = 100] = extent(values);
  const y = scaleLinear([Math.max(0, low - 2), Math.min(100, high + 2)], [HEIGHT - PAD, PAD]).nice(4);
  const [least = 0, most = 1] = extent(sorted, ({ tally }) => tally.of);
  const x = scaleLinear([least, most === least ? least + 1 : most], [3, 97]);
  const pathOf = (value: (row: FunnelRow) => number) =>
    line<FunnelRow>(
      (row) => x(row.tally.of) * 10,
      (row) => y(value(row)),
    ).digits(1)(sorted) ?? '';
  return {
    height: HEIGHT,
    marks: sorted.map(({ place, tally, percent, band }) => ({
      x: round(x(tally.of)),
      y: round(y(percent)),
      side: band === 'within' ? 'within' : band.endsWith('above') ? 'high' : 'low',
      words: `${place.name}: ${percent.toFixed(1)}%, ${tally.met} of ${tally.of}`,
    })),
    limits: [
      { kind: 'far', path: pathOf(({ limits998 }) => limits998.low) },
      { kind: 'near', path: pathOf(({ limits95 }) => limits95.low) },
      { kind: 'near', path: pathOf(({ limits95 }) => limits95.high) },
      { kind: 'far', path: pathOf(({ limits998 }) => limits998.high) },
    ],
    whole: round(y((whole.met * 100) / whole.of)),
    ticks: y.ticks(4).map((value) => ({ y: round(y(value)), words: `${value}%` })),
    first: `${least.toLocaleString('en-GB')} people`,
    last: `${most.toLocaleString('en-GB')} people`,
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

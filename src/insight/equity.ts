import { type AskedMeasure, measureNumber } from './ask.ts';
import type { EquityRows, StratumRow } from './contract.ts';
import { dimensionTitle, NOT_RECORDED, valueTitle } from './strata.ts';

/** Of a measure at a place: how those who are told apart fare, and how far the best is from the worst. */
export function equityOf(asked: AskedMeasure): readonly EquityRows[] {
  const { pack } = asked.pack;
  const measure = measureNumber(asked.pack, asked.measure.id);
  const strata = asked.strata(measure);
  return pack.strata.flatMap((dimension) => {
    const own = strata.filter((stratum) => stratum.startsWith(`${dimension}:`));
    const rows = own.flatMap((stratum): readonly StratumRow[] => {
      const value = stratum.slice(dimension.length + 1);
      const tally = asked.told(asked.node, measure, stratum);
      if (tally?.of === 0) return [];
      return [{ value, title: valueTitle(pack, dimension, value), ...(tally ? { tally } : {}) }];
    });
    // A dimension in which nothing was recorded tells nothing.
    if (rows.every(({ value }) => value === NOT_RECORDED)) return [];
    const gap = gapOf(rows);
    return [{ dimension, title: dimensionTitle(dimension), rows: rows.sort(inOrder), ...(gap ? { gap } : {}) }];
  });
}

/** Points of percent between the highest and the lowest that are told; who was not recorded is not one of them. */
function gapOf(rows: readonly StratumRow[]): EquityRows['gap'] | undefined {
  const told = rows
    .flatMap(({ value, title, tally }) =>
      tally && tally.of > 0 && value !== NOT_RECORDED ? [{ title, percent: (100 * tally.met) / tally.of }] : [],
    )
    .sort((a, b) => a.percent - b.percent);
  const [lowest, highest] = [told[0], told.at(-1)];
  if (!lowest || !highest || told.length < 2) return undefined;
  return { points: highest.percent - lowest.percent, lowest: lowest.title, highest: highest.title };
}

function inOrder(a: StratumRow, b: StratumRow): number {
  if ((a.value === NOT_RECORDED) !== (b.value === NOT_RECORDED)) return a.value === NOT_RECORDED ? 1 : -1;
  const [left, right] = [Number(a.value), Number(b.value)];
  return Number.isNaN(left - right) ? (a.value < b.value ? -1 : 1) : left - right;
}

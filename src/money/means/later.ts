import type { WorkedLine } from './contract.ts';
import { incomeOf, linesIn, type Making, said } from './sums.ts';

/**
 * Paying later, out of the home: how much can be put off in all, and how much of a week's charge. The council keeps back a
 * tenth of the value, the lower limit of capital, and what is owed on the home already; the person may keep some income.
 */
export function deferral(making: Making, charge: number): readonly WorkedLine[] {
  const { pack, year, means } = making;
  const add = linesIn('later');
  const source = pack.rules['deferral'] ?? '';
  const property = pack.capital.filter((one) => one.property === true && one.counts === 'all').map(({ kind }) => kind);
  const value = means.capital.reduce((sum, { kind, minor }) => sum + (property.includes(kind) ? minor : 0), 0);
  const kept = Math.ceil((value * pack.deferral.keptOfValue) / 100);
  const lower = year.figures['lower-limit']?.minor ?? 0;
  const debt = means.defers?.debt ?? 0;
  const most = Math.max(0, value - kept - lower - debt);
  add({
    words: `Can be paid later in all: ${said(pack, value)}, less a tenth, less ${said(pack, lower)}, less ${said(pack, debt)} owed on it already`,
    minor: most,
    source,
  });
  const { counted } = incomeOf(making);
  const keeps = year.figures['deferral-keeps']?.minor ?? 0;
  const now = Math.min(charge, Math.max(0, counted - keeps));
  const words = `Can be paid later each week, where the person keeps ${said(pack, keeps)} of income and pays ${said(pack, now)} now`;
  add({ words, minor: most === 0 ? 0 : charge - now, source: `${source}; ${year.figures['deferral-keeps']?.source}` });
  return add.all();
}

import { rounded } from '../charge/parts.ts';
import type { ForecastMethod } from './contract.ts';

/** A year by months: those that are over come first. */
export type YearSoFar = {
  /** Spent in each month so far; the last one may have begun only. */
  readonly spent: readonly bigint[];
  /** Of the last month so far: days gone and days it has. */
  readonly gone: number;
  readonly days: number;
  readonly months: number;
  readonly promised: bigint;
  /** Budgeted for each month of the year. */
  readonly budget: readonly bigint[];
  /** Spent in each month of the year before, where there was one. */
  readonly before: readonly bigint[];
};

export const METHOD_WORDS: Readonly<Record<ForecastMethod, string>> = {
  'run-rate': 'Spending goes on as it has so far, by the day',
  seasonal: 'The rest of the year is to what is over as it was the year before',
  commitments: 'What is spent and promised, and for the months to come their budget less what is promised',
};

/** What the year will come to by a stated method: spent so far and what the method expects of the rest. */
export function forecastOf(method: ForecastMethod, year: YearSoFar): bigint {
  const spent = total(year.spent);
  const begun = year.spent.length;
  const elapsed = BigInt((begun - 1) * year.days + year.gone);
  const all = BigInt(year.months * year.days);
  const even = elapsed <= 0n ? spent : rounded(spent * all, elapsed);
  switch (method) {
    case 'run-rate':
      return even;
    case 'seasonal': {
      const current = year.before[begun - 1] ?? 0n;
      const past =
        total(year.before.slice(0, Math.max(0, begun - 1))) + rounded(current * BigInt(year.gone), BigInt(year.days));
      // Without a year before there are no seasons to go by.
      return past <= 0n ? even : rounded(spent * total(year.before), past);
    }
    case 'commitments': {
      const ahead = total(year.budget.slice(begun));
      const open = ahead > year.promised ? ahead - year.promised : 0n;
      return spent + year.promised + open;
    }
  }
}

function total(all: readonly bigint[]): bigint {
  return all.reduce((sum, one) => sum + one, 0n);
}

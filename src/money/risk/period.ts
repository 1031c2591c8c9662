import {
  clausesThen,
  type ContributeClause,
  type Every,
  type ShareRiskClause,
  type Stack,
  type Then,
} from '#agreement';
import { type Day, plusDays, plusMonths } from '#base';
import type { AgreedPool } from '../pool/agreed-pool.ts';

/** A stretch of days after which a pool's result is shared, by the clause that stands on its last day. */
export type SharedPeriod = { readonly from: Day; readonly until: Day; readonly agreed: Then<ShareRiskClause> };

const MONTHS: Readonly<Record<ShareRiskClause['settled'], number>> = { month: 1, quarter: 3, year: 12 };
const PART_MONTHS: Readonly<Partial<Record<Every, number>>> = { month: 1, quarter: 3, 'half-year': 6, year: 12 };
const PERIODS_MAX = 600;

/**
 * The periods whose last day lies after one day and not after another. They are counted from the first day for which anybody puts in
 * anything, and a part that is put in for longer is never cut: what is put in once a year is not left over after a month.
 */
export function periodsEnding(
  stack: Stack,
  pool: AgreedPool,
  { after, through }: { readonly after: Day | undefined; readonly through: Day },
): readonly SharedPeriod[] {
  const given = contributionsOf(stack, pool);
  if (given.length === 0) return [];
  const first = given.map(({ period }) => period.from).reduce((a, b) => (a < b ? a : b));
  const last = given.map(({ period }) => period.until).reduce((a, b) => (a > b ? a : b));
  const longest = Math.max(...given.map(monthsOfPart));
  const found: SharedPeriod[] = [];
  for (const [settled, months] of Object.entries(MONTHS)) {
    for (const [from, until] of grid(first, last, Math.max(months, longest))) {
      if ((after !== undefined && until <= after) || until > through) continue;
      const agreed = shareRiskOn(stack, pool, until);
      if (agreed?.clause.settled === settled) found.push({ from, until, agreed });
    }
  }
  return found.sort((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : 0));
}

/** Who meets what is over, and has what is left, by what stood on a day. */
export function shareRiskOn(stack: Stack, pool: AgreedPool, on: Day): Then<ShareRiskClause> | undefined {
  return clausesThen(stack, 'shareRisk', { on }).find(
    ({ instrument, clause }) => instrument.id === pool.instrument && clause.pool === pool.name,
  );
}

function contributionsOf(stack: Stack, { instrument: id, name }: AgreedPool): readonly ContributeClause[] {
  return stack
    .filter(({ instrument }) => instrument.id === id)
    .flatMap(({ instrument }) => instrument.clauses)
    .flatMap((clause) => (clause.clause === 'contribute' && clause.pool === name ? [clause] : []));
}

function monthsOfPart({ every, period }: ContributeClause): number {
  if (every !== 'once') return PART_MONTHS[every] ?? 0;
  let months = 1;
  while (months < PERIODS_MAX && plusMonths(period.from, months) < period.until) months += 1;
  return months;
}

function grid(first: Day, last: Day, months: number): readonly (readonly [Day, Day])[] {
  const found: (readonly [Day, Day])[] = [];
  for (let number = 0; number < PERIODS_MAX; number += 1) {
    const from = plusMonths(first, months * number);
    if (from >= last) break;
    const next = plusMonths(first, months * (number + 1));
    found.push([from, plusDays(next < last ? next : last, -1)]);
  }
  return found;
}

import type { ContributeClause, Every, Stack } from '#agreement';
import { day, type Day, plusMonths } from '#base';
import type { AgreedPool } from '../pool/agreed-pool.ts';
import { duesOf } from '../pool/due.ts';
import { equalParts } from '../split.ts';
import type { BudgetLine } from './read.ts';

type Year = { readonly from: Day; readonly until: Day };

const PARTS_MAX = 400;
const MONTHS: Readonly<Partial<Record<Every, number>>> = { quarter: 3, 'half-year': 6, year: 12 };

/** The year of a pool that a day lies in: the period for which its partners put in, the last one that began. */
export function yearOf(stack: Stack, pool: AgreedPool, today: Day): Year {
  const periods = contributionsOf(stack, pool)
    .map(({ period }) => period)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  return (
    periods.findLast(({ from }) => from <= today) ??
    periods[0] ?? { from: yearStart(today), until: plusMonths(yearStart(today), 12) }
  );
}

/** The quarters of a pool up to a day, counted from the first day for which anybody puts in anything; the newest first. */
export function quartersOf(stack: Stack, pool: AgreedPool, today: Day): readonly Year[] {
  return partsOf(stack, pool, { today, months: 3 });
}

/** Its years, counted in the same way. */
export function yearsOf(stack: Stack, pool: AgreedPool, today: Day): readonly Year[] {
  return partsOf(stack, pool, { today, months: 12 });
}

function partsOf(
  stack: Stack,
  pool: AgreedPool,
  { today, months }: { readonly today: Day; readonly months: number },
): readonly Year[] {
  const first = contributionsOf(stack, pool)
    .map(({ period }) => period.from)
    .sort()[0];
  if (first === undefined) return [];
  const found: Year[] = [];
  for (let at = 0; at < PARTS_MAX && plusMonths(first, months * at) <= today; at += 1)
    found.push({ from: plusMonths(first, months * at), until: plusMonths(first, months * (at + 1)) });
  return found.reverse();
}

/** What the agreement puts in, month by month: a part for several months is spread over them. */
export function agreedBudget(stack: Stack, pool: AgreedPool, { from, until }: Year): readonly BudgetLine[] {
  const clauses = new Map(contributionsOf(stack, pool).map((clause) => [clause.id, clause]));
  const months = new Map<Day, bigint>();
  for (const { about, minor, cites } of duesOf(stack, pool, until)) {
    if (about < from || about >= until) continue;
    const first = day(`${about.slice(0, 7)}-01`);
    const count = monthsOfPart(clauses.get(cites.clause), first, until);
    for (const [at, part] of equalParts(minor, count).entries()) {
      const month = plusMonths(first, at);
      months.set(month, (months.get(month) ?? 0n) + part);
    }
  }
  return [...months].sort(([a], [b]) => (a < b ? -1 : 1)).map(([month, minor]) => ({ scheme: '', month, minor }));
}

function monthsOfPart(clause: ContributeClause | undefined, first: Day, until: Day): number {
  const most = clause?.every === 'once' ? 60 : (MONTHS[clause?.every ?? 'month'] ?? 1);
  let count = 1;
  while (count < most && plusMonths(first, count) < until) count += 1;
  return count;
}

function contributionsOf(stack: Stack, { instrument: id, name }: AgreedPool): readonly ContributeClause[] {
  return stack
    .filter(({ instrument }) => instrument.id === id)
    .flatMap(({ instrument }) => instrument.clauses)
    .flatMap((clause) => (clause.clause === 'contribute' && clause.pool === name ? [clause] : []));
}

function yearStart(today: Day): Day {
  return day(`${today.slice(0, 4)}-01-01`);
}

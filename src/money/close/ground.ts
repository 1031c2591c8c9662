import { type DaysOff, type Instrument, inForce, named, type Stack } from '#agreement';
import { type Day, plusMonths } from '#base';
import type { Reader } from '#store';
import { type AgreedPool, CHARGES } from '../pool/agreed-pool.ts';
import { daysOffOf } from '../pool/days-off.ts';
import { changeRows } from './close.queries.ts';
import { type CloseDays } from './contract.ts';
import { daysOfMonth, lastDayOf, monthOf, usualDays } from './days.ts';

/** Whoever is told late of a step is given some working days still. */
export const LEAST_WORKING_DAYS = 3;

/** Of a month in which the agreement of a pool ran to the end: who is paid by it. */
export type MonthAgreed = { readonly month: Day; readonly last: Day; readonly payees: readonly string[] };

/**
 * What a month of a pool asks for; undefined where its agreement did not run on the last day (so far) of it, and for what was taken
 * over of another area, which has no agreement of its own.
 */
export function monthAgreed(
  stack: Stack,
  pool: AgreedPool,
  { month, today }: { readonly month: Day; readonly today: Day },
): MonthAgreed | undefined {
  if (pool.words !== undefined) return undefined;
  const last = lastDayOf(month);
  const on = last < today ? last : today;
  const instrument = inForce(stack, on).find((one) => one.instrument.id === pool.instrument)?.instrument;
  return instrument && { month, last, payees: payeesOf(instrument, pool) };
}

function payeesOf(instrument: Instrument, { name }: AgreedPool): readonly string[] {
  const paid = instrument.clauses.flatMap((clause) =>
    clause.clause === 'pay' && (clause.pool ?? CHARGES) === name ? named(clause.to, instrument) : [],
  );
  return [...new Set(paid)].sort();
}

/** The last month that is over. */
export function lastMonth(today: Day): Day {
  return plusMonths(monthOf(today), -1);
}

export type CountedDays = { readonly days: CloseDays; readonly off: DaysOff };

/** The working days of a month's close, as they were laid down. */
export async function countedDays(reader: Reader, pool: AgreedPool, month: Day): Promise<CountedDays> {
  const days = daysOfMonth(await changeRows(reader, pool.id), month, usualDays(pool.jurisdiction));
  return { days, off: daysOffOf(pool.jurisdiction) };
}

import type { Day } from '#base';
import { type Reader, sql } from '#store';

export type MonthsQuestion = {
  readonly pack: number;
  /** Place of the measure in the pack, from 1. */
  readonly measure: number;
  readonly practices: readonly string[];
  /** Month ends, newest first: the slots of kept figures from 1. */
  readonly ends: readonly Day[];
};

/** Of a practice in a month: whom the measure counted at its end, who of them had one of its facts in it, and of these who met the measure. */
export type MonthRow = {
  readonly place: string;
  readonly slot: number;
  readonly counted: number;
  readonly had: number;
  readonly met: number;
};

/** Nobody where figures are those of another month by now. Plan: insight_tally_pkey, a probe a practice and month. */
export function readMonths(
  reader: Reader,
  { pack, measure, practices, ends }: MonthsQuestion,
): Promise<readonly MonthRow[]> {
  return reader.all(sql`
    select place, slot, counted, had, had_met as met from insight_tally
    where pack = ${pack}::smallint and measure = ${measure}::smallint and stratum = '' and place = any(${practices}::text[])
      and slot between 1 and ${ends.length}::int
      and exists (select from insight_run r where date_trunc('month', r.today)::date - 1 = ${ends[0] as Day}::date)`);
}

import type { Day } from '#base';
import { type Reader, sql } from '#store';

export type MonthCheck = {
  readonly pack: number;
  /** Place of the measure in the pack, from 1. */
  readonly measure: number;
  /** By which the measure is told of single months (month-bits.ts). */
  readonly facts: readonly number[];
  readonly contributors: readonly number[];
  /** Month ends, newest first: the slots of kept figures from 1. */
  readonly ends: readonly Day[];
};

/** Of a practice in a month: of whom something was recorded in it, and who of these met the measure: as it is kept, and as it is counted anew. */
export type WrongMonth = {
  readonly place: string;
  readonly slot: number;
  readonly had: number;
  readonly met: number;
  readonly ought_had: number;
  readonly ought_met: number;
};

/**
 * Months whose figures are not what the facts and what each person counts in give: in one statement, so that all are of one moment.
 * Plan: insight_fact_kind, of each fact the days that matter; insight_member and insight_state_person by their keys; insight_tally_pkey.
 */
export function wrongMonths(reader: Reader, asked: MonthCheck): Promise<readonly WrongMonth[]> {
  const { pack, measure, facts, contributors, ends } = asked;
  const bit = (column: string) => sql`(${sql.raw(column)}[h.slot + 1] >> ${measure}::int) & 1 = 1`;
  const persons = sql`
    select distinct m.person, e.slot::int as slot
    from unnest(${ends}::date[]) with ordinality e(day, slot)
      join insight_fact f on f.fact = any(${facts}::int[]) and f.org = any(${contributors}::int[])
        and f.at >= date_trunc('month', e.day)::date and f.at <= e.day
      join insight_member m on (m.bkt, m.cmp) = (f.bkt, f.cmp)`;
  return reader.all(sql`
    with ought as (
      select s.place, h.slot, count(*)::int as had, (count(*) filter (where ${bit('s.met')}))::int as met
      from (${persons}) h join insight_state s on s.person = h.person and s.pack = ${pack}::smallint
      where ${bit('s.counted')} group by 1, 2),
    kept as (
      select place, slot::int as slot, had, had_met as met from insight_tally
      where pack = ${pack}::smallint and measure = ${measure}::smallint and stratum = '' and (had, had_met) <> (0, 0))
    select place, slot, coalesce(k.had, 0) as had, coalesce(k.met, 0) as met,
      coalesce(o.had, 0) as ought_had, coalesce(o.met, 0) as ought_met
    from kept k full join ought o using (place, slot)
    where (k.had, k.met) is distinct from (o.had, o.met) order by place, slot`);
}

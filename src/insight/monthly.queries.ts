import type { Day } from '#base';
import { type Reader, type Sql, sql } from '#store';

export type MonthsQuestion = {
  readonly pack: number;
  /** Place of the measure in the pack, from 1. */
  readonly measure: number;
  readonly practices: readonly string[];
  readonly facts: readonly number[];
  readonly contributors: readonly number[];
  /** Month ends, newest first: the slots of kept figures from 1. */
  readonly ends: readonly Day[];
};

/** Of a practice in a month: whom the measure counted at its end, who of them had one of the facts in it, and of these who met the measure. */
export type MonthRow = {
  readonly place: string;
  readonly slot: number;
  readonly counted: number;
  readonly had: number;
  readonly met: number;
};

/**
 * One statement, so that all are of one moment; nobody where figures are those of another month by now. Of several facts in a month one counts.
 * Plan: insight_fact_kind, of each fact the days that matter; insight_member and insight_state_person by their keys; insight_tally_pkey.
 */
export function countMonths(reader: Reader, asked: MonthsQuestion): Promise<readonly MonthRow[]> {
  const { pack, measure, practices, ends } = asked;
  const bit = (column: string) => sql`(${sql.raw(column)}[h.slot + 1] >> ${measure}::int) & 1 = 1`;
  return reader.all(sql`
    with had as (
      select s.place, h.slot, count(*)::int as had, (count(*) filter (where ${bit('s.met')}))::int as met
      from (${personsIn(asked)}) h
        join insight_state s on s.person = h.person and s.pack = ${pack}::smallint and s.place = any(${practices}::text[])
      where ${bit('s.counted')} group by 1, 2)
    select t.place, t.slot, t.counted, coalesce(h.had, 0) as had, coalesce(h.met, 0) as met
    from insight_tally t left join had h using (place, slot)
    where t.pack = ${pack}::smallint and t.measure = ${measure}::smallint and t.stratum = '' and t.place = any(${practices}::text[])
      and t.slot between 1 and ${ends.length}::int
      and exists (select from insight_run r where date_trunc('month', r.today)::date - 1 = ${ends[0] as Day}::date)`);
}

/** Who had one of the facts in which month, each once. */
function personsIn({ facts, contributors, ends }: MonthsQuestion): Sql {
  const oldest = ends.at(-1) as Day;
  return sql`
    select distinct m.person, e.slot
    from unnest(${ends}::date[]) with ordinality e(day, slot)
      join insight_fact f on f.fact = any(${facts}::int[]) and f.org = any(${contributors}::int[])
        and f.at >= date_trunc('month', e.day)::date and f.at <= e.day
        and f.at >= date_trunc('month', ${oldest}::date)::date
      join insight_member m on (m.bkt, m.cmp) = (f.bkt, f.cmp)`;
}

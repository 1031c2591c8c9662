import type { Day } from '#base';
import { typeName } from '#fhir';
import { type Reader, type Sql, sql } from '#store';
import type { MeasuredSeries } from './measured.ts';

export type Happened = {
  readonly series: MeasuredSeries;
  /** Id of the practice whose people are counted. */
  readonly practice: string;
  /** Whose records count. */
  readonly contributors: readonly number[];
  readonly from: Day;
  readonly until: Day;
};

/** A row a day: a hundred years. */
const MOST_DAYS = 36_600;
const MOST_ITEMS = 2_000;

/** How many people it happened to, day by day: of several records of one day one counts. `until` is not counted any more. */
export async function countHappened(reader: Reader, asked: Happened): Promise<ReadonlyMap<Day, number>> {
  const rows = await reader.all<{ readonly at: Day; readonly count: number }>(sql`
    select h.at::text as at, count(distinct h.person)::int as count from (${happened(asked)}) h group by h.at order by h.at limit ${MOST_DAYS}`);
  return new Map(rows.map(({ at, count }) => [at, count]));
}

export async function countPeopleHappened(reader: Reader, asked: Happened): Promise<number> {
  const row = await reader.first<{ readonly count: number }>(sql`
    select count(distinct h.person)::int as count from (${happened(asked)}) h`);
  return row?.count ?? 0;
}

/** The records themselves, newest first, with whose they are. */
export async function itemsHappened(
  reader: Reader,
  asked: Happened,
): Promise<readonly { readonly reference: string; readonly person: string }[]> {
  const rows = await reader.all<{ readonly typ: number; readonly id: string; readonly person: string }>(sql`
    select h.typ, h.id, h.person from (${happened(asked)}) h order by h.at desc, h.id limit ${MOST_ITEMS}`);
  return rows.map(({ typ, id, person }) => ({ reference: `${typeName(typ)}/${id}`, person }));
}

/**
 * What happened to those whom the measure was about on any of the days that are kept: the same people before and after.
 * Plan: insight_fact_kind, of each fact the days that matter; then insight_member and insight_state_person by their keys.
 */
function happened({ series, practice, contributors, from, until }: Happened): Sql {
  const kinds = JSON.stringify(series.happenings);
  return sql`
    select f.at, f.typ, f.id, m.person
    from jsonb_to_recordset(${kinds}::jsonb)
        as k(fact int, below double precision, "atMost" double precision, above double precision, "atLeast" double precision)
      join insight_fact f on f.fact = k.fact and f.at >= ${from}::date and f.at < ${until}::date and f.org = any(${contributors}::int[])
        and (k.below is null or f.value < k.below) and (k."atMost" is null or f.value <= k."atMost")
        and (k.above is null or f.value > k.above) and (k."atLeast" is null or f.value >= k."atLeast")
      join insight_member m on (m.bkt, m.cmp) = (f.bkt, f.cmp)
      join insight_state s on s.person = m.person and s.pack = ${series.pack.number} and s.place = ${practice}
        and exists (select from unnest(s.counted) c where (c >> ${series.measure}::int) & 1 = 1)`;
}

import type { Day } from '#base';
import { bucketOf, type Compartment } from '#repository';
import { type Reader, type Sql, sql, type Transaction } from '#store';
import type { Course } from './course.ts';
import type { StateKey } from './state.queries.ts';
import { numberOf } from './timeline.ts';

/** The course of a person by a pack, where they are counted, and each stay in a team. */
export type CourseRow = Course & {
  readonly person: string;
  readonly pack: number;
  readonly place: string;
  readonly teams: readonly string[];
  readonly joins: readonly number[];
  readonly leaves: readonly number[];
};

/** So many people of a practice, in the same teams, count alike. */
export type Alike = {
  readonly pack: number;
  readonly place: string;
  readonly teams: readonly string[];
  readonly counted: number;
  readonly met: number;
  readonly people: number;
};

export function coursesOf(reader: Reader, persons: readonly string[]): Promise<readonly CourseRow[]> {
  return reader.all(
    sql.prepared(sql`
    select c.person, c.pack, c.place, c.turns, c.counted, c.met, c.teams, c.joins, c.leaves
    from unnest(${persons.map(bucket)}::smallint[], ${persons}::text[]) k(bkt, person)
    join insight_course c on (c.bkt, c.person) = (k.bkt, k.person)`),
  );
}

/** Plan: insight_course_pkey, a probe a row; no index holds what is another. */
export function coursesKept(courses: readonly CourseRow[]): Sql {
  const rows = courses.map((course) => ({ bkt: bucket(course.person), ...course }));
  return sql`
    insert into insight_course as c (bkt, person, pack, place, turns, counted, met, teams, joins, leaves)
    select bkt, person, pack, place, turns, counted, met, teams, joins, leaves from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(bkt smallint, person text, pack smallint, place text, turns int[], counted int[], met int[], teams text[],
        joins int[], leaves int[])
    on conflict (bkt, person, pack) do update set (place, turns, counted, met, teams, joins, leaves)
      = (excluded.place, excluded.turns, excluded.counted, excluded.met, excluded.teams, excluded.joins, excluded.leaves)`;
}

export function coursesDropped(gone: readonly StateKey[]): Sql {
  return sql`
    delete from insight_course c using unnest(${gone.map(({ person }) => bucket(person))}::smallint[], ${gone.map(({ person }) => person)}::text[],
      ${gone.map(({ pack }) => pack)}::smallint[]) k(bkt, person, pack)
    where (c.bkt, c.person, c.pack) = (k.bkt, k.person, k.pack)`;
}

export async function clearCourses(transaction: Transaction): Promise<void> {
  await transaction.run(sql`delete from insight_course`);
}

export type OnDay = {
  readonly packs: readonly number[];
  readonly on: Day;
  /** Leaves out of whom anything was learned since, and names their compartments. */
  readonly since: Date | undefined;
};

/**
 * What everybody counts in on a day. One statement, so that both halves are of one moment. Plan: one pass over insight_course, a search by
 * halves in each; the indexes by when things were learned.
 */
export async function coursesOn(
  reader: Reader,
  { packs, on, since }: OnDay,
): Promise<{ readonly alike: readonly Alike[]; readonly touched: readonly Compartment[] }> {
  const others =
    since === undefined
      ? sql.empty
      : sql`and person not in (select m.person from touched t join insight_member m on (m.bkt, m.cmp) = (t.bkt, t.cmp))`;
  const alike = sql`
    select pack, place, teams, counted[turn] as counted, met[turn] as met, count(*)::int as people
    from (select pack, place, counted, met, width_bucket(${numberOf(on)}::int, turns) as turn,
        case when teams = '{}' then teams else array(select distinct t from unnest(teams, joins, leaves) u(t, j, l)
          where j <= ${numberOf(on)}::int and ${numberOf(on)}::int < l order by t) end as teams from insight_course
      where pack = any(${packs}::smallint[]) ${others} offset 0) c
    where turn > 0 and counted[turn] <> 0 group by 1, 2, 3, 4, 5`;
  if (since === undefined) return { alike: await reader.all<Alike>(alike), touched: [] };
  const rows = await reader.all<Alike & Compartment & { readonly bkt: number | null }>(sql`
    with touched as materialized (${touchedSince(since)})
    select pack, place, teams, counted, met, people, null::smallint as bkt, null::bigint as cmp from (${alike}) a
    union all select null, null, null, null, null, null, bkt, cmp from touched`);
  return {
    alike: rows.filter(({ bkt }) => bkt === null),
    touched: rows.filter(({ bkt }) => bkt !== null),
  };
}

/** Compartments of which anything was learned, corrected or taken back since an instant. */
export function touchedAfter(reader: Reader, since: Date): Promise<readonly Compartment[]> {
  return reader.all(touchedSince(since));
}

function touchedSince(since: Date): Sql {
  return sql`
    select bkt, cmp from insight_fact where learned > ${since}::timestamptz
    union select bkt, cmp from insight_fact_past where until > ${since}::timestamptz
    union select bkt, cmp from insight_patient where learned > ${since}::timestamptz
    union select bkt, cmp from insight_patient_past where until > ${since}::timestamptz
    union select bkt, cmp from insight_team where learned > ${since}::timestamptz
    union select bkt, cmp from insight_team_past where until > ${since}::timestamptz`;
}

/** A person's bucket is in their id. */
function bucket(person: string): number {
  return bucketOf('Patient', person);
}

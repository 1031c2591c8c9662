import type { Day } from '#base';
import { typeName } from '#fhir';
import type { Compartment } from '#repository';
import { type Reader, type Sql, sql } from '#store';
import type { Fact } from './evaluate.ts';
import type { Belonging } from './patient.ts';
import type { PatientRecord } from './person.ts';
import type { Point } from './timeline.ts';

/** A fact and who recorded it. */
export type FactRow = Compartment & { readonly fact: Fact; readonly org: number };
export type PatientRow = Compartment & { readonly record: PatientRecord };

/** Whose rows count: keys of organisations; undefined for everybody's. */
export type From = readonly number[] | undefined;

/** Facts of compartments, each with the resource that tells it. Plan: one range of insight_fact_person a compartment. */
export async function factsIn(
  reader: Reader,
  compartments: readonly Compartment[],
  question: { readonly from: From; readonly facts?: readonly number[]; readonly since?: Day },
): Promise<readonly FactRow[]> {
  const { from, facts, since } = question;
  const rows = await reader.all<StoredFact>(
    sql.prepared(sql`
    select f.bkt, f.cmp, f.org, f.typ, f.id, f.fact, f.at, f.value, f.second, f.learned
    from unnest(${buckets(compartments)}::smallint[], ${hashes(compartments)}::bigint[]) k(bkt, cmp)
    join insight_fact f on f.bkt = k.bkt and f.cmp = k.cmp
    where true ${from ? sql`and f.org = any(${from}::int[])` : sql.empty}
      ${facts ? sql`and f.fact = any(${facts}::int[])` : sql.empty}
      ${since ? sql`and f.at >= ${since}::date` : sql.empty}
    order by f.bkt, f.cmp, f.typ, f.id`),
  );
  return rows.map(({ bkt, cmp, org, typ, id, fact, at, value, second, learned }) => ({
    bkt,
    cmp,
    org,
    fact: {
      fact: String(fact),
      at,
      value: value ?? undefined,
      second: second ?? undefined,
      reference: `${typeName(typ)}/${id}`,
      learned,
    },
  }));
}

/**
 * The facts of people who have one of `required`, as a text a person: one row instead of a hundred. `owners` says which
 * compartment is whose. Plan: insight_fact_person, a probe a compartment and required fact; then one range for each compartment of those
 * who have one: most people of whom something is written have none, and their facts are not read.
 */
export async function pointsOf(
  reader: Reader,
  owners: readonly (Compartment & { readonly person: string })[],
  question: PointsQuestion,
): Promise<ReadonlyMap<string, readonly Point[]>> {
  const { from, required, facts, since, lasting, reported } = question;
  const known = factsKnown(reported);
  const counts = sql`f.org = any(${from}::int[]) and f.fact = any(${facts}::int[])
    and (f.at >= ${since}::date or f.fact = any(${lasting}::int[]))`;
  const probed = sql`
      select distinct o.person from own o cross join lateral (select from ${known} f
        where f.bkt = o.bkt and f.cmp = o.cmp and f.fact = any(${required ?? []}::int[]) and ${counts} limit 1) one`;
  const rows = await reader.all<{ person: string; points: string }>(
    sql.prepared(sql`
    with own as materialized (
      select * from unnest(${owners.map(({ person }) => person)}::text[], ${buckets(owners)}::smallint[], ${hashes(owners)}::bigint[])
        k(person, bkt, cmp)
    ), meant as materialized (${required ? probed : sql`select distinct person from own`})
    select o.person, string_agg(concat_ws(' ', f.fact, f.at - date '1970-01-01', f.value, f.second), ';') as points
    from (select * from own where person in (select person from meant) offset 0) o
      cross join lateral (select * from ${known} f where f.bkt = o.bkt and f.cmp = o.cmp and ${counts} offset 0) f
    group by o.person`),
  );
  return new Map(rows.map(({ person, points }) => [person, points.split(';').map(pointIn)]));
}

export type PointsQuestion = {
  readonly from: readonly number[];
  /** Undefined: who has none of them may count too. */
  readonly required: readonly number[] | undefined;
  readonly facts: readonly number[];
  readonly since: Day;
  /** Facts that matter however old they are. */
  readonly lasting: readonly number[];
  readonly reported: Reported;
};

/** A second value never stands without a first. */
function pointIn(text: string): Point {
  const [fact, at, value, second] = text.split(' ').map(Number);
  return {
    fact: fact ?? 0,
    at: at ?? 0,
    ...(value === undefined ? {} : { value }),
    ...(second === undefined ? {} : { second }),
  };
}

/** The Patient records of compartments. Plan: one range of insight_patient_person a compartment. */
export async function patientsIn(
  reader: Reader,
  compartments: readonly Compartment[],
  { from, reported }: { readonly from: From; readonly reported?: Reported },
): Promise<readonly PatientRow[]> {
  const known = patientsKnown(reported);
  const rows = await reader.all<StoredPatient>(
    sql.prepared(sql`
    select p.bkt, p.cmp, p.id, p.org, p.born, p.died, p.practices, p.learned, p.sex, p.ethnicity, p.language, p.deprivation
    from unnest(${buckets(compartments)}::smallint[], ${hashes(compartments)}::bigint[]) k(bkt, cmp)
    join ${known} p on p.bkt = k.bkt and p.cmp = k.cmp
    where true ${from ? sql`and p.org = any(${from}::int[])` : sql.empty}
    order by p.bkt, p.id`),
  );
  return rows.map(({ bkt, cmp, id, org, born, died, practices, learned, ...belonging }) => ({
    bkt,
    cmp,
    record: {
      id,
      org,
      practices,
      learned: learned.getTime(),
      ...(born ? { born } : {}),
      ...(died ? { died } : {}),
      ...told(belonging),
    },
  }));
}

/** Everybody with a Patient record, compartment by compartment in the order of the key. */
export function everybody(
  reader: Reader,
  { after, limit, reported }: { readonly after: Compartment; readonly limit: number; readonly reported: Reported },
): Promise<readonly Compartment[]> {
  return reader.all(sql`
    select distinct bkt, cmp from ${patientsKnown(reported)} p where (bkt, cmp) > (${after.bkt}::smallint, ${after.cmp}::bigint)
    order by bkt, cmp limit ${limit}::int`);
}

/** As known at an instant; undefined: now. */
export type Reported = Date | undefined;

const FACT = sql.raw('bkt, typ, id, cmp, org, fact, at, value, second, learned');
const PATIENT = sql.raw('bkt, cmp, id, org, born, died, practices, learned, sex, ethnicity, language, deprivation');

/** Facts as they stand, or as they stood: those learned by then, and those that were replaced only later. */
export function factsKnown(reported: Reported): Sql {
  if (reported === undefined) return sql`insight_fact`;
  return sql`(select ${FACT} from insight_fact where learned <= ${reported}::timestamptz
    union all select ${FACT} from insight_fact_past
      where learned <= ${reported}::timestamptz and until > ${reported}::timestamptz)`;
}

/** The same of Patient records. */
export function patientsKnown(reported: Reported): Sql {
  if (reported === undefined) return sql`insight_patient`;
  return sql`(select ${PATIENT} from insight_patient where learned <= ${reported}::timestamptz
    union all select ${PATIENT} from insight_patient_past
      where learned <= ${reported}::timestamptz and until > ${reported}::timestamptz)`;
}

type StoredFact = Compartment & {
  readonly org: number;
  readonly typ: number;
  readonly id: string;
  readonly fact: number;
  readonly at: Day;
  readonly value: number | null;
  readonly second: number | null;
  readonly learned: Date;
};

type StoredPatient = Compartment & {
  readonly id: string;
  readonly org: number;
  readonly born: Day | null;
  readonly died: Day | null;
  readonly practices: readonly string[];
  readonly learned: Date;
} & { readonly [Name in keyof Required<Belonging>]: string | null };

function told(belonging: Readonly<Record<string, string | null>>): Belonging {
  return Object.fromEntries(Object.entries(belonging).filter(([, value]) => value !== null));
}

function buckets(compartments: readonly Compartment[]): readonly number[] {
  return compartments.map(({ bkt }) => bkt);
}

function hashes(compartments: readonly Compartment[]): readonly string[] {
  return compartments.map(({ cmp }) => cmp);
}

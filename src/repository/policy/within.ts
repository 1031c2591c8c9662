import { type AccessRow, PURPOSES, relationshipBits, type Within } from '#agreement';
import { day } from '#base';
import { typeNumber } from '#fhir';
import { type Reader, type Sql, sql } from '#store';
import { parameterNumber, tokenHash } from '../place/hash.ts';
import type { Compartment } from '../repository.ts';
import { type Aliases, BUCKET } from './tables.ts';

const REGISTERED = relationshipBits('registered');
const DIRECT_CARE = PURPOSES.indexOf('direct-care');
const DAY_MS = 86_400_000;

/**
 * Whether the person of a row is of a population, read off what is stored of them anyway: access rows of organisations, the dates of birth
 * of their Patient records, their conditions. Nothing is kept beside it, so that signing, moving and a birthday change it at once. `offset 0`
 * keeps each a look at one person; the planner would make a join over everybody of it. Plans: access_person, person_record_person,
 * resource_compartment, range_resource.
 */
export function ofPopulation({ registered, born, conditions }: Within, { row, table = 'resource' }: Aliases): Sql {
  const place = { bkt: sql`${row}.${BUCKET[table]}`, cmp: sql`${row}.cmp` };
  const asked = [
    ...(registered === undefined ? [] : [registeredWith(registered, place)]),
    ...(born === undefined ? [] : [bornIn(born, place)]),
    ...(conditions === undefined ? [] : [withCondition(conditions, place)]),
  ];
  return asked.length === 0 ? sql`true` : sql`(${sql.join(asked, sql` and `)})`;
}

type Place = { readonly bkt: Sql; readonly cmp: Sql };

/** A registration has no end that is known before: a row that runs out is kept by another relationship. */
function registeredWith(organizations: readonly number[], { bkt, cmp }: Place): Sql {
  return sql`exists (select 1 from access at_practice where (at_practice.bkt, at_practice.cmp) = (${bkt}, ${cmp})
    and at_practice.purpose = ${DIRECT_CARE}::smallint and (at_practice.rel & ${REGISTERED}::int) <> 0 and at_practice.until = 'infinity'
    and at_practice.viewer = any(array(select v.key from organization_key o join viewer v on v.holder = o.organization
      where o.key = any(${organizations}::int[]))) offset 0)`;
}

function bornIn({ from, before }: NonNullable<Within['born']>, place: Place): Sql {
  return sql`exists (select 1 from ${records(place)} join resource p on (p.bkt, p.cmp) = (w.bkt, w.cmp) and p.typ = ${typeNumber('Patient')}::smallint
    join range b on (b.bkt, b.typ, b.id) = (p.bkt, p.typ, p.id) and b.prm = ${parameterNumber('Patient', 'birthdate')}::int
    where true ${from === undefined ? sql.empty : sql`and b.lo >= ${Date.parse(from)}::float8`}
      ${before === undefined ? sql.empty : sql`and b.lo < ${Date.parse(before)}::float8`} offset 0)`;
}

function withCondition({ codes, by }: NonNullable<Within['conditions']>, place: Place): Sql {
  const tokens = codes.map((code) => tokenHash('Condition', 'code', code));
  return sql`exists (select 1 from ${records(place)} join resource c on (c.bkt, c.cmp) = (w.bkt, w.cmp)
    where c.tok && ${tokens}::bigint[] and c.org = any(${by}::int[]) and ${stands(sql`c`)} offset 0)`;
}

/**
 * What a population asks of a person, as `holds` asks it: for explaining, of one person. `rows`: the rows of access that stood; when they were
 * born and what they have is what is known of it now.
 */
export async function personOf(
  reader: Reader,
  { bkt, cmp }: Compartment,
  rows: Sql = sql`access`,
): Promise<NonNullable<AccessRow['about']>> {
  const place = { bkt: sql`${bkt}::smallint`, cmp: sql`${cmp}::bigint` };
  const registered = await reader.all<{ key: number }>(sql`
    select distinct o.key from ${rows} a join viewer v on v.key = a.viewer join organization_key o on o.organization = v.holder
    where (a.bkt, a.cmp) = (${place.bkt}, ${place.cmp}) and a.purpose = ${DIRECT_CARE}::smallint and (a.rel & ${REGISTERED}::int) <> 0
      and a.until = 'infinity' order by o.key`);
  const born = await reader.all<{ lo: number }>(sql`
    select distinct b.lo from ${records(place)} join resource p on (p.bkt, p.cmp) = (w.bkt, w.cmp) and p.typ = ${typeNumber('Patient')}::smallint
    join range b on (b.bkt, b.typ, b.id) = (p.bkt, p.typ, p.id) and b.prm = ${parameterNumber('Patient', 'birthdate')}::int order by b.lo`);
  const conditions = await reader.all<Coded>(sql`
    select distinct c.org, (g.one->>'system') || '|' || (g.one->>'code') as code
    from ${records(place)} join resource c on (c.bkt, c.cmp) = (w.bkt, w.cmp) and ${stands(sql`c`)}
    cross join lateral jsonb_array_elements(coalesce(c.body::jsonb #> '{code,coding}', '[]')) g (one)
    where g.one ? 'system' and g.one ? 'code' order by 1, 2`);
  return {
    registered: registered.map(({ key }) => key),
    born: born.map(({ lo }) => day(new Date(Math.floor(lo / DAY_MS) * DAY_MS).toISOString().slice(0, 10))),
    conditions,
  };
}

type Coded = { readonly code: string; readonly org: number };

/** All records of the person whose record lies there; also of somebody whom nobody has matched yet. */
function records({ bkt, cmp }: Place): Sql {
  return sql`(select ${bkt} as bkt, ${cmp} as cmp union select q.bkt, q.cmp from person_record o join person_record q on q.person = o.person
    where (o.bkt, o.cmp) = (${bkt}, ${cmp})) w`;
}

const CLINICAL = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
const VERIFICATION = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';
const OVER = [
  ...['inactive', 'remission', 'resolved'].map((code) =>
    tokenHash('Condition', 'clinical-status', `${CLINICAL}|${code}`),
  ),
  ...['refuted', 'entered-in-error'].map((code) =>
    tokenHash('Condition', 'verification-status', `${VERIFICATION}|${code}`),
  ),
];

/** A condition that is neither over nor wrong, and which nothing labels: that somebody is of a population must not tell what is kept back. */
function stands(c: Sql): Sql {
  return sql`${c}.typ = ${typeNumber('Condition')}::smallint and ${c}.lab = 0 and not ${c}.tok && ${OVER}::bigint[]`;
}

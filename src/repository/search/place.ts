import { typeNumber } from '#fhir';
import { type Sql, sql } from '#store';
import { bucketOf, compartmentOf, locatorBucket } from '../place/compartment.ts';
import type { Scope } from './scope.ts';

/**
 * Ids, each a probe of the primary key: the bucket is that of the id itself, or the one that `locator` names. Which of the
 * two makes no difference to what is found, since the key holds type and id.
 */
export function idCondition(ids: readonly string[], { row, guard, type }: Scope): Sql {
  const wanted = [...new Set(ids)];
  const locator = guard.alias('l');
  const own = wanted.map((id) => bucketOf(type, id));
  const found = wanted.map((id) => locatorBucket(type, id));
  return sql`(${row.alias}.bkt, ${row.alias}.id) in (
    select k.bkt, k.id from unnest(${own}::smallint[], ${wanted}::text[]) k(bkt, id)
    union all select ${locator}.bkt, ${locator}.id from unnest(${found}::smallint[], ${wanted}::text[]) k(h, id)
    join locator ${locator} on ${locator}.h = k.h and ${locator}.typ = ${typeNumber(type)}::smallint and ${locator}.id = k.id)`;
}

/** Rows at home in the compartments of these patients ('Patient/7'), by the index of compartments. */
export function homeCondition(patients: readonly string[], { row }: Scope): Sql {
  const { alias } = row;
  const places = [...new Set(patients)].map(compartmentOf);
  const [only] = places;
  if (only !== undefined && places.length === 1) {
    return sql`${alias}.bkt = ${only.bkt}::smallint and ${alias}.cmp = ${only.cmp}::bigint`;
  }
  return sql`(${alias}.bkt, ${alias}.cmp) in (select * from unnest(
    ${places.map(({ bkt }) => bkt)}::smallint[], ${places.map(({ cmp }) => cmp)}::bigint[]))`;
}

/** Rows in the compartment of a patient, at home there or as a further patient's. */
export function compartmentCondition(patient: string, { row, guard, type }: Scope): Sql {
  const { bkt, cmp } = compartmentOf(patient);
  const number = typeNumber(type);
  const home = guard.table('resource');
  const member = guard.alias('m');
  return sql`(${row.alias}.bkt, ${row.alias}.id) in (
    select ${home.alias}.bkt, ${home.alias}.id from ${home.from}
    where ${home.alias}.bkt = ${bkt}::smallint and ${home.alias}.cmp = ${cmp}::bigint and ${home.alias}.typ = ${number}::smallint
    union all select ${member}.home, ${member}.id from member ${member}
    where ${member}.bkt = ${bkt}::smallint and ${member}.cmp = ${cmp}::bigint and ${member}.typ = ${number}::smallint)`;
}

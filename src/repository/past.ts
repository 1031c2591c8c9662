import type { AccessRow, Purpose } from '#agreement';
import { isResourceType, typeNumber } from '#fhir';
import { type Reader, type Sql, sql } from '#store';
import { type FactsRow, factsOf, type ItemPolicyFacts, type Looks, rowAmong } from './facts.ts';
import { chargedAt } from './charged.ts';
import { bucketOf, locatorBucket } from './place/compartment.ts';
import type { Compartment } from './repository.ts';

/** From when on it is kept who could look at whom, and by which charges who looks for payment: nothing before it can be answered for. */
export async function accessKeptSince(reader: Reader, purpose: Purpose): Promise<Date> {
  const kept = purpose === 'payment' ? sql`greatest(since, charged)` : sql`since`;
  const found = await reader.first<{ readonly since: Date }>(sql`select ${kept} as since from access_kept`);
  return found?.since ?? new Date(8.64e15);
}

/** The row of `access` of a viewer for a compartment as it stood at a past instant. Plan: access_person and access_past_person. */
export async function accessRowAt(
  reader: Reader,
  looks: Looks,
  compartment: Compartment,
  at: Date,
): Promise<AccessRow | undefined> {
  return rowAmong(reader, rowsAt(at), { ...looks, compartment, at });
}

const STATE = sql.raw('viewer, purpose, bkt, cmp, rel, deny_org, deny_lab, deny_cls, hold_cls, until');

function rowsAt(at: Date): Sql {
  return sql`(select ${STATE} from access where since <= ${at}::timestamptz
    union all select ${STATE} from access_past where since <= ${at}::timestamptz and ended > ${at}::timestamptz)`;
}

/**
 * The policy's columns of 'Type/id' as its version of a past instant had them; undefined where it was not there then. Labels are those that
 * the version carries by what is known today: a code that became sensitive since is sensitive in it too. Charges are those that stood at that instant.
 */
export async function itemPolicyFactsAt(
  reader: Reader,
  reference: string,
  at: Date,
): Promise<ItemPolicyFacts | undefined> {
  const [type = '', id = '', ...more] = reference.split('/');
  if (!isResourceType(type) || id === '' || more.length > 0) return undefined;
  const typ = typeNumber(type);
  const key = sql`bkt = coalesce((select l.bkt from locator l
      where (l.h, l.typ, l.id) = (${locatorBucket(type, id)}::smallint, ${typ}::smallint, ${id})), ${bucketOf(type, id)}::smallint)
    and typ = ${typ}::smallint and id = ${id} and updated <= ${at}::timestamptz`;
  const found = await reader.first<FactsRow & { readonly op: string }>(sql`
    select r.op, r.org, r.basis, r.cls, r.bkt, r.cmp, o.name, ${chargedAt(sql`${typ}::smallint`, sql`${id}`, at)} as charged,
      r.lab | coalesce((select bit_or(v.bits) from label_version v where v.done is null and v.version > r.labver), 0) as lab,
      (extract(epoch from nullif(nullif(r.at, '-infinity'), 'infinity')) * 1000)::float8 at
    from (select ver, 'u'::"char" as op, org, basis, cls, lab, labver, bkt, cmp, at from resource where ${key}
      union all select ver, op, org, basis, cls, lab, labver, home, cmp, at from history where ${key}
      order by ver desc limit 1) r join organization_key o on o.key = r.org`);
  return found === undefined || found.op === 'd' ? undefined : factsOf(typ, found);
}

import { type AccessRow, type PolicyRow, PURPOSES, type Purpose } from '#agreement';
import { isResourceType, typeNumber } from '#fhir';
import { type Reader, type Sql, sql } from '#store';
import { bucketOf, locatorBucket } from './place/compartment.ts';
import { chargedOf } from './charged.ts';
import { personOf } from './policy/within.ts';
import type { Compartment } from './repository.ts';

/** What policy looks at of one stored item: no content. */
export type ItemPolicyFacts = { readonly row: PolicyRow; readonly home: Compartment; readonly organization: string };

/**
 * The policy's columns of 'Type/id', whoever may see it: for explaining the policy, never for showing the item. Who asks is for
 * the caller to judge. Undefined where there is none.
 */
export async function itemPolicyFacts(reader: Reader, reference: string): Promise<ItemPolicyFacts | undefined> {
  const [type = '', id = '', ...more] = reference.split('/');
  if (!isResourceType(type) || id === '' || more.length > 0) return undefined;
  const found = await reader.first<FactsRow>(sql`
    select r.org, r.basis, r.cls, r.bkt, -- what it may carry counts until it has been looked at
      r.lab | coalesce((select bit_or(v.bits) from label_version v where v.done is null and v.version > r.labver), 0) as lab,
      r.cmp, o.name, ${chargedOf(sql`r.typ`, sql`r.id`)} as charged,
      (extract(epoch from nullif(r.at, '-infinity')) * 1000)::float8 at
    from resource r join organization_key o on o.key = r.org
    where r.bkt = coalesce((select l.bkt from locator l
        where (l.h, l.typ, l.id) = (${locatorBucket(type, id)}::smallint, ${typeNumber(type)}::smallint, ${id})),
        ${bucketOf(type, id)}::smallint)
      and r.typ = ${typeNumber(type)}::smallint and r.id = ${id}`);
  return found && factsOf(typeNumber(type), found);
}

export function factsOf(typ: number, { org, basis, cls, lab, bkt, cmp, name, at, charged }: FactsRow): ItemPolicyFacts {
  const row = { org, basis, cls, lab, personal: cmp !== '0', typ, charged, ...(at === null ? {} : { at }) };
  return { row, home: { bkt, cmp }, organization: name };
}

/** The row of `access` of a viewer for a compartment, in force at an instant. */
export async function accessRowOf(
  reader: Reader,
  looks: Looks,
  compartment: Compartment,
  at: Date,
): Promise<AccessRow | undefined> {
  return rowAmong(reader, sql`access`, { ...looks, compartment, at });
}

export type Looks = { readonly viewer: number; readonly purpose: Purpose };
type Looked = Looks & { readonly compartment: Compartment; readonly at: Date };

/** Of these rows of access that of a viewer for a compartment which had not run out at an instant. */
export async function rowAmong(
  reader: Reader,
  rows: Sql,
  { viewer, purpose, compartment, at }: Looked,
): Promise<AccessRow | undefined> {
  const found = await reader.first<AccessColumns>(sql`
    select rel, deny_org, deny_lab, deny_cls, hold_cls from ${rows} a
    where viewer = ${viewer} and purpose = ${PURPOSES.indexOf(purpose)}::smallint
      and bkt = ${compartment.bkt}::smallint and cmp = ${compartment.cmp}::bigint and until > ${at}`);
  return (
    found && {
      about: await personOf(reader, compartment, rows),
      rel: found.rel,
      denyOrg: found.deny_org,
      denyLab: found.deny_lab,
      denyCls: found.deny_cls,
      holdCls: found.hold_cls,
    }
  );
}

type AccessColumns = {
  readonly rel: number;
  readonly deny_org: readonly number[];
  readonly deny_lab: number;
  readonly deny_cls: number;
  readonly hold_cls: number;
};

export type FactsRow = Pick<PolicyRow, 'org' | 'basis' | 'cls' | 'lab'> &
  Compartment & { readonly name: string; readonly at: number | null; readonly charged: readonly number[] };

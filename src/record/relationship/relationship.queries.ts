import type { Compartment } from '#repository';
import { type Reader, sql } from '#store';

export type Related = Compartment & { readonly holder: string; readonly rel: number; readonly until: Date | number };

/** What the resources of these compartments say about who has to do with the person, as far as it still stands. */
export async function related(reader: Reader, of: readonly Compartment[], now: Date): Promise<readonly Related[]> {
  if (of.length === 0) return [];
  return reader.all<Related>(sql`
    select r.bkt, r.cmp, r.holder, r.rel, r.until
    from unnest(${of.map(({ bkt }) => bkt)}::smallint[], ${of.map(({ cmp }) => cmp)}::bigint[]) as w (bkt, cmp)
    join record_relationship r on (r.bkt, r.cmp) = (w.bkt, w.cmp) where r.until > ${now}`);
}

/** Which Organization resources carry these identifiers, and which identifiers these Organizations carry. */
export async function organizationsNamed(
  reader: Reader,
  holders: readonly string[],
): Promise<readonly { readonly id: string; readonly identifier: string }[]> {
  if (holders.length === 0) return [];
  const ids = holders.flatMap((holder) => (holder.startsWith('Organization/') ? [holder.slice(13)] : []));
  return reader.all(sql`
    with named as (
      select distinct identifier from record_organization where id = any(${ids}::text[])
      union select unnest(${holders.filter((holder) => !holder.startsWith('Organization/'))}::text[]))
    select o.id, o.identifier from named join record_organization o using (identifier)`);
}

/** Compartments where a relationship ended between two instants. */
export async function lapsed(reader: Reader, after: Date, until: Date, limit: number): Promise<readonly Compartment[]> {
  return reader.all<Compartment>(sql`
    select distinct bkt, cmp from record_relationship where until > ${after} and until <= ${until} and until < 'infinity' limit ${limit}`);
}

/** Compartments of every Patient record, in order, from a place on. */
export async function everybody(reader: Reader, after: Compartment, limit: number): Promise<readonly Compartment[]> {
  return reader.all<Compartment>(sql`
    select distinct bkt, cmp from record_demographics
    where (bkt, cmp) > (${after.bkt}::smallint, ${after.cmp}::bigint) order by bkt, cmp limit ${limit}`);
}

/** Compartments whose resources name these Organizations, by reference or by an identifier of theirs; in order, from a place on. */
export async function peopleNaming(
  reader: Reader,
  organizations: readonly string[],
  after: Compartment,
  limit: number,
): Promise<readonly Compartment[]> {
  return reader.all<Compartment>(sql`
    with named as (
      select 'Organization/' || id as holder from unnest(${organizations}::text[]) as o (id)
      union select identifier from record_organization where id = any(${organizations}::text[]))
    select distinct r.bkt, r.cmp from named join record_relationship r using (holder)
    where (r.bkt, r.cmp) > (${after.bkt}::smallint, ${after.cmp}::bigint) order by r.bkt, r.cmp limit ${limit}`);
}

/** The same of names: identifiers, Organizations, and copies of these that carry one of the identifiers. */
export async function peopleNamed(
  reader: Reader,
  names: readonly string[],
  after: Compartment,
  limit: number,
): Promise<readonly Compartment[]> {
  return reader.all<Compartment>(sql`
    with named as (
      select holder from unnest(${names}::text[]) as o (holder)
      union select 'Organization/' || id from record_organization where identifier = any(${names}::text[]))
    select distinct r.bkt, r.cmp from named join record_relationship r using (holder)
    where (r.bkt, r.cmp) > (${after.bkt}::smallint, ${after.cmp}::bigint) order by r.bkt, r.cmp limit ${limit}`);
}

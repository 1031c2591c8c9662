import { typeName, typeNumber } from '#fhir';
import { type Reader, type Sql, sql } from '#store';
import { keysOf, placesOf } from './label/restrict.ts';
import { tellLinked } from './persons/persons.ts';
import type { Charged } from './ports.ts';
import type { Compartment } from './repository.ts';
import { arrayLiteral } from './write/arrays.ts';

/** Who pays and is paid for an item, as `holds` asks it: for explaining. */
export function chargedOf(typ: Sql, id: Sql): Sql {
  return sql`array(select k.org from charged k where (k.typ, k.id) = (${typ}, ${id}) order by k.org)`;
}

/** The same at a past instant. Plan: charged_pkey, charged_past_item. */
export function chargedAt(typ: Sql, id: Sql, at: Date): Sql {
  return sql`array(
    select k.org from charged k where (k.typ, k.id) = (${typ}, ${id}) and k.since <= ${at}::timestamptz
    union select p.org from charged_past p
      where (p.typ, p.id) = (${typ}, ${id}) and p.since <= ${at}::timestamptz and p.ended > ${at}::timestamptz
    order by 1)`;
}

export const charged: Charged = {
  keep: async (transaction, items) => {
    if (items.length === 0) return;
    const said = items.flatMap(({ type, id, organizations }) => organizations.map((org) => ({ type, id, org })));
    const places = await placesOf(transaction, items);
    const columns = [
      arrayLiteral(said.map(({ type }) => typeNumber(type))),
      arrayLiteral(said.map(({ id }) => id)),
      arrayLiteral(said.map(({ org }) => org)),
    ];
    const one = sql`unnest(${columns[0]}::smallint[], ${columns[1]}::text[], ${columns[2]}::int[]) s(typ, id, org)`;
    // What this very transaction said nobody has looked by.
    const gone = await transaction.all<Compartment>(sql`
      with gone as (
        delete from charged c using unnest(${arrayLiteral(items.map(({ type }) => typeNumber(type)))}::smallint[],
          ${arrayLiteral(items.map(({ id }) => id))}::text[]) i(typ, id)
        where (c.typ, c.id) = (i.typ, i.id) and not exists (select from ${one} where (s.typ, s.id, s.org) = (c.typ, c.id, c.org))
        returning c.*, c.xmin = pg_current_xact_id()::xid and c.since >= now() as unseen
      ), past as (
        insert into charged_past (typ, id, org, since, ended)
        select typ, id, org, since, clock_timestamp() from gone where not unseen
      )
      select bkt, cmp::text as cmp from gone`);
    // A person of whom this organisation paid something already is told of no second time.
    const come = await transaction.all<Compartment>(sql`
      with known as materialized (
        select distinct r.bkt, r.cmp, s.org from ${one} join ${keysOf(places)} on (k.typ, k.id) = (s.typ, s.id)
        join resource r on (r.bkt, r.typ, r.id) = (k.bkt, k.typ, k.id)
        join charged c on (c.bkt, c.cmp, c.org) = (r.bkt, r.cmp, s.org)
      ), put as (
        insert into charged (typ, id, org, bkt, cmp)
        select s.typ, s.id, s.org, r.bkt, r.cmp from ${one} join ${keysOf(places)} on (k.typ, k.id) = (s.typ, s.id)
        join resource r on (r.bkt, r.typ, r.id) = (k.bkt, k.typ, k.id) where r.cmp <> 0
        on conflict (typ, id, org) do update set bkt = excluded.bkt, cmp = excluded.cmp
          where (charged.bkt, charged.cmp) <> (excluded.bkt, excluded.cmp)
        returning bkt, cmp, org
      )
      select distinct p.bkt, p.cmp::text as cmp from put p
      where not exists (select from known n where (n.bkt, n.cmp, n.org) = (p.bkt, p.cmp, p.org))`);
    await tellLinked(transaction, distinct([...gone, ...come]));
  },
  of: async (reader: Reader, compartments: readonly Compartment[]) => {
    const rows = await reader.all<
      Compartment & { readonly typ: number; readonly id: string; readonly org: number }
    >(sql`
      select c.bkt, c.cmp::text as cmp, c.typ, c.id, c.org from charged c
      join unnest(${arrayLiteral(compartments.map(({ bkt }) => bkt))}::smallint[],
        ${arrayLiteral(compartments.map(({ cmp }) => cmp))}::bigint[]) k(bkt, cmp) on (c.bkt, c.cmp) = (k.bkt, k.cmp)`);
    return rows.map(({ bkt, cmp, typ, id, org }) => ({ bkt, cmp, reference: `${typeName(typ)}/${id}`, org }));
  },
};

function distinct(places: readonly Compartment[]): readonly Compartment[] {
  return [...new Map(places.map((place) => [`${place.bkt} ${place.cmp}`, place])).values()];
}

import { RESTRICTED_USE } from '#agreement';
import { typeName, typeNumber } from '#fhir';
import { type Sql, sql, type Transaction } from '#store';
import { tellLinked } from '../persons/persons.ts';
import { locatorBucket, bucketOf } from '../place/compartment.ts';
import type { Projection } from '../repository.ts';
import { arrayLiteral, insertOf } from '../write/arrays.ts';
import type { Key } from '../write/current.ts';
import type { Row } from '../write/row.ts';
import { projectedRows } from '../write/tables.ts';

/** Where an item lies. */
export type Lies = { readonly bkt: number; readonly typ: number; readonly id: string };

/** Where these items lie now, or last lay: those of which there is anything. */
export async function placesOf(transaction: Transaction, items: readonly Key[]): Promise<readonly Lies[]> {
  if (items.length === 0) return [];
  const column = (of: (key: Key) => string | number) => arrayLiteral(items.map(of));
  return transaction.all<Lies>(sql`
    select coalesce(l.bkt, k.bkt) as bkt, k.typ, k.id from unnest(${column(({ type, id }) => locatorBucket(type, id))}::smallint[],
      ${column(({ type, id }) => bucketOf(type, id))}::smallint[], ${column(({ type }) => typeNumber(type))}::smallint[],
      ${column(({ id }) => id)}::text[]) k(h, bkt, typ, id)
    left join locator l on (l.h, l.typ, l.id) = (k.h, k.typ, k.id)`);
}

/** The keys of these, as a table `k(bkt, typ, id)` for a `from`. */
export function keysOf(places: readonly Lies[]): Sql {
  return sql`unnest(${arrayLiteral(places.map(({ bkt }) => bkt))}::smallint[], ${arrayLiteral(places.map(({ typ }) => typ))}::smallint[],
    ${arrayLiteral(places.map(({ id }) => id))}::text[]) k(bkt, typ, id)`;
}

/**
 * Marks items, every version of them, as restricted in use, or lifts that. Policy sees the mark in the same column as the labels, so it
 * holds on every way at once; later versions keep it. Rows that only count in figures go, and come back when it is lifted.
 */
export async function restrict(
  transaction: Transaction,
  projections: readonly Projection[],
  items: readonly Key[],
  on: boolean,
): Promise<number> {
  const places = await placesOf(transaction, items);
  if (places.length === 0) return 0;
  const keys = keysOf(places);
  const mark = on ? sql`t.lab | ${RESTRICTED_USE}::int` : sql`t.lab & ~${RESTRICTED_USE}::int`;
  const marked = on ? sql`(t.lab & ${RESTRICTED_USE}::int) = 0` : sql`(t.lab & ${RESTRICTED_USE}::int) <> 0`;
  const touched = await transaction.all<{ readonly bkt: number; readonly cmp: string }>(sql`
    with r as (update resource t set lab = ${mark} from ${keys} where (t.bkt, t.typ, t.id) = (k.bkt, k.typ, k.id) and ${marked}
        returning t.bkt, t.cmp),
      h as (update history t set lab = ${mark} from ${keys} where (t.bkt, t.typ, t.id) = (k.bkt, k.typ, k.id) and ${marked}),
      p as (update posting t set lab = ${mark} from ${keys} where (t.bkt, t.typ, t.id) = (k.bkt, k.typ, k.id) and ${marked})
    select bkt, cmp from r`);
  await figures(transaction, projections, places, on);
  const people = new Map(touched.filter(({ cmp }) => cmp !== '0').map((one) => [`${one.bkt} ${one.cmp}`, one]));
  await tellLinked(transaction, [...people.values()]);
  return touched.length;
}

type Stored = Lies & { readonly cmp: string; readonly org: number; readonly updated: Date; readonly body: string };

async function figures(
  transaction: Transaction,
  projections: readonly Projection[],
  places: readonly Lies[],
  on: boolean,
): Promise<void> {
  const counting = projections.filter(({ counts }) => counts === true);
  for (const table of counting.flatMap(({ table: current, past }) =>
    past === undefined ? [current] : [current, past],
  )) {
    await transaction.run(
      sql`delete from ${sql.raw(table)} t using ${keysOf(places)} where (t.bkt, t.typ, t.id) = (k.bkt, k.typ, k.id)`,
    );
  }
  if (on) return;
  const stored = await transaction.all<Stored>(sql`
    select r.bkt, r.typ, r.id, r.cmp, r.org, r.updated, r.body from ${keysOf(places)}
    join resource r on (r.bkt, r.typ, r.id) = (k.bkt, k.typ, k.id)`);
  const rows = stored.map(({ bkt, typ, id, cmp, org, updated, body }) => ({
    type: typeName(typ) ?? '',
    typ,
    id,
    home: { bkt, cmp },
    by: { organization: org },
    updated,
    lab: 0,
    resource: JSON.parse(body) as Row['resource'],
  }));
  for (const table of projectedRows(rows, counting)) if (table.rows.length > 0) await transaction.run(insertOf(table));
}

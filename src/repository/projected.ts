import { isResourceType, typeName, typeNumber } from '#fhir';
import { type Reader, type Sql, sql, type Transaction } from '#store';
import type { Context } from './context.ts';
import { type Lies, keysOf } from './label/restrict.ts';
import { tokenHash } from './place/hash.ts';
import type { Bearing, BearingPlace, Place, Projected } from './ports.ts';
import type { Compartment, Projection } from './repository.ts';
import { arrayLiteral, insertOf, type Rows, selectOf } from './write/arrays.ts';
import type { Row } from './write/row.ts';
import { type Projecting, projectedRows } from './write/tables.ts';

export function projectedOf({ projections }: Pick<Context, 'projections'>): Projected {
  return {
    bearing: nextBearing,
    countBearing,
    bearingAmong,
    anew: (transaction, tables, places) =>
      projectAnew(
        transaction,
        projections.filter(({ table }) => tables.includes(table)),
        places,
      ),
  };
}

/** One type after the other. Plan: one range of posting_page, in its order. */
async function nextBearing(
  reader: Reader,
  { types, codes, after, limit }: Parameters<Projected['bearing']>[1],
): Promise<Awaited<ReturnType<Projected['bearing']>>> {
  const each = tokensOf({ types, codes });
  const from = after?.type ?? 0;
  const token = each[from];
  if (token === undefined) return { places: [], after: undefined };
  const behind =
    after && after.id !== ''
      ? sql`and p.at <= ${after.at}::timestamptz
        and (p.at < ${after.at}::timestamptz or (p.bkt, p.id) > (${after.bkt}::smallint, ${after.id}::text))`
      : sql.empty;
  const rows = await reader.all<Lies & { readonly at: string }>(sql`
    select p.bkt, p.typ, p.id, p.at::text as at from posting p where p.tok = ${token}::bigint ${behind}
    order by p.at desc, p.bkt, p.id limit ${limit}::int`);
  const last = rows.at(-1);
  const next =
    rows.length < limit || !last
      ? { type: from + 1, at: '', bkt: 0, id: '' }
      : { type: from, at: last.at, bkt: last.bkt, id: last.id };
  const more: BearingPlace | undefined = next.type < each.length ? next : undefined;
  // A type of which nothing bears the code is no page.
  if (!last && more) return nextBearing(reader, { types, codes, after: more, limit });
  return { places: rows.map(placeOf), after: more };
}

async function countBearing(reader: Reader, asked: Bearing): Promise<number> {
  const row = await reader.first<{ readonly count: number }>(
    sql`select count(*)::int as count from posting p where p.tok = any(${arrayLiteral(tokensOf(asked))}::bigint[])`,
  );
  return row?.count ?? 0;
}

/** Plan: posting_resource; of compartments, resource_compartment first. */
async function bearingAmong(
  reader: Reader,
  { of, compartments, ...asked }: Parameters<Projected['bearingAmong']>[1],
): Promise<readonly Place[]> {
  const tokens = sql`${arrayLiteral(tokensOf(asked))}::bigint[]`;
  const items = of.flatMap(({ bkt, type, id }) => (isResourceType(type) ? [{ bkt, typ: typeNumber(type), id }] : []));
  const rows: Lies[] = [];
  if (items.length > 0) rows.push(...(await reader.all<Lies>(among(keysOf(items), tokens))));
  if (compartments.length > 0) rows.push(...(await reader.all<Lies>(among(liesIn(compartments, asked.types), tokens))));
  return rows.map(placeOf);
}

function among(keys: Sql, tokens: Sql): Sql {
  return sql`select distinct p.bkt, p.typ, p.id from ${keys}
    join posting p on (p.bkt, p.typ, p.id) = (k.bkt, k.typ, k.id) where p.tok = any(${tokens})`;
}

function liesIn(compartments: readonly Compartment[], types: readonly string[]): Sql {
  const column = (of: (one: Compartment) => unknown) => arrayLiteral(compartments.map(of));
  return sql`(select r.bkt, r.typ, r.id
    from unnest(${column(({ bkt }) => bkt)}::smallint[], ${column(({ cmp }) => cmp)}::bigint[]) c(bkt, cmp)
    join resource r on (r.bkt, r.cmp) = (c.bkt, c.cmp) and r.typ = any(${arrayLiteral(types.map(typeNumber))}::smallint[])) k`;
}

/** One a type and code, as `posting` has them: what has no system is there by its code alone. */
function tokensOf({ types, codes }: Bearing): readonly string[] {
  return types.flatMap((type) =>
    codes.map(({ system, code }) => tokenHash(type, 'code', system ? `${system}|${code}` : code)),
  );
}

function placeOf({ bkt, typ, id }: Lies): Place {
  return { bkt, type: typeName(typ) ?? '', id };
}

type Stored = Lies & {
  readonly cmp: string;
  readonly org: number;
  readonly lab: number;
  readonly updated: Date;
  readonly body: string;
};

async function projectAnew(
  transaction: Transaction,
  projections: readonly Projection[],
  places: readonly Place[],
): Promise<readonly Compartment[]> {
  const known = new Map(
    places.map(({ bkt, type, id }) => [`${bkt} ${type}/${id}`, { bkt, typ: typeNumber(type), id }]),
  );
  if (known.size === 0) return [];
  const keys = [...known.values()];
  const stored = await transaction.all<Stored>(sql`
    select r.bkt, r.typ, r.id, r.cmp, r.org, r.lab, r.updated, r.body from ${keysOf(keys)}
    join resource r on (r.bkt, r.typ, r.id) = (k.bkt, k.typ, k.id)
    order by r.bkt, r.typ, r.id for no key update of r`);
  const rows = stored.map(projectingOf);
  const changed = new Set<string>();
  // The tables only then: what another transaction wrote while the lock was waited for is seen by a later statement alone.
  for (const table of projectedRows(rows, projections)) {
    const differing = await transaction.all<Lies>(differingOf(table, rows));
    if (differing.length === 0) continue;
    const names = new Set(differing.map(nameOf));
    for (const name of names) changed.add(name);
    await transaction.run(sql`
      delete from ${sql.raw(table.table)} t using ${keysOf(differing)} where (t.bkt, t.typ, t.id) = (k.bkt, k.typ, k.id)`);
    const again = projectedRows(
      rows.filter((row) => names.has(nameOf({ bkt: row.home.bkt, typ: row.typ, id: row.id }))),
      projections.filter((projection) => projection.table === table.table),
    );
    for (const one of again) if (one.rows.length > 0) await transaction.run(insertOf(one));
  }
  return stored.filter((one) => changed.has(nameOf(one))).map(({ bkt, cmp }) => ({ bkt, cmp }));
}

function projectingOf({ bkt, typ, id, cmp, org, lab, updated, body }: Stored): Projecting {
  const resource = JSON.parse(body) as Row['resource'];
  return { type: typeName(typ) ?? '', typ, id, home: { bkt, cmp }, by: { organization: org }, updated, lab, resource };
}

/** Of which of these the table has other rows than it ought to. As sets with repetitions: rows have no order. */
function differingOf(table: Rows, rows: readonly Projecting[]): Sql {
  const names = sql.raw(table.columns.map(({ name }) => name).join(', '));
  const theirs = sql.raw(table.columns.map(({ name }) => `t.${name}`).join(', '));
  const keys = keysOf(rows.map(({ home, typ, id }) => ({ bkt: home.bkt, typ, id })));
  return sql`with n as (${selectOf(table)}),
    o as (select ${theirs} from ${keys} join ${sql.raw(table.table)} t on (t.bkt, t.typ, t.id) = (k.bkt, k.typ, k.id)),
    d as ((select ${names} from n except all select ${names} from o) union all (select ${names} from o except all select ${names} from n))
    select distinct bkt, typ, id from d`;
}

function nameOf({ bkt, typ, id }: Lies): string {
  return `${bkt} ${typ} ${id}`;
}

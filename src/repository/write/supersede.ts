import { typeNumber } from '#fhir';
import { type Sql, sql } from '#store';
import { auditRows } from '../audit/rows.ts';
import type { Writing } from '../context.ts';
import { locatorBucket } from '../place/compartment.ts';
import type { Projection } from '../repository.ts';
import { arrayLiteral, insertOf } from './arrays.ts';
import type { Current, Key } from './current.ts';

/** A current row that makes way: for its next version or for nothing. `updated` is when. */
export type Superseded = { readonly current: Current; readonly updated: Date };

/** A resource whose home is another than before, so that it lies in another bucket. */
export type Moved = Key & { readonly from: number; readonly to: number };

/** Tables of rows that are found by the resource's key and are written anew with each version, and where its bucket stands. */
const INDEXES = ['posting', 'word', 'range', 'ident', 'member'].map((table) => ({
  table,
  bucket: table === 'member' ? 'home' : 'bkt',
}));

/** Moves current rows, which must be locked, into history and takes away what they were found by. One statement. */
export async function supersede(writing: Writing, rows: readonly Superseded[]): Promise<void> {
  if (rows.length === 0) return;
  await writing.transaction.run(statement(rows, goingParts(writing)));
}

/** Takes resources away. A last row of history without a body says when, so that whoever asks hears that it is gone. */
export async function bury(writing: Writing, rows: readonly Superseded[]): Promise<void> {
  if (rows.length === 0) return;
  const { by, now } = writing;
  const deleted = rows.map(({ current }) => ({ ...current, by, op: 'delete', home: current }));
  await writing.transaction.run(
    statement(rows, [
      ...goingParts(writing),
      sql`insert into history (bkt, typ, id, ver, cmp, org, basis, cls, lab, labver, at, till, updated, op, home, body)
        select r.bkt, r.typ, r.id, r.ver + 1, r.cmp, r.org, r.basis, r.cls, r.lab, r.labver, r.at, r.till, k.updated, 'd', r.bkt, null
        from k join resource r on (r.bkt, r.typ, r.id) = (k.bkt, k.typ, k.id)`,
      sql`insert into change (bkt, typ, id, ver, op, cmp)
        select r.bkt, r.typ, r.id, r.ver + 1, 'd', r.cmp from k join resource r on (r.bkt, r.typ, r.id) = (k.bkt, k.typ, k.id)`,
      insertOf(auditRows(deleted, now)),
      sql`delete from resource t using k where (t.bkt, t.typ, t.id) = (k.bkt, k.typ, k.id)`,
    ]),
  );
}

function statement(rows: readonly Superseded[], parts: readonly Sql[]): Sql {
  const column = (of: (row: Superseded) => unknown) => arrayLiteral(rows.map(of));
  const keys = sql`select * from unnest(${column(({ current }) => current.bkt)}::smallint[],
    ${column(({ current }) => typeNumber(current.type))}::smallint[], ${column(({ current }) => current.id)}::text[],
    ${column(({ updated }) => updated)}::timestamptz[]) k(bkt, typ, id, updated)`;
  const named = parts.map((part, place) => sql`s${sql.raw(String(place))} as (${part})`);
  return sql`with k as (${keys}), ${sql.join(named)} select 1`;
}

function goingParts({ context: { projections } }: Writing): readonly Sql[] {
  return [...keepPast(projections), ...forgetIndexes(projections), keepVersions()];
}

/** Of resources that `k` has the keys of: everything that they are found by. */
export function forgetIndexes(projections: readonly Projection[]): readonly Sql[] {
  const projected = projections.map(({ table }) => ({ table, bucket: 'bkt' }));
  return [...INDEXES, ...projected].map(
    ({ table, bucket }) =>
      sql`delete from ${sql.raw(table)} t using k where (t.${sql.raw(bucket)}, t.typ, t.id) = (k.bkt, k.typ, k.id)`,
  );
}

/** Rows of projections that keep their past, before they are taken away: all parts of a statement see what was there before it. */
function keepPast(projections: readonly Projection[]): readonly Sql[] {
  return projections.flatMap(({ table, past, columns }) => {
    if (past === undefined) return [];
    const names = ['bkt', 'typ', 'id', 'cmp', 'org', ...columns.map(({ name }) => name)];
    const theirs = names.map((name) => `t.${name}`).join(', ');
    return [
      sql`insert into ${sql.raw(past)} (${sql.raw(names.join(', '))}, until)
        select ${sql.raw(theirs)}, k.updated from k join ${sql.raw(table)} t on (t.bkt, t.typ, t.id) = (k.bkt, k.typ, k.id)`,
    ];
  });
}

/** A version is a 'create' where nothing came before it, or only its own deletion. */
function keepVersions(): Sql {
  return sql`insert into history (bkt, typ, id, ver, cmp, org, basis, cls, lab, labver, at, till, updated, op, home, body)
    select r.bkt, r.typ, r.id, r.ver, r.cmp, r.org, r.basis, r.cls, r.lab, r.labver, r.at, r.till, r.updated,
      case when r.ver = 1 or exists (select 1 from history p
        where (p.bkt, p.typ, p.id, p.ver) = (r.bkt, r.typ, r.id, r.ver - 1) and p.op = 'd') then 'c' else 'u' end,
      r.bkt, r.body
    from k join resource r on (r.bkt, r.typ, r.id) = (k.bkt, k.typ, k.id)`;
}

/**
 * The subject has changed: the resource goes to its new home, its history follows so that one key finds all of it (each version
 * keeps its own compartment, which policy asks about), and the locator says where.
 */
export async function move({ transaction }: Writing, moved: readonly Moved[]): Promise<void> {
  if (moved.length === 0) return;
  const column = (of: (one: Moved) => unknown) => arrayLiteral(moved.map(of));
  const from = column((one) => one.from);
  const to = column((one) => one.to);
  const typ = column(({ type }) => typeNumber(type));
  const id = column((one) => one.id);
  const h = column((one) => locatorBucket(one.type, one.id));
  await transaction.run(sql`
    with k as (select * from unnest(${from}::smallint[], ${to}::smallint[], ${typ}::smallint[], ${id}::text[]) k(bkt, place, typ, id)),
    kept as (update history t set bkt = k.place from k where (t.bkt, t.typ, t.id) = (k.bkt, k.typ, k.id)),
    gone as (delete from resource t using k where (t.bkt, t.typ, t.id) = (k.bkt, k.typ, k.id))
    insert into locator (h, typ, id, bkt)
    select * from unnest(${h}::smallint[], ${typ}::smallint[], ${id}::text[], ${to}::smallint[])
    on conflict (h, typ, id) do update set bkt = excluded.bkt`);
}

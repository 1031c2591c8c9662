import { type Access, type Expr, PURPOSES } from '#agreement';
import { type Sql, sql } from '#store';
import type { Compartment } from '../repository.ts';
import { assume } from './assume.ts';
import { BUCKET, type RecordTable } from './tables.ts';
import { toSql } from './to-sql.ts';

/**
 * The clause that follows every reference to a table of the record: it lets through the rows that the access may see, each
 * once. Directory rows ask for no access row; rows about a person cost one probe of the key of `access`. The subquery is
 * lateral with `offset 0`, so that it stays that probe: as a plain join, or exists / not exists, the planner turns it into
 * scans (measured on the first page of a common code: 1.4 ms so, 68 ms and 3,325 ms otherwise). `table` is the
 * one that the alias stands for.
 */
export function visible(alias: Sql, access: Access, now: Date, table: RecordTable = 'resource'): Sql {
  const shape = shapeOf(access.filter, `${alias.text} ${table}`, () => {
    const branches = branchesOf(access.filter, { alias, table });
    if (branches === 'everything') return sql.empty;
    const seen = branches.length === 0 ? sql`select 1 where false` : sql.join(branches, sql` union all `);
    return sql` cross join lateral (${seen} offset 0) ${alias}_seen`;
  });
  return shape.values.length === 0 ? shape : sql.again(shape, shape.values.map(asked(access, now)));
}

/** Rows of one person's compartment: what stands before their table, and what they must satisfy. */
export type Seen = { readonly before: Sql; readonly where: Sql };

/**
 * The same for rows that all lie in one compartment about a person: its access row is asked for once, not row by row (a quarter of
 * what reading five hundred of them took). A row is let through by at most one of the cases.
 */
export function visibleAt(alias: Sql, access: Access, now: Date, at: Compartment): readonly Seen[] {
  const { known, unknown } = casesOf(access.filter);
  if (known.op === 'always' && unknown.op === 'always') return [{ before: sql.empty, where: sql`true` }];
  const own = sql`from access a where a.viewer = ${access.viewer}::int and a.purpose = ${PURPOSES.indexOf(access.purpose)}::smallint
    and a.bkt = ${at.bkt}::smallint and a.cmp = ${at.cmp}::bigint and a.until > ${now}::timestamptz`;
  const aliases = { row: alias, access: sql`a` };
  const cases: Seen[] = [];
  if (known.op !== 'never') {
    cases.push({ before: sql`(select a.* ${own} offset 0) a cross join `, where: sql`(${toSql(known, aliases)})` });
  }
  if (unknown.op !== 'never') {
    cases.push({ before: sql.empty, where: sql`(${toSql(unknown, aliases)}) and not exists (select 1 ${own})` });
  }
  return cases;
}

/**
 * The text of a clause is that of the filter and of the aliases: it is put together once, with marks where the asker's own values
 * go. Made anew for every table of every statement it took longer than PostgreSQL took to find the rows.
 */
function shapeOf(filter: Expr, place: string, make: () => Sql): Sql {
  const places = shapes.get(filter) ?? new Map<string, Sql>();
  const known = places.get(place);
  if (known !== undefined) return known;
  const made = make();
  if (places.size < PLACES_MAX) places.set(place, made);
  shapes.set(filter, places);
  return made;
}

/** Aliases are counted within a statement, so that there are few of them. */
const PLACES_MAX = 200;
const shapes = new WeakMap<Expr, Map<string, Sql>>();

const VIEWER = Symbol('viewer');
const PURPOSE = Symbol('purpose');
const NOW = Symbol('now');

function asked({ viewer, purpose }: Access, now: Date): (value: unknown) => unknown {
  return (value) => {
    if (value === VIEWER) return viewer;
    if (value === PURPOSE) return PURPOSES.indexOf(purpose);
    return value === NOW ? now : value;
  };
}

type Place = { readonly alias: Sql; readonly table: RecordTable };

type Cases = { readonly directory: Expr; readonly known: Expr; readonly unknown: Expr };

/** A filter is kept for as long as the instruments stand, and asked about at every table of every statement. */
const cases = new WeakMap<Expr, Cases>();

function casesOf(filter: Expr): Cases {
  const before = cases.get(filter);
  if (before) return before;
  const made = {
    directory: assume(filter, { personal: false, known: false }),
    known: assume(filter, { personal: true, known: true }),
    unknown: assume(filter, { personal: true, known: false }),
  };
  cases.set(filter, made);
  return made;
}

/** At most one branch lets a given row through: directory, a person with an access row, a person without. */
function branchesOf(filter: Expr, { alias, table }: Place): 'everything' | readonly Sql[] {
  const { directory, known, unknown } = casesOf(filter);
  if ([directory, known, unknown].every(({ op }) => op === 'always')) return 'everything';
  const aliases = { row: alias, access: sql`a`, table };
  const row = sql`from access a where a.viewer = ${VIEWER}::int and a.purpose = ${PURPOSE}::smallint
    and a.bkt = ${alias}.${BUCKET[table]} and a.cmp = ${alias}.cmp and a.until > ${NOW}::timestamptz`;
  const branches: Sql[] = [];
  if (directory.op !== 'never') {
    branches.push(sql`select 1 where ${alias}.cmp = 0 and (${toSql(directory, aliases)})`);
  }
  if (known.op !== 'never') {
    branches.push(sql`select 1 ${row} and ${alias}.cmp <> 0 and (${toSql(known, aliases)})`);
  }
  if (unknown.op !== 'never') {
    branches.push(
      sql`select 1 where ${alias}.cmp <> 0 and (${toSql(unknown, aliases)}) and not exists (select 1 ${row})`,
    );
  }
  return branches;
}

import { type Access, type Expr, PURPOSES } from '#agreement';
import { type Sql, sql } from '#store';
import { assume } from './assume.ts';
import { toSql } from './to-sql.ts';

/**
 * The clause that follows every reference to a table of the record: it lets through the rows that the access may see, each
 * once. Directory rows ask for no access row; rows about a person cost one probe of the key of `access`. The subquery is
 * lateral with `offset 0`, so that it stays that probe: as a plain join, or exists / not exists, the planner turns it into
 * scans (measured on the first page of a common code: 1.4 ms so, 68 ms and 3,325 ms otherwise). `bucket` is
 * the column with the bucket of the row's compartment: `home` in history, whose `bkt` says where the resource lies.
 */
export function visible(alias: Sql, access: Access, now: Date, bucket: Sql = sql`bkt`): Sql {
  const branches = branchesOf(access.filter, access, { alias, now, bucket });
  if (branches === 'everything') return sql.empty;
  const seen = branches.length === 0 ? sql`select 1 where false` : sql.join(branches, sql` union all `);
  return sql` cross join lateral (${seen} offset 0) ${alias}_seen`;
}

/** The bucket column of history, whose rows are no longer what their resource says. */
const HOME = 'home';

type Place = { readonly alias: Sql; readonly now: Date; readonly bucket: Sql };

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
function branchesOf(filter: Expr, access: Access, { alias, now, bucket }: Place): 'everything' | readonly Sql[] {
  const { directory, known, unknown } = casesOf(filter);
  if ([directory, known, unknown].every(({ op }) => op === 'always')) return 'everything';
  const tokens = bucket.text === HOME ? ('never' as const) : ('now' as const);
  const aliases = { row: alias, access: sql`a`, bucket, tokens };
  const row = sql`from access a where a.viewer = ${access.viewer}::int and a.purpose = ${PURPOSES.indexOf(access.purpose)}::smallint
    and a.bkt = ${alias}.${bucket} and a.cmp = ${alias}.cmp and a.until > ${now}::timestamptz`;
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

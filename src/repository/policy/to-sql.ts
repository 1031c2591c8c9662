import type { Expr } from '#agreement';
import { type Sql, sql } from '#store';

/** Aliases in the statement: of the row that is asked about, and of the viewer's row in `access` for its person. */
export type Aliases = {
  readonly row: Sql;
  readonly access: Sql;
  /** The column with the bucket of the row's compartment; \`bkt\` but in history. */
  readonly bucket?: Sql;
  /** Whether the row is what its resource says now; of superseded versions no tokens are kept. */
  readonly tokens?: 'now' | 'never';
};

const TRUE = sql`true`;
const FALSE = sql`false`;

/**
 * `holds` of agreement/expr.ts as a condition over a row with the policy columns and the viewer's access row. Neither side has
 * a null in these columns, so `not` means the same here and there; a test compares both on random rows.
 */
export function toSql(expr: Expr, aliases: Aliases): Sql {
  const { row, access, bucket = sql`bkt`, tokens = 'now' } = aliases;
  switch (expr.op) {
    case 'always':
      return TRUE;
    case 'never':
      return FALSE;
    case 'and':
      return joined(expr.of, aliases, { word: sql` and `, none: TRUE });
    case 'or':
      return joined(expr.of, aliases, { word: sql` or `, none: FALSE });
    case 'not':
      return sql`not (${toSql(expr.of, aliases)})`;
    case 'org':
      return sql`${row}.org = any(${expr.in}::int[])`;
    case 'basis':
      return sql`${row}.basis = any(${expr.in}::int[])`;
    case 'class':
      return sql`((1 << ${row}.cls) & ${expr.bits}::int) <> 0`;
    case 'unlabelled':
      return sql`(${row}.lab & ${expr.bits}::int) = 0`;
    case 'dated':
      return sql`coalesce(${row}.at = '-infinity' or (${row}.at >= ${`${expr.from}T00:00:00Z`}::timestamptz and ${row}.at < ${`${expr.until}T00:00:00Z`}::timestamptz), true)`;
    case 'type':
      return sql`${row}.typ = any(${expr.in}::smallint[])`;
    case 'compartment':
      return sql`(${row}.${bucket}, ${row}.cmp) in (select * from unnest(${expr.in.map(({ bkt }) => bkt)}::smallint[],
        ${expr.in.map(({ cmp }) => cmp)}::bigint[]))`;
    case 'token':
      return tokens === 'never' ? FALSE : carries(row, expr.in);
    case 'impersonal':
      return sql`${row}.cmp = 0`;
    case 'relationship':
      return sql`(${access}.rel & ${expr.bits}::int) <> 0`;
    case 'undenied':
      return sql`not (${row}.org = any(${access}.deny_org)) and (${access}.deny_lab & ${row}.lab) = 0
        and (${access}.deny_cls & (1 << ${row}.cls)) = 0`;
  }
}

/** By primary key, because a posting has no tokens of its own. */
function carries(row: Sql, tokens: readonly string[]): Sql {
  return sql`exists (select 1 from resource said where (said.bkt, said.typ, said.id) = (${row}.bkt, ${row}.typ, ${row}.id)
    and said.tok && ${tokens}::bigint[])`;
}

type Joint = { readonly word: Sql; readonly none: Sql };

function joined(parts: readonly Expr[], aliases: Aliases, { word, none }: Joint): Sql {
  if (parts.length === 0) return none;
  return sql`(${sql.join(
    parts.map((part) => sql`(${toSql(part, aliases)})`),
    word,
  )})`;
}

import type { Bound, Expr, Stale } from '#agreement';
import { type Sql, sql } from '#store';
import { asNumber, asTime, type Literal } from '../search/compare.ts';
import { type Aliases, BUCKET } from './tables.ts';
import { ofPopulation } from './within.ts';

const TRUE = sql`true`;
const FALSE = sql`false`;

/**
 * `holds` of agreement/expr.ts as a condition over a row with the policy columns and the viewer's access row. Neither side has
 * a null in these columns, so `not` means the same here and there; a test compares both on random rows.
 */
export function toSql(expr: Expr, aliases: Aliases): Sql {
  const { row, access, table = 'resource' } = aliases;
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
      return sql`(${labelled(aliases, expr.stale)} & ${expr.bits}::int) = 0`;
    case 'dated':
      return sql`coalesce(${row}.at = '-infinity' or (${row}.at >= ${`${expr.from}T00:00:00Z`}::timestamptz and ${row}.at < ${`${expr.until}T00:00:00Z`}::timestamptz), true)`;
    case 'type':
      return sql`${row}.typ = any(${expr.in}::smallint[])`;
    case 'compartment':
      return sql`(${row}.${BUCKET[table]}, ${row}.cmp) in (select * from unnest(${expr.in.map(({ bkt }) => bkt)}::smallint[],
        ${expr.in.map(({ cmp }) => cmp)}::bigint[]))`;
    case 'token':
      // Of superseded versions no tokens are kept.
      return table === 'history' ? FALSE : saidNow(row, sql`said.tok && ${expr.in}::bigint[]`);
    case 'has':
      return table === 'history' ? FALSE : saidNow(row, sql`said.has && ${expr.in}::int[]`);
    case 'span':
      return table === 'history' ? FALSE : spans(row, expr);
    case 'charged':
      // A look at one row by its key; `offset 0` keeps the planner from going through all that was charged.
      return sql`exists (select 1 from charged k where (k.typ, k.id) = (${row}.typ, ${row}.id) and k.org = any(${expr.by}::int[]) offset 0)`;
    case 'current':
      return table === 'history' ? FALSE : TRUE;
    case 'impersonal':
      return sql`${row}.cmp = 0`;
    case 'relationship':
      return sql`(${access}.rel & ${expr.bits}::int) <> 0`;
    case 'undenied':
      return sql`not (${row}.org = any(${access}.deny_org)) and (${access}.deny_lab & ${labelled(aliases, expr.stale)}) = 0
        and (${access}.deny_cls & (1 << ${row}.cls)) = 0`;
    case 'within':
      return ofPopulation(expr, aliases);
    case 'unrestricted':
      return sql`(${access}.hold_cls & (1 << ${row}.cls)) = 0`;
  }
}

/**
 * A row's labels, with those it may carry as long as it is labelled by older sets of codes. A posting has its version from its resource,
 * by primary key: the question is asked only while rows are labelled anew.
 */
function labelled({ row, table = 'resource' }: Aliases, stale: readonly Stale[] = []): Sql {
  if (stale.length === 0) return sql`${row}.lab`;
  const version =
    table === 'posting'
      ? sql`(select said.labver from resource said where (said.bkt, said.typ, said.id) = (${row}.bkt, ${row}.typ, ${row}.id))`
      : sql`${row}.labver`;
  const bits = stale.map(
    ({ before, bits }) => sql`(case when ${version} < ${before}::int then ${bits}::int else 0 end)`,
  );
  return sql`(${row}.lab | ${sql.join(bits, sql` | `)})`;
}

/** By primary key, because a posting has neither tokens nor spans of its own. */
function saidNow(row: Sql, what: Sql): Sql {
  return sql`exists (select 1 from resource said where (said.bkt, said.typ, said.id) = (${row}.bkt, ${row}.typ, ${row}.id)
    and ${what})`;
}

/** The clinical date lies in the resource, in time; other dates and numbers are rows of `range`, as numbers. */
function spans(row: Sql, { parameter, any }: Extract<Expr, { op: 'span' }>): Sql {
  if (parameter === 'clinical') {
    const within = boundsMet(any, (end) => (end === 'lo' ? sql`said.at` : sql`said.till`), asTime);
    return saidNow(row, sql`said.till > '-infinity' and ${within}`);
  }
  const within = boundsMet(any, (end) => (end === 'lo' ? sql`g.lo` : sql`g.hi`), asNumber);
  return sql`exists (select 1 from range g where (g.bkt, g.typ, g.id) = (${row}.bkt, ${row}.typ, ${row}.id)
    and g.prm = ${parameter}::int and g.code = 0 and ${within})`;
}

const SIGNS = { '<': sql`<`, '<=': sql`<=`, '>': sql`>`, '>=': sql`>=` } as const;

function boundsMet(any: readonly (readonly Bound[])[], column: (end: Bound['end']) => Sql, literal: Literal): Sql {
  const sets = any.map((bounds) => {
    const all = bounds.map(({ end, is, than }) => sql`${column(end)} ${SIGNS[is]} ${literal(than)}`);
    return all.length === 0 ? TRUE : sql`(${sql.join(all, sql` and `)})`;
  });
  return sets.length === 0 ? FALSE : sql`(${sql.join(sets, sql` or `)})`;
}

type Joint = { readonly word: Sql; readonly none: Sql };

function joined(parts: readonly Expr[], aliases: Aliases, { word, none }: Joint): Sql {
  if (parts.length === 0) return none;
  return sql`(${sql.join(
    parts.map((part) => sql`(${toSql(part, aliases)})`),
    word,
  )})`;
}

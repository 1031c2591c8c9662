import { CLINICAL_DATE, type Filter, type SearchAst, typeNumber } from '#fhir';
import { type Sql, sql } from '#store';
import { hasPostings } from '../index-rows/stored-as.ts';
import { type Guarded, guardedBy } from '../policy/index.ts';
import { isAnchored } from './anchored.ts';
import type { Asking } from './asking.ts';
import { asTime } from './compare.ts';
import { conditionOf } from './condition.ts';
import {
  after,
  type Cursor,
  cursorOf,
  isDefaultOrder,
  isOldestFirst,
  orderBy,
  type OrderKey,
  orderOf,
} from './order.ts';
import { compartmentCondition } from './place.ts';
import { storedColumns } from './rows.ts';
import { all, NOTHING, type Resolved, type Scope } from './scope.ts';
import { tokensOf } from './values.ts';

/** A search that passed `checked`: what is asked, and of whose compartment ('Patient/7'), if of one. */
export type Question = {
  readonly ast: SearchAst;
  readonly compartment?: string;
  /** What was asked before it (resolve.ts). */
  readonly resolved: Resolved;
};

/** One page of rows with their cursors, in order; `limit` is one more than the page holds, to see whether there is a next. */
export function pageStatement(question: Question, asking: Asking, page: { limit: number; cursor?: Cursor }): Sql {
  if (isOldestFirst(question.ast)) return oldestStatement(question, asking, page);
  const posted = postedToken(question);
  const { from, scope, conditions, ordered } = sourceOf(question, asking, posted);
  const keys = orderOf(question.ast, scope, ordered);
  const where = page.cursor === undefined ? conditions : [...conditions, after(keys, page.cursor)];
  const plain = isPlain(question, page);
  // Of rows in the order of an index: where the size is not known, the plan is made anew for each asking (0.3 to 0.6 ms of PostgreSQL).
  const sized = (plain || posted !== undefined) && PAGES.includes(page.limit);
  const statement = sql`select ${storedColumns(scope.row.alias)}, ${cursorOf(keys)} as place from ${from}
    where ${all(where)} order by ${orderBy(keys)} limit ${sized ? sql.raw(String(page.limit)) : page.limit}`;
  const { ast, compartment } = question;
  const begins = posted !== undefined || compartment !== undefined || isAnchored(ast.type, ast.filters);
  return begins || plain ? sql.prepared(statement) : statement;
}

/** The usual sizes are part of the text; others are not, or they would take all the names there are. */
const PAGES = [21, 51, 101];

/** First pages of everything of a type, of the usual sizes: the index of the order serves them whatever the values. */
function isPlain({ ast: { filters } }: Question, page: { limit: number; cursor?: Cursor }): boolean {
  return filters.length === 0 && page.cursor === undefined && PAGES.includes(page.limit);
}

/**
 * Oldest first, what has no date last. What has a beginning comes off resource_at read backwards; the rest, open periods before and
 * undated rows behind, are few and are sorted. In one statement with one order all of a type was sorted: 1.1 s over 384,000 rows.
 */
function oldestStatement(question: Question, asking: Asking, page: { limit: number; cursor?: Cursor }): Sql {
  const { cursor, limit } = page;
  const parts = [true, false].map((begun) => {
    const { from, scope, conditions } = sourceOf(question, asking, undefined);
    const { alias } = scope.row;
    const keys = orderOf(question.ast, scope, alias);
    const [none, ...others] = keys as readonly [OrderKey, ...OrderKey[]];
    const bound = begun
      ? [sql`${alias}.at > '-infinity'`, ...(cursor === undefined ? [] : [begunAfter(others, cursor)])]
      : [sql`${alias}.at = '-infinity'`, ...(cursor === undefined ? [] : [after(keys, cursor)])];
    return sql`(select ${storedColumns(alias)}, ${cursorOf(keys)} as place, ${none.of} as none, ${alias}.at from ${from}
      where ${all([...conditions, ...bound])} order by ${orderBy(begun ? others : keys)} limit ${limit})`;
  });
  return sql`select * from (${sql.join(parts, sql` union all `)}) u order by u.none, u.at, u.bkt, u.id limit ${limit}`;
}

/** Where the page before ended among open periods, all that begins is behind it; where among undated rows, nothing is. */
function begunAfter(keys: readonly OrderKey[], [none, ...others]: Cursor): Sql {
  if (none === 'true') return NOTHING;
  return others[0] === '-infinity' ? sql`true` : after(keys, others);
}

/**
 * One page of the rows of several types together. Each type gives its own page, off its own index, and the first of them all are
 * taken: no more is read than types times the page.
 */
export function unitedStatement(
  questions: readonly Question[],
  asking: Asking,
  page: { limit: number; cursor?: Cursor },
): Sql {
  const pages = questions.map((question) => {
    const { from, scope, conditions } = sourceOf(question, asking, undefined);
    const { alias } = scope.row;
    const keys = [
      ...orderOf(question.ast, scope, alias),
      { of: sql`${alias}.typ`, cast: sql`smallint`, descending: false },
    ];
    const where = page.cursor === undefined ? conditions : [...conditions, after(keys, page.cursor)];
    const named = keys.map(({ of }, index) => sql`${of} as ${sql.raw(`k${index}`)}`);
    return sql`(select ${storedColumns(alias)}, ${cursorOf(keys)} as place, ${sql.join(named)} from ${from}
      where ${all(where)} order by ${orderBy(keys)} limit ${page.limit})`;
  });
  const [{ ast, resolved }] = questions as readonly [Question, ...Question[]];
  const guard = guardedBy(asking.access, asking.now);
  const any: Scope = { guard, row: guard.table('resource'), type: ast.type, now: asking.now, resolved };
  const directions = [...orderOf(ast, any, any.row.alias).map(({ descending }) => descending), false];
  const order = directions.map((descending, index) => sql.raw(`u.k${index}${descending ? ' desc' : ''}`));
  return sql`select * from (${sql.join(pages, sql` union all `)}) u order by ${sql.join(order)} limit ${page.limit}`;
}

/** How many rows there are, under the same policy. */
export function countStatement(question: Question, asking: Asking): Sql {
  const posted = question.ast.filters.length === 1 ? postedToken(question) : undefined;
  if (posted !== undefined) {
    const { alias, from } = guardedBy(asking.access, asking.now).table('posting');
    return sql`select count(*)::int as total from ${from} where ${alias}.tok = ${posted}::bigint`;
  }
  const { from, conditions } = sourceOf(question, asking, undefined);
  return sql`select count(*)::int as total from ${from} where ${all(conditions)}`;
}

/** `ordered` is the alias whose (at, bkt, id) the driving index is ordered by. */
type Source = { readonly from: Sql; readonly scope: Scope; readonly conditions: readonly Sql[]; readonly ordered: Sql };

/** The rows asked for; behind `posted`, off the postings of that token. */
export function sourceOf({ ast, compartment, resolved }: Question, asking: Asking, posted: string | undefined): Source {
  const guard = guardedBy(asking.access, asking.now);
  const key = posted === undefined ? undefined : guard.table('posting');
  const row = key === undefined ? guard.table('resource') : guard.resourceOf(key);
  const scope: Scope = { guard, row, type: ast.type, now: asking.now, resolved };
  const conditions = [
    sql`${row.alias}.typ = ${typeNumber(ast.type)}::smallint`,
    ...(compartment === undefined ? [] : [compartmentCondition(compartment, scope)]),
    ...ast.filters.map((filter) => conditionOf(filter, scope)),
  ];
  if (key === undefined) return { from: row.from, scope, conditions, ordered: row.alias };
  return postedSource(scope, { ast, conditions, key, posted });
}

/**
 * Keys come off posting_page in the order of the results, and each fetches its row by primary key until the page is full:
 * 1.4 ms against 95 ms by the tokens' GIN index on a code with 128,000 hits. `offset 0` keeps the planner from turning it round. Policy is
 * asked of the key: what it hides costs no row.
 */
function postedSource(
  scope: Scope,
  {
    ast,
    conditions,
    key,
    posted,
  }: Pick<Source, 'conditions'> & {
    readonly ast: SearchAst;
    readonly key: Guarded;
    readonly posted: string | undefined;
  },
): Source {
  const { alias, from } = scope.row;
  return {
    from: sql`${key.from} cross join lateral (select ${alias}.* from ${from} where ${all(conditions)} offset 0) ${alias}`,
    scope,
    conditions: [sql`${key.alias}.tok = ${posted}::bigint`, ...beginningWithin(ast, key.alias)],
    ordered: key.alias,
  };
}

/** What filters by the clinical date say of its beginning, which postings have: they are read from where it can match. */
function beginningWithin(ast: SearchAst, alias: Sql): readonly Sql[] {
  return ast.filters.flatMap((filter) => {
    if (filter.kind !== 'date' || filter.parameter !== CLINICAL_DATE[ast.type] || filter.values.length !== 1) return [];
    const [value] = filter.values;
    if (value === undefined) return [];
    const { prefix, lo, hi } = value;
    if (prefix === 'eq') return [sql`${alias}.at >= ${asTime(lo)} and ${alias}.at < ${asTime(hi)}`];
    if (prefix === 'lt' || prefix === 'eb') return [sql`${alias}.at < ${asTime(lo)}`];
    if (prefix === 'le') return [sql`${alias}.at < ${asTime(hi)}`];
    return prefix === 'sa' ? [sql`${alias}.at >= ${asTime(hi)}`] : [];
  });
}

/** The token that posting_page can be read by, newest first: a code alone, where nothing else narrows the search more. */
function postedToken({ ast, compartment, resolved: { links } }: Question): string | undefined {
  if (compartment !== undefined || !isDefaultOrder(ast) || !hasPostings(ast.type)) return undefined;
  if (!ast.filters.every((filter) => isWide(filter, links))) return undefined;
  const codes = ast.filters.flatMap((filter) => {
    if (filter.kind !== 'token' || filter.modifier !== undefined || !POSTED.has(filter.parameter)) return [];
    const tokens = tokensOf({ type: ast.type, parameter: filter.parameter }, filter.values);
    const [value] = filter.values;
    return filter.values.length === 1 && value?.code !== undefined && value.system !== '' ? tokens : [];
  });
  return codes[0];
}

const POSTED = new Set(['code', 'vaccine-code']);

/** Filters that usually leave much: the newest rows of a code soon fill a page. */
function isWide(filter: Filter, links: Resolved['links']): boolean {
  if (filter.kind === 'has') return (links.get(filter) ?? 'many') === 'many';
  if (filter.kind === 'chain') return filter.targets.every((target) => (links.get(target) ?? 'many') === 'many');
  return ['token', 'date', 'missing', 'number', 'quantity'].includes(filter.kind) && filter.parameter !== 'identifier';
}

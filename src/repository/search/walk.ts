import { accepted, baseScale, type Filter, type Outcome, parameterOf, refuse, type SearchAst, UCUM } from '#fhir';
import { type Reader, type Sql, sql } from '#store';
import { storedAs } from '../index-rows/stored-as.ts';
import { parameterNumber, tokenHash } from '../place/hash.ts';
import type { Asking } from './asking.ts';
import type { Cursor } from './order.ts';
import { type FoundRow, storedColumns } from './rows.ts';
import { all } from './scope.ts';
import { compareValues } from './sort-keys.ts';
import type { SortedPage } from './sorted.ts';
import { type Question, sourceOf } from './statement.ts';
import { measuredTerms, unitsKnown } from './term.ts';

/** One range of an index that is in the order wanted: of a parameter, and of one unit where it has units. */
type Branch = { readonly prm: number; readonly code: string; readonly slope: number; readonly intercept: number };

const MOST_UNITS = 64;
/** Entries of one range that are asked for one page. Each costs a row and what the filters ask of it, a sixth of a millisecond. */
export const WALKED_MAX = 1_000;

/**
 * The first rows of many in the order of one parameter: what has a value off that parameter's index, then what has none. Plan: range_low
 * (one range a unit, put together by their amounts in base units) or word_value, then each row by its primary key. Where the filters
 * leave so little that a page is not full after `WALKED_MAX` entries of a range, the search is refused.
 */
export async function walked(reader: Reader, asking: Asking, page: SortedPage): Promise<Outcome<readonly FoundRow[]>> {
  const { question, limit, cursor } = page;
  const branches = await branchesOf(reader, question);
  if (!branches.ok) return branches;
  const valued = await valuedRows(reader, asking, { page, branches: branches.value });
  if (!valued.ok || valued.value.length === limit) return valued;
  const rest = { question, limit: limit - valued.value.length, cursor: cursor?.[0] === null ? cursor : undefined };
  return accepted([...valued.value, ...(await reader.all<FoundRow>(unvaluedStatement(rest, asking)))]);
}

type Walk = { readonly page: SortedPage; readonly branches: readonly Branch[] };

async function valuedRows(
  reader: Reader,
  asking: Asking,
  { page, branches }: Walk,
): Promise<Outcome<readonly FoundRow[]>> {
  if (page.cursor?.[0] === null || branches.length === 0) return accepted([]);
  const [rows, ends] = await Promise.all([
    reader.all<FoundRow & Stop>(valuedStatement(page, asking, branches)),
    reader.all<Stop>(endsStatement(page, branches)),
  ]);
  const last = rows[page.limit - 1];
  const way = page.question.ast.sort[0]?.descending ? -1 : 1;
  // What lies behind the end of a walk may stand before the last of the page.
  const isShort = ends.some((end) => last === undefined || compareStops(end, last) * way < 0);
  return isShort ? tooSparse(page.question.ast) : accepted(rows);
}

type Stop = { readonly v: string | number; readonly bkt: number; readonly id: string };

function compareStops(a: Stop, b: Stop): number {
  return compareValues(a.v, b.v) || a.bkt - b.bkt || compareValues(a.id, b.id);
}

function tooSparse({ sort }: SearchAst): Outcome<never> {
  const { parameter } = sort[0] ?? { parameter: '' };
  const text = `Of the first ${WALKED_MAX} by ${parameter} too few match for a page. Narrow the search, or sort by _lastUpdated: a person, a code or a period makes what is to be sorted less.`;
  return refuse('too-costly', 'search.sort-too-wide', text, '_sort');
}

async function branchesOf(reader: Reader, { ast }: Question): Promise<Outcome<readonly Branch[]>> {
  const parameter = ast.sort[0]?.parameter ?? '';
  const stored = storedAs(ast.type, parameter).map((code) => ({ code, prm: parameterNumber(ast.type, code) }));
  const plain = stored.map(({ prm }): Branch => ({ prm, code: '0', slope: 1, intercept: 0 }));
  if (parameterOf(ast.type, parameter)?.type !== 'quantity') return accepted(plain);
  const possible = (await codedBranches(reader, ast)) ?? (await unitBranches(reader, ast.type, stored));
  if (!possible.ok) return possible;
  const there = await reader.all<{ code: string }>(sql`select k.code::text as code
    from unnest(${possible.value.map(({ prm }) => prm)}::int[], ${possible.value.map(({ code }) => code)}::bigint[]) k(prm, code)
    where exists (select 1 from range g where g.prm = k.prm and g.code = k.code)`);
  const codes = new Set(there.map(({ code }) => code));
  if (codes.size > MOST_UNITS) {
    const text = `${parameter} comes in more than ${MOST_UNITS} units, which are not sorted together. Narrow the search.`;
    return refuse('too-costly', 'search.sort-too-wide', text, '_sort');
  }
  return accepted(possible.value.filter(({ code }) => codes.has(code)));
}

type StoredParameter = { readonly code: string; readonly prm: number };

async function unitBranches(
  reader: Reader,
  type: string,
  stored: readonly StoredParameter[],
): Promise<Outcome<readonly Branch[]>> {
  const units = await unitsKnown(reader);
  if (!units.ok) return units;
  return accepted(
    units.value.flatMap(([val, { system, code }]) =>
      stored.map((one) => ({ prm: one.prm, code: tokenHash(type, one.code, val), ...scaleOf(system, code) })),
    ),
  );
}

const CODED = 'code-value-quantity';

/**
 * Results of one code by their amounts: the rows of that composite are in this order within a code and its unit, so that no result of
 * another code is looked at (8 s over 384,000 results, by all amounts). A result has its code and its value once.
 */
async function codedBranches(
  reader: Reader,
  { type, filters, sort }: SearchAst,
): Promise<Outcome<readonly Branch[]> | undefined> {
  if (type !== 'Observation' || sort[0]?.parameter !== 'value-quantity') return undefined;
  const coded = filters.find(isCode);
  if (coded === undefined) return undefined;
  const prm = parameterNumber(type, CODED);
  const branches = new Map<string, Branch>();
  for (const { system, code } of coded.values) {
    const terms = await measuredTerms(reader, [prm], code);
    if (!terms.ok) return terms;
    for (const { val, system: of, unit } of terms.value) {
      if (system !== undefined && system !== of) continue;
      branches.set(val, { prm, code: tokenHash(type, CODED, val), ...scaleOf(unit.system, unit.code) });
    }
  }
  return accepted([...branches.values()]);
}

type TokenFilter = Extract<Filter, { kind: 'token' }>;

function isCode(filter: Filter): filter is TokenFilter {
  return (
    filter.kind === 'token' &&
    filter.parameter === 'code' &&
    filter.modifier === undefined &&
    filter.values.every(({ code }) => code !== undefined)
  );
}

function scaleOf(system: string | undefined, code = ''): { readonly slope: number; readonly intercept: number } {
  return system === UCUM ? baseScale(code) : { slope: 1, intercept: 0 };
}

function valuedStatement(page: SortedPage, asking: Asking, branches: readonly Branch[]): Sql {
  const { question, limit } = page;
  const [sort] = question.ast.sort;
  const way = sql.raw(sort?.descending ? ' desc' : '');
  const pages = branches.map((branch) => {
    const { from, scope, conditions } = sourceOf(question, asking, undefined);
    const { alias } = scope.row;
    const { isText, value, column } = rangeOf(page, branch);
    const same = sql`${alias}.bkt = k.bkt and ${alias}.typ = k.typ and ${alias}.id = k.id`;
    const first = isText ? firstText(branch, sort?.descending) : firstAmount(branches, value, sort?.descending);
    const row = sql`(select ${alias}.* from ${from} where ${same} and ${all(conditions)} offset 0) ${alias}`;
    const place = sql`array_to_json(array[(${value})::text, k.bkt::text, k.id])::text`;
    return sql`(select ${storedColumns(alias)}, ${place} as place, ${value} as v
      from ${entries(page, branch, sql`limit ${WALKED_MAX}::int`)} k cross join lateral ${row}
      where ${first} order by ${column}${way}, k.bkt${way}, k.id${way} limit ${limit})`;
  });
  const order = sql`order by u.v${way}, u.bkt${way}, u.id${way}`;
  return sql`select * from (${sql.join(pages, sql` union all `)}) u ${order} limit ${limit}`;
}

/** The value at which the walk of each range ends; nothing of those that are read to their end. */
function endsStatement(page: SortedPage, branches: readonly Branch[]): Sql {
  const ends = branches.map((branch) => {
    const { value } = rangeOf(page, branch);
    return sql`(select ${value} as v, k.bkt, k.id from ${entries(page, branch, sql`offset ${WALKED_MAX}::int limit 1`)} k)`;
  });
  return sql.join(ends, sql` union all `);
}

function rangeOf({ question: { ast } }: SortedPage, branch: Branch) {
  const isText = parameterOf(ast.type, ast.sort[0]?.parameter ?? '')?.type === 'string';
  const value = isText ? sql`k.val` : sql`(k.lo * ${branch.slope}::float8 + ${branch.intercept}::float8)`;
  return { isText, value, column: isText ? sql`k.val` : sql`k.lo` };
}

/** A stretch of one range in its order, from the place where the page begins. */
function entries(page: SortedPage, branch: Branch, stretch: Sql): Sql {
  const { isText, value, column } = rangeOf(page, branch);
  const descending = page.question.ast.sort[0]?.descending ?? false;
  const way = sql.raw(descending ? ' desc' : '');
  const unit = isText ? sql`true` : sql`k.code = ${branch.code}::bigint`;
  return sql`(select k.*, k.ctid as place_in from ${isText ? sql`word k` : sql`range k`} where k.prm = ${branch.prm}::int and ${unit}
    and ${behind(page.cursor, { value, column, branch, isText, descending })}
    order by ${column}${way}, k.bkt${way}, k.id${way} ${stretch})`;
}

/** A resource with several values stands where the first of them does. */
function firstText({ prm }: Branch, descending = false): Sql {
  const before = sql.raw(descending ? '>' : '<');
  return sql`not exists (select 1 from word e where e.bkt = k.bkt and e.typ = k.typ and e.id = k.id and e.prm = ${prm}::int
    and (e.val ${before} k.val or (e.val = k.val and e.ctid < k.place_in)))`;
}

function firstAmount(branches: readonly Branch[], value: Sql, descending = false): Sql {
  const before = sql.raw(descending ? '>' : '<');
  const of = sql`unnest(${branches.map(({ prm }) => prm)}::int[], ${branches.map(({ code }) => code)}::bigint[],
    ${branches.map(({ slope }) => slope)}::float8[], ${branches.map(({ intercept }) => intercept)}::float8[]) b(prm, code, slope, intercept)`;
  const other = sql`(e.lo * b.slope + b.intercept)`;
  return sql`not exists (select 1 from range e join ${of} on b.prm = e.prm and b.code = e.code
    where e.bkt = k.bkt and e.typ = k.typ and e.id = k.id
    and (${other} ${before} ${value} or (${other} = ${value} and e.ctid < k.place_in)))`;
}

type Behind = {
  readonly value: Sql;
  readonly column: Sql;
  readonly branch: Branch;
  readonly isText: boolean;
  readonly descending: boolean;
};

/** Behind the place, and once more by the bare column so that the index begins there; amounts with room for how they are rounded. */
function behind(cursor: Cursor | undefined, { value, column, branch, isText, descending }: Behind): Sql {
  const [at, bkt, id] = cursor ?? [];
  if (at == null) return sql`true`;
  const past = sql.raw(descending ? '<' : '>');
  const type = sql.raw(isText ? 'text' : 'float8');
  const exact = sql`(${value}, k.bkt, k.id) ${past} (${at}::text::${type}, ${bkt}::text::smallint, ${id}::text)`;
  const bare = (Number(at) - branch.intercept) / branch.slope;
  if (!isText && !Number.isFinite(bare)) return exact;
  const room = Math.abs(bare) * 1e-9 + 1e-300;
  const start = isText ? sql`${at}::text` : sql`${descending ? bare + room : bare - room}::float8`;
  return sql`${column} ${past}= ${start} and ${exact}`;
}

function unvaluedStatement({ question, limit, cursor }: SortedPage, asking: Asking): Sql {
  const [sort] = question.ast.sort;
  const { from, scope, conditions } = sourceOf(question, asking, undefined);
  const { alias } = scope.row;
  const numbers = storedAs(question.ast.type, sort?.parameter ?? '').map((code) =>
    parameterNumber(question.ast.type, code),
  );
  const way = sql.raw(sort?.descending ? ' desc' : '');
  const past = sql.raw(sort?.descending ? '<' : '>');
  const [, bkt, id] = cursor ?? [];
  const after =
    cursor === undefined ? sql`true` : sql`(${alias}.bkt, ${alias}.id) ${past} (${bkt}::text::smallint, ${id}::text)`;
  const place = sql`array_to_json(array[null, ${alias}.bkt::text, ${alias}.id])::text`;
  return sql`select ${storedColumns(alias)}, ${place} as place from ${from}
    where ${all(conditions)} and not (${alias}.has && ${numbers}::int[]) and ${after}
    order by ${alias}.bkt${way}, ${alias}.id${way} limit ${limit}`;
}

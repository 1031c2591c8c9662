import { accepted, baseScale, type Outcome, parameterOf, refuse, UCUM } from '#fhir';
import { type Reader, type Sql, sql } from '#store';
import { storedAs } from '../index-rows/stored-as.ts';
import { parameterNumber, tokenHash } from '../place/hash.ts';
import type { Asking } from './asking.ts';
import type { Cursor } from './order.ts';
import { type FoundRow, storedColumns } from './rows.ts';
import { all } from './scope.ts';
import type { SortedPage } from './sorted.ts';
import { type Question, sourceOf } from './statement.ts';
import { unitsKnown } from './term.ts';

/** One range of an index that is in the order wanted: of a parameter, and of one unit where it has units. */
type Branch = { readonly prm: number; readonly code: string; readonly slope: number; readonly intercept: number };

const MOST_UNITS = 64;

/**
 * The first rows of many in the order of one parameter: what has a value off that parameter's index, then what has none. Plan: range_low
 * (one range a unit, put together by their amounts in base units) or word_value, then each row by its primary key.
 */
export async function walked(reader: Reader, asking: Asking, page: SortedPage): Promise<Outcome<readonly FoundRow[]>> {
  const { question, limit, cursor } = page;
  const branches = await branchesOf(reader, question);
  if (!branches.ok) return branches;
  const valued =
    cursor?.[0] === null || branches.value.length === 0
      ? []
      : await reader.all<FoundRow>(valuedStatement(page, asking, branches.value));
  if (valued.length === limit) return accepted(valued);
  const rest = { question, limit: limit - valued.length, cursor: cursor?.[0] === null ? cursor : undefined };
  return accepted([...valued, ...(await reader.all<FoundRow>(unvaluedStatement(rest, asking)))]);
}

async function branchesOf(reader: Reader, { ast }: Question): Promise<Outcome<readonly Branch[]>> {
  const parameter = ast.sort[0]?.parameter ?? '';
  const stored = storedAs(ast.type, parameter).map((code) => ({ code, prm: parameterNumber(ast.type, code) }));
  const plain = stored.map(({ prm }): Branch => ({ prm, code: '0', slope: 1, intercept: 0 }));
  if (parameterOf(ast.type, parameter)?.type !== 'quantity') return accepted(plain);
  const units = await unitsKnown(reader);
  if (!units.ok) return units;
  const possible = units.value.flatMap(([val, { system, code = '' }]) =>
    stored.map((one): Branch => {
      const scale = system === UCUM ? baseScale(code) : { slope: 1, intercept: 0 };
      return { prm: one.prm, code: tokenHash(ast.type, one.code, val), ...scale };
    }),
  );
  const there = await reader.all<{ code: string }>(sql`select k.code::text as code
    from unnest(${possible.map(({ prm }) => prm)}::int[], ${possible.map(({ code }) => code)}::bigint[]) k(prm, code)
    where exists (select 1 from range g where g.prm = k.prm and g.code = k.code)`);
  const codes = new Set(there.map(({ code }) => code));
  if (codes.size > MOST_UNITS) {
    const text = `${parameter} comes in more than ${MOST_UNITS} units, which are not sorted together. Narrow the search.`;
    return refuse('too-costly', 'search.sort-too-wide', text, '_sort');
  }
  return accepted(possible.filter(({ code }) => codes.has(code)));
}

function valuedStatement(page: SortedPage, asking: Asking, branches: readonly Branch[]): Sql {
  const { question, limit, cursor } = page;
  const [sort] = question.ast.sort;
  const way = sql.raw(sort?.descending ? ' desc' : '');
  const isText = parameterOf(question.ast.type, sort?.parameter ?? '')?.type === 'string';
  const pages = branches.map((branch) => {
    const { from, scope, conditions } = sourceOf(question, asking, undefined);
    const { alias } = scope.row;
    const value = isText ? sql`k.val` : sql`(k.lo * ${branch.slope}::float8 + ${branch.intercept}::float8)`;
    const column = isText ? sql`k.val` : sql`k.lo`;
    const table = isText ? sql`word k` : sql`range k`;
    const unit = isText ? sql`true` : sql`k.code = ${branch.code}::bigint`;
    const same = sql`${alias}.bkt = k.bkt and ${alias}.typ = k.typ and ${alias}.id = k.id`;
    const first = isText ? firstText(branch, sort?.descending) : firstAmount(branches, value, sort?.descending);
    const row = sql`(select ${alias}.* from ${from} where ${same} and ${all(conditions)} offset 0) ${alias}`;
    const place = sql`array_to_json(array[(${value})::text, k.bkt::text, k.id])::text`;
    return sql`(select ${storedColumns(alias)}, ${place} as place, ${value} as v from ${table} cross join lateral ${row}
      where k.prm = ${branch.prm}::int and ${unit} and ${first}
      and ${behind(cursor, { value, column, branch, isText, descending: sort?.descending ?? false })}
      order by ${column}${way}, k.bkt${way}, k.id${way} limit ${limit})`;
  });
  const order = sql`order by u.v${way}, u.bkt${way}, u.id${way}`;
  return sql`select * from (${sql.join(pages, sql` union all `)}) u ${order} limit ${limit}`;
}

/** A resource with several values stands where the first of them does. */
function firstText({ prm }: Branch, descending = false): Sql {
  const before = sql.raw(descending ? '>' : '<');
  return sql`not exists (select 1 from word e where e.bkt = k.bkt and e.typ = k.typ and e.id = k.id and e.prm = ${prm}::int
    and (e.val ${before} k.val or (e.val = k.val and e.ctid < k.ctid)))`;
}

function firstAmount(branches: readonly Branch[], value: Sql, descending = false): Sql {
  const before = sql.raw(descending ? '>' : '<');
  const of = sql`unnest(${branches.map(({ prm }) => prm)}::int[], ${branches.map(({ code }) => code)}::bigint[],
    ${branches.map(({ slope }) => slope)}::float8[], ${branches.map(({ intercept }) => intercept)}::float8[]) b(prm, code, slope, intercept)`;
  const other = sql`(e.lo * b.slope + b.intercept)`;
  return sql`not exists (select 1 from range e join ${of} on b.prm = e.prm and b.code = e.code
    where e.bkt = k.bkt and e.typ = k.typ and e.id = k.id
    and (${other} ${before} ${value} or (${other} = ${value} and e.ctid < k.ctid)))`;
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

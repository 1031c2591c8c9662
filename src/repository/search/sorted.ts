import { accepted, type Outcome, parameterOf, refuse, type SearchAst, type Sort } from '#fhir';
import { type Reader, sql } from '#store';
import type { Asking } from './asking.ts';
import type { Cursor } from './order.ts';
import { type FoundRow, storedColumns, storedOf } from './rows.ts';
import { all } from './scope.ts';
import { compareValues, isServed, type SortKey, sortKeyOf } from './sort-keys.ts';
import { type Question, sourceOf } from './statement.ts';
import { walked } from './walk.ts';

/** Up to so many matches are read and put in order here. */
export const GATHERED_MAX = 2_000;

export type SortedPage = { readonly question: Question; readonly limit: number; readonly cursor: Cursor | undefined };

/** Whether the order has to be made, since no index of the record's rows gives it. */
export function hasToBeSorted({ type, sort }: SearchAst): boolean {
  return sort.some((one) => !isServed(type, one));
}

/**
 * A page in an order that no index of the record gives. Few matches are put in order here, by any parameters. Of many, by one amount,
 * number, date or text, the index of that parameter is walked in its order, and each row is asked until the page is full. Other
 * orders of many are refused before anything is read. Both ways have one order, so that a page of the one can follow one of the other.
 */
export async function sortedRows(
  reader: Reader,
  asking: Asking,
  page: SortedPage,
): Promise<Outcome<readonly FoundRow[]>> {
  const { ast } = page.question;
  const { from, scope, conditions } = sourceOf(page.question, asking, undefined);
  const counted = await reader.first<{ n: number }>(sql`select count(*)::int as n from
    (select 1 from ${from} where ${all(conditions)} limit ${GATHERED_MAX + 1}) x`);
  if ((counted?.n ?? 0) > GATHERED_MAX) return isWalked(ast) ? walked(reader, asking, page) : tooWide(ast);
  const rows = await reader.all<FoundRow>(
    sql`select ${storedColumns(scope.row.alias)} from ${from} where ${all(conditions)} limit ${GATHERED_MAX + 1}`,
  );
  return accepted(gathered(rows, page));
}

const WALKED = new Set(['date', 'number', 'quantity', 'string']);

function isWalked({ type, sort }: SearchAst): boolean {
  return sort.length === 1 && WALKED.has(parameterOf(type, sort[0]?.parameter ?? '')?.type ?? '');
}

function tooWide({ sort }: SearchAst): Outcome<never> {
  const names = sort.map(({ parameter }) => parameter).join(',');
  const text = `More than ${GATHERED_MAX} resources match; so many are sorted by _lastUpdated, _id, or one parameter of type date, number, quantity or string, not by ${names}. Narrow the search: name a person, a code or a period.`;
  return refuse('too-costly', 'search.sort-too-wide', text, '_sort');
}

type Placed = { readonly row: FoundRow; readonly key: SortKey };

function gathered(rows: readonly FoundRow[], { question, limit, cursor }: SortedPage): readonly FoundRow[] {
  const { sort } = question.ast;
  const placed = rows
    .map((row): Placed => ({ row, key: [...sortKeyOf(storedOf(row), sort), row.bkt, row.id] }))
    .sort((a, b) => inOrder(a.key, b.key, sort));
  const behind = cursor === undefined ? placed : placed.filter(({ key }) => inOrder(key, keyIn(cursor, key), sort) > 0);
  return behind.slice(0, limit).map(({ row, key }) => ({ ...row, place: JSON.stringify(key.map(asText)) }));
}

const asText = (value: string | number | null): string | null => (value === null ? null : String(value));

/** The texts of a place, as the values that stand in the same place of a key. A value may be missing in either of the two. */
function keyIn(cursor: Cursor, like: SortKey): SortKey {
  return cursor.map((text, index) => {
    if (text === null) return null;
    const other = like[index];
    const isText = typeof other === 'string' || (other === null && !Number.isFinite(Number(text)));
    return isText ? text : Number(text);
  });
}

/** What has no value comes last, whichever way the order runs; ties go by bucket and id, the way of the first part. */
function inOrder(a: SortKey, b: SortKey, sorts: readonly Sort[]): number {
  for (let at = 0; at < a.length; at += 1) {
    const [left = null, right = null] = [a[at], b[at]];
    if (left === right) continue;
    if (left === null || right === null) return left === null ? 1 : -1;
    const way = (sorts[at]?.descending ?? sorts[0]?.descending) ? -1 : 1;
    return compareValues(left, right) * way;
  }
  return 0;
}

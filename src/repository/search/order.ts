import { CLINICAL_DATE, type SearchAst, type Sort } from '#fhir';
import { type Sql, sql } from '#store';
import type { Scope } from './scope.ts';

/** One key of an order: the expression, how its text becomes a value again, and which way it runs. */
export type OrderKey = { readonly of: Sql; readonly cast: Sql; readonly descending: boolean };

/** Where a page ended: the text of each key of its last row; null where the row has no value. */
export type Cursor = readonly (string | null)[];

/**
 * The order of the results, always total. Without `_sort` it is newest clinical date first, as resource_at, posting_page and
 * resource_compartment have it. Rows without a value come last, whichever way the order runs. `alias` is what has these columns.
 */
export function orderOf(ast: SearchAst, scope: Scope, alias: Sql): readonly OrderKey[] {
  const first = ast.sort[0];
  const keys = isDefaultOrder(ast) ? [clinicalKey(alias)] : ast.sort.flatMap((sort) => keysOf(sort, scope));
  // resource_updated read backwards gives its ties backwards too.
  const descending = first?.parameter === '_lastUpdated' && !first.descending;
  return [
    ...keys,
    { of: sql`${alias}.bkt`, cast: sql`smallint`, descending },
    { of: sql`${alias}.id`, cast: sql`text`, descending },
  ];
}

/** Whether the page can be read off posting_page. */
export function isDefaultOrder(ast: SearchAst): boolean {
  const [first, ...rest] = ast.sort;
  return first === undefined || (rest.length === 0 && first.descending && first.parameter === CLINICAL_DATE[ast.type]);
}

/** By the clinical date alone, upwards. */
export function isOldestFirst({ type, sort }: SearchAst): boolean {
  const [first, ...rest] = sort;
  return first !== undefined && rest.length === 0 && !first.descending && first.parameter === CLINICAL_DATE[type];
}

export function orderBy(keys: readonly OrderKey[]): Sql {
  return sql.join(keys.map(({ of, descending }) => (descending ? sql`${of} desc` : of)));
}

/** What the cursor of a row is made of, as JSON: every row has one, and that of the last alone is read. */
export function cursorOf(keys: readonly OrderKey[]): Sql {
  return sql`array_to_json(array[${sql.join(keys.map(({ of }) => sql`(${of})::text`))}])::text`;
}

export function cursorIn(place: string): Cursor {
  return JSON.parse(place) as Cursor;
}

/**
 * Rows behind the cursor. The first key is bounded a second time by itself, since an index range cannot be read off the
 * nested form.
 */
export function after(keys: readonly OrderKey[], cursor: Cursor): Sql {
  const [first] = keys;
  const value = cursor[0];
  const bound =
    first === undefined || value == null
      ? sql`true`
      : first.descending
        ? sql`${first.of} <= ${literal(first, value)}`
        : sql`${first.of} >= ${literal(first, value)}`;
  return sql`(${bound} and (${behind(keys, cursor)}))`;
}

function behind(keys: readonly OrderKey[], cursor: Cursor): Sql {
  const [key, ...rest] = keys;
  if (key === undefined) return sql`false`;
  const value = cursor[0] ?? null;
  const same = value === null ? sql`${key.of} is null` : sql`${key.of} = ${literal(key, value)}`;
  const past =
    value === null
      ? sql`false`
      : key.descending
        ? sql`${key.of} < ${literal(key, value)}`
        : sql`${key.of} > ${literal(key, value)}`;
  return sql`${past} or (${same} and (${behind(rest, cursor.slice(1))}))`;
}

function literal({ cast }: OrderKey, value: string): Sql {
  return sql`${value}::text::${cast}`;
}

function clinicalKey(alias: Sql): OrderKey {
  return { of: sql`${alias}.at`, cast: sql`timestamptz`, descending: true };
}

function keysOf({ parameter, descending }: Sort, scope: Scope): readonly OrderKey[] {
  const { alias } = scope.row;
  if (parameter === '_id') return [{ of: sql`${alias}.id`, cast: sql`text`, descending }];
  if (parameter === '_lastUpdated') return [{ of: sql`${alias}.updated`, cast: sql`timestamptz`, descending }];
  if (CLINICAL_DATE[scope.type] === parameter) {
    // Downwards, what has no date (-infinity) is last by itself, and the index serves.
    if (descending) return [clinicalKey(alias)];
    const none = { of: sql`(${alias}.till = '-infinity')`, cast: sql`boolean`, descending: false };
    return [none, { of: sql`${alias}.at`, cast: sql`timestamptz`, descending: false }];
  }
  throw new Error(`no index gives the order of ${parameter}; it is made in sorted.ts`);
}

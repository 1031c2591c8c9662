import { type Sql, sql } from '#store';

/** A column of rows that go in together. `type` is the SQL type of one value. */
export type Column = { readonly name: string; readonly type: string };

/** Rows for one table; each row has a value a column. */
export type Rows = {
  readonly table: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly unknown[])[];
  /** What follows the select: `on conflict ...`. A constant of ours. */
  readonly ending?: string;
};

/**
 * `insert into t (...) select ... from unnest($1, $2, ...)`: one parameter a column however many rows there are, so that the
 * statement's text, and with it the prepared plan, is the same for one row and for a thousand.
 */
export function insertOf({ table, columns, rows, ending = '' }: Rows): Sql {
  const names = columns.map(({ name }) => name).join(', ');
  const values = columns.map(({ type, name }) => (type.endsWith('[]') ? `${name}::${type}` : name)).join(', ');
  const literals = columnArrays({ columns, rows });
  const arrays = columns.map(({ type }, place) => {
    // An array of arrays would be flattened by unnest: its rows travel as text and are cast one by one.
    return sql`${literals[place]}::${sql.raw(type.endsWith('[]') ? 'text' : type)}[]`;
  });
  return sql`insert into ${sql.raw(table)} (${sql.raw(names)}) select ${sql.raw(values)} from unnest(${sql.join(arrays)}) as n(${sql.raw(names)}) ${sql.raw(ending)}`;
}

/** The parameters of `insertOf`: one array a column. */
export function columnArrays({ columns, rows }: Pick<Rows, 'columns' | 'rows'>): readonly string[] {
  return columns.map((_, place) => arrayLiteral(rows.map((row) => row[place])));
}

/** The text of a PostgreSQL array of these values. */
export function arrayLiteral(values: readonly unknown[]): string {
  return `{${values.map(element).join(',')}}`;
}

function element(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : infinite(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (value instanceof Date) return `"${value.toISOString()}"`;
  if (Array.isArray(value)) return quoted(arrayLiteral(value));
  return quoted(typeof value === 'string' ? value : JSON.stringify(value));
}

function infinite(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? 'Infinity' : '-Infinity';
}

/** PostgreSQL's text takes no zero character; nothing that is searched for can hold one either. */
function quoted(text: string): string {
  const plain = text.includes('\0') ? text.replaceAll('\0', ' ') : text;
  return `"${/["\\]/.test(plain) ? plain.replace(/["\\]/g, '\\$&') : plain}"`;
}

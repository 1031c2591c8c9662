import { type Sql, sql } from '#store';
import { binaryArray, type Encoder, encoderOf, flatArray } from './binary.ts';

/** A column of rows that go in together. `type` is the SQL type of one value, and `of` reads it off what the row is made of. */
export type Column<Of = never> = { readonly name: string; readonly type: string; readonly of: (row: Of) => unknown };

/** Rows for one table. Made by `rowsOf`, which sees to it that the columns read what the rows are. */
export type Rows = {
  readonly table: string;
  readonly columns: readonly Column[];
  readonly rows: readonly unknown[];
  /** What follows the select: `on conflict ...`. A constant of ours. */
  readonly ending?: string;
};

export function rowsOf<Of>(table: string, columns: readonly Column<Of>[], rows: readonly Of[], ending?: string): Rows {
  return { table, columns: columns as readonly Column[], rows, ...(ending === undefined ? {} : { ending }) };
}

/** Columns by their names: `{ bkt: ['smallint', ({ home }) => home.bkt] }`. */
export function columnsOf<Of>(
  named: Readonly<Record<string, readonly [type: string, of: (row: Of) => unknown]>>,
): readonly Column<Of>[] {
  return Object.entries(named).map(([name, [type, of]]) => ({ name, type, of }));
}

/**
 * `insert into t (...) select ... from unnest($1, $2, ...)`: the same parameters however many rows there are, so that the
 * statement's text, and with it the prepared plan, is the same for one row and for a thousand.
 */
export function insertOf(rows: Rows): Sql {
  const { table, columns, ending = '' } = rows;
  const into = columns.map(({ name }) => name).join(', ');
  return sql`insert into ${sql.raw(table)} (${sql.raw(into)}) ${selectOf(rows)} ${sql.raw(ending)}`;
}

/** The rows by themselves, as a select of their columns. */
export function selectOf(rows: Pick<Rows, 'columns' | 'rows'>): Sql {
  const { columns } = rows;
  const values = columnValues(rows).values();
  const next = (type: string): Sql => sql`${values.next().value}::${sql.raw(type)}[]`;
  const selected = columns.map(({ name, type }): Sql => {
    const { way } = wayOf(type);
    if (way === 'list') return sql`(${next(elementOf(type))})${sql.raw(`[n.${name}_from:n.${name}_to]`)}`;
    return sql.raw(way === 'text' ? `n.${name}::${type}` : `n.${name}`);
  });
  const unnested = columns.flatMap(({ type }): readonly Sql[] => {
    const { way } = wayOf(type);
    return way === 'list' ? [next('int'), next('int')] : [next(way === 'text' ? 'text' : type)];
  });
  const names = columns.map(({ name, type }) => (wayOf(type).way === 'list' ? `${name}_from, ${name}_to` : name));
  return sql`select ${sql.join(selected)}
    from unnest(${sql.join(unnested)}) as n(${sql.raw(names.join(', '))})`;
}

/**
 * How values of a type travel: in PostgreSQL's own form; lists of a fixed-size type as one array of all and where each row's
 * begins and ends; everything else as text that is cast.
 */
function wayOf(type: string): { readonly way: 'binary' | 'list' | 'text'; readonly encoder: Encoder } {
  const known = ways.get(type);
  if (known) return known;
  const own = encoderOf(type);
  const element = type.endsWith('[]') && type !== 'text[]' ? encoderOf(elementOf(type)) : undefined;
  const made = own
    ? ({ way: 'binary', encoder: own } as const)
    : element
      ? ({ way: 'list', encoder: element } as const)
      : ({ way: 'text', encoder: TEXT } as const);
  ways.set(type, made);
  return made;
}

function elementOf(type: string): string {
  return type.slice(0, -'[]'.length);
}

const TEXT = encoderOf('text') as Encoder;
const INT = encoderOf('int') as Encoder;
const ways = new Map<string, ReturnType<typeof wayOf>>();

/** The parameters of `insertOf`, in its order: whole lists stand before the columns. */
export function columnValues({ columns, rows }: Pick<Rows, 'columns' | 'rows'>): readonly Buffer[] {
  const wholes: Buffer[] = [];
  const values: Buffer[] = [];
  for (const { type, of: read } of columns) {
    const of = read as (row: unknown) => unknown;
    const { way, encoder } = wayOf(type);
    if (way === 'list') {
      const listOf = of as (row: unknown) => readonly unknown[] | null | undefined;
      wholes.push(flatArray(encoder, rows, listOf));
      const ends = endsOf(rows, listOf);
      values.push(
        binaryArray(INT, ends, (one) => one?.from),
        binaryArray(INT, ends, (one) => one?.to),
      );
    } else if (way === 'binary') values.push(binaryArray(encoder, rows, of));
    else values.push(binaryArray(encoder, rows, (row) => castable(of(row))));
  }
  return [...wholes, ...values];
}

type Ends = { readonly from: number; readonly to: number };

/** Where each row's list begins and ends in the list of all. */
function endsOf(
  rows: readonly unknown[],
  listOf: (row: unknown) => readonly unknown[] | null | undefined,
): readonly (Ends | undefined)[] {
  let end = 0;
  return rows.map((row) => {
    const list = listOf(row);
    if (!list) return undefined;
    end += list.length;
    return { from: end - list.length + 1, to: end };
  });
}

/** A value as text that PostgreSQL casts to the type of its column. */
export function castable(value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (typeof value === 'string') return withoutZero(value);
  if (Array.isArray(value)) return arrayLiteral(value);
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
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

function quoted(text: string): string {
  const plain = withoutZero(text);
  return `"${/["\\]/.test(plain) ? plain.replace(/["\\]/g, '\\$&') : plain}"`;
}

/** PostgreSQL's text takes no zero character; nothing that is searched for can hold one either. */
function withoutZero(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', ' ') : text;
}

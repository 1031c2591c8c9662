import { type PoolClient, Query } from 'pg';
import type { Sql } from './store.ts';

/** What the driver gives whoever answers a copy, and its types leave out. */
type CopyConnection = {
  readonly sendCopyFromChunk: (chunk: Buffer) => void;
  readonly endCopyFrom: () => void;
};

/** The driver's own query, which answers a copy from here; its pipelines take nothing else. */
class CopyQuery extends Query {
  readonly #rows: string;

  constructor(text: string, rows: string, done: (error: Error | null | undefined, count: number) => void) {
    super({ text }, undefined, (error, result) => done(error, result?.rowCount ?? 0));
    this.#rows = rows;
  }

  handleCopyInResponse(connection: CopyConnection): void {
    connection.sendCopyFromChunk(Buffer.from(this.#rows));
    connection.endCopyFrom();
  }
}

/** Rows into a table as `copyRow` writes them: `into` is 'table (columns)'. Nothing else may be asked on the connection before it answers. */
export function copyInto(client: PoolClient, into: Sql, rows: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const text = `copy ${into.text} from stdin`;
    client.query(new CopyQuery(text, rows, (error, count) => (error ? reject(error) : resolve(count))));
  });
}

/** Characters that say something in a copy: https://www.postgresql.org/docs/18/sql-copy.html#SQL-COPY-FILE-FORMATS */
const MEANING = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** One row for `copy`, with the end of its line. Numbers, text, booleans, instants, and lists of text. */
export function copyRow(values: readonly unknown[]): string {
  return `${values.map(written).join('\t')}\n`;
}

function written(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (value instanceof Date) return instantText(value);
  return Array.isArray(value) ? escaped(listOf(value)) : String(value);
}

function escaped(text: string): string {
  return MEANING.test(text) ? text.replace(/[\\\t\n\r]/g, (one) => ESCAPES[one] ?? one) : text;
}

function listOf(values: readonly unknown[]): string {
  return `{${values.map((one) => `"${String(one).replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

let last: { readonly at: Date; readonly text: string } | undefined;

/** Rows of one resource share its instant, and writing it takes half a microsecond. */
function instantText(at: Date): string {
  if (last?.at !== at) last = { at, text: at.toISOString() };
  return last.text;
}

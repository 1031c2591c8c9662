import { createHash } from 'node:crypto';
import { type Sql, sql, type Transaction } from '#store';
import { auditRows } from '../audit/rows.ts';
import type { Projection } from '../repository.ts';
import { columnValues, insertOf, type Rows } from './arrays.ts';
import { guardRows } from './guards.ts';
import type { Row } from './row.ts';
import { companionRows, personRows, projectedRows, resourceRows } from './tables.ts';

/** Somebody else wrote the same row meanwhile: what was decided no longer holds, so it is decided again. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** What rows need beside themselves. */
export type Applying = {
  readonly transaction: Transaction;
  readonly projections: readonly Projection[];
  readonly random: () => number;
  readonly now: Date;
};

/**
 * Writes rows with everything that goes with them in one statement: one insert a table, whatever the number of rows. Alone
 * it needs no transaction around it, so a create is one round trip.
 */
export async function apply(applying: Applying, rows: readonly Row[], guards: readonly string[]): Promise<void> {
  if (rows.length === 0) return;
  const { transaction, projections, random, now } = applying;
  const others = [
    guardRows(guards),
    ...companionRows(rows),
    ...personRows(rows, { now, random }),
    auditRows(rows, now),
    ...projectedRows(rows, projections),
  ].filter((table) => table.rows.length > 0);
  const answer = await transaction
    .first<{ written: number }>(statementOf([...others, resourceRows(rows)]))
    .catch(overtaken);
  if (answer?.written !== rows.length) throw new Overtaken('a row was written by somebody else meanwhile');
}

/**
 * The same tables in the same order are the same text, and so the same prepared plan. Putting it together costs more than
 * filling it, so it is done once.
 */
function statementOf(inserts: readonly Rows[]): Sql {
  const tables = inserts.map(({ table, columns, ending = '' }) => `${table} ${columns.length} ${ending}`).join(',');
  const known = texts.get(tables) ?? textOf(tables, inserts);
  texts.set(tables, known);
  return { ...known, values: inserts.flatMap(columnValues) };
}

function textOf(tables: string, inserts: readonly Rows[]): Known {
  const parts = inserts.map((table, place) => sql`w${sql.raw(String(place))} as (${insertOf(table)})`);
  const last = sql.raw(`w${inserts.length - 1}`);
  const { text } = sql`with ${sql.join(parts)} select count(*)::int as written from ${last}`;
  return { name: `apply-${createHash('sha256').update(tables).digest('hex').slice(0, 16)}`, text };
}

type Known = { readonly name: string; readonly text: string };

const texts = new Map<string, Known>();
const UNIQUE_VIOLATION = '23505';

function overtaken(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION) {
    throw new Overtaken('a row of the same key was written meanwhile', { cause: error });
  }
  throw error;
}

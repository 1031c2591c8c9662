import { createHash } from 'node:crypto';
import { sql } from '#store';
import { auditRows } from '../audit/rows.ts';
import type { Writing } from '../context.ts';
import { insertOf, type Rows } from './arrays.ts';
import { guardRows } from './guards.ts';
import type { Row } from './row.ts';
import { companionRows, peopleOf, personRows, projectedRows, resourceRows } from './tables.ts';

/** Somebody else wrote the same row meanwhile: what was decided no longer holds, so it is decided again. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/**
 * Writes rows with everything that goes with them in one statement: one insert a table, whatever the number of rows. Alone
 * it needs no transaction around it, so a create is one round trip.
 */
export async function apply(writing: Writing, rows: readonly Row[], guards: readonly string[]): Promise<void> {
  if (rows.length === 0) return;
  const { context, access, transaction } = writing;
  const by = {
    organization: access.organization,
    basis: access.basis,
    viewer: await context.viewerOf(access.organization),
  };
  const others = [
    guardRows(guards),
    ...companionRows(rows, by),
    ...personRows(peopleOf(rows), by, { now: writing.now, random: context.random }),
    auditRows(writing, rows),
    ...projectedRows(rows, context.projections, by.organization),
  ].filter((table) => table.rows.length > 0);
  const inserts = [...others, resourceRows(rows, by)];
  const parts = inserts.map((table, place) => sql`w${sql.raw(String(place))} as (${insertOf(table)})`);
  const counted = sql.raw(`w${inserts.length - 1}`);
  const statement = sql`with ${sql.join(parts)} select count(*)::int as written from ${counted}`;
  const answer = await transaction.first<{ written: number }>(sql.named(nameOf(inserts), statement)).catch(overtaken);
  if (answer?.written !== rows.length) throw new Overtaken('a row was written by somebody else meanwhile');
}

/** The same tables in the same order are the same text, and so the same prepared plan. */
function nameOf(inserts: readonly Rows[]): string {
  const tables = inserts.map(({ table, columns }) => `${table} ${columns.length}`).join(',');
  const known = names.get(tables);
  if (known !== undefined) return known;
  const made = `apply-${createHash('sha256').update(tables).digest('hex').slice(0, 16)}`;
  names.set(tables, made);
  return made;
}

const names = new Map<string, string>();
const UNIQUE_VIOLATION = '23505';

function overtaken(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION) {
    throw new Overtaken('a row of the same key was written meanwhile', { cause: error });
  }
  throw error;
}

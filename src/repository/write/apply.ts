import { createHash } from 'node:crypto';
import { type Sql, sql, type Transaction } from '#store';
import { auditRows } from '../audit/rows.ts';
import type { Compartment, Projection } from '../repository.ts';
import { type Column, columnsOf, columnValues, insertOf, type Rows } from './arrays.ts';
import { guardRows } from './guards.ts';
import type { Row } from './row.ts';
import { companionRows, personRows, projectedRows, resourceRows } from './tables.ts';

/** Somebody else wrote the same row meanwhile: what was decided no longer holds, so it is decided again. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** The writer has no relationship to somebody whom the rows are about. */
export class Unrelated extends Error {
  override readonly name = 'Unrelated';
}

/** A writer's organisation as a viewer, the position of the purpose, and a person to whom it must have a relationship. */
export type MustRelate = Compartment & { readonly viewer: number; readonly purpose: number };

/** What rows need beside themselves. */
export type Applying = {
  readonly transaction: Transaction;
  readonly projections: readonly Projection[];
  readonly random: () => number;
  readonly now: Date;
};

/**
 * Writes rows with everything that goes with them in one statement: one insert a table, whatever the number of rows. Alone
 * it needs no transaction around it, so a create is one round trip. Unless all of `people` are as they must be, it writes nothing.
 */
export async function apply(
  applying: Applying,
  rows: readonly Row[],
  guards: readonly string[],
  people: readonly MustRelate[] = [],
): Promise<void> {
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
    .first<{ written: number }>(statementOf([...others, resourceRows(rows)], people, now))
    .catch(told);
  if (answer?.written !== rows.length) throw new Overtaken('a row was written by somebody else meanwhile');
}

/**
 * The same tables in the same order are the same text, and so the same prepared plan. Putting it together costs more than
 * filling it, so it is done once.
 */
function statementOf(inserts: readonly Rows[], people: readonly MustRelate[], now: Date): Sql {
  const asks = people.length > 0;
  const named = inserts.map(({ table, columns, ending = '' }) => `${table} ${columns.length} ${ending}`).join(',');
  const tables = asks ? `${named} asking` : named;
  const known = texts.get(tables) ?? textOf(tables, inserts, asks);
  texts.set(tables, known);
  const asked = asks ? [...columnValues({ columns: PEOPLE, rows: people }), now] : [];
  return { ...known, values: [...inserts.flatMap(columnValues), ...asked] };
}

function textOf(tables: string, inserts: readonly Rows[], asks: boolean): Known {
  const parts = inserts.map((table, place) => sql`w${sql.raw(String(place))} as (${insertOf(table)})`);
  const last = sql.raw(`w${inserts.length - 1}`);
  const { text } =
    sql`with ${sql.join(parts)} select count(*)::int as written${asks ? RELATED : sql.empty} from ${last}`;
  return { name: `apply-${createHash('sha256').update(tables).digest('hex').slice(0, 16)}`, text };
}

const PEOPLE = columnsOf<MustRelate>({
  viewer: ['int', ({ viewer }) => viewer],
  purpose: ['smallint', ({ purpose }) => purpose],
  bkt: ['smallint', ({ bkt }) => bkt],
  cmp: ['bigint', ({ cmp }) => cmp],
}) as readonly Column[];

/** Fails where the writer has no relationship in force to one of them. `offset 0` keeps each a probe of the key of `access`. */
const RELATED = sql`, 1 / (case when exists (
  select from unnest(${0}::int[], ${0}::smallint[], ${0}::smallint[], ${0}::bigint[]) k(viewer, purpose, bkt, cmp)
  where not exists (select from access a where (a.viewer, a.purpose, a.bkt, a.cmp) = (k.viewer, k.purpose, k.bkt, k.cmp)
    and a.rel <> 0 and a.until > ${0}::timestamptz offset 0)) then 0 else 1 end)`;

type Known = { readonly name: string; readonly text: string };

const texts = new Map<string, Known>();
const UNIQUE_VIOLATION = '23505';
/** Nothing else in the statement divides. */
const DIVISION_BY_ZERO = '22012';

function told(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === UNIQUE_VIOLATION) throw new Overtaken('a row of the same key was written meanwhile', { cause: error });
  if (code === DIVISION_BY_ZERO) throw new Unrelated('somebody is not related to the writer', { cause: error });
  throw error;
}

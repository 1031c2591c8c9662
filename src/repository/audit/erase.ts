import type { Access } from '#agreement';
import { type Reader, type Sql, sql, type Transaction } from '#store';
import { insertOf } from '../write/arrays.ts';
import type { Fault } from './diagnose.ts';
import { LEAF } from './leaves.ts';
import { rangesOf } from './ranges.ts';
import { linesAsRows } from './rows.ts';

export const ERASURE = 'erase-audit';

type Erasure = { readonly access: Access; readonly at: Date; readonly because: string };

/**
 * Takes away what lines say of a person, with their salt; what they were sealed as stays, so that the chain can be verified. That it
 * was done, by whom and why is a line itself: what nobody accounts for is found as an edit is. Who did what kind of thing and
 * when stays too.
 */
export async function eraseLines(
  transaction: Transaction,
  lines: readonly number[],
  { access, at, because }: Erasure,
): Promise<number> {
  if (lines.length === 0) return 0;
  await transaction.run(sql`set local concord.audit = 'erase'`);
  const erased =
    await transaction.run(sql`update audit a set leaf = ${LEAF}, salt = null, typ = null, id = null, bkt = null, cmp = null,
    person = null, query = null, found = null where a.seq = any(${lines}::bigint[]) and a.leaf is null`);
  const found = lines.map(String);
  const line = { access, at, action: ERASURE, outcome: 'done', query: because, found };
  await transaction.run(insertOf(linesAsRows([line])));
  await transaction.run(sql`set local concord.audit = ''`);
  return erased;
}

const SAYS_SOMETHING: Sql = sql.raw(
  'coalesce(salt::text, typ, id, bkt::text, cmp::text, person, query, found::text) is not null',
);

type Erased = { readonly erased: number; readonly faults: readonly Fault[] };

/** Erased lines that no erasure names, or that say something all the same. */
export async function erasedWithoutRecord(reader: Reader): Promise<Erased> {
  const erased = await reader.all<{ seq: string; speaks: boolean }>(
    sql`select seq, ${SAYS_SOMETHING} as speaks from audit where leaf is not null order by seq limit 1000000`,
  );
  if (erased.length === 0) return { erased: 0, faults: [] };
  const rows = await reader.all<{ seq: string }>(
    sql`select distinct x.seq from audit a, unnest(a.found) x(seq) where a.action = ${ERASURE} and a.leaf is null`,
  );
  const named = new Set(rows.map(({ seq }) => seq));
  const wrong = erased.filter(({ seq, speaks }) => speaks || !named.has(seq)).map(({ seq }) => Number(seq));
  return { erased: erased.length, faults: rangesOf(wrong).map(({ lo, hi }) => ({ what: 'erased', lo, hi })) };
}

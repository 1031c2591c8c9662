import { typeNumber } from '#fhir';
import { type Reader, sql, type Transaction } from '#store';
import { projections } from './projections.ts';
import type { Place } from './record.ts';

/** By which definitions facts are read, and how far that is where it is under way. */
type Reading = { readonly facts: string; readonly read_to: Place | null };

export async function readingNow(reader: Reader): Promise<Reading> {
  return (await reader.first<Reading>(sql`select facts, read_to from insight_run`)) ?? { facts: '', read_to: null };
}

/** `facts` while the reading is under way: no program takes that for facts that are read. */
export async function beginReading(transaction: Transaction, facts: string): Promise<void> {
  await transaction.run(sql`update insight_run set facts = ${facts}, read_to = null`);
  for (const { table } of projections) await transaction.run(sql`truncate ${sql.raw(table)}`);
}

/** What was written behind the place since the reading was cut short will be read again. Plan: one range of (bkt, typ, id) a table. */
export async function forgetBehind(transaction: Transaction, { bkt, type, id }: Place): Promise<void> {
  for (const { table } of projections)
    await transaction.run(sql`delete from ${sql.raw(table)}
      where (bkt, typ, id) > (${bkt}::smallint, ${typeNumber(type)}::smallint, ${id}::text)`);
}

export async function keepReadTo(transaction: Transaction, { bkt, type, id }: Place): Promise<void> {
  await transaction.run(sql`update insight_run set read_to = ${JSON.stringify({ bkt, type, id })}::jsonb`);
}

/** With other facts everybody is counted anew, also by a program that starts after this one was killed here. */
export async function endReading(transaction: Transaction, facts: string): Promise<void> {
  await transaction.run(sql`update insight_run set facts = ${facts}, read_to = null, scope = null`);
}

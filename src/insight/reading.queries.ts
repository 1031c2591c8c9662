import { typeNumber } from '#fhir';
import { type Reader, sql, type Transaction } from '#store';
import { endReadings } from './coding/maps.queries.ts';
import { projections } from './projections.ts';
import type { Place, Rest } from './record.ts';

/** By which definitions facts are read, and how far each half is where it is under way. */
type Reading = { readonly facts: string; readonly read_to: readonly (Place | null)[] | null };

export async function readingNow(reader: Reader): Promise<Reading> {
  return (await reader.first<Reading>(sql`select facts, read_to from insight_run`)) ?? { facts: '', read_to: null };
}

/** `facts` while the reading is under way: no program takes that for facts that are read. */
export async function beginReading(transaction: Transaction, facts: string, halves: number): Promise<void> {
  const none = JSON.stringify(Array.from({ length: halves }, () => null));
  await transaction.run(sql`update insight_run set facts = ${facts}, read_to = ${none}::jsonb`);
  for (const { table } of projections) await transaction.run(sql`truncate ${sql.raw(table)}`);
}

/** What was written behind the place since the reading was cut short will be read again. Plan: one range of (bkt, typ, id) a table. */
export async function forgetBehind(transaction: Transaction, { within, after }: Rest): Promise<void> {
  const behind = after
    ? sql`and (bkt, typ, id) > (${after.bkt}::smallint, ${typeNumber(after.type)}::smallint, ${after.id}::text)`
    : sql.empty;
  for (const { table } of projections)
    await transaction.run(sql`delete from ${sql.raw(table)}
      where bkt >= ${within[0]}::int and bkt < ${within[1]}::int ${behind}`);
}

/** The other half's transaction may be under way: each changes its own member of the row as it then is. */
export async function keepReadTo(transaction: Transaction, half: number, { bkt, type, id }: Place): Promise<void> {
  await transaction.run(sql`update insight_run
    set read_to = jsonb_set(read_to, ${[String(half)]}::text[], ${JSON.stringify({ bkt, type, id })}::jsonb)`);
}

/** `mapped`: everything was read by the mappings as they stood at an act, or later. With other facts everybody is counted anew, also by a program that starts after this one was killed here. */
export async function endReading(
  transaction: Transaction,
  facts: string,
  mapped: { readonly version: number; readonly at: Date } | undefined,
): Promise<void> {
  if (mapped) await endReadings(transaction, mapped.version, mapped.at);
  await transaction.run(sql`update insight_run set facts = ${facts}, read_to = null, scope = null`);
}

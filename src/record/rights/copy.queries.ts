import { type Reader, sql, type Transaction } from '#store';
import type { CopyFormat } from './contract.ts';

export async function beginCopy(transaction: Transaction, request: string, total: number): Promise<void> {
  await transaction.run(sql`delete from record_copy_piece where request = ${request}`);
  await transaction.run(
    sql`update record_request set copy_done = 0, copy_total = ${total}, copy_until = null where id = ${request}`,
  );
}

export async function keepPiece(
  transaction: Transaction,
  request: string,
  { format, number, piece }: { readonly format: CopyFormat; readonly number: number; readonly piece: string },
): Promise<void> {
  await transaction.run(sql`insert into record_copy_piece (request, format, number, piece) values (${request}, ${format}, ${number}, ${piece})
    on conflict (request, format, number) do update set piece = excluded.piece`);
}

export async function tellProgress(transaction: Transaction, request: string, done: number): Promise<void> {
  await transaction.run(sql`update record_request set copy_done = ${done} where id = ${request}`);
}

export async function endCopy(transaction: Transaction, request: string, until: Date): Promise<void> {
  await transaction.run(
    sql`update record_request set copy_done = copy_total, copy_until = ${until} where id = ${request}`,
  );
}

export async function pieceOf(
  reader: Reader,
  request: string,
  format: CopyFormat,
  number: number,
): Promise<string | undefined> {
  const row = await reader.first<{ readonly piece: string }>(sql`select piece from record_copy_piece
    where (request, format, number) = (${request}, ${format}, ${number})`);
  return row?.piece;
}

/** Files past their day go. Answers how many requests were touched. */
export async function dropOver(transaction: Transaction, now: Date): Promise<number> {
  return transaction.run(sql`delete from record_copy_piece p using record_request q
    where q.id = p.request and q.copy_until is not null and q.copy_until <= ${now}`);
}

/** Copies that were granted and are not ready: what a program that stopped left undone. */
export async function unfinishedCopies(reader: Reader): Promise<readonly string[]> {
  const rows = await reader.all<{ readonly id: string }>(sql`select id from record_request
    where kind = 'copy' and decision in ('granted', 'partly') and done is null and withdrawn is null order by asked limit 1000`);
  return rows.map(({ id }) => id);
}

import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';

export type VatRow = {
  readonly number: number;
  readonly regime: string;
  readonly from_day: Day;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
};

/** What was chosen for a pool, the newest first. Plan: the key. */
export function vatRows(reader: Reader, pool: string): Promise<readonly VatRow[]> {
  return reader.all<VatRow>(sql`
    select number, regime, from_day, reason, by, at from money_vat where pool = ${pool} order by number desc limit 200`);
}

export async function keepVat(
  transaction: Transaction,
  pool: string,
  { number, regime, from_day, reason, by, at, principal }: VatRow & { readonly principal: string },
): Promise<void> {
  await transaction.run(sql`
    insert into money_vat (pool, number, regime, from_day, reason, principal, by, at)
    values (${pool}, ${number}::int, ${regime}, ${from_day}::date, ${reason}, ${principal}, ${by}, ${at})`);
}

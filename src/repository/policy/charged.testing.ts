import type { PolicyRow } from '#agreement';
import { sql, type Transaction } from '#store';

/** Who pays and is paid for a row that a test put in, and a charge of another type under the same id, which is of another item. */
export async function insertCharged(transaction: Transaction, row: PolicyRow, id: string): Promise<void> {
  const { typ = 1, charged = [] } = row;
  for (const org of charged)
    await transaction.run(sql`insert into charged (typ, id, org, bkt, cmp) values (${typ}, ${id}, ${org}, 0, 0)`);
  await transaction.run(
    sql`insert into charged (typ, id, org, bkt, cmp) select ${typ + 10}, ${id}, o, 0, 0 from generate_series(1, 4) o`,
  );
}

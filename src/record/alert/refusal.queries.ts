import type { Compartment } from '#repository';
import { type Reader, sql, type Transaction } from '#store';

export type RefusalRow = Compartment & {
  readonly id: string;
  readonly words: string;
  readonly by: string;
  readonly at: Date;
};

/** The refusal that stands of one of these records; what is said of one of a person's records is said of the person. */
export async function refusalIn(reader: Reader, of: readonly Compartment[]): Promise<RefusalRow | undefined> {
  if (of.length === 0) return undefined;
  return reader.first<RefusalRow>(sql`
    select f.id, f.bkt, f.cmp, f.words, f.said_by as by, f.at
    from unnest(${of.map(({ bkt }) => bkt)}::smallint[], ${of.map(({ cmp }) => cmp)}::bigint[]) as w (bkt, cmp)
    join record_alert_refusal f on (f.bkt, f.cmp) = (w.bkt, w.cmp) where f.withdrawn is null order by f.at desc limit 1`);
}

export async function hasRefused(reader: Reader, of: readonly Compartment[]): Promise<boolean> {
  return (await refusalIn(reader, of)) !== undefined;
}

export async function keepRefusal(transaction: Transaction, row: RefusalRow): Promise<void> {
  const { id, bkt, cmp, words, by, at } = row;
  await transaction.run(sql`insert into record_alert_refusal (bkt, cmp, id, words, said_by, at)
    values (${bkt}::smallint, ${cmp}::bigint, ${id}, ${words}, ${by}, ${at}::timestamptz)`);
}

export async function endRefusals(transaction: Transaction, of: readonly Compartment[], at: Date): Promise<void> {
  await transaction.run(sql`update record_alert_refusal f set withdrawn = ${at}::timestamptz
    from unnest(${of.map(({ bkt }) => bkt)}::smallint[], ${of.map(({ cmp }) => cmp)}::bigint[]) as w (bkt, cmp)
    where (f.bkt, f.cmp) = (w.bkt, w.cmp) and f.withdrawn is null`);
}

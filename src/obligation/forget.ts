import type { Compartment } from '#repository';
import { sql, type Transaction } from '#store';

/** Takes out whom obligations were about, and every word said on them. That something was due, and when it was done, names nobody and stays. */
export async function forget(transaction: Transaction, of: readonly Compartment[]): Promise<number> {
  const found = await transaction.all<{ readonly id: string }>(sql`
    update obligation o set concerns = null, bkt = 0, cmp = 0, owed_person = null, search_type = null, search_query = null,
      evidence = case when o.evidence is null then null else jsonb_build_object('by', o.evidence -> 'by') end
    from unnest(${of.map(({ bkt }) => bkt)}::smallint[], ${of.map(({ cmp }) => cmp)}::bigint[]) as k(bkt, cmp)
    where o.concerns is not null and o.bkt = k.bkt and o.cmp = k.cmp returning o.id`);
  const ids = found.map(({ id }) => id);
  await transaction.run(sql`
    update obligation_happening set words = null where obligation = any(${ids}::text[]) and words is not null`);
  return ids.length;
}

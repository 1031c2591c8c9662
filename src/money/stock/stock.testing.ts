import { type Reader, sql } from '#store';

/** Medicines that tests and stories keep stock of. */
export const METFORMIN = {
  system: 'http://snomed.info/sct',
  code: '372567009',
  words: 'Metformin 500 mg',
  unit: 'tablet',
} as const;
export const INSULIN = { ...METFORMIN, code: '67866001', words: 'Insulin', unit: 'pen' } as const;

/** What breaks the books of stock, by SQL alone: nothing is made or lost, and no place has less than nothing. */
export async function stockViolations(store: Reader): Promise<readonly unknown[]> {
  const unfolded = await store.all(sql`
    select coalesce(h.place, f.place) as place, h.quantity, f.quantity as fold from money_stock_hand h
    full join (select place, lot, expires, sum(quantity)::bigint as quantity from (
      select to_place as place, lot, expires, quantity from money_stock_move
      union all select from_place, lot, expires, -quantity from money_stock_move) m
      where place like 'item/%' or place like 'transit/%' group by 1, 2, 3) f using (place, lot, expires)
    where h.quantity is distinct from f.quantity or h.quantity < 0`);
  const unequal = await store.all(sql`
    select * from (select
      (select coalesce(sum(quantity), 0) from money_stock_hand) as there,
      (select coalesce(sum(quantity), 0) from money_stock_move where to_place = 'written-off') as gone,
      (select coalesce(sum(quantity), 0) from money_stock_move where from_place = 'outside') as came,
      (select coalesce(sum(case when from_place = 'difference' then quantity else -quantity end), 0) from money_stock_move
        where 'difference' in (from_place, to_place)) as counted) s where there + gone <> came + counted`);
  return [...unfolded, ...unequal];
}

import { accepted, typeName } from '#fhir';
import { sql, type Transaction } from '#store';
import { agreedNow, type Asking } from '../ask.ts';

const CHARGES_AT_ONCE = 20;

type Named = { readonly typ: number; readonly id: string; readonly organizations: readonly string[] };

/**
 * Tells the record who pays and is paid for what these charges name, in the transaction that makes them or takes something back: a seat that checks
 * payments sees that and nothing else. What every charge of an item took back is nobody's to check. Plan: the key of money_charge_item, then
 * money_charge_item_resource.
 */
export async function tellCharged(
  { services }: Asking,
  transaction: Transaction,
  ids: readonly string[],
  keyOf: (organization: string) => number,
): Promise<void> {
  const rows = await transaction.all<Named>(sql`
    with named as (select distinct typ, id from money_charge_item where charge = any(${ids}::bigint[]) and typ <> 0)
    select n.typ, n.id, array(
      select distinct o from money_charge_item i join money_charge c on c.id = i.charge
      cross join lateral unnest(array[c.payer, c.payee]) o
      where (i.typ, i.id) = (n.typ, n.id) and i.state <> 'withdrawn' order by o) as organizations
    from named n order by n.typ, n.id`);
  await services.ports.charged.keep(
    transaction,
    rows.map(({ typ, id, organizations }) => ({
      type: typeName(typ),
      id,
      // A payer that is no partner any more has no seat to see it from.
      organizations: [...new Set(organizations.map(keyOf).filter((key) => key !== 0))],
    })),
  );
  await transaction.run(sql`update money_charge set told = true where id = any(${ids}::bigint[])`);
}

/** The same of charges that something has happened to since: what was taken over of another area, ruled, or there before the record was told. */
export async function tellRest(asking: Asking): Promise<void> {
  const { store } = asking.services;
  const waiting = await store.first(sql`select 1 from money_charge where not told limit 1`);
  if (!waiting) return;
  const { keyOf } = await agreedNow(asking);
  for (;;) {
    const told = await store.write(async (transaction) => {
      const rows = await transaction.all<{ id: string }>(sql`
        select id::text as id from money_charge where not told order by id limit ${CHARGES_AT_ONCE} for update skip locked`);
      if (rows.length > 0)
        await tellCharged(
          asking,
          transaction,
          rows.map(({ id }) => id),
          keyOf,
        );
      return accepted(rows.length);
    });
    if (!told.ok || told.value < CHARGES_AT_ONCE) return;
  }
}

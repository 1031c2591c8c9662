import type { Compartment } from '#repository';
import { type Reader, type Sql, sql } from '#store';
import type { ItemShown } from './charge-item.ts';
import type { Said } from './claim.ts';
import type { Billed, PaymentShown } from './invoice.ts';

const SAID_MAX = 200;
const INVOICES_MAX = 200;

/** What was said of the items of some charges, each reason once. Plan: the primary key of money_charge_item. */
export function saidOf(reader: Reader, charges: readonly string[]): Promise<readonly Said[]> {
  return reader.all<Said>(sql`
    select charge::text as charge, state, reason, answer, count(*)::int as items from money_charge_item
    where charge = any(${charges}::bigint[]) and reason is not null
    group by 1, 2, 3, 4 order by 1, min(number) limit ${SAID_MAX * Math.max(charges.length, 1)}`);
}

/**
 * When a charge was entered last, and the first settlement that cleared it: of its agreement, or of its ledger alone where one of the two is
 * no partner of that. Plan: money_entry_key by range, money_settlement_instrument.
 */
const BILLED: Sql = sql`select e.entered, s.id as settlement, s.posted as cleared from (
    select max(n.recorded) as entered, max(n.effective) as effective from money_entry n
    where n.pool = c.pool and n.key >= 'charge ' || c.id || ' ' and n.key < 'charge ' || c.id || '!'
  ) e left join lateral (
    select s.id, s.posted from money_settlement s
    where s.instrument = any(array[c.instrument, c.pool]) and s.currency = c.currency and s.state = 'posted' and s.until_day >= e.effective and s.posted >= e.entered
      and (not c.elsewhere or exists (select from money_settlement_line l where l.settlement = s.id and l.pool = c.pool))
    order by s.id limit 1
  ) s on true`;

export function billedOf(reader: Reader, charges: readonly string[]): Promise<readonly Billed[]> {
  return reader.all<Billed>(sql`
    select c.id::text as charge, b.entered, b.cleared, b.settlement::text as settlement
    from money_charge c cross join lateral (${BILLED}) b where c.id = any(${charges}::bigint[])`);
}

export type PaymentsWanted = { readonly names: readonly string[]; readonly limit: number } & (
  | { readonly after?: readonly [settlement: string, number: string] }
  | { readonly one: readonly [settlement: string, number: string] }
);

/** Payments that an organisation makes or gets, newest first. Plan: money_settlement_payment_payer and _payee. */
export function paymentsShown(reader: Reader, wanted: PaymentsWanted): Promise<readonly PaymentShown[]> {
  const { names, limit } = wanted;
  const [settlement, number] = ('one' in wanted ? wanted.one : wanted.after) ?? ['', ''];
  const which =
    settlement === ''
      ? sql`true`
      : 'one' in wanted
        ? sql`p.settlement = ${settlement}::bigint and p.number = ${number}::int`
        : sql`(p.settlement < ${settlement}::bigint or (p.settlement = ${settlement}::bigint and p.number > ${number}::int))`;
  return reader.all<PaymentShown>(sql`
    select s.id::text as settlement, p.number, s.instrument, s.currency, s.until_day, s.posted, s.pays, p.payer, p.payee,
      p.minor::text as minor, p.received, p.reference
    from money_settlement_payment p join money_settlement s on s.id = p.settlement and s.state = 'posted'
    where (p.payer = any(${names}::text[]) or p.payee = any(${names}::text[])) and ${which}
    order by p.settlement desc, p.number limit ${limit}`);
}

/** What was accepted between the two of a payment and cleared by its settlement. */
export function invoicesIn(
  reader: Reader,
  { payer, payee, instrument, currency, settlement }: PaymentShown,
): Promise<readonly { readonly charge: string; readonly minor: string }[]> {
  return reader.all(sql`
    select c.id::text as charge, (
      select sum(i.minor)::text from money_charge_item i where i.charge = c.id and i.state = 'accepted') as minor
    from money_charge c cross join lateral (${BILLED}) b
    where c.payer = ${payer} and c.payee = ${payee} and ${instrument} = any(array[c.instrument, c.pool]) and c.currency = ${currency}
      and b.settlement = ${settlement}::bigint
    order by c.id limit ${INVOICES_MAX}`);
}

export type ItemsWanted = { readonly names: readonly string[]; readonly limit: number } & (
  | { readonly after?: string; readonly places?: readonly Compartment[] }
  | { readonly one: string }
);

/** Items of the charges of an organisation, newest charge first; of some people alone where they are named. */
export function itemsShown(reader: Reader, wanted: ItemsWanted): Promise<readonly ItemShown[]> {
  const { names, limit } = wanted;
  return reader.all<ItemShown>(sql`
    select i.charge::text as charge, i.number, i.shown, i.typ, i.id, i.day, i.units::text as units, i.minor::text as minor, i.state, i.reason,
      i.answer, i.words
    from money_charge c join money_charge_item i on i.charge = c.id
    where (c.payer = any(${names}::text[]) or c.payee = any(${names}::text[])) and ${whichItems(wanted)}
    order by i.charge desc, i.number limit ${limit}`);
}

/** Plan: money_activity_resource by bucket, then money_charge_item_resource. */
function whichItems(wanted: ItemsWanted): Sql {
  if ('one' in wanted) return sql`i.shown = ${wanted.one}`;
  const further =
    wanted.after === undefined
      ? sql`true`
      : sql`exists (select from money_charge_item b where b.shown = ${wanted.after}
          and (i.charge < b.charge or (i.charge = b.charge and i.number > b.number)))`;
  if (wanted.places === undefined) return further;
  const places = sql`(select * from jsonb_to_recordset(${JSON.stringify(wanted.places)}::jsonb) as p(bkt smallint, cmp bigint))`;
  return sql`${further} and (i.typ, i.id) in (
    select a.typ, a.id from money_activity a join ${places} p on a.bkt = p.bkt and a.cmp = p.cmp
    union select t.typ, t.id from money_taken t join ${places} p on t.bkt = p.bkt and t.cmp = p.cmp)`;
}

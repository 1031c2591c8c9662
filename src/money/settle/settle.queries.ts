import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';
import type { BankAccount } from './bank-account.ts';
import type { NetPayment, NetPosition, OpenItem } from './net.ts';

/** Days in which a share of a result is to be paid. */
const RISK_DAYS = 28;
export const ITEMS_MAX = 10_000;

/**
 * What is owed on the accounts of some ledgers up to a day, thing by thing, and not paid since: a settlement counts whenever it was
 * entered, money that came for a part that was due by the day too. Plan: money_entry_effective of each pool, money_posting_item.
 */
export async function openItems(
  reader: Reader,
  { pools, currency, until }: { readonly pools: readonly string[]; readonly currency: string; readonly until: Day },
): Promise<readonly OpenItem[]> {
  const rows = await reader.all<Omit<OpenItem, 'minor'> & { readonly minor: string }>(sql`
    select e.pool, a.kind, a.party, p.item, sum(p.minor)::text as minor
    from money_entry e join money_posting p on p.entry = e.seq
    join money_account a on a.id = p.account and a.kind in ('due-from', 'due-to') and a.currency = ${currency}
    where e.pool = any(${pools}::text[]) and e.state in ('posted', 'post')
      and (e.effective <= ${until}::date or e.kind = 'settlement' or (e.kind in ('receipt', 'in-kind') and exists (
        select from money_posting q join money_entry c on c.seq = q.entry and c.kind = 'contribution' and c.effective <= ${until}::date
        where q.account = p.account and q.item = p.item and q.item <> '')))
    group by 1, 2, 3, 4 having sum(p.minor) <> 0
      and coalesce(max(e.recorded::date + ${RISK_DAYS}::int) filter (where e.kind = 'risk-share'), ${until}::date) <= ${until}::date
    order by 1, 2, 3, 4 limit ${ITEMS_MAX + 1}`);
  return rows.map(({ minor, ...row }) => ({ ...row, minor: BigInt(minor) }));
}

export type SettlementRow = {
  readonly id: string;
  readonly instrument: string;
  readonly currency: string;
  readonly until_day: Day;
  readonly hash: string;
  readonly state: 'proposed' | 'posted' | 'withdrawn';
  readonly proposed: Date;
  readonly posted: Date | null;
  readonly pays: Day | null;
  readonly organization: string;
  readonly by: string;
  readonly reason: string | null;
};

export type PartyRow = {
  readonly organization: string;
  readonly minor: string;
  readonly signed: Date | null;
  readonly by: string | null;
};

export type PaymentRow = {
  readonly number: number;
  readonly payer: string;
  readonly payee: string;
  readonly minor: string;
  readonly payer_account: BankAccount | null;
  readonly payee_account: BankAccount | null;
  readonly received: Day | null;
  readonly reference: string | null;
};

export function settlementsOf(
  reader: Reader,
  which: { readonly instruments: readonly string[]; readonly limit: number } | { readonly id: string },
): Promise<readonly SettlementRow[]> {
  const wanted = 'id' in which ? sql`id = ${which.id}::bigint` : sql`instrument = any(${which.instruments}::text[])`;
  const limit = 'id' in which ? 1 : which.limit;
  return reader.all<SettlementRow>(sql`
    select id::text as id, instrument, currency, until_day, hash, state, proposed, posted, pays, organization, by, reason
    from money_settlement where ${wanted} order by money_settlement.id desc limit ${limit}`);
}

export function partiesOf(reader: Reader, settlement: string): Promise<readonly PartyRow[]> {
  return reader.all<PartyRow>(sql`
    select organization, minor::text as minor, signed, by from money_settlement_party
    where settlement = ${settlement}::bigint order by organization`);
}

export function paymentRows(reader: Reader, settlement: string): Promise<readonly PaymentRow[]> {
  return reader.all<PaymentRow>(sql`
    select number, payer, payee, minor::text as minor, payer_account, payee_account, received, reference
    from money_settlement_payment where settlement = ${settlement}::bigint order by number`);
}

export async function linesOf(reader: Reader, settlement: string): Promise<readonly OpenItem[]> {
  const rows = await reader.all<Omit<OpenItem, 'minor'> & { readonly minor: string }>(sql`
    select pool, kind, party, item, minor::text as minor from money_settlement_line
    where settlement = ${settlement}::bigint order by number`);
  return rows.map(({ minor, ...row }) => ({ ...row, minor: BigInt(minor) }));
}

export async function lockSettlement(transaction: Transaction, id: string): Promise<void> {
  await transaction.first(sql`select 1 from money_settlement where id = ${id}::bigint for update`);
}

/** The day up to which an agreement is settled already. */
export async function settledUpTo(reader: Reader, instrument: string, currency: string): Promise<Day | undefined> {
  const row = await reader.first<{ until: Day | null }>(sql`
    select max(until_day)::text as until from money_settlement
    where instrument = ${instrument} and currency = ${currency} and state = 'posted'`);
  return row?.until ?? undefined;
}

export type NewSettlement = {
  readonly instrument: string;
  readonly currency: string;
  readonly until: Day;
  readonly hash: string;
  readonly organization: string;
  readonly principal: string;
  readonly by: string;
  readonly at: Date;
  readonly lines: readonly OpenItem[];
  readonly positions: readonly NetPosition[];
  readonly payments: readonly NetPayment[];
};

/** Keeps a proposal; nothing where one of the same agreement is open already. */
export async function keepSettlement(transaction: Transaction, made: NewSettlement): Promise<string | undefined> {
  const { instrument, currency, until, hash, organization, principal, by, at } = made;
  const row = await transaction.first<{ id: string }>(sql`
    insert into money_settlement (instrument, currency, until_day, hash, proposed, organization, principal, by)
    values (${instrument}, ${currency}, ${until}::date, ${hash}, ${at}, ${organization}, ${principal}, ${by})
    on conflict (instrument, currency) where state = 'proposed' do nothing returning id::text as id`);
  if (!row) return undefined;
  const asText = (rows: readonly { readonly minor: bigint }[]) =>
    JSON.stringify(rows.map((one, at_) => ({ ...one, minor: one.minor.toString(), number: at_ + 1 })));
  await transaction.run(sql`
    insert into money_settlement_line (settlement, number, pool, kind, party, item, minor)
    select ${row.id}::bigint, number, pool, kind, party, item, minor from jsonb_to_recordset(${asText(made.lines)}::jsonb)
      as l(number int, pool text, kind text, party text, item text, minor bigint)`);
  await transaction.run(sql`
    insert into money_settlement_party (settlement, organization, minor)
    select ${row.id}::bigint, organization, minor from jsonb_to_recordset(${asText(made.positions)}::jsonb)
      as l(organization text, minor bigint)`);
  await keepPayments(transaction, row.id, made.payments);
  return row.id;
}

/** The payments of a settlement that is not entered yet, in place of those that it had. */
export async function keepPayments(
  transaction: Transaction,
  settlement: string,
  payments: readonly NetPayment[],
): Promise<void> {
  const rows = JSON.stringify(payments.map((one, at) => ({ ...one, minor: one.minor.toString(), number: at + 1 })));
  await transaction.run(sql`delete from money_settlement_payment where settlement = ${settlement}::bigint`);
  await transaction.run(sql`
    insert into money_settlement_payment (settlement, number, payer, payee, minor)
    select ${settlement}::bigint, number, payer, payee, minor from jsonb_to_recordset(${rows}::jsonb)
      as l(number int, payer text, payee text, minor bigint)`);
}

export async function keepSignature(
  transaction: Transaction,
  settlement: string,
  signer: { readonly organization: string; readonly principal: string; readonly by: string; readonly at: Date },
): Promise<void> {
  const { organization, principal, by, at } = signer;
  await transaction.run(sql`
    update money_settlement_party set signed = ${at}, principal = ${principal}, by = ${by}
    where settlement = ${settlement}::bigint and organization = ${organization} and signed is null`);
}

export async function keepPosted(
  transaction: Transaction,
  settlement: string,
  {
    at,
    pays,
    accounts,
  }: { readonly at: Date; readonly pays: Day; readonly accounts: ReadonlyMap<string, BankAccount> },
): Promise<void> {
  await transaction.run(sql`
    update money_settlement set state = 'posted', posted = ${at}, pays = ${pays}::date where id = ${settlement}::bigint`);
  const known = JSON.stringify([...accounts].map(([organization, account]) => ({ organization, account })));
  await transaction.run(sql`
    with known as (select * from jsonb_to_recordset(${known}::jsonb) as k(organization text, account jsonb))
    update money_settlement_payment p set
      payer_account = (select account from known where organization = p.payer),
      payee_account = (select account from known where organization = p.payee)
    where p.settlement = ${settlement}::bigint`);
}

export async function keepWithdrawn(transaction: Transaction, settlement: string, reason: string): Promise<void> {
  await transaction.run(
    sql`update money_settlement set state = 'withdrawn', reason = ${reason} where id = ${settlement}::bigint`,
  );
}

export async function keepReceived(
  transaction: Transaction,
  settlement: string,
  { number, on, reference }: { readonly number: number; readonly on: Day; readonly reference: string },
): Promise<void> {
  await transaction.run(sql`
    update money_settlement_payment set received = ${on}::date, reference = ${reference}
    where settlement = ${settlement}::bigint and number = ${number} and received is null`);
}

export type AccountRow = {
  readonly id: string;
  readonly organization: string;
  readonly account: BankAccount;
  readonly at: Date;
  readonly principal: string;
  readonly by: string;
  readonly confirmed: Date | null;
  readonly confirmed_by: string | null;
};

/** Of each organisation the last account that counts, or (`waiting`) the last that was given where it is not confirmed. */
export function bankAccounts(
  reader: Reader,
  {
    organizations,
    currency,
    waiting,
  }: { readonly organizations: readonly string[]; readonly currency: string; readonly waiting: boolean },
): Promise<readonly AccountRow[]> {
  const which = waiting ? sql`true` : sql`confirmed is not null`;
  return reader.all<AccountRow>(sql`
    select distinct on (organization) id::text as id, organization, account, at, principal, by, confirmed, confirmed_by
    from money_bank_account where organization = any(${organizations}::text[]) and currency = ${currency} and ${which}
    order by organization, id desc`);
}

export async function keepBankAccount(
  transaction: Transaction,
  made: {
    readonly organization: string;
    readonly currency: string;
    readonly account: BankAccount;
    readonly at: Date;
    readonly principal: string;
    readonly by: string;
  },
): Promise<void> {
  const { organization, currency, account, at, principal, by } = made;
  await transaction.run(sql`
    insert into money_bank_account (organization, currency, account, at, principal, by)
    values (${organization}, ${currency}, ${JSON.stringify(account)}::jsonb, ${at}, ${principal}, ${by})`);
}

export async function keepConfirmed(
  transaction: Transaction,
  id: string,
  { at, principal, by }: { readonly at: Date; readonly principal: string; readonly by: string },
): Promise<void> {
  await transaction.run(sql`
    update money_bank_account set confirmed = ${at}, confirmer = ${principal}, confirmed_by = ${by}
    where id = ${id}::bigint and confirmed is null`);
}

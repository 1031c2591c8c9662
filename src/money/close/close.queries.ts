import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';
import type { DaysRow } from './days.ts';

const ROWS_MAX = 2_000;

export type ChangeRow = DaysRow & { readonly reason: string; readonly by: string; readonly at: Date };

/** Days laid down for a pool, the newest first. Plan: the key. */
export function changeRows(reader: Reader, pool: string): Promise<readonly ChangeRow[]> {
  return reader.all<ChangeRow>(sql`
    select number, from_month, charges, accruals, closed, balances, reason, by, at from money_close_days
    where pool = ${pool} order by number desc limit 200`);
}

export async function keepChange(
  transaction: Transaction,
  pool: string,
  row: ChangeRow & { readonly principal: string },
): Promise<void> {
  const { number, from_month, charges, accruals, closed, balances, reason, principal, by, at } = row;
  await transaction.run(sql`
    insert into money_close_days (pool, number, from_month, charges, accruals, closed, balances, reason, principal, by, at)
    values (${pool}, ${number}::int, ${from_month}::date, ${charges}::int, ${accruals}::int, ${closed}::int,
      ${balances}::int, ${reason}, ${principal}, ${by}, ${at})`);
}

export type AskedRow = { readonly payee: string; readonly day: Day; readonly by: string; readonly at: Date };

/** On which days since one each asked for its charges, first first. Plan: the key, a range a payee. */
export function askedRows(reader: Reader, payees: readonly string[], since: Day): Promise<readonly AskedRow[]> {
  return reader.all<AskedRow>(sql`
    select payee, day, by, at from money_charges_asked
    where payee = any(${payees}::text[]) and day >= ${since}::date order by day limit ${ROWS_MAX}`);
}

export async function keepAsked(transaction: Transaction, { payee, day, by, at }: AskedRow): Promise<void> {
  await transaction.run(sql`
    insert into money_charges_asked (payee, day, at, by) values (${payee}, ${day}::date, ${at}, ${by})
    on conflict do nothing`);
}

export type AccrualRow = {
  readonly month: Day;
  readonly number: number;
  readonly hash: string;
  readonly revision: string;
  readonly by: string;
  readonly at: Date;
};

/** What was kept of the months since one, the newest first. Plan: the key. */
export function accrualRows(reader: Reader, pool: string, since: Day): Promise<readonly AccrualRow[]> {
  return reader.all<AccrualRow>(sql`
    select month, number, hash, revision::text as revision, by, at from money_accrual
    where pool = ${pool} and month >= ${since}::date order by month desc, number desc limit ${ROWS_MAX}`);
}

export async function keepAccrual(
  transaction: Transaction,
  pool: string,
  row: AccrualRow & { readonly lines: readonly KeptLine[]; readonly principal: string },
): Promise<void> {
  const { month, number, lines, revision, hash, principal, by, at } = row;
  await transaction.run(sql`
    insert into money_accrual (pool, month, number, lines, revision, hash, principal, by, at)
    values (${pool}, ${month}::date, ${number}::int, ${JSON.stringify(lines)}::jsonb, ${revision}::bigint, ${hash},
      ${principal}, ${by}, ${at})`);
}

/** Minor units as text: they may be more than a number of JSON holds. */
export type KeptLine = {
  readonly scheme: string;
  readonly payer: string;
  readonly payee: string;
  readonly charges: number;
  readonly minor: string;
};

export type AgreedRow = {
  readonly party: string;
  readonly organization: string;
  readonly until: Day;
  readonly at: Date;
};

/** Who agreed which balance since a day. Plan: money_statement_pool_key, whose first column is the pool. */
export function agreedRows(reader: Reader, pool: string, since: Day): Promise<readonly AgreedRow[]> {
  return reader.all<AgreedRow>(sql`
    select party, organization, until_day as until, max(at) as at from money_statement
    where pool = ${pool} and until_day >= ${since}::date
    group by party, organization, until_day order by until_day limit ${ROWS_MAX}`);
}

/** How often a day that was closed was opened again. */
export async function openedAgain(reader: Reader, pool: string, last: Day): Promise<number> {
  const row = await reader.first<{ times: number }>(sql`
    select count(*)::int as times from money_closing
    where pool = ${pool} and act = 'reopen' and through < ${last}::date`);
  return row?.times ?? 0;
}

import type { CodeSet } from '#agreement';
import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';
import type { HumpName } from './contract.ts';

export type Signed = {
  readonly at: Date;
  readonly principal: string;
  readonly by: string;
  readonly organization: string;
};

export type ShownRow = {
  readonly tranche: string;
  readonly milestone: string;
  readonly words: string;
  readonly hash: string | null;
  readonly paper: string | null;
} & Pick<Signed, 'at' | 'by'>;

/** Plan: money_transition_shown_clause. The newest of a milestone counts. */
export function shownRows(reader: Reader, { instrument, clause }: HumpName): Promise<readonly ShownRow[]> {
  return reader.all<ShownRow>(sql`
    select distinct on (tranche, milestone) tranche, milestone, words, hash, paper, at, by from money_transition_shown
    where instrument = ${instrument} and clause = ${clause} order by tranche, milestone, money_transition_shown.id desc`);
}

export type ReleaseRow = {
  readonly tranche: string;
  readonly pool: string;
  readonly seq: string;
  readonly minor: string;
  readonly on_day: Day;
  readonly paper: string | null;
  readonly words: string;
  readonly by: string;
};

export function releaseRows(reader: Reader, { instrument, clause }: HumpName): Promise<readonly ReleaseRow[]> {
  return reader.all<ReleaseRow>(sql`
    select tranche, pool, seq::text as seq, minor::text as minor, on_day, paper, words, by from money_transition_release
    where instrument = ${instrument} and clause = ${clause} order by on_day, tranche`);
}

export type SlipRow = {
  readonly month: Day;
  readonly months: number;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
};

export function slipRows(reader: Reader, { instrument, clause }: HumpName): Promise<readonly SlipRow[]> {
  return reader.all<SlipRow>(sql`
    select month, months, reason, by, at from money_transition_slip
    where instrument = ${instrument} and clause = ${clause} order by money_transition_slip.id`);
}

export type SavingRow = { readonly from_day: Day; readonly saved: string; readonly minor: string };

export function savingRows(reader: Reader, { instrument, clause }: HumpName): Promise<readonly SavingRow[]> {
  return reader.all<SavingRow>(sql`
    select from_day, saved::text as saved, minor::text as minor from money_transition_saving
    where instrument = ${instrument} and clause = ${clause} order by from_day`);
}

/**
 * How many were done in each month between two days, each once. Until the first is recorded a month is not known, and saves nothing:
 * that nobody records it is no saving. Plan: money_activity_code.
 */
export async function doneByMonth(
  reader: Reader,
  { system, codes }: CodeSet,
  { orgs, from, until }: { readonly orgs: readonly number[]; readonly from: Day; readonly until: Day },
): Promise<ReadonlyMap<string, number>> {
  const rows = await reader.all<{ month: string; count: number }>(sql`
    with months as (select m::date as first, (m + interval '1 month')::date as next
      from generate_series(${from}::date, ${until}::date - 1, interval '1 month') m),
    counted as (select first, next, (
      select count(distinct (a.bkt, a.typ, a.id))::int from money_activity a
      where a.org = any(${orgs}::int[]) and a.system = ${system} and a.code = any(${codes}::text[]) and a.day >= first and a.day < next) as count
      from months)
    select to_char(first, 'YYYY-MM') as month, count from counted
    where count > 0 or exists (select from money_activity a where a.org = any(${orgs}::int[]) and a.system = ${system}
      and a.code = any(${codes}::text[]) and a.day < first) order by 1`);
  return new Map(rows.map(({ month, count }) => [month, count]));
}

/** Promises of tranches that stand. */
export function openTranches(
  reader: Reader,
  pool: string,
): Promise<readonly { readonly seq: string; readonly key: string }[]> {
  return reader.all<{ seq: string; key: string }>(sql`
    select e.seq::text as seq, e.key from money_entry e where e.pool = ${pool} and e.state = 'pending'
      and e.key like 'tranche %' and not exists (select from money_entry o where o.ends = e.seq)`);
}

export async function keepShown(
  transaction: Transaction,
  { instrument, clause }: HumpName,
  { tranche, milestone, words, hash, paper, at, principal, by, organization }: ShownRow & Signed,
): Promise<void> {
  await transaction.run(sql`
    insert into money_transition_shown (instrument, clause, tranche, milestone, words, hash, paper, at, principal, by, organization)
    values (${instrument}, ${clause}, ${tranche}, ${milestone}, ${words}, ${hash}, ${paper}, ${at}, ${principal}, ${by}, ${organization})`);
}

export async function keepRelease(
  transaction: Transaction,
  { instrument, clause }: HumpName,
  row: Omit<ReleaseRow, 'minor'> & Signed & { readonly minor: bigint },
): Promise<void> {
  const { tranche, pool, seq, minor, on_day, paper, words, at, principal, by, organization } = row;
  await transaction.run(sql`
    insert into money_transition_release (instrument, clause, tranche, pool, seq, minor, on_day, paper, words, at, principal, by,
      organization)
    values (${instrument}, ${clause}, ${tranche}, ${pool}, ${seq}::bigint, ${minor.toString()}::bigint, ${on_day}, ${paper}, ${words}, ${at},
      ${principal}, ${by}, ${organization})`);
}

export async function keepSlip(
  transaction: Transaction,
  { instrument, clause }: HumpName,
  { month, months, reason, at, principal, by, organization }: SlipRow & Signed,
): Promise<void> {
  await transaction.run(sql`
    insert into money_transition_slip (instrument, clause, month, months, reason, at, principal, by, organization)
    values (${instrument}, ${clause}, ${month}, ${months}, ${reason}, ${at}, ${principal}, ${by}, ${organization})`);
}

export async function keepSaving(
  transaction: Transaction,
  { instrument, clause }: HumpName,
  row: Signed & {
    readonly from: Day;
    readonly until: Day;
    readonly saved: bigint;
    readonly minor: bigint;
    readonly seq: string | null;
  },
): Promise<void> {
  const { from, until, saved, minor, seq, at, principal, by, organization } = row;
  await transaction.run(sql`
    insert into money_transition_saving (instrument, clause, from_day, until_day, saved, minor, seq, at, principal, by, organization)
    values (${instrument}, ${clause}, ${from}, ${until}, ${saved.toString()}::bigint, ${minor.toString()}::bigint, ${seq}::bigint, ${at},
      ${principal}, ${by}, ${organization})`);
}

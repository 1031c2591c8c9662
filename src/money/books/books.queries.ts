import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';
import { posted, type Until } from '../pool/sums.queries.ts';
import type { Coding, PartnerRow } from './lines.ts';

/** With the clause that the entry was made by. */
export type CitingRow = PartnerRow & {
  readonly instrument: string | null;
  readonly version: number | null;
  readonly clause: string | null;
};

export type RowsAsked = {
  readonly pool: string;
  readonly party: string;
  readonly from: Day;
  readonly until: Until;
};

/**
 * What a pool's entries mean to a partner, by entry and scheme, one more than `most` if there are more. What undoes another entry
 * has its kind. Plan: money_entry_effective, then postings by their key.
 */
export async function partnerRows(
  reader: Reader,
  { pool, party, from, until }: RowsAsked,
  most: number,
): Promise<readonly CitingRow[]> {
  const rows = await reader.all<Omit<CitingRow, 'minor'> & { readonly minor: string }>(sql`
    select e.seq::text as seq, e.effective, e.about, e.words, e.instrument, e.version, e.clause, a.kind as account, p.scheme, sum(p.minor)::text as minor,
      coalesce((select o.kind from money_entry o where e.kind = 'reversal' and o.pool = e.pool and o.seq = (substring(
        coalesce((select w.key from money_entry w where w.seq = e.ends), e.key) from '^undo ([0-9]{1,18})$'))::bigint), e.kind) as kind
    from money_entry e join money_posting p on p.entry = e.seq
    join money_account a on a.id = p.account and a.kind in ('due-from', 'due-to') and a.party = ${party}
    where ${posted(pool, until)} and e.effective >= ${from}::date
    group by e.seq, a.kind, p.scheme having sum(p.minor) <> 0
    order by e.effective, e.seq, a.kind, p.scheme limit ${most + 1}`);
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
}

/** The codes that hold: the newest of each account and scheme. */
export async function codingsOf(reader: Reader, pool: string, organization: string): Promise<readonly Coding[]> {
  return reader.all<Coding>(sql`
    select account, scheme, code, cost_centre as "costCentre", vat from (
      select distinct on (account, scheme) * from money_coding
      where pool = ${pool} and organization = ${organization} order by account, scheme, id desc) newest
    where code <> '' order by account, scheme`);
}

export async function keepCoding(
  transaction: Transaction,
  { pool, organization }: { readonly pool: string; readonly organization: string },
  { account, scheme, code, costCentre, vat }: Coding,
  signed: { readonly at: Date; readonly principal: string; readonly by: string },
): Promise<void> {
  const { at, principal, by } = signed;
  await transaction.run(sql`
    insert into money_coding (pool, organization, account, scheme, code, cost_centre, vat, at, principal, by)
    values (${pool}, ${organization}, ${account}, ${scheme}, ${code}, ${costCentre}, ${vat}, ${at}, ${principal}, ${by})`);
}

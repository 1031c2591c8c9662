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
 * What a pool's entries mean to a partner, entry by entry, one more than `most` if there are more, with the scheme that its fund says.
 * What undoes another entry has its kind, and the clause that it was made by. Plan: money_entry_effective, then postings by their key.
 */
export async function partnerRows(
  reader: Reader,
  { pool, party, from, until }: RowsAsked,
  most: number,
): Promise<readonly CitingRow[]> {
  const rows = await reader.all<Omit<CitingRow, 'minor'> & { readonly minor: string }>(sql`
    select e.seq::text as seq, e.effective, e.about, e.words, a.kind as account, sum(p.minor)::text as minor,
      coalesce(o.kind, e.kind) as kind, coalesce(e.instrument, o.instrument) as instrument,
      coalesce(e.version, o.version) as version, coalesce(e.clause, o.clause) as clause,
      coalesce((select min(f.scheme) from money_posting f join money_account g on g.id = f.account and g.kind = 'fund'
        where f.entry = e.seq having min(f.scheme) = max(f.scheme)), '') as scheme
    from money_entry e join money_posting p on p.entry = e.seq
    join money_account a on a.id = p.account and a.kind in ('due-from', 'due-to') and a.party = ${party}
    left join lateral (select u.kind, u.instrument, u.version, u.clause from money_entry u
      where e.kind = 'reversal' and u.pool = e.pool and u.seq = (substring(
        coalesce((select w.key from money_entry w where w.seq = e.ends), e.key) from '^undo ([0-9]{1,18})$'))::bigint) o on true
    where ${posted(pool, until)} and e.effective >= ${from}::date
    group by e.seq, a.kind, o.kind, o.instrument, o.version, o.clause having sum(p.minor) <> 0
    order by e.effective, e.seq, a.kind limit ${most + 1}`);
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

import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';
import type { EntryKind } from '../ledger/entry.ts';
import type { ReturnSpan } from './contract.ts';
import { posted } from '../pool/sums.queries.ts';

/** The days of a quarter or a year, and the last entry that its figures know. */
export type Quarter = { readonly from: Day; readonly until: Day; readonly revision: string };

export type FundSum = {
  readonly before: boolean;
  readonly kind: EntryKind;
  readonly owner: string;
  readonly scheme: string;
  /** Above nought: money came in. */
  readonly minor: bigint;
};

/** What came to the fund and went from it, before the quarter and in it. Plan: money_entry_effective, then postings and lineage by their keys. */
export async function fundSums(reader: Reader, pool: string, quarter: Quarter): Promise<readonly FundSum[]> {
  const rows = await reader.all<Omit<FundSum, 'minor'> & { readonly minor: string }>(sql`
    select e.effective < ${quarter.from}::date as before, e.kind, l.owner, p.scheme, (-sum(l.minor))::text as minor
    from money_entry e join money_posting p on p.entry = e.seq
    join money_lineage l on (l.entry, l.line) = (p.entry, p.line)
    where ${posted(pool, { on: quarter.until, revision: quarter.revision })}
    group by 1, 2, 3, 4 having sum(l.minor) <> 0 order by 1, 2, 3, 4`);
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
}

export type OpenCharge = {
  readonly id: string;
  readonly scheme: string;
  readonly words: string;
  readonly payer: string;
  readonly payee: string;
  readonly minor: bigint;
};

/** What was done in the quarter, charged, and neither accepted nor taken back yet. */
export async function openCharges(
  reader: Reader,
  pool: string,
  { from, until }: Pick<Quarter, 'from' | 'until'>,
): Promise<readonly OpenCharge[]> {
  const rows = await reader.all<Omit<OpenCharge, 'minor'> & { readonly minor: string }>(sql`
    select c.id::text as id, coalesce(c.scheme, c.activity) as scheme, c.line_words as words, c.payer, c.payee, sum(i.minor)::text as minor
    from money_charge c join money_charge_item i on i.charge = c.id
    where c.pool = ${pool} and i.state in ('proposed', 'queried') and i.day between ${from}::date and ${until}::date
    group by c.id order by c.id`);
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
}

export type KeptFigure = { readonly id: string; readonly minor: string };

export type SubmittedRow = {
  readonly number: number;
  readonly figures: readonly KeptFigure[];
  readonly hash: string;
  readonly reason: string | null;
  readonly by: string;
  readonly at: Date;
};

/** What was submitted of a quarter or a year, the last first. Plan: the key. */
export async function submittedOf(
  reader: Reader,
  pool: string,
  { span, from }: { readonly span: ReturnSpan; readonly from: Day },
): Promise<readonly SubmittedRow[]> {
  return reader.all<SubmittedRow>(sql`
    select number, figures, hash, reason, by, at from money_quarter_return
    where pool = ${pool} and span = ${span} and from_day = ${from}::date order by number desc limit 100`);
}

type NewReturn = SubmittedRow &
  Quarter & { readonly pool: string; readonly span: ReturnSpan; readonly principal: string };

export async function keepSubmitted(transaction: Transaction, one: NewReturn): Promise<void> {
  const { pool, span, from, until, revision, number, figures, hash, reason, principal, by, at } = one;
  await transaction.run(sql`
    insert into money_quarter_return (pool, span, from_day, until_day, number, figures, revision, hash, reason, principal, by, at)
    values (${pool}, ${span}, ${from}::date, ${until}::date, ${number}::int, ${JSON.stringify(figures)}::jsonb, ${revision}::bigint,
      ${hash}, ${reason}, ${principal}, ${by}, ${at})`);
}

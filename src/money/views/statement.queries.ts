import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';
import type { Statement } from '../contract.ts';
import type { Purpose } from '../ledger/entry.ts';
import { isFor, posted, type Until } from '../pool/sums.queries.ts';

/** A statement is read by people: of more, fewer days are asked for. */
export const LINES_MAX = 5_000;

export type StatementRow = {
  readonly seq: string;
  readonly effective: Day;
  readonly about: Day | null;
  readonly words: string;
  readonly minor: bigint;
};

/** What a partner owed and was owed, entry by entry: one more than a statement may have, if there are more. Plan: money_entry_effective, then postings by their key. */
export async function statementRows(
  reader: Reader,
  {
    pool,
    party,
    from,
    until,
    only,
  }: {
    readonly pool: string;
    readonly party: string;
    readonly from: Day;
    readonly until: Until;
    readonly only?: Purpose | undefined;
  },
): Promise<readonly StatementRow[]> {
  const rows = await reader.all<Omit<StatementRow, 'minor'> & { readonly minor: string }>(sql`
    select e.seq::text as seq, e.effective, e.about, e.words, sum(p.minor)::text as minor
    from money_entry e join money_posting p on p.entry = e.seq
    join money_account a on a.id = p.account and a.kind in ('due-from', 'due-to') and a.party = ${party}
    where ${posted(pool, until)} and e.effective >= ${from}::date and ${isFor(only)}
    group by e.seq having sum(p.minor) <> 0 order by e.effective, e.seq limit ${LINES_MAX + 1}`);
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
}

/** What it owed at the end of a day. */
export async function owedBy(
  reader: Reader,
  pool: string,
  party: string,
  { only, ...until }: Until & { readonly only?: Purpose | undefined },
): Promise<bigint> {
  const row = await reader.first<{ minor: string }>(sql`
    select coalesce(sum(p.minor), 0)::text as minor
    from money_entry e join money_posting p on p.entry = e.seq
    join money_account a on a.id = p.account and a.kind in ('due-from', 'due-to') and a.party = ${party}
    where ${posted(pool, until)} and ${isFor(only)}`);
  return BigInt(row?.minor ?? '0');
}

export type AgreedStatement = {
  readonly pool: string;
  readonly party: string;
  readonly from: Day;
  readonly until: Day;
  readonly revision: string;
};

export async function agreedBy(
  reader: Reader,
  { pool, party, from, until, revision }: AgreedStatement,
  hash: string,
): Promise<readonly Omit<Statement['agreed'][number], 'name'>[]> {
  const rows = await reader.all<{ organization: string; by: string; at: Date }>(sql`
    select organization, by, at from money_statement
    where pool = ${pool} and party = ${party} and from_day = ${from} and until_day = ${until}
      and revision = ${revision}::bigint and hash = ${hash} order by id`);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

export async function keepAgreement(
  transaction: Transaction,
  { pool, party, from, until, revision }: AgreedStatement,
  signed: {
    readonly hash: string;
    readonly organization: string;
    readonly at: Date;
    readonly principal: string;
    readonly by: string;
  },
): Promise<void> {
  const { hash, organization, at, principal, by } = signed;
  await transaction.run(sql`
    insert into money_statement (pool, party, from_day, until_day, revision, hash, organization, at, principal, by)
    values (${pool}, ${party}, ${from}, ${until}, ${revision}::bigint, ${hash}, ${organization}, ${at}, ${principal}, ${by})
    on conflict do nothing`);
}

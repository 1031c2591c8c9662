import type { Day } from '#base';
import { type Reader, type Sql, sql } from '#store';
import type { AccountKind, EntryKind, Purpose } from '../ledger/entry.ts';

/** By which day, and up to which entry: together they make any statement again as it was reported. */
export type Until = { readonly on: Day; readonly revision: string };

export type AccountSum = {
  readonly account: AccountKind;
  readonly party: string;
  readonly kind: EntryKind;
  readonly scheme: string;
  readonly month: string;
  readonly minor: bigint;
};

/** Postings of a pool by account, kind, scheme and month. Plan: money_entry_effective, then the postings by their key. */
export async function accountSums(reader: Reader, pool: string, until: Until): Promise<readonly AccountSum[]> {
  const rows = await reader.all<Omit<AccountSum, 'minor'> & { readonly minor: string }>(sql`
    select a.kind as account, a.party, e.kind, p.scheme, to_char(e.effective, 'YYYY-MM') as month, sum(p.minor)::text as minor
    from money_entry e join money_posting p on p.entry = e.seq join money_account a on a.id = p.account
    where ${posted(pool, until)} group by 1, 2, 3, 4, 5 having sum(p.minor) <> 0 order by 1, 2, 3, 4, 5`);
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
}

export type LineageSum = {
  readonly owner: string;
  readonly fence: string;
  readonly kind: EntryKind;
  /** Above nought: money came in. */
  readonly minor: bigint;
};

/** Whose money came and went, by kind of entry; of one programme or grant alone where one is given. */
export async function lineageSums(
  reader: Reader,
  pool: string,
  until: Until,
  only?: Purpose,
): Promise<readonly LineageSum[]> {
  const alone = sql`exists (select from money_posting p where (p.entry, p.line) = (l.entry, l.line) and ${isFor(only)})`;
  const rows = await reader.all<Omit<LineageSum, 'minor'> & { readonly minor: string }>(sql`
    select l.owner, l.fence, e.kind, (-sum(l.minor))::text as minor
    from money_entry e join money_lineage l on l.entry = e.seq
    where ${posted(pool, until)} and ${only === undefined ? sql`true` : alone} group by 1, 2, 3 having sum(l.minor) <> 0 order by 1, 2, 3`);
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
}

export type ItemSum = {
  readonly item: string;
  readonly party: string;
  readonly due: Day | null;
  /** What it was, and what of it is still owed. */
  readonly minor: bigint;
  readonly open: bigint;
};

/** What partners were to put in, by part, and their shares of what was over, due four weeks after they were worked out; what came without a part to meet stands under 'on-account'. */
export async function itemSums(reader: Reader, pool: string, until: Until): Promise<readonly ItemSum[]> {
  type Row = {
    readonly item: string;
    readonly party: string;
    readonly due: Day | null;
    readonly minor: string;
    readonly open: string;
  };
  const rows = await reader.all<Row>(sql`
    select p.item, a.party, coalesce(min(e.effective) filter (where e.kind = 'contribution'),
        min(e.recorded::date + 28) filter (where e.kind = 'risk-share'))::text as due,
      coalesce(sum(p.minor) filter (where e.kind in ('contribution', 'risk-share')), 0)::text as minor, sum(p.minor)::text as open
    from money_entry e join money_posting p on p.entry = e.seq
    join money_account a on a.id = p.account and a.kind = 'due-from'
    where ${posted(pool, until)} group by 1, 2 order by 3, 1`);
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor), open: BigInt(row.open) }));
}

/** The last entry of a pool, of those that were recorded by an instant where one is given. */
export async function revisionOf(reader: Reader, pool: string): Promise<string> {
  const row = await reader.first<{ seq: string | null }>(
    sql`select max(seq)::text as seq from money_entry where pool = ${pool}`,
  );
  return row?.seq ?? NOTHING_YET;
}

/** The revision of a pool that has no entry: entries are numbered from 1, so that nothing is to be summed. */
export const NOTHING_YET = '0';

export async function closedUpTo(reader: Reader, pool: string): Promise<Day | undefined> {
  const row = await reader.first<{ closed: Day | null }>(sql`select closed from money_pool where id = ${pool}`);
  return row?.closed ?? undefined;
}

export type PromisedSum = { readonly scheme: string; readonly minor: bigint };

/** What was kept apart after an entry, by scheme. */
export async function promisedSums(reader: Reader, pool: string, revision: string): Promise<readonly PromisedSum[]> {
  const rows = await reader.all<{ readonly scheme: string; readonly minor: string }>(sql`
    select p.scheme, sum(p.minor)::text as minor from money_entry e
    join money_posting p on p.entry = e.seq and p.minor > 0
    join money_account a on a.id = p.account and a.kind = 'fund'
    where e.pool = ${pool} and e.state = 'pending' and e.seq <= ${revision}::bigint
      and not exists (select from money_entry o where o.ends = e.seq and o.seq <= ${revision}::bigint)
    group by 1 order by 1`);
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
}

export function posted(pool: string, { on, revision }: Until): Sql {
  return sql`e.pool = ${pool} and e.state in ('posted', 'post') and e.effective <= ${on}::date and e.seq <= ${revision}::bigint`;
}

/** Postings of one programme, with all of its grants, or of one grant. */
export function isFor(only: Purpose | undefined): Sql {
  if (only === undefined) return sql`true`;
  return only.grant === '' ? sql`p.programme = ${only.programme}` : sql`p.grant_key = ${only.grant}`;
}

export type PurposeSum = Purpose & { readonly kind: EntryKind; readonly minor: bigint };

/** What came to a fund and went from it, by what it was for; above nought: money came in. Plan: money_entry_effective, then the postings by their key. */
export async function purposeSums(reader: Reader, pool: string, until: Until): Promise<readonly PurposeSum[]> {
  const rows = await reader.all<Omit<PurposeSum, 'minor'> & { readonly minor: string }>(sql`
    select p.programme, p.grant_key as "grant", e.kind, (-sum(p.minor))::text as minor
    from money_entry e join money_posting p on p.entry = e.seq join money_account a on a.id = p.account and a.kind = 'fund'
    where ${posted(pool, until)} group by 1, 2, 3 having sum(p.minor) <> 0 order by 1, 2, 3`);
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
}

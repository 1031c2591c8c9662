import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';
import {
  type AccountRef,
  accountName,
  type AppliedLine,
  type EntryKind,
  type KeptEntry,
  NO_PURPOSE,
  type Purpose,
} from './entry.ts';
import type { Book, BookAccount } from './book.ts';
import type { OpenItem } from './purpose.ts';

type PoolRow = { readonly closed: Day | null; readonly recorded: Date };

/** Takes the pool's lock, made where it is missing; whoever holds it alone adds entries. */
export async function lockPool(transaction: Transaction, pool: string): Promise<PoolRow> {
  const lock = sql`select closed, recorded from money_pool where id = ${pool} for update`;
  const found = await transaction.first<PoolRow>(lock);
  if (found) return found;
  await transaction.run(sql`insert into money_pool (id) values (${pool}) on conflict do nothing`);
  const made = await transaction.first<PoolRow>(lock);
  if (!made) throw new Error('a pool was neither found nor made');
  return made;
}

type AccountRow = {
  readonly id: string;
  readonly kind: AccountRef['kind'];
  readonly party: string;
  readonly currency: string;
  readonly floor: string | null;
  readonly posted: string;
  readonly reserved: string;
};
type ShareRow = {
  readonly account: string;
  readonly owner: string;
  readonly fence: string;
  readonly posted: string;
  readonly reserved: string;
};

/** The accounts of a pool as they are; `ids` names the rows for what is written back. */
export async function readBook(
  reader: Reader,
  pool: string,
  closed?: Day,
): Promise<{ readonly book: Book; readonly ids: Map<string, string> }> {
  const rows = await reader.all<AccountRow>(sql`
    select id, kind, party, currency, floor, posted, reserved from money_account where pool = ${pool} order by id`);
  const shares = await reader.all<ShareRow>(sql`
    select account, owner, fence, posted, reserved from money_share where account = any(${rows.map(({ id }) => id)}::bigint[])`);
  const accounts = new Map<string, BookAccount>();
  const ids = new Map<string, string>();
  for (const { id, kind, party, currency, floor, posted, reserved } of rows) {
    const ref = { kind, party, currency };
    const own = shares.filter(({ account }) => account === id);
    accounts.set(accountName(ref), {
      ...ref,
      posted: BigInt(posted),
      reserved: BigInt(reserved),
      shares: new Map(
        own.map(({ owner, fence, ...sums }) => [
          `${owner} ${fence}`,
          { owner, fence, posted: BigInt(sums.posted), reserved: BigInt(sums.reserved) },
        ]),
      ),
      ...(floor === null ? {} : { floor: BigInt(floor) }),
    });
    ids.set(accountName(ref), id);
  }
  return { book: { pool, accounts, ...(closed === undefined ? {} : { closed }) }, ids };
}

/** Writes the accounts back, new ones too, and answers the id of each. */
export async function keepBook(
  transaction: Transaction,
  { pool, accounts }: Book,
  ids: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const all = [...accounts.values()];
  const rows = await transaction.all<AccountRow>(sql`
    insert into money_account (pool, kind, party, currency, floor, posted, reserved)
    select ${pool}, u.* from unnest(${all.map(({ kind }) => kind)}::text[], ${all.map(({ party }) => party ?? '')}::text[],
      ${all.map(({ currency }) => currency)}::text[], ${all.map(({ floor }) => floor?.toString() ?? null)}::bigint[],
      ${all.map(({ posted }) => posted.toString())}::bigint[], ${all.map(({ reserved }) => reserved.toString())}::bigint[]) u
    on conflict (pool, kind, party, currency) do update
      set posted = excluded.posted, reserved = excluded.reserved, floor = excluded.floor
    returning id, kind, party, currency`);
  const kept = new Map([...ids, ...rows.map((row) => [accountName(row), row.id] as const)]);
  const shares = all.flatMap((account) =>
    [...account.shares.values()].map((share) => ({ ...share, account: kept.get(accountName(account)) ?? '' })),
  );
  await transaction.run(sql`
    insert into money_share (account, owner, fence, posted, reserved)
    select * from unnest(${shares.map(({ account }) => account)}::bigint[], ${shares.map(({ owner }) => owner)}::text[],
      ${shares.map(({ fence }) => fence)}::text[], ${shares.map(({ posted }) => posted.toString())}::bigint[],
      ${shares.map(({ reserved }) => reserved.toString())}::bigint[])
    on conflict (account, owner, fence) do update set posted = excluded.posted, reserved = excluded.reserved`);
  return kept;
}

export type EntryRow = {
  readonly seq: string;
  readonly key: string;
  readonly hash: string;
  readonly state: 'posted' | 'pending' | 'post' | 'void';
  readonly kind: EntryKind;
  readonly ends: string | null;
  readonly effective: Day;
  readonly about: Day | null;
  readonly recorded: Date;
  readonly until: Date | null;
  readonly instrument: string | null;
  readonly version: number | null;
  readonly clause: string | null;
  readonly paragraph: string | null;
  readonly words: string;
  readonly reason: string | null;
  readonly principal: string;
  readonly by: string;
  readonly organization: number;
};

export type RowToKeep = Omit<EntryRow, 'seq'> & { readonly seq: string; readonly lines: readonly AppliedLine[] };

export async function nextSeqs(transaction: Transaction, count: number): Promise<readonly string[]> {
  const rows = await transaction.all<{ seq: string }>(
    sql`select nextval('money_entry_seq')::text as seq from generate_series(1, ${count}::int)`,
  );
  return rows.map(({ seq }) => seq);
}

/** Entries, their postings and whose money they were: three statements whatever the number. */
export async function keepEntries(
  transaction: Transaction,
  pool: string,
  rows: readonly RowToKeep[],
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const json = rows.map((row) => {
    const { lines: _, ...entry } = row;
    return { ...entry, pool, recorded: row.recorded.toISOString(), until: row.until?.toISOString() ?? null };
  });
  await transaction.run(sql`
    insert into money_entry (seq, pool, key, hash, state, kind, ends, effective, about, recorded, until, instrument, version,
      clause, paragraph, words, reason, principal, by, organization)
    select seq, pool, key, hash, state, kind, ends, effective, about, recorded, until, instrument, version,
      clause, paragraph, words, reason, principal, by, organization
    from jsonb_populate_recordset(null::money_entry, ${JSON.stringify(json)}::jsonb)`);
  const lines = rows.flatMap(({ seq, lines: of }) =>
    of.map((line, at) => ({ ...line, ...(line.purpose ?? NO_PURPOSE), seq, line: at + 1 })),
  );
  await transaction.run(sql`
    insert into money_posting (entry, line, account, minor, scheme, item, programme, grant_key)
    select * from unnest(${lines.map(({ seq }) => seq)}::bigint[], ${lines.map(({ line }) => line)}::smallint[],
      ${lines.map(({ account }) => ids.get(accountName(account)) ?? null)}::bigint[],
      ${lines.map(({ minor }) => minor.toString())}::bigint[], ${lines.map(({ scheme }) => scheme ?? '')}::text[],
      ${lines.map(({ item }) => item ?? '')}::text[], ${lines.map(({ programme }) => programme)}::text[],
      ${lines.map(({ grant }) => grant)}::text[])`);
  const parts = lines.flatMap(({ seq, line, parts: of }) =>
    of.map((part, at) => ({ ...part, seq, line, part: at + 1 })),
  );
  await transaction.run(sql`
    insert into money_lineage (entry, line, part, owner, fence, minor)
    select * from unnest(${parts.map(({ seq }) => seq)}::bigint[], ${parts.map(({ line }) => line)}::smallint[],
      ${parts.map(({ part }) => part)}::smallint[], ${parts.map(({ owner }) => owner)}::text[],
      ${parts.map(({ fence }) => fence)}::text[], ${parts.map(({ minor }) => minor.toString())}::bigint[])`);
}

export async function keepPool(transaction: Transaction, pool: string, recorded: Date): Promise<void> {
  await transaction.run(sql`update money_pool set recorded = ${recorded} where id = ${pool}`);
}

/** Entries of a pool by key or by seq, with their lines. */
export async function entriesWith(
  reader: Reader,
  pool: string,
  { keys = [], seqs = [] }: { readonly keys?: readonly string[]; readonly seqs?: readonly string[] },
): Promise<readonly (EntryRow & KeptEntry & { readonly ended: boolean })[]> {
  const rows = await reader.all<EntryRow & { readonly ended: boolean }>(sql`
    select e.*, exists (select from money_entry o where o.ends = e.seq) as ended from money_entry e
    where pool = ${pool} and (key = any(${keys}::text[]) or seq = any(${seqs}::bigint[])) order by seq`);
  const lines = await linesOf(
    reader,
    rows.map(({ seq }) => seq),
  );
  return rows.map((row) => ({ ...row, lines: lines.get(row.seq) ?? [] }));
}

type LineRow = {
  readonly entry: string;
  readonly line: number;
  readonly kind: AccountRef['kind'];
  readonly party: string;
  readonly currency: string;
  readonly minor: string;
  readonly scheme: string;
  readonly item: string;
  readonly programme: string;
  readonly grant: string;
  readonly parts: readonly { readonly owner: string; readonly fence: string; readonly minor: string }[] | null;
};

/** Lines of entries with whose money they were. Plan: primary keys of posting and lineage. */
export async function linesOf(
  reader: Reader,
  seqs: readonly string[],
): Promise<ReadonlyMap<string, readonly AppliedLine[]>> {
  if (seqs.length === 0) return new Map();
  const rows = await reader.all<LineRow>(sql`
    select p.entry::text as entry, p.line, a.kind, a.party, a.currency, p.minor::text as minor, p.scheme, p.item,
      p.programme, p.grant_key as "grant",
      (select jsonb_agg(jsonb_build_object('owner', l.owner, 'fence', l.fence, 'minor', l.minor::text) order by l.part)
       from money_lineage l where l.entry = p.entry and l.line = p.line) as parts
    from money_posting p join money_account a on a.id = p.account
    where p.entry = any(${seqs}::bigint[]) order by p.entry, p.line`);
  const found = new Map<string, AppliedLine[]>();
  for (const { entry, kind, party, currency, minor, scheme, item, programme, grant, parts } of rows) {
    const line: AppliedLine = {
      account: { kind, party, currency },
      minor: BigInt(minor),
      scheme,
      item,
      ...(programme === '' && grant === '' ? {} : { purpose: { programme, grant } }),
      parts: (parts ?? []).map((part) => ({ ...part, minor: BigInt(part.minor) })),
    };
    found.set(entry, [...(found.get(entry) ?? []), line]);
  }
  return found;
}

type OpenRow = Purpose & {
  readonly kind: AccountRef['kind'];
  readonly party: string;
  readonly currency: string;
  readonly item: string;
  readonly minor: string;
};

/** What of these items is owed, or to be met, by what it was for, the oldest first. Plan: money_posting_item for each account of the pool. */
export async function openItems(reader: Reader, pool: string, items: readonly string[]): Promise<readonly OpenItem[]> {
  const rows = await reader.all<OpenRow>(sql`
    select a.kind, a.party, a.currency, p.item, p.programme, p.grant_key as "grant", sum(p.minor)::text as minor
    from money_account a join money_posting p on p.account = a.id and p.item = any(${items}::text[]) and p.item <> ''
    join money_entry e on e.seq = p.entry and e.state in ('posted', 'post')
    where a.pool = ${pool} and a.kind in ('due-from', 'due-to')
    group by 1, 2, 3, 4, 5, 6 having sum(p.minor) <> 0 order by min(e.effective), 4, 5, 6`);
  return rows.map(({ kind, party, currency, item, programme, grant, minor }) => ({
    account: { kind, party, currency },
    item,
    purpose: { programme, grant },
    minor: BigInt(minor),
  }));
}

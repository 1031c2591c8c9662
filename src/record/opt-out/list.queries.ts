import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';

export type ListRow = {
  readonly id: string;
  readonly rule: string;
  readonly source: string;
  readonly as_at: Day;
  readonly whole: boolean;
  readonly lines: number;
  readonly added: number;
  readonly ended: number;
  readonly refused: number;
  readonly by_whom: string;
  readonly at: Date;
};

export type Listed = { readonly key: string; readonly since: Day };

export async function newestList(reader: Reader, rule: string, source: string): Promise<Day | undefined> {
  const row = await reader.first<{ readonly as_at: Day }>(sql`
    select as_at from record_opt_out_list where rule = ${rule} and source = ${source} order by as_at desc limit 1`);
  return row?.as_at;
}

export function listsTaken(reader: Reader): Promise<readonly ListRow[]> {
  return reader.all<ListRow>(sql`
    select id, rule, source, as_at, whole, lines, added, ended, refused, by_whom, at from record_opt_out_list
    order by at desc limit 50`);
}

/** Who is named for the first time is added, of the others it is noted that this list names them too. Answers how many are new. */
export async function keepListed(
  transaction: Transaction,
  list: Pick<ListRow, 'id' | 'rule' | 'source' | 'by_whom' | 'at'>,
  listed: readonly Listed[],
): Promise<number> {
  const rows = await transaction.all<{ readonly fresh: boolean }>(sql`
    insert into record_opt_out as o (rule, key, since, source, by_whom, at, list)
    select ${list.rule}, k.key, k.since, ${list.source}, ${list.by_whom}, ${list.at}::timestamptz, ${list.id}
    from unnest(${listed.map(({ key }) => key)}::text[], ${listed.map(({ since }) => since)}::date[]) k(key, since)
    on conflict (rule, source, key) where key is not null and ended is null do update set list = excluded.list
    returning (o.xmax = 0) as fresh`);
  return rows.filter(({ fresh }) => fresh).length;
}

/** Those whom a list says have taken it back. */
export function endListed(
  transaction: Transaction,
  list: Pick<ListRow, 'rule' | 'source' | 'by_whom' | 'at' | 'as_at'>,
  keys: readonly string[],
): Promise<number> {
  return transaction.run(sql`
    update record_opt_out set ended = ${list.as_at}::date, ended_by = ${list.by_whom}, ended_at = ${list.at}::timestamptz
    where rule = ${list.rule} and source = ${list.source} and key = any(${keys}::text[]) and ended is null`);
}

/** Of a whole list: those of the same source whom it does not name. */
export function endUnnamed(
  transaction: Transaction,
  list: Pick<ListRow, 'id' | 'rule' | 'source' | 'by_whom' | 'at' | 'as_at'>,
): Promise<number> {
  return transaction.run(sql`
    update record_opt_out set ended = ${list.as_at}::date, ended_by = ${list.by_whom}, ended_at = ${list.at}::timestamptz
    where rule = ${list.rule} and source = ${list.source} and key is not null and ended is null and list <> ${list.id}`);
}

export async function keepList(transaction: Transaction, list: ListRow): Promise<void> {
  const { id, rule, source, as_at: asAt, whole, lines, added, ended, refused, by_whom: by, at } = list;
  await transaction.run(sql`
    insert into record_opt_out_list (id, rule, source, as_at, whole, lines, added, ended, refused, by_whom, at)
    values (${id}, ${rule}, ${source}, ${asAt}::date, ${whole}, ${lines}, ${added}, ${ended}, ${refused}, ${by}, ${at})`);
}

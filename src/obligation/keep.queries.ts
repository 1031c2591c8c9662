import { type Reader, sql, type Transaction } from '#store';
import { copyOf, type HappeningRow, type Noted, type Row } from './row.ts';
import type { Standing } from './state.ts';

/** Rows by their ids, locked against whoever else would change them, in the order of ids so that two never wait for each other. */
export async function lockRows(transaction: Transaction, ids: readonly string[]): Promise<readonly Row[]> {
  if (ids.length === 0) return [];
  return transaction.all<Row>(sql`select * from obligation where id = any(${ids}::text[]) order by id for update`);
}

/** What time has brought about by now: the longest overdue first; what another process has in hand is left to it. Plan: obligation_next. */
export async function lockFallen(transaction: Transaction, now: Date, limit: number): Promise<readonly Row[]> {
  return transaction.all<Row>(sql`
    select * from obligation where next <= ${now} order by next limit ${limit} for update skip locked`);
}

/** Happenings of obligations, each list in the order in which they happened. Plan: obligation_happening_of. */
export async function happeningsOf(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly HappeningRow[]>> {
  const found = new Map<string, HappeningRow[]>();
  if (ids.length === 0) return found;
  const rows = await reader.all<HappeningRow>(sql`
    select obligation, at, what, rung, until, blocked_by, due, by, organization, words from obligation_happening
    where obligation = any(${ids}::text[]) order by seq`);
  for (const row of rows) {
    const list = found.get(row.obligation);
    if (list) list.push(row);
    else found.set(row.obligation, [row]);
  }
  return found;
}

/** One statement whatever the number. A rung that was told already is a mistake, and the index refuses it. */
export async function insertHappenings(transaction: Transaction, noted: readonly Noted[]): Promise<void> {
  if (noted.length === 0) return;
  const rows = noted.map(({ obligation, happening, round, principal, by, organization, words }) => ({
    ...happening,
    blocked_by: happening.what === 'answered' ? happening.blockedBy : undefined,
    obligation,
    at: new Date(happening.at),
    round,
    principal,
    by,
    organization,
    words,
  }));
  await transaction.run(sql`
    insert into obligation_happening (obligation, at, what, round, rung, until, blocked_by, due, principal, by, organization, words)
    select obligation, at, what, round, rung, until, blocked_by, due, principal, by, organization, words
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(obligation text, at timestamptz, what text, round smallint,
      rung smallint, until text, blocked_by text, due jsonb, principal text, by text, organization int, words text)`);
}

export type Kept = {
  readonly id: string;
  readonly standing: Standing;
  readonly row: Pick<Row, 'told' | 'owner_role' | 'holder' | 'holder_name' | 'evidence'>;
};

/** The copies of what the happenings say. */
export async function keepStandings(transaction: Transaction, kept: readonly Kept[]): Promise<void> {
  if (kept.length === 0) return;
  const rows = kept.map(({ id, standing, row }) => ({
    id,
    ...copyOf(standing),
    told: row.told,
    owner_role: row.owner_role,
    holder: row.holder,
    holder_name: row.holder_name,
    evidence: row.evidence,
  }));
  await transaction.run(sql`
    update obligation o set state = r.state, due = r.due, owners_own_until = r.owners_own_until, answered = r.answered,
      round = r.round, told_rungs = r.told_rungs, next = r.next, closed = r.closed, told = r.told,
      owner_role = r.owner_role, holder = r.holder, holder_name = r.holder_name, evidence = r.evidence
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id text, state text, due timestamptz,
      owners_own_until timestamptz, answered boolean, round smallint, told_rungs smallint, next timestamptz, closed timestamptz,
      told text[], owner_role text, holder text, holder_name text, evidence jsonb)
    where o.id = r.id`);
}

/** Inserts, and answers the ids that are new: a key or a place in a series that is taken stays as it is. */
export async function insertRows(transaction: Transaction, rows: readonly Row[]): Promise<readonly string[]> {
  if (rows.length === 0) return [];
  const inserted = await transaction.all<{ readonly id: string }>(sql`
    insert into obligation select r.* from jsonb_populate_recordset(null::obligation, ${JSON.stringify(rows)}::jsonb) r
    on conflict do nothing returning id`);
  return inserted.map(({ id }) => id);
}

export async function idUnder(reader: Reader, kind: string, key: string): Promise<string | undefined> {
  const found = await reader.first<{ readonly id: string }>(
    sql`select id from obligation where kind = ${kind} and key = ${key}`,
  );
  return found?.id;
}

/** Plan: obligation_fact. */
export async function idsAwaiting(reader: Reader, fact: string): Promise<readonly string[]> {
  const found = await reader.all<{ readonly id: string }>(
    sql`select id from obligation where fact = ${fact} and closed is null order by id`,
  );
  return found.map(({ id }) => id);
}

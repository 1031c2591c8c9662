import type { Role } from '#agreement';
import type { Compartment } from '#repository';
import { type Reader, type Sql, sql, type Transaction } from '#store';
import type { EmergencyReason } from '../contract.ts';
import type { Side } from '../match/side.ts';

export type OpeningRow = Compartment & {
  readonly id: string;
  readonly principal: string;
  readonly name: string;
  readonly role: Role;
  readonly organization: number;
  readonly viewer: number;
  readonly reason: EmergencyReason;
  readonly words: string;
  readonly opened: Date;
  readonly until: Date;
  readonly closed: Date | null;
  readonly told_from: Date;
  readonly held_by: string | null;
  readonly held_because: string | null;
  readonly reviewed: Date | null;
  readonly reviewed_by: string | null;
  readonly verdict: 'justified' | 'not-justified' | null;
  readonly review: string | null;
};

const COLUMNS: Sql = sql`o.id, o.principal, o.name, o.role, o.organization, o.viewer, o.bkt, o.cmp, o.reason, o.words, o.opened, o.until,
  o.closed, o.told_from, o.held_by, o.held_because, o.reviewed, o.reviewed_by, o.verdict, o.review`;

const MOST = 500;

/** Openings of these records that run. */
export async function runningIn(reader: Reader, of: readonly Compartment[], now: Date): Promise<readonly OpeningRow[]> {
  if (of.length === 0) return [];
  return reader.all<OpeningRow>(
    sql.prepared(sql`select ${COLUMNS} from record_break_glass o
    join unnest(${of.map(({ bkt }) => bkt)}::smallint[], ${of.map(({ cmp }) => cmp)}::bigint[]) k(bkt, cmp) on (o.bkt, o.cmp) = (k.bkt, k.cmp)
    where o.until > ${now} and o.closed is null order by o.opened desc limit ${MOST}::int`),
  );
}

/** Openings of an organisation, newest first; those that wait for review alone, oldest first, where asked. */
export async function openingsOf(
  reader: Reader,
  organization: number,
  waiting: boolean,
): Promise<readonly OpeningRow[]> {
  return reader.all<OpeningRow>(
    waiting
      ? sql`select ${COLUMNS} from record_break_glass o where o.organization = ${organization} and o.reviewed is null
          order by o.opened limit ${MOST}::int`
      : sql`select ${COLUMNS} from record_break_glass o where o.organization = ${organization} order by o.opened desc limit ${MOST}::int`,
  );
}

export async function openingsNamed(reader: Reader, ids: readonly string[]): Promise<readonly OpeningRow[]> {
  if (ids.length === 0) return [];
  return reader.all<OpeningRow>(sql`select ${COLUMNS} from record_break_glass o where o.id = any(${ids}::text[])
    order by o.opened desc limit ${MOST}::int`);
}

export async function openingOf(reader: Reader, id: string): Promise<OpeningRow | undefined> {
  return reader.first<OpeningRow>(sql`select ${COLUMNS} from record_break_glass o where o.id = ${id}`);
}

export async function keepOpening(transaction: Transaction, row: OpeningRow): Promise<void> {
  await transaction.run(sql`
    insert into record_break_glass (id, principal, name, role, organization, viewer, bkt, cmp, reason, words, opened, until, told_from)
    values (${row.id}, ${row.principal}, ${row.name}, ${row.role}, ${row.organization}, ${row.viewer}, ${row.bkt}, ${row.cmp}, ${row.reason},
      ${row.words}, ${row.opened}, ${row.until}, ${row.told_from})`);
}

export async function closeOpening(transaction: Transaction, id: string, at: Date): Promise<void> {
  await transaction.run(sql`update record_break_glass set closed = ${at} where id = ${id} and closed is null`);
}

export async function holdOpening(
  transaction: Transaction,
  id: string,
  held: { readonly by: string; readonly because: string; readonly until: Date },
): Promise<void> {
  await transaction.run(sql`update record_break_glass set told_from = ${held.until}, held_by = ${held.by}, held_because = ${held.because}
    where id = ${id}`);
}

export async function reviewOpening(
  transaction: Transaction,
  id: string,
  review: { readonly by: string; readonly verdict: string; readonly words: string; readonly at: Date },
): Promise<number> {
  return transaction.run(sql`update record_break_glass set reviewed = ${review.at}, reviewed_by = ${review.by}, verdict = ${review.verdict},
    review = ${review.words} where id = ${id} and reviewed is null`);
}

export type Candidate = Compartment & { readonly side: Side };

/** Records that share a key with what was typed; whether they are the person is for the rule to say. */
export async function candidates(reader: Reader, keys: readonly string[]): Promise<readonly Candidate[]> {
  const rows = await reader.all<Compartment & { readonly side: string }>(sql`
    select distinct d.bkt, d.cmp, d.side from record_block_key k join record_demographics d on (d.bkt, d.typ, d.id) = (k.bkt, k.typ, k.id)
    where k.key = any(${keys}::text[]) limit ${MOST}::int`);
  return rows.map(({ bkt, cmp, side }) => ({ bkt, cmp, side: JSON.parse(side) as Side }));
}

export async function keepTry(transaction: Transaction, principal: string, at: Date): Promise<void> {
  await transaction.run(sql`insert into record_break_glass_try (principal, at) values (${principal}, ${at})`);
}

export async function triesSince(reader: Reader, principal: string, since: Date): Promise<number> {
  const row = await reader.first<{ count: number }>(sql`
    select count(*)::int as count from record_break_glass_try where principal = ${principal} and at > ${since}`);
  return row?.count ?? 0;
}

import { createHash } from 'node:crypto';
import type { Role } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { type Reader, sql, type Transaction } from '#store';
import { note } from '../happening.ts';
import { held } from '../seat.ts';
import { MANAGERS } from './manage.ts';

const LISTED_MAX = 2_000;

/** A seat of an organisation that is held today or will be: never one of somebody's own record. */
export type StaffSeat = {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly role: Role;
  readonly begins?: number;
  readonly ends?: number;
};

type Row = Omit<StaffSeat, 'begins' | 'ends'> & { readonly begins: Date | null; readonly ends: Date | null };

/** Everybody who sits, or will sit, in an organisation. In a transaction: locked against whoever else changes who works there. */
export async function staffOf(reader: Reader, organization: string, now: number): Promise<readonly StaffSeat[]> {
  const rows = await reader.all<Row>(sql`
    select s.id, s.account, a.name, s.role, s.begins, s.ends from auth_seat s join auth_account a on a.id = s.account
    where s.organization = ${organization} and s.person is null and (s.ends is null or s.ends > ${new Date(now)})
      and (s.begins is null or s.ends is null or s.ends > s.begins)
    order by a.name, a.id, s.role limit ${LISTED_MAX}`);
  return rows.map(({ begins, ends, ...seat }) => ({
    ...seat,
    ...(begins ? { begins: begins.getTime() } : {}),
    ...(ends ? { ends: ends.getTime() } : {}),
  }));
}

/** One change of who works in an organisation at a time: two who leave at once never count on each other. */
export async function lockStaff(transaction: Transaction, organization: string): Promise<void> {
  await transaction.run(sql`select pg_advisory_xact_lock(hashtextextended(${`staff ${organization}`}, 0))`);
}

/** Roles that somebody held and nobody holds, and since when. */
export function emptyRoles(
  reader: Reader,
  organization: string,
  now: number,
): Promise<readonly { readonly role: Role; readonly since: Date }[]> {
  return reader.all(sql`
    select t.role, max(t.ends) as since from auth_seat t where t.organization = ${organization} and t.person is null and t.ends <= ${new Date(now)}
      and not exists (select from auth_seat s where s.organization = t.organization and s.role = t.role and s.person is null and ${held(now)})
    group by t.role order by t.role limit 50`);
}

export type Leave = {
  readonly organization: string;
  readonly organizationName: string;
  readonly by: string;
  readonly seats: readonly string[];
  readonly ends: number;
  /** Who follows in which role; who sits there already stays. */
  readonly gives: readonly {
    readonly account: string;
    readonly role: Role;
    readonly from: number;
    readonly id: string;
  }[];
};

/** Ends seats of an organisation and gives their roles to others, as one deed. */
export async function leave(transaction: Transaction, wish: Leave, now: number): Promise<Outcome<true>> {
  const ends = new Date(Math.max(wish.ends, now));
  for (const { account, role, from, id } of wish.gives) {
    const begins = from > now ? new Date(from) : null;
    await transaction.run(sql`
      insert into auth_seat as s (id, account, role, organization, organization_name, begins)
      values (${id}, ${account}, ${role}, ${wish.organization}, ${wish.organizationName}, ${begins})
      on conflict (account, role, organization, person) do update
        set begins = case when ${held(now)} then s.begins else excluded.begins end,
          ends = case when ${held(now)} then s.ends end, closed = null`);
    await note(transaction, { account, by: wish.by, kind: 'seat-given', about: `${role} ${wish.organization}` }, now);
  }
  const ended = await transaction.all<{ readonly account: string }>(sql`
    update auth_seat set ends = ${ends} where id = any(${wish.seats}::text[]) and organization = ${wish.organization}
      and person is null and (ends is null or ends > ${new Date(now)}) returning account`);
  const manages = await transaction.first(sql`select from auth_seat s where s.organization = ${wish.organization}
    and s.role = any(${MANAGERS}) and s.person is null and (s.ends is null or s.ends > ${ends})`);
  if (!manages) {
    const text = 'Nobody would manage the seats here. Name somebody who follows as manager, first.';
    return refuse('business-rule', 'auth.last-manager', text);
  }
  for (const account of new Set(ended.map((one) => one.account))) {
    await note(transaction, { account, by: wish.by, kind: 'seat-ended', about: ends.toISOString() }, now);
  }
  return accepted(true);
}

/** Sessions, links and apps of seats that have ended: gone, and not only shut, so that nothing wakes when a seat is given anew. */
export async function closeLogins(transaction: Transaction, seats: readonly string[], now: number): Promise<number> {
  const over = sql`select s.id from auth_seat s where s.id = any(${seats}::text[]) and s.ends <= ${new Date(now)}`;
  let closed = 0;
  for (const table of ['auth_session', 'auth_link', 'smart_grant'] as const) {
    const gone = await transaction.all(sql`delete from ${sql.raw(table)} where seat in (${over}) returning 1`);
    closed += gone.length;
  }
  await transaction.run(
    sql`update auth_seat s set closed = ${new Date(now)} where s.closed is null and s.id in (${over})`,
  );
  return closed;
}

/** Under which Practitioner of the record somebody works in an organisation; it says nothing of the account. */
export function practitionerId(account: string, organization: string): string {
  return createHash('sha256').update(`${account} ${organization}`).digest('hex').slice(0, 32);
}

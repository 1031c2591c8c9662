import type { Role } from '#agreement';
import { type Reader, sql, type Transaction } from '#store';
import { type Seat, type SeatRow, seatOf } from './seat.ts';
import { digest } from './secret.ts';

const MINUTE_MS = 60_000;
const IDLE_STAFF_MS = 15 * MINUTE_MS;
const IDLE_PERSON_MS = 30 * MINUTE_MS;
const LENGTH_MS = 12 * 60 * MINUTE_MS;
/** A session's row is touched at most this often: one small write a minute, not one a page. */
const TOUCH_MS = MINUTE_MS;

export type Session = { readonly seat: Seat; readonly seen: number };

/** Begins a session; `sid` goes to the browser and is stored nowhere. */
export async function beginSession(
  transaction: Transaction,
  session: { readonly sid: string; readonly seat: string; readonly started: number; readonly now: number },
): Promise<void> {
  await transaction.run(sql`
    insert into auth_session (hash, seat, started, seen)
    values (${digest(session.sid)}, ${session.seat}, ${new Date(session.started)}, ${new Date(session.now)})`);
  // Bounded: those that ended are swept by whoever signs in next.
  await transaction.run(sql`delete from auth_session where seen < ${new Date(session.now - LENGTH_MS)}`);
}

/** The session of a cookie, if it has neither idled out nor run its length. */
export async function findSession(
  reader: Reader,
  sid: string,
  now: number,
): Promise<(Session & { readonly started: number }) | undefined> {
  const row = await reader.first<SeatRow & { readonly started: Date; readonly seen: Date }>(sql`
    select t.started, t.seen, s.id, s.account, a.name, s.role, s.organization, s.organization_name, s.person
    from auth_session t join auth_seat s on s.id = t.seat join auth_account a on a.id = s.account
    where t.hash = ${digest(sid)}`);
  if (!row) return undefined;
  const [started, seen] = [row.started.getTime(), row.seen.getTime()];
  if (now - seen > idleOf(row.role) || now - started > LENGTH_MS) return undefined;
  return { seat: seatOf(row), started, seen };
}

/** Keeps a session from idling out. */
export async function touchSession(
  transaction: Transaction,
  sid: string,
  session: Session,
  now: number,
): Promise<void> {
  if (now - session.seen < TOUCH_MS) return;
  await transaction.run(sql`update auth_session set seen = ${new Date(now)} where hash = ${digest(sid)}`);
}

export async function endSession(transaction: Transaction, sid: string): Promise<void> {
  await transaction.run(sql`delete from auth_session where hash = ${digest(sid)}`);
}

function idleOf(role: Role): number {
  return role === 'person' ? IDLE_PERSON_MS : IDLE_STAFF_MS;
}

import type { Role } from '#agreement';
import { type Reader, sql, type Transaction } from '#store';
import { held, SEAT_COLUMNS, type Seat, type SeatRow, seatOf } from './seat.ts';
import { digest } from './secret.ts';

const MINUTE_MS = 60_000;
const IDLE_STAFF_MS = 15 * MINUTE_MS;
const IDLE_PERSON_MS = 30 * MINUTE_MS;
const LENGTH_MS = 12 * 60 * MINUTE_MS;
/** A session's row is touched at most this often: one small write a minute, not one a page. */
const TOUCH_MS = MINUTE_MS;
const AGENT_MAX = 200;

export type Session = {
  /** For the list of one's sessions; opens nothing. */
  readonly id: string;
  readonly seat: Seat;
  readonly started: number;
  readonly seen: number;
  /** Whether its holder still has to show that it is they: until then it opens nothing but that step. */
  readonly waits: boolean;
  /** When its holder last proved to be there, by passkey or code. */
  readonly proved?: number;
  readonly agent?: string;
};

export type NewSession = {
  readonly sid: string;
  readonly seat: string;
  readonly started: number;
  readonly now: number;
  readonly waits?: boolean;
  readonly proved?: number | undefined;
  readonly agent?: string | undefined;
};

/** Begins a session; `sid` goes to the browser and is stored nowhere. */
export async function beginSession(transaction: Transaction, session: NewSession): Promise<void> {
  const hash = digest(session.sid);
  const proved = session.proved === undefined ? null : new Date(session.proved);
  await transaction.run(sql`
    insert into auth_session (hash, id, seat, started, seen, waits, proved, agent)
    values (${hash}, ${hash.toString('hex').slice(0, 16)}, ${session.seat}, ${new Date(session.started)},
      ${new Date(session.now)}, ${session.waits ?? false}, ${proved}, ${session.agent?.slice(0, AGENT_MAX) ?? null})`);
  // Bounded: those that ended are swept by whoever signs in next.
  await transaction.run(sql`delete from auth_session where seen < ${new Date(session.now - LENGTH_MS)}`);
}

type SessionRow = SeatRow & {
  readonly session: string | null;
  readonly started: Date;
  readonly seen: Date;
  readonly waits: boolean;
  readonly proved: Date | null;
  readonly agent: string | null;
};

const COLUMNS = sql`t.id as session, t.started, t.seen, t.waits, t.proved, t.agent, ${SEAT_COLUMNS}`;

/** The session of a cookie, if it has neither idled out nor run its length, and its seat is still held. */
export async function findSession(reader: Reader, sid: string, now: number): Promise<Session | undefined> {
  const row = await reader.first<SessionRow>(
    sql.prepared(sql`
    select ${COLUMNS} from auth_session t join auth_seat s on s.id = t.seat join auth_account a on a.id = s.account
    where t.hash = ${digest(sid)} and ${held(now)}`),
  );
  return row && isLive(row, now) ? sessionOf(row) : undefined;
}

const LISTED_MAX = 50;

/** The sessions in which an account is signed in now, the latest first. */
export async function sessionsOf(reader: Reader, account: string, now: number): Promise<readonly Session[]> {
  const rows = await reader.all<SessionRow>(sql`
    select ${COLUMNS} from auth_session t join auth_seat s on s.id = t.seat join auth_account a on a.id = s.account
    where s.account = ${account} and ${held(now)} order by t.seen desc limit ${LISTED_MAX}`);
  return rows.filter((row) => isLive(row, now)).map(sessionOf);
}

function sessionOf(row: SessionRow): Session {
  return {
    id: row.session ?? '',
    seat: seatOf(row),
    started: row.started.getTime(),
    seen: row.seen.getTime(),
    waits: row.waits,
    ...(row.proved === null ? {} : { proved: row.proved.getTime() }),
    ...(row.agent === null ? {} : { agent: row.agent }),
  };
}

type Life = { readonly role: Role; readonly started: Date; readonly seen: Date };

/** Whether a session has neither idled out nor run its length. */
export function isLive({ role, started, seen }: Life, now: number): boolean {
  return now - seen.getTime() <= idleOf(role) && now - started.getTime() <= LENGTH_MS;
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

/** Ends one of an account's sessions by its id in the list. */
export async function endListed(transaction: Transaction, account: string, id: string): Promise<boolean> {
  const ended = await transaction.all(sql`delete from auth_session t using auth_seat s
    where s.id = t.seat and s.account = ${account} and t.id = ${id} returning t.id`);
  return ended.length > 0;
}

function idleOf(role: Role): number {
  return role === 'person' ? IDLE_PERSON_MS : IDLE_STAFF_MS;
}

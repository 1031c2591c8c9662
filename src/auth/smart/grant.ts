import { type Reader, sql, type Transaction } from '#store';
import { BARS, isHeld, SEAT_COLUMNS, type Seat, type SeatRow, seatOf } from '../seat.ts';
import { isLive } from '../session.ts';

/** What somebody gave an app: in which seat, for whom, how much, how long. */
export type Grant = {
  readonly id: string;
  readonly app: string;
  readonly seat: Seat;
  /** Id of the Patient that the app was opened for. */
  readonly patient?: string;
  readonly fhirUser?: string;
  readonly scopes: string;
};

export type NewGrant = Omit<Grant, 'seat'> & {
  readonly seat: string;
  /** Hash of the session with which it ends; absent where it was given for when the person is away too. */
  readonly session?: Uint8Array;
  readonly ends: Date;
};

export async function keepGrant(transaction: Transaction, grant: NewGrant, at: Date): Promise<void> {
  await transaction.run(
    sql`delete from smart_grant where id in (select id from smart_grant where ends < ${at} limit 20)`,
  );
  const { id, app, seat, session = null, patient = null, fhirUser = null, scopes, ends } = grant;
  await transaction.run(sql`
    insert into smart_grant (id, app, seat, session, patient, fhir_user, scopes, at, ends)
    values (${id}, ${app}, ${seat}, ${session}, ${patient}, ${fhirUser}, ${scopes}, ${at}, ${ends})`);
}

export type GrantRow = SeatRow & {
  readonly grant_id: string;
  readonly app: string;
  readonly patient: string | null;
  readonly fhir_user: string | null;
  readonly scopes: string;
  readonly bound: boolean;
  readonly started: Date | null;
  readonly seen: Date | null;
};

/** Columns and tables of a grant with its seat and session, for statements that find it by a key of their own. */
export const GRANT = {
  columns: sql`g.id as grant_id, g.app, g.patient, g.fhir_user, g.scopes, g.session is not null as bound, t.started, t.seen,
    s.begins, ${SEAT_COLUMNS}, ${BARS}`,
  joins: sql`join smart_app p on p.id = g.app join auth_seat s on s.id = g.seat join auth_account a on a.id = s.account
    left join auth_session t on t.hash = g.session`,
};

/** The grant of a row, unless its seat is no longer held or the session it is bound to has idled out. */
export function grantOf(row: GrantRow, now: number): Grant | undefined {
  const { started, seen } = row;
  if (!isHeld(row, now)) return undefined;
  if (row.bound && !(started && seen && isLive({ role: row.role, started, seen }, now))) return undefined;
  return {
    id: row.grant_id,
    app: row.app,
    seat: seatOf(row),
    scopes: row.scopes,
    ...(row.patient === null ? {} : { patient: row.patient }),
    ...(row.fhir_user === null ? {} : { fhirUser: row.fhir_user }),
  };
}

/** A grant that stands now: its app, seat and session are there, and none has run out. */
export async function liveGrant(reader: Reader, id: string, now: number): Promise<Grant | undefined> {
  const row = await reader.first<GrantRow>(sql`select ${GRANT.columns} from smart_grant g ${GRANT.joins}
    where g.id = ${id} and g.ends > ${new Date(now)}`);
  return row && grantOf(row, now);
}

/** Takes back what was given. The tokens stand on the row, and fall with it. */
export async function revokeGrant(transaction: Transaction, id: string): Promise<void> {
  await transaction.run(sql`delete from smart_item where grant_id = ${id}`);
  await transaction.run(sql`delete from smart_grant where id = ${id}`);
}

export type GivenGrant = { readonly id: string; readonly app: string; readonly scopes: string; readonly at: Date };

const GRANTS_LISTED_MAX = 100;

/** What an account gave to apps in all its seats, newest first. */
export async function grantsOf(reader: Reader, account: string): Promise<readonly GivenGrant[]> {
  return reader.all<GivenGrant>(sql`select g.id, p.name as app, g.scopes, g.at from smart_grant g
    join auth_seat s on s.id = g.seat join smart_app p on p.id = g.app
    where s.account = ${account} order by g.at desc limit ${GRANTS_LISTED_MAX}`);
}

import type { Role } from '#agreement';
import { type Reader, type Sql, sql, type Transaction } from '#store';

/** Why somebody sits in a seat of another person's own record. */
export const PROXIES = ['parent', 'attorney', 'carer'] as const;
export type Proxy = (typeof PROXIES)[number];

/** A role that an account holds in an organisation. Rights come from the seat, never from the account. */
export type Seat = {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly role: Role;
  /** 'Organization/x'. */
  readonly organization: string;
  readonly organizationName: string;
  /** 'Person/x' where the seat is of a person's own record. */
  readonly person?: string;
  /** Where the record is not one's own: why one sits there. */
  readonly proxy?: Proxy;
  /** The instant from which the seat is nobody's; absent: until it is ended. */
  readonly ends?: number;
};

export type NewSeat = Omit<Seat, 'id' | 'account' | 'name' | 'ends'>;

export type SeatRow = {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly role: Role;
  readonly organization: string;
  readonly organization_name: string;
  readonly person: string | null;
  readonly proxy?: Proxy | null;
  readonly begins?: Date | null;
  readonly ends?: Date | null;
  /** When it opens nothing although it was given; null: never. */
  readonly bars?: readonly { readonly begins: number; readonly ends: number | null }[] | null;
};

export function seatOf(row: SeatRow): Seat {
  const { id, account, name, role, organization } = row;
  return {
    id,
    account,
    name,
    role,
    organization,
    organizationName: row.organization_name,
    ...(row.person === null ? {} : { person: row.person }),
    ...(row.proxy ? { proxy: row.proxy } : {}),
    ...(row.ends ? { ends: row.ends.getTime() } : {}),
  };
}

/** Columns of a seat `s` and its account `a`. */
export const SEAT_COLUMNS = sql.raw(
  's.id, s.account, a.name, s.role, s.organization, s.organization_name, s.person, s.proxy, s.ends',
);

/** Whether seat `s` is held at this instant: whoever has not begun, or has left, sits nowhere, whatever they still hold. */
export function held(now: number): Sql {
  return sql`${given(now)} and (s.proxy is null or not exists (
    select from auth_bar b where b.labels is null and ${barOn(now)}))`;
}

/** Whether seat `s` was given and has not run out, whether or not it opens anything just now. */
export function given(now: number): Sql {
  const at = new Date(now);
  return sql`(s.begins is null or s.begins <= ${at}) and (s.ends is null or s.ends > ${at})`;
}

/** Bar `b` is of seat `s`. */
const OF_SEAT: Sql = sql`b.person = s.person and s.proxy is not null and (b.proxy is null or b.proxy = s.proxy)
  and (b.account is null and b.name is null or b.account = s.account
    or b.name = (select lower(n.name) from auth_account n where n.id = s.account))`;

/** Bar `b` is of seat `s`, and in force at this instant. */
export function barOn(now: number): Sql {
  const at = new Date(now);
  return sql`${OF_SEAT} and b.begins <= ${at} and (b.ends is null or b.ends > ${at})`;
}

/** When seat `s` opens nothing, for `isHeld`: of statements that do not know the instant. */
export const BARS: Sql = sql`(
  select json_agg(json_build_object('begins', extract(epoch from b.begins) * 1000, 'ends', extract(epoch from b.ends) * 1000))
  from auth_bar b where b.labels is null and ${OF_SEAT}) as bars`;

/** The same as `held` of a row that was read. */
export function isHeld({ begins, ends, bars }: Pick<SeatRow, 'begins' | 'ends' | 'bars'>, now: number): boolean {
  const barred = (bars ?? []).some((bar) => bar.begins <= now && (bar.ends === null || bar.ends > now));
  return !barred && (!begins || begins.getTime() <= now) && (!ends || ends.getTime() > now);
}

/** Seats that an account holds now, for the switch in the top bar. */
export async function seatsOf(reader: Reader, account: string, now: number): Promise<readonly Seat[]> {
  const rows = await reader.all<SeatRow>(
    sql.prepared(sql`
    select ${SEAT_COLUMNS} from auth_seat s join auth_account a on a.id = s.account
    where s.account = ${account} and ${held(now)} order by s.organization_name, s.role, s.id limit 50`),
  );
  return rows.map(seatOf);
}

export async function findSeat(reader: Reader, id: string, now: number): Promise<Seat | undefined> {
  const row = await reader.first<SeatRow>(sql`
    select ${SEAT_COLUMNS} from auth_seat s join auth_account a on a.id = s.account
    where s.id = ${id} and ${held(now)}`);
  return row && seatOf(row);
}

const SEATS_LISTED_MAX = 500;

/** Seats of all accounts whose id begins so, by organisation. */
export async function seatsOfAccounts(reader: Reader, prefix: string, now: number): Promise<readonly Seat[]> {
  const rows = await reader.all<SeatRow>(sql`
    select ${SEAT_COLUMNS} from auth_seat s join auth_account a on a.id = s.account
    where starts_with(s.account, ${prefix}) and ${held(now)}
    order by s.organization_name, s.role, s.id limit ${SEATS_LISTED_MAX}`);
  return rows.map(seatOf);
}

export type NewAccount = {
  readonly id: string;
  readonly name: string;
  readonly seats: readonly (NewSeat & { readonly id: string })[];
};

/** Adds an account with its seats; one that is there keeps its id and gets the seats it lacks. */
export async function keepAccount(transaction: Transaction, account: NewAccount, at: Date): Promise<void> {
  await transaction.run(sql`
    insert into auth_account (id, name, at) values (${account.id}, ${account.name}, ${at})
    on conflict (id) do update set name = excluded.name`);
  for (const seat of account.seats) {
    await transaction.run(sql`
      insert into auth_seat (id, account, role, organization, organization_name, person, proxy)
      values (${seat.id}, ${account.id}, ${seat.role}, ${seat.organization}, ${seat.organizationName},
        ${seat.person ?? null}, ${seat.proxy ?? null})
      on conflict do nothing`);
  }
}

import type { Role } from '#agreement';
import { type Reader, sql, type Transaction } from '#store';

/** A role that an account holds in an organisation. Rights come from the seat, never from the account. */
export type Seat = {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly role: Role;
  /** 'Organization/x'. */
  readonly organization: string;
  readonly organizationName: string;
  /** 'Person/x' where the account is a person's own. */
  readonly person?: string;
};

export type NewSeat = Omit<Seat, 'id' | 'account' | 'name'>;

export type SeatRow = {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly role: Role;
  readonly organization: string;
  readonly organization_name: string;
  readonly person: string | null;
};

export function seatOf(row: SeatRow): Seat {
  const { id, account, name, role, organization } = row;
  const seat = { id, account, name, role, organization, organizationName: row.organization_name };
  return row.person === null ? seat : { ...seat, person: row.person };
}

/** Seats of an account, for the switch in the top bar. */
export async function seatsOf(reader: Reader, account: string): Promise<readonly Seat[]> {
  const rows = await reader.all<SeatRow>(sql`
    select s.id, s.account, a.name, s.role, s.organization, s.organization_name, s.person
    from auth_seat s join auth_account a on a.id = s.account
    where s.account = ${account} order by s.organization_name, s.role limit 50`);
  return rows.map(seatOf);
}

const SEATS_LISTED_MAX = 500;

/** Seats of all accounts whose id begins so, by organisation. */
export async function seatsOfAccounts(reader: Reader, prefix: string): Promise<readonly Seat[]> {
  const rows = await reader.all<SeatRow>(sql`
    select s.id, s.account, a.name, s.role, s.organization, s.organization_name, s.person
    from auth_seat s join auth_account a on a.id = s.account
    where starts_with(s.account, ${prefix}) order by s.organization_name, s.role, s.id limit ${SEATS_LISTED_MAX}`);
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
      insert into auth_seat (id, account, role, organization, organization_name, person)
      values (${seat.id}, ${account.id}, ${seat.role}, ${seat.organization}, ${seat.organizationName}, ${seat.person ?? null})
      on conflict do nothing`);
  }
}

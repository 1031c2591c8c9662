import { type Reader, sql } from '#store';
import type { StaffSeat } from './leave.ts';

/** A seat of staff that has a last moment, and that nobody has seen to since. */
export type EndingSeat = StaffSeat & {
  readonly organization: string;
  readonly ends: number;
};

type Row = Omit<EndingSeat, 'begins' | 'ends'> & { readonly begins: Date | null; readonly ends: Date };

/** More than end in a month; what is over comes first, and is gone from here once it has been seen to. */
const LISTED_MAX = 2_000;

/** Seats of all organisations that are over or will be by an instant, the first first. Plan: auth_seat_ends. */
export async function seatsEnding(reader: Reader, until: number): Promise<readonly EndingSeat[]> {
  const rows = await reader.all<Row>(sql`
    select s.id, s.account, a.name, s.role, s.organization, s.begins, s.ends
    from auth_seat s join auth_account a on a.id = s.account
    where s.person is null and s.closed is null and s.ends is not null and s.ends <= ${new Date(until)}
    order by s.ends, s.id limit ${LISTED_MAX}`);
  return rows.map(({ begins, ends, ...seat }) => ({
    ...seat,
    ...(begins ? { begins: begins.getTime() } : {}),
    ends: ends.getTime(),
  }));
}

import type { Migration } from '#store';

/**
 * When what a seat opened and had in hand was seen to after its last moment. Seats that end by their date alone are found by its absence,
 * however long the program was down.
 */
export const seatClosed: Migration = {
  name: '0118-auth-seat-closed',
  sql: `
alter table auth_seat add column closed timestamptz;
create index auth_seat_ends on auth_seat (ends) where person is null and closed is null and ends is not null;
`,
};

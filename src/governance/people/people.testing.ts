import type { Role } from '#agreement';
import { closeLogins, emptyRoles, leave, lockStaff, practitionerId, seatsEnding, staffOf } from '#auth';
import type { Staff } from '#joint';
import { type Store, sql } from '#store';
import { RIVERSIDE } from '../partnership.testing.ts';

let made = 0;

/** Seats as they are in the store, on a test's clock. */
export function staffIn(store: Store, now: () => number): Staff {
  return {
    of: (organization, reader = store) => staffOf(reader, organization, now()),
    empty: (organization) => emptyRoles(store, organization, now()),
    ending: (until, reader = store) => seatsEnding(reader, until),
    lock: lockStaff,
    leave: (transaction, wish) =>
      leave(transaction, { ...wish, gives: wish.gives.map((one) => ({ ...one, id: `given-${(made += 1)}` })) }, now()),
    closeLogins: (transaction, seats) => closeLogins(transaction, seats, now()),
    practitioner: (account, organization) => `Practitioner/${practitionerId(account, organization)}`,
  };
}

/** Gives somebody a seat at Riverside. Answers its id. */
export async function seatAt(
  store: Store,
  now: number,
  { account, role, ends }: { readonly account: string; readonly role: Role; readonly ends?: number },
): Promise<string> {
  const id = `seat-${account}-${role}-${(made += 1)}`;
  await store.run(
    sql`insert into auth_account (id, name, at) values (${account}, ${account}, ${new Date(now)}) on conflict do nothing`,
  );
  await store.run(sql`
    insert into auth_seat (id, account, role, organization, organization_name, ends)
    values (${id}, ${account}, ${role}, ${RIVERSIDE}, 'Riverside', ${ends === undefined ? null : new Date(ends)})
    on conflict do nothing`);
  return id;
}

import {
  bar,
  closeLogins,
  colleaguesOf,
  emptyRoles,
  endBar,
  holdersOf,
  knownAccounts,
  leave,
  lockStaff,
  moveSeats,
  practitionerId,
  seatsEnding,
  seatCounts,
  sittingFor,
  staffOf,
} from '#auth';
import type { Proxies, Services, Staff } from '#joint';
import type { Contributors } from '#repository';
import type { Reader } from '#store';

/** Who is behind a principal, for information governance: what joints ask of auth, which they do not see. */
export function knownOn(
  reader: Reader,
  contributors: Contributors,
  now: () => number,
): Required<Pick<Services, 'accounts' | 'colleagues' | 'holders' | 'seats'>> {
  return {
    seats: {
      counts: (organization) => seatCounts(reader, organization, now()),
      move: (transaction, to) => moveSeats(transaction, { ...to, now: now() }),
    },
    holders: (organization, role) => holdersOf(reader, { organization, role, now: now() }),
    accounts: (principals) => knownAccounts(reader, principals),
    colleagues: async (key) => {
      const all = await contributors.organizations();
      return colleaguesOf(reader, all.find((each) => each.key === key)?.organization ?? '');
    },
  };
}

/** Who sits in the place of people, and what they see less of. */
export function proxiesOn(reader: Reader, now: () => number): Proxies {
  return {
    of: (person, within = reader) => sittingFor(within, person, now()),
    bar,
    endBar: (transaction, id) => endBar(transaction, id, now()),
  };
}

/** Who works where, for whoever hands work over. */
export function staffOn(reader: Reader, now: () => number, newId: () => string): Staff {
  return {
    of: (organization, within = reader) => staffOf(within, organization, now()),
    empty: (organization) => emptyRoles(reader, organization, now()),
    ending: (until, within = reader) => seatsEnding(within, until),
    lock: lockStaff,
    leave: (transaction, wish) => {
      const gives = wish.gives.map((one) => ({ ...one, id: `seat-${newId()}` }));
      return leave(transaction, { ...wish, gives }, now());
    },
    closeLogins: (transaction, seats) => closeLogins(transaction, seats, now()),
    practitioner: (account, organization) => `Practitioner/${practitionerId(account, organization)}`,
  };
}

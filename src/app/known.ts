import { colleaguesOf, holdersOf, knownAccounts, moveSeats, seatCounts } from '#auth';
import type { Services } from '#joint';
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

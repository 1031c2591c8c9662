import { dayIn } from '#base';
import type { Services } from '#joint';
import type { Partner } from '../scope.ts';
import { forgetLeavers, organizationsKeeping } from './kept.queries.ts';

type Around = Pick<Services, 'store' | 'now' | 'zone' | 'staff'> & {
  readonly partners: () => Promise<readonly Partner[]>;
};

/** As many seats as are listed at most are not all of them. */
const CUT = 500;

/** Once a day: what was kept by somebody who has no seat any more goes with them, but for what they shared. */
export function leaversOn({ store, now, zone, staff, partners }: Around): { readonly look: () => Promise<void> } {
  let looked = '';
  return {
    look: async () => {
      const today = dayIn(zone, now());
      if (looked === today || !staff) return;
      looked = today;
      const keeping = new Set(await organizationsKeeping(store));
      for (const { key, organization } of await partners()) {
        if (!keeping.has(key)) continue;
        const seats = await staff.of(organization);
        // A list that may be cut does not say who is not on it.
        if (seats.length >= CUT) continue;
        await forgetLeavers(store, { organization: key, staying: seats.map(({ account }) => `account/${account}`) });
      }
    },
  };
}

import type { Joint } from '#joint';

/** Money: pools, contributions, charges between organisations, settlement, risk share. Mounts nothing yet. */
export const money: Joint = {
  name: 'money',
  migrations: [],
  start: async () => ({ routes: [], answers: {} }),
};

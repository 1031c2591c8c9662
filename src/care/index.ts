import type { Joint } from '#joint';

/** Care: one plan, one team: goals, tasks and referrals that two organisations share until the loop closes. Mounts nothing yet. */
export const care: Joint = {
  name: 'care',
  migrations: [],
  start: async () => ({ routes: [], answers: {} }),
};

import type { Joint } from '#joint';

/** Insight: measures exact as at any day, always current. Mounts nothing yet. */
export const insight: Joint = {
  name: 'insight',
  migrations: [],
  start: async () => ({ routes: [], answers: {} }),
};

import type { Joint } from '#joint';

/** Workforce: tasks by competency, supervised practice and sign-off, capacity and caseload. Mounts nothing yet. */
export const workforce: Joint = {
  name: 'workforce',
  migrations: [],
  start: async () => ({ routes: [], answers: {} }),
};

import type { Joint } from '#joint';

/** Record: one longitudinal record of a person across organisations. Mounts nothing yet. */
export const record: Joint = {
  name: 'record',
  migrations: [],
  start: async () => ({ routes: [], answers: {} }),
};

import type { Joint } from '#joint';

/** Governance: the instruments: what was agreed, signed and is in force; decisions and commitments. Mounts nothing yet. */
export const governance: Joint = {
  name: 'governance',
  migrations: [],
  start: async () => ({ routes: [], answers: {} }),
};

import type { Role } from '#agreement';

/** Who gives and ends seats; the same say who follows. */
export const HANDERS: readonly Role[] = ['practice-manager', 'ig-lead'];

import type { Access } from '#agreement';

/** Who searches, when, and the repository's secret that signs the places where pages end. */
export type Asking = { readonly access: Access; readonly now: Date; readonly secret: string };

import type { Access } from '#agreement';
import type { Wording } from '../wording/wording.ts';

/** Who searches, when, and the repository's secret that signs the places where pages end. */
export type Asking = {
  readonly access: Access;
  readonly now: Date;
  readonly secret: string;
  /** Present where the asker is told words instead of what would tell: nothing is then found by words. */
  readonly tells?: Wording['tells'];
};

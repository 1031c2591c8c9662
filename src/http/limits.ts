import type { Budget } from './budget.ts';

/** How much is done for one caller and one network, and how much at once before somebody is sent away. */
export type Limits = {
  readonly person: Budget;
  readonly system: Budget;
  readonly address: Budget;
  readonly requests: AtOnce;
  /** Bundles and files: they take long by nature, so they have places of their own and take none from whoever waits at a screen. */
  readonly bulk: AtOnce;
};

/** At once: up to `few` nobody is sent away, beyond it whoever comes while the program is slow, beyond `most` everybody. */
export type AtOnce = { readonly few: number; readonly most: number };

/** Far above what people and feeds do; they hold back what runs wild. */
export const LIMITS: Limits = {
  person: { perSecond: 500, most: 30_000 },
  system: { perSecond: 20_000, most: 1_000_000 },
  address: { perSecond: 40_000, most: 2_000_000 },
  requests: { few: 32, most: 512 },
  bulk: { few: 64, most: 128 },
};

/** 'person=500/30000,requests=32/512': what is not said stays as it is; 'off' takes all limits away. */
export function readLimits(text: string): Limits | 'off' {
  if (text.trim() === 'off') return 'off';
  let limits = LIMITS;
  for (const part of text.split(',')) {
    const [, name = '', first = '', second = ''] = /^\s*(\w+)=(\d{1,9})\/(\d{1,9})\s*$/.exec(part) ?? [];
    const [low, high] = [Number(first), Number(second)];
    if (!(name in LIMITS) || low < 1 || high < low) {
      throw new Error(
        `CONCORD_LIMITS has "${part.trim()}"; write it as person=500/30000 (a second/at once), system=, address=, requests=32/512 (few/most), bulk=, or off.`,
      );
    }
    const limit = name === 'requests' || name === 'bulk' ? { few: low, most: high } : { perSecond: low, most: high };
    limits = { ...limits, [name]: limit };
  }
  return limits;
}

/** How busy the program is. */
export type Load = {
  /** Requests that are worked on; not those whose body is still on its way. */
  readonly atOnce: number;
  /** Milliseconds by which the program is late for what it wanted to do. */
  readonly lateMs: number;
  /** Milliseconds that answers took of late, in the mean; not those of bundles and files. */
  readonly tookMs: number;
  /** Statements that wait for a connection to the database. */
  readonly queued: number;
};

const LATE_MS = 200;
const TOOK_MS = 300;
const QUEUED = 128;

/** One more would make everybody wait longer than anybody should. */
export function isOverloaded({ atOnce, lateMs, tookMs, queued }: Load, { few, most }: AtOnce): boolean {
  if (atOnce >= most) return true;
  return atOnce >= few && (lateMs > LATE_MS || tookMs > TOOK_MS || queued > QUEUED);
}

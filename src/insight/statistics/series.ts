import type { Day } from '#base';

/** One period of a course. Without a value it is a gap: not told, or nothing to tell of. */
export type Point = { readonly day: Day; readonly value?: number };

/** A proportion of one period or place: how many of how many. */
export type Share = { readonly met: number; readonly of: number };

/** Which way is better; without it a signal is a change and no more. */
export type Direction = 'up' | 'down';

export type SignalRule = 'outside' | 'shift' | 'trend' | 'two-of-three';

/** A rule that some points in a row meet: from one position to another, and to which side. */
export type Signal = {
  readonly rule: SignalRule;
  readonly from: number;
  readonly to: number;
  readonly side: 'high' | 'low';
};

export type Meaning = 'better' | 'worse' | 'change';

export function meaningOf({ side }: Pick<Signal, 'side'>, direction?: Direction): Meaning {
  if (direction === undefined) return 'change';
  return (side === 'high') === (direction === 'up') ? 'better' : 'worse';
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

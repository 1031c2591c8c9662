import type { Random } from '#base';

/** Choices of a generator, all from one seeded source. */
export type Pick = {
  readonly random: Random;
  readonly one: <T>(from: readonly T[]) => T;
  readonly chance: (part: number) => boolean;
  /** Whether this place gets something odd: a case has few such places or many, since one alone gets further in. */
  readonly odd: () => boolean;
  /** A whole number from 0 to `end` - 1. */
  readonly below: (end: number) => number;
  /** One of the makers, by their weights. */
  readonly weighed: <T>(makers: readonly (readonly [weight: number, make: () => T])[]) => T;
  readonly times: <T>(count: number, make: (place: number) => T) => T[];
};

const ODDITIES = [0.01, 0.05, 0.05, 0.3];

export function picker(random: Random): Pick {
  const oddity = ODDITIES[Math.floor(random() * ODDITIES.length)] ?? 0;
  const below = (end: number): number => Math.floor(random() * end);
  return {
    random,
    below,
    one: <T>(from: readonly T[]): T => from[below(from.length)] as T,
    chance: (part) => random() < part,
    odd: () => random() < oddity,
    weighed: <T>(makers: readonly (readonly [number, () => T])[]): T => {
      let left = random() * makers.reduce((sum, [weight]) => sum + weight, 0);
      const [, make] = makers.find(([weight]) => (left -= weight) < 0) ?? (makers.at(-1) as readonly [number, () => T]);
      return make();
    },
    times: (count, make) => Array.from({ length: count }, (_, place) => make(place)),
  };
}

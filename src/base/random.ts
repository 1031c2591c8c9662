/** A source of numbers in [0, 1). The demonstration, tests and torture pass a seeded one, so that a run can be repeated. */
export type Random = () => number;

/** Seeded source (mulberry32): the same seed gives the same numbers on any machine. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

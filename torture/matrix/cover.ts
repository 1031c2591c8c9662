import type { Random } from '#base';

/** A value of each factor, by its position. */
export type Row = readonly number[];

/**
 * Rows in which every combination of values of any `strength` factors stands at least once. Greedy: each row begins with a
 * combination that is still missing and takes, factor by factor, the value that brings most of the missing ones.
 */
export function covering(sizes: readonly number[], strength: number, random: Random): readonly Row[] {
  const sets = choices(sizes.length, strength);
  const missing = sets.map((set) => new Set(tuples(set.map((factor) => sizes[factor] ?? 0))));
  const rows: Row[] = [];
  for (;;) {
    const most = missing.reduce((best, one, index) => (one.size > (missing[best]?.size ?? 0) ? index : best), 0);
    const [first] = missing[most] ?? [];
    if (first === undefined) return rows;
    const row: (number | undefined)[] = sizes.map(() => undefined);
    const begun = first.split(',').map(Number);
    for (const [place, factor] of (sets[most] ?? []).entries()) row[factor] = begun[place];
    for (const factor of shuffled(sizes.keys(), random)) {
      row[factor] ??= bestValue(row, factor, { size: sizes[factor] ?? 0, sets, missing, random });
    }
    for (const [index, set] of sets.entries()) missing[index]?.delete(set.map((factor) => row[factor]).join(','));
    rows.push(row.map((value) => value ?? 0));
  }
}

type Missing = {
  readonly size: number;
  readonly sets: readonly (readonly number[])[];
  readonly missing: readonly ReadonlySet<string>[];
  readonly random: Random;
};

function bestValue(row: (number | undefined)[], factor: number, { size, sets, missing, random }: Missing): number {
  const complete = [...sets.entries()].filter(
    ([, set]) => set.includes(factor) && set.every((one) => one === factor || row[one] !== undefined),
  );
  const begin = Math.floor(random() * size);
  let [best, most] = [begin, -1];
  for (let step = 0; step < size; step += 1) {
    const value = (begin + step) % size;
    let brings = 0;
    for (const [index, set] of complete) {
      if (missing[index]?.has(set.map((one) => (one === factor ? value : row[one])).join(','))) brings += 1;
    }
    if (brings > most) [best, most] = [value, brings];
  }
  return best;
}

/** Every choice of `strength` out of `count` factors. */
function choices(count: number, strength: number, from = 0): readonly (readonly number[])[] {
  if (strength === 0) return [[]];
  const all: (readonly number[])[] = [];
  for (let factor = from; factor <= count - strength; factor += 1)
    for (const rest of choices(count, strength - 1, factor + 1)) all.push([factor, ...rest]);
  return all;
}

function tuples([size = 0, ...others]: readonly number[]): readonly string[] {
  const own = Array.from({ length: size }, (_, value) => String(value));
  if (others.length === 0) return own;
  const rest = tuples(others);
  return own.flatMap((value) => rest.map((other) => `${value},${other}`));
}

function shuffled(all: Iterable<number>, random: Random): readonly number[] {
  return [...all]
    .map((one) => [random(), one] as const)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one);
}

import type { Crowd } from './release.ts';

/**
 * Every group of at most so many people of which something can be worked out by adding and taking away what is told: if leaving out the
 * columns of a few loses rank, a combination of figures exists that is nothing but them.
 */
export function isolated(told: readonly Crowd[], most: number): readonly (readonly string[])[] {
  const people = [...new Set(told.flatMap((crowd) => [...crowd.people]))].sort();
  const rows = told.map((crowd) => people.map((person) => Number(crowd.people.has(person))));
  const whole = rankOf(rows);
  return subsets(people.length, most)
    .filter((few) => rankOf(rows.map((row) => row.filter((_, at) => !few.includes(at)))) !== whole)
    .map((few) => few.map((at) => people[at] ?? ''));
}

function subsets(count: number, most: number): readonly (readonly number[])[] {
  const all = Array.from({ length: 2 ** count }, (_, bits) =>
    Array.from({ length: count }, (__, at) => at).filter((at) => (bits >> at) & 1),
  );
  return all.filter(({ length }) => length > 0 && length <= most);
}

function rankOf(rows: readonly (readonly number[])[]): number {
  const left = rows.map((row) => [...row]);
  let rank = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0); column += 1) {
    const at = left.findIndex((row, index) => index >= rank && Math.abs(row[column] ?? 0) > 1e-9);
    const pivot = left[at];
    if (!pivot) continue;
    [left[at], left[rank]] = [left[rank] ?? [], pivot];
    for (const [index, row] of left.entries()) {
      if (index === rank) continue;
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
      if (factor !== 0) left[index] = row.map((value, position) => value - factor * (pivot[position] ?? 0));
    }
    rank += 1;
  }
  return rank;
}

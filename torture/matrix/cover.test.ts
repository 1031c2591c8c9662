import { seeded } from '#base';
import { expect, test } from 'vitest';
import { covering } from './cover.ts';

test.each([2, 3])('every combination of %i factors stands in some row, and there are few rows', (strength) => {
  const sizes = [4, 5, 3, 2, 6];
  const rows = covering(sizes, strength, seeded(3));
  const places = [...sizes.keys()];
  for (const a of places)
    for (const b of places.filter((one) => one > a))
      for (const c of strength === 2 ? [b] : places.filter((one) => one > b)) {
        const set = [...new Set([a, b, c])];
        const found = new Set(rows.map((row) => set.map((factor) => row[factor]).join()));
        expect(found.size).toBe(set.reduce((product, factor) => product * (sizes[factor] ?? 1), 1));
      }
  expect(rows.length).toBeLessThan(strength === 2 ? 45 : 200);
});

test('the same seed makes the same rows', () => {
  expect(covering([3, 3, 3], 2, seeded(5))).toEqual(covering([3, 3, 3], 2, seeded(5)));
});

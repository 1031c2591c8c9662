import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { equalParts, splitByWeight } from './split.ts';

const amount = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n });
const weights = fc
  .array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 20 })
  .filter((all) => all.some((one) => one > 0n));
const sum = (all: readonly bigint[]) => all.reduce((total, one) => total + one, 0n);

test('never makes or loses a penny', () => {
  fc.assert(
    fc.property(amount, weights, (total, by) => {
      expect(sum(splitByWeight(total, by))).toBe(total);
    }),
  );
});

test('no part is a whole unit away from its exact share, and no weight of nought is given anything', () => {
  fc.assert(
    fc.property(amount, weights, (total, by) => {
      const all = sum(by);
      for (const [at, part] of splitByWeight(total, by).entries()) {
        const away = part * all - total * (by[at] ?? 0n);
        expect(away < all && away > -all).toBe(true);
        if (by[at] === 0n) expect(part).toBe(0n);
      }
    }),
  );
});

test('what is left over goes to the largest remainders, of equal ones to the first', () => {
  expect(splitByWeight(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
  expect(splitByWeight(10n, [5n, 3n, 1n])).toEqual([6n, 3n, 1n]);
  expect(splitByWeight(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n]);
  expect(equalParts(100n, 3)).toEqual([34n, 33n, 33n]);
});

import { expect, test } from 'vitest';
import { fits } from './go.tsx';

test('words typed begin words of the name, in any order', () => {
  expect(fits('Programmes Who may say yes', 'yes who')).toBe(true);
  expect(fits('Programmes Who may say yes', 'es')).toBe(false);
  expect(fits('Money Über uns', 'üb')).toBe(true);
  expect(fits('Money Pools', '')).toBe(true);
});

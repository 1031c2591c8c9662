import { expect, test } from 'vitest';
import { openersIn, reviewDaysIn } from './words.ts';

test('who opens a record in an emergency, and by when it is looked at, is the law of the place', () => {
  expect(reviewDaysIn('Europe/London')).toBe(3);
  expect(reviewDaysIn('Africa/Kampala')).toBe(7);
  expect(openersIn('Africa/Kampala')).toContain('consultant');
  expect(openersIn('Africa/Kampala')).not.toContain('social-worker');
});

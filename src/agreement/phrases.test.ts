import { expect, test } from 'vitest';
import { dayWords, monthWords } from './phrases.ts';

test('a day and a month are said in words', () => {
  expect(dayWords('2026-04-30')).toBe('30 April 2026');
  expect(['2026-04', '2026-12-31', '2027-01-01'].map(monthWords)).toEqual([
    'April 2026',
    'December 2026',
    'January 2027',
  ]);
});

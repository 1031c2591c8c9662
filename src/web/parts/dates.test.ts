import { day } from '#base';
import { expect, test } from 'vitest';
import { age, ago, dayOf, showDay, showMoment } from './dates.ts';

test('dates are written as on clinical screens, as far as they are known', () => {
  expect(showDay('1957-07-14')).toBe('14-Jul-1957');
  expect(showDay('2026-09-01')).toBe('01-Sep-2026');
  expect(showDay('1957-07')).toBe('Jul 1957');
  expect(showDay('1957')).toBe('1957');
});

test('an instant shows the day and clock of the zone, not of its offset', () => {
  expect(showDay('2026-06-30T23:30:00Z', 'Europe/London')).toBe('01-Jul-2026');
  expect(showMoment('2026-06-30T23:30:00Z', 'Europe/London')).toBe('01-Jul-2026 00:30');
  expect(showDay('2026-06-30T23:30:00Z', 'America/New_York')).toBe('30-Jun-2026');
});

test('ages count completed years, weeks for babies, and say when only the year is known', () => {
  expect(age('1957-07-14', '2026-07-13')).toBe('68y');
  expect(age('1957-07-14', '2026-07-14')).toBe('69y');
  expect(age('2026-07-01', '2026-07-14')).toBe('13d');
  expect(age('2026-01-01', '2026-07-14')).toBe('27w');
  expect(age('2025-01-20', '2026-07-14')).toBe('17m');
  expect(age('1957', '2026-07-14')).toBe('~69y');
});

test('freshness is told in the fewest words', () => {
  const today = day('2026-09-12');
  expect(ago('2026-09-12T08:00:00Z', today)).toBe('today');
  expect(ago('2026-09-11', today)).toBe('yesterday');
  expect(ago('2026-09-05', today)).toBe('7 days ago');
  expect(ago('2026-08-20', today)).toBe('3 weeks ago');
  expect(ago('2025-04-02', today)).toBe('17 months ago');
  expect(ago('2020-04-02', today)).toBe('6 years ago');
});

test('a partial date is no day', () => {
  expect(dayOf('1957-07')).toBeUndefined();
  expect(dayOf('2026-06-30T23:30:00Z', 'Europe/London')).toBe('2026-07-01');
});

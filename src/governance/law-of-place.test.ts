import { day } from '#base';
import { expect, test } from 'vitest';
import { lawOfPlace } from './law-of-place.ts';

test.each([
  ['Europe/London', 'Law of England', '2026-08-31'],
  ['Africa/Kampala', 'Law of Uganda', '2026-06-03'],
])('in %s it is the %s, whose next day off after 1 June 2026 is %s', (zone, title, next) => {
  const told = lawOfPlace(zone, day('2026-06-01'));
  expect(told).toMatchObject({ title });
  expect([...told.weekend].sort()).toEqual([0, 6]);
  expect(told.holidays[0]?.on).toBe(next);
  expect(told.holidays.every(({ on }, at, all) => at === 0 || on > (all[at - 1]?.on ?? ''))).toBe(true);
});

test('a holiday of today is told, one of yesterday is not', () => {
  const first = (on: string) => lawOfPlace('Africa/Kampala', day(on)).holidays[0]?.on;
  expect([first('2026-06-03'), first('2026-06-04')]).toEqual(['2026-06-03', '2026-06-09']);
});

import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { dailyAt, powerEnd, powerNotice } from './power.ts';

const HOURS = { from: '07:00', to: '17:30' };
const at = (text: string) => Date.parse(text);

test('power ends by the clocks of the site, today or tomorrow', () => {
  const place = { hours: HOURS, zone: 'Africa/Kampala' };
  expect(powerEnd(place, at('2026-06-15T10:00:00Z'))).toBe(at('2026-06-15T14:30:00Z'));
  expect(powerEnd(place, at('2026-06-15T14:29:59Z'))).toBe(at('2026-06-15T14:30:00Z'));
  expect(powerEnd(place, at('2026-06-15T14:30:00Z'))).toBe(at('2026-06-16T14:30:00Z'));
});

test('also on the days on which clocks move', () => {
  const place = { hours: HOURS, zone: 'Europe/London' };
  expect(powerEnd(place, at('2026-03-29T00:10:00Z'))).toBe(at('2026-03-29T16:30:00Z'));
  expect(powerEnd(place, at('2026-10-25T00:10:00Z'))).toBe(at('2026-10-25T17:30:00Z'));
});

test('at any time it is the next full minute of that name', () => {
  const zones = ['Europe/London', 'Africa/Kampala', 'Asia/Kathmandu', 'America/St_Johns'];
  const from = at('2026-01-01T00:00:00Z');
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 366 * 86_400 }), (zone, seconds) => {
      const now = from + seconds * 1_000;
      const end = powerEnd({ hours: HOURS, zone }, now);
      const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' }).format(end);
      expect(clock).toBe(HOURS.to);
      expect(end).toBeGreaterThan(now);
      expect(end - now).toBeLessThanOrEqual(25 * 3_600_000);
    }),
  );
});

test('pages say so from half an hour before', () => {
  const place = { hours: HOURS, zone: 'UTC' };
  expect(powerNotice(place, at('2026-06-15T16:00:00Z')).inMs).toBe(3_600_000);
  expect(powerNotice(place, at('2026-06-15T17:10:00Z')).inMs).toBe(0);
});

test('what is done every day is done while there is power', () => {
  expect(dailyAt(undefined)).toBe('43 2 * * *');
  expect(dailyAt(HOURS)).toBe('15 7 * * *');
  expect(dailyAt({ from: '11:50', to: '13:00' })).toBe('5 12 * * *');
  expect(dailyAt({ from: '12:00', to: '12:05' })).toBe('4 12 * * *');
});

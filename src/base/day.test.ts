import { expect, test } from 'vitest';
import { fc } from '#testing/chance';
import { dayIn } from './day.ts';

const ZONES = [
  'UTC',
  'Europe/London',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Africa/Monrovia',
  'Pacific/Apia',
  'Asia/Kolkata',
];

/** What the calendar itself says, asked anew. */
function asked(zone: string, at: number): string {
  const parts = { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  return new Intl.DateTimeFormat('sv-SE', parts).format(at);
}

const zones = fc.constantFrom(...ZONES);
const instants = fc.integer({ min: Date.UTC(1960, 0, 1), max: Date.UTC(2060, 0, 1) });

test('the day is that of the calendar, whatever was asked before within the same minute', () => {
  fc.assert(
    fc.property(zones, instants, fc.nat(59_999), (zone, at, later) => {
      const minute = at - (((at % 60_000) + 60_000) % 60_000);
      for (const one of [at, minute, minute + later, at]) expect(dayIn(zone, one)).toBe(asked(zone, one));
    }),
  );
});

test('clocks that went back a minute past midnight made yesterday of today', () => {
  const before = Date.UTC(2006, 9, 29, 2, 30, 30);
  const after = Date.UTC(2006, 9, 29, 2, 31, 0);
  expect([dayIn('America/St_Johns', before), dayIn('America/St_Johns', after)]).toEqual(['2006-10-29', '2006-10-28']);
});

test('what is no instant is refused as before', () => {
  expect(() => dayIn('UTC', Number.NaN)).toThrow();
});

import { expect, test } from 'vitest';
import { day, endOfDay } from '#base';
import type { Days } from './calendar.ts';
import { type Clock, dueAt, dueDay } from './due.ts';
import { daysFrom, LONDON, NAIROBI } from './world.testing.ts';

const england: Days = daysFrom('england');
const kenya: Days = daysFrom('kenya');
const london: Clock = { zone: LONDON, days: england, stops: [] };
const nairobi: Clock = { zone: NAIROBI, days: kenya, stops: [] };
const at = (text: string) => Date.parse(text);
const iso = (instant: number) => new Date(instant).toISOString();

test.each([
  ['2026-03-28', '2026-03-29T00:00:00.000Z'], // winter time
  ['2026-03-29', '2026-03-29T23:00:00.000Z'], // the night clocks go forward
  ['2026-10-24', '2026-10-24T23:00:00.000Z'],
  ['2026-10-25', '2026-10-26T00:00:00.000Z'], // the night they go back: a day of 25 hours
])('%s ends in London at %s', (on, end) => {
  expect(iso(endOfDay(LONDON, day(on)))).toBe(end);
});

test('a day ends also where its midnight is left out', () => {
  // In Beirut clocks go from 00:00 to 01:00.
  expect(iso(endOfDay('Asia/Beirut', day('2026-03-28')))).toBe('2026-03-28T22:00:00.000Z');
  expect(iso(endOfDay(NAIROBI, day('2026-03-28')))).toBe('2026-03-28T21:00:00.000Z');
  expect(iso(endOfDay('Pacific/Apia', day('2026-03-28')))).toBe('2026-03-28T11:00:00.000Z');
});

test.each([
  ['Thursday before Easter', '2026-04-02T10:00:00Z', 1, '2026-04-07'],
  ['Friday', '2026-03-06T10:00:00Z', 5, '2026-03-13'],
  ['just before midnight', '2026-06-01T22:59:00Z', 1, '2026-06-02'],
  ['just after midnight in London', '2026-06-01T23:01:00Z', 1, '2026-06-03'],
  ['Saturday, none', '2026-03-07T10:00:00Z', 0, '2026-03-09'],
  ['Christmas Eve', '2026-12-24T10:00:00Z', 2, '2026-12-30'],
])('working days in England: from %s', (_words, start, count, due) => {
  expect(dueDay({ in: count, unit: 'working-days' }, at(start), london)).toBe(due);
});

test('working days in Kenya have their own holidays', () => {
  const rule = { in: 1, unit: 'working-days' } as const;
  expect(dueDay(rule, at('2026-05-29T10:00:00Z'), nairobi)).toBe('2026-06-02');
  expect(dueDay(rule, at('2026-05-29T10:00:00Z'), london)).toBe('2026-06-01');
});

test.each([
  ['2026-01-31T10:00:00Z', 1, '2026-02-28'],
  ['2027-12-31T10:00:00Z', 2, '2028-02-29'],
  ['2026-09-03T10:00:00Z', 1, '2026-10-03'],
])('a month from %s ends on the same date of a later month, or its last', (start, months, due) => {
  expect(dueDay({ in: months, unit: 'months' }, at(start), london)).toBe(due);
});

test('an end that is no working day can be moved to the next', () => {
  const start = at('2026-09-03T10:00:00Z');
  expect(dueDay({ in: 1, unit: 'months', roll: 'next-working-day' }, start, london)).toBe('2026-10-05');
});

test('days last to the end of the day in the zone, across the change of clocks', () => {
  const rule = { in: 30, unit: 'days' } as const;
  expect(iso(dueAt(rule, at('2026-03-10T15:00:00Z'), london))).toBe('2026-04-09T23:00:00.000Z');
  expect(iso(dueAt(rule, at('2026-03-10T15:00:00Z'), nairobi))).toBe('2026-04-09T21:00:00.000Z');
});

test('hours are exact', () => {
  const start = at('2026-03-28T12:30:00Z');
  expect(iso(dueAt({ in: 72, unit: 'hours' }, start, london))).toBe('2026-03-31T12:30:00.000Z');
});

test('a day at whose end the clock stands does not count', () => {
  const rule = { in: 3, unit: 'working-days' } as const;
  const start = at('2026-06-01T10:00:00Z'); // Monday
  const stopped = (from: string, to: string): Clock => ({ ...london, stops: [{ from: at(from), to: at(to) }] });
  expect(dueDay(rule, start, london)).toBe('2026-06-04');
  expect(dueDay(rule, start, stopped('2026-06-02T09:00:00Z', '2026-06-02T17:00:00Z'))).toBe('2026-06-04');
  expect(dueDay(rule, start, stopped('2026-06-02T09:00:00Z', '2026-06-04T09:00:00Z'))).toBe('2026-06-08');
  expect(dueDay({ in: 3, unit: 'days' }, start, stopped('2026-06-02T09:00:00Z', '2026-06-04T09:00:00Z'))).toBe(
    '2026-06-06',
  );
  expect(dueDay({ on: day('2026-06-10') }, start, stopped('2026-06-02T09:00:00Z', '2026-06-04T09:00:00Z'))).toBe(
    '2026-06-12',
  );
  expect(iso(dueAt({ in: 72, unit: 'hours' }, start, stopped('2026-06-02T09:00:00Z', '2026-06-02T12:00:00Z')))).toBe(
    '2026-06-04T13:00:00.000Z',
  );
});

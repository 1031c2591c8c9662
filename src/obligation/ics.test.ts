import { expect, test } from 'vitest';
import { day } from '#base';
import { calendarText, type Entry } from './ics.ts';

const ENTRY: Entry = {
  id: 'o1',
  day: day('2026-06-08'),
  summary: 'Reply',
  address: 'https://concord.example/obligations/o1',
  changed: Date.parse('2026-06-01T09:00:00Z'),
};

test('is an iCalendar with one entry a day, in lines that end as the standard says', () => {
  expect(calendarText('What is due', [ENTRY]).split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Concord//Obligations//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:What is due',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'BEGIN:VEVENT',
    'UID:o1@concord',
    'DTSTAMP:20260601T090000Z',
    'LAST-MODIFIED:20260601T090000Z',
    'DTSTART;VALUE=DATE:20260608',
    'SUMMARY:Reply',
    'URL:https://concord.example/obligations/o1',
    'TRANSP:TRANSPARENT',
    'CLASS:PRIVATE',
    'STATUS:CONFIRMED',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
});

test('escapes what would end a value', () => {
  const text = calendarText('x', [{ ...ENTRY, summary: 'a,b;c\\d\ne' }]);
  expect(text).toContain(String.raw`SUMMARY:a\,b\;c\\d\ne`);
});

test('folds long lines at 75 octets, cutting no character', () => {
  const summary = 'é✓'.repeat(60);
  const text = calendarText('x', [{ ...ENTRY, summary }]);
  expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${summary}\r\n`);
});

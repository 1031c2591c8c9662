import type { Day, Millis } from '#base';

/** One entry of a calendar: an all-day event on the last day in time. */
export type Entry = {
  readonly id: string;
  readonly day: Day;
  readonly summary: string;
  readonly address: string;
  /** Rises whenever it moved. */
  readonly changed: Millis;
};

const LINE_OCTETS = 75;

/** An iCalendar as calendar programs subscribe to it: https://www.rfc-editor.org/rfc/rfc5545 */
export function calendarText(name: string, entries: readonly Entry[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Concord//Obligations//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...entries.flatMap(entryLines),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function entryLines({ id, day, summary, address, changed }: Entry): readonly string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(id)}@concord`,
    `DTSTAMP:${instant(changed)}`,
    `LAST-MODIFIED:${instant(changed)}`,
    `DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`,
    `SUMMARY:${escaped(summary)}`,
    `URL:${address}`,
    'TRANSP:TRANSPARENT',
    'CLASS:PRIVATE',
    'STATUS:CONFIRMED',
    'END:VEVENT',
  ];
}

/** '20260331T220000Z'. */
function instant(at: Millis): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll(';', '\\;').replaceAll(',', '\\,').replace(/\r?\n/g, '\\n');
}

/** A line has at most 75 octets; what is longer goes on behind a blank, and no character is cut in two. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > LINE_OCTETS) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n');
}

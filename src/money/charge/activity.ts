import { type Day, isDay } from '#base';
import type { Projection } from '#repository';

type Json = Readonly<Record<string, unknown>>;

const DONE: Readonly<Record<string, readonly string[]>> = {
  Encounter: ['finished', 'in-progress'],
  Procedure: ['completed'],
};
const CODES_MAX = 20;
const MINUTES_MAX = 60 * 24 * 366;

/** What was done and can be paid for, written with the resource: charging never reads a body. */
export const activityProjection: Projection = {
  table: 'money_activity',
  types: Object.keys(DONE),
  columns: [
    { name: 'system', type: 'text' },
    { name: 'code', type: 'text' },
    { name: 'day', type: 'date' },
    { name: 'minutes', type: 'int' },
  ],
  rows: (resource) =>
    activityOf(resource).map(({ system, code, day, minutes }) => [system, code, day, minutes ?? null]),
};

export type Activity = { readonly system: string; readonly code: string; readonly day: Day; readonly minutes?: number };

/** A row a code: of what an Encounter was for, or of a Procedure. What was planned, stopped or recorded by mistake was not done. */
export function activityOf(resource: Json): readonly Activity[] {
  const type = String(resource['resourceType']);
  const status = String(resource['status']);
  if (DONE[type]?.includes(status) !== true) return [];
  const [start, end] =
    type === 'Encounter'
      ? periodOf(resource['period'])
      : typeof resource['performedDateTime'] === 'string'
        ? [resource['performedDateTime'], undefined]
        : periodOf(resource['performedPeriod']);
  const day = start?.slice(0, 10);
  // What is dated to a month or a year cannot be told to a version of an agreement: it is not charged.
  if (day === undefined || !isDay(day)) return [];
  const concepts = type === 'Encounter' ? [...listOf(resource['type']), resource['serviceType']] : [resource['code']];
  const minutes = minutesBetween(start, end);
  return codingsOf(concepts).map((coding) => ({ ...coding, day, ...(minutes === undefined ? {} : { minutes }) }));
}

/** How long a period took, where it says so. */
export function minutesIn(period: unknown): number | undefined {
  return minutesBetween(...periodOf(period));
}

function codingsOf(concepts: readonly unknown[]): readonly { readonly system: string; readonly code: string }[] {
  const found = new Map<string, { readonly system: string; readonly code: string }>();
  for (const concept of concepts)
    for (const coding of listOf(membersOf(concept)['coding'])) {
      const { system, code } = membersOf(coding);
      if (typeof system === 'string' && typeof code === 'string') found.set(`${system}|${code}`, { system, code });
    }
  return [...found.values()].slice(0, CODES_MAX);
}

function periodOf(period: unknown): readonly [string | undefined, string | undefined] {
  const { start, end } = membersOf(period);
  return [typeof start === 'string' ? start : undefined, typeof end === 'string' ? end : undefined];
}

function minutesBetween(start: string | undefined, end: string | undefined): number | undefined {
  const minutes = start && end ? Math.round((Date.parse(end) - Date.parse(start)) / 60_000) : Number.NaN;
  return minutes > 0 && minutes < MINUTES_MAX ? minutes : undefined;
}

function membersOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

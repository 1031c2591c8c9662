import { type Day, day, isDay } from '#base';
import type { Projection } from '#repository';
import { type Reader, sql } from '#store';

type Json = Readonly<Record<string, unknown>>;

const FIRST = day('1900-01-01');
const EVER = day('9999-12-31');
const HOLDERS_MAX = 50;

export type Registered = { readonly holder: string; readonly from: Day; readonly until: Day; readonly born?: Day };

/** With whom people are registered, written with their Patient. */
export const registeredProjection: Projection = {
  table: 'money_registered',
  types: ['Patient'],
  columns: [
    { name: 'holder', type: 'text' },
    { name: 'from_day', type: 'date' },
    { name: 'until_day', type: 'date' },
    { name: 'born', type: 'date' },
  ],
  rows: (patient) => registeredOf(patient).map(({ holder, from, until, born }) => [holder, from, until, born ?? null]),
};

/**
 * Where a person is registered: general practitioners that the Patient names, from and until the days of `identifier.period` where
 * they stand there, as national demographic services write it. Nobody is registered before birth or after death.
 */
export function registeredOf(patient: Json): readonly Registered[] {
  if (patient['active'] === false) return [];
  const born = dayOf(patient['birthDate']);
  const died = patient['deceasedBoolean'] === true ? FIRST : dayOf(patient['deceasedDateTime']);
  const named = Array.isArray(patient['generalPractitioner']) ? patient['generalPractitioner'] : [];
  return named.slice(0, HOLDERS_MAX).flatMap((one: unknown) => {
    const { reference, identifier } = membersOf(one);
    const { system, value, period } = membersOf(identifier);
    const { start, end } = membersOf(period);
    const from = later(dayOf(start) ?? FIRST, born ?? FIRST);
    const until = [dayOf(end) ?? EVER, died ?? EVER].sort()[0] as Day;
    const holders = [
      ...(typeof reference === 'string' && reference.startsWith('Organization/') ? [reference] : []),
      ...(typeof system === 'string' && typeof value === 'string' ? [`${system}|${value}`] : []),
    ];
    return from < until ? holders.map((holder) => ({ holder, from, until, ...(born ? { born } : {}) })) : [];
  });
}

export type RegisteredRow = {
  readonly bkt: number;
  readonly cmp: string;
  readonly from_day: Day;
  readonly until_day: Day;
  readonly born: Day | null;
};

const PEOPLE_MAX = 2_000_000;

/** Spells of everybody who was registered with one of these names in some days. Plan: money_registered_holder. */
export function registeredWith(
  reader: Reader,
  holders: readonly string[],
  { from, until }: { readonly from: Day; readonly until: Day },
): Promise<readonly RegisteredRow[]> {
  return reader.all<RegisteredRow>(sql`
    select bkt, cmp::text as cmp, greatest(from_day, ${from}::date) as from_day, least(until_day, ${until}::date) as until_day, born
    from money_registered where holder = any(${holders}::text[]) and from_day < ${until}::date and until_day > ${from}::date
    order by bkt, cmp, from_day limit ${PEOPLE_MAX}`);
}

function dayOf(value: unknown): Day | undefined {
  if (typeof value !== 'string') return undefined;
  // A month or a year alone begins on its first day.
  const whole = value.length === 4 ? `${value}-01-01` : value.length === 7 ? `${value}-01` : value.slice(0, 10);
  return isDay(whole) ? whole : undefined;
}

function later(a: Day, b: Day): Day {
  return a > b ? a : b;
}

function membersOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

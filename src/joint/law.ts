import { type Jurisdiction, readJurisdiction, WEEKEND } from '#agreement';
import { assert, type Day, day } from '#base';
import { accepted, type Outcome, type Refusal, refused } from '#fhir';
import englandDays from '#packs/calendar/england.json' with { type: 'json' };
import kenyaDays from '#packs/calendar/kenya.json' with { type: 'json' };
import england from '#packs/jurisdiction-england/pack.json' with { type: 'json' };
import uganda from '#packs/jurisdiction-uganda/pack.json' with { type: 'json' };

/** Which days are worked somewhere, with the names of holidays where these are known. */
export type WorkedDays = {
  readonly name: string;
  readonly zone: string;
  /** Days of the week that are not worked: 0 is Sunday. */
  readonly weekend: readonly number[];
  readonly holidays: readonly { readonly on: Day; readonly name: string }[];
  /** The last day for which holidays are known. */
  readonly until: Day;
};

const CALENDARS: readonly WorkedDays[] = [englandDays, kenyaDays].map(({ name, zone, weekend, until, holidays }) => ({
  name,
  zone,
  weekend,
  until: day(until),
  holidays: holidays.map((one) => ({ on: day(one.on), name: one.name })),
}));

/** By id: what ships, and what an installation adds when it starts. */
const LAWS = new Map([england, uganda].map(shipped).map((law) => [law.id, law]));

/** The law of every place that there is a pack of: floors, opt-outs, ages, clocks, holidays, functions that stay where they are. */
export function laws(): readonly Jurisdiction[] {
  return [...LAWS.values()];
}

/**
 * A pack of an installation's own, checked. Its holidays stand in it, or are those of the calendar that it names.
 * What the program could not do without is refused here rather than missed on the day it is needed: days that are no place's, no clock for a copy.
 */
export function readLaw(pack: unknown): Outcome<Jurisdiction> {
  const named = (pack as { readonly calendar?: unknown } | null)?.calendar;
  const calendar = CALENDARS.find(({ name }) => name === named);
  const found = readJurisdiction(
    pack,
    calendar?.holidays.map(({ on }) => on),
  );
  if (!found.ok) return found;
  const weekend = found.value.weekend ?? calendar?.weekend;
  const law = weekend ? { ...found.value, weekend } : found.value;
  const { zone, clocks } = law;
  const [first, ...rest] = [
    ...(named === undefined || calendar !== undefined ? [] : [noCalendar(String(named))]),
    ...(isZone(zone) ? [] : [noZone(zone)]),
    ...(clocks.some(({ id }) => id === 'access') ? [] : [NO_CLOCK]),
    ...(weekend?.every((one) => one <= 6) === false ? [NO_WEEKEND] : []),
  ];
  return first ? refused(first, ...rest) : accepted(law);
}

/**
 * Adds the law of a place, in the stead of what ships under the same id. Once, before anything is started: what runs has read the law by then.
 */
export function knowLaw(law: Jurisdiction): void {
  LAWS.set(law.id, law);
}

/** By the id that an instrument names; undefined where nobody wrote a pack of it. */
export function lawNamed(jurisdiction: string): Jurisdiction | undefined {
  return LAWS.get(jurisdiction);
}

/** Whether there is a pack of the law where these days count; without one nothing is started. */
export function isLawKnown(zone: string): boolean {
  return laws().some((law) => law.zone === zone);
}

/**
 * The law where a partnership is, by the zone whose days it counts. Its floor runs whether or not anything was agreed: alerts, what a referral
 * needs, and duties and emergencies once somebody has declared them for a person.
 */
export function lawIn(zone: string): Jurisdiction {
  const found = laws().find((law) => law.zone === zone);
  assert(found, `there is a pack of the law in ${zone}`);
  return found;
}

/** The law that an instrument says it is under; where there is no pack of it, that of the place. */
export function lawOf(jurisdiction: string, zone: string): Jurisdiction {
  return lawNamed(jurisdiction) ?? lawIn(zone);
}

/** Days worked in every place that is known: calendars with the names of their days, and the holidays of laws that have no such calendar. */
export function workedDays(): readonly WorkedDays[] {
  const own = laws().filter(({ calendar }) => calendar === undefined);
  return [...CALENDARS.filter(({ name }) => own.every(({ id }) => id !== name)), ...own.map(daysIn)];
}

function daysIn({ id, zone, holidays, weekend = WEEKEND }: Jurisdiction): WorkedDays {
  const last = holidays.toSorted().at(-1);
  return {
    name: id,
    zone,
    weekend,
    until: last === undefined ? day('1970-01-01') : day(`${last.slice(0, 4)}-12-31`),
    holidays: holidays.map((on) => ({ on, name: 'Public holiday' })),
  };
}

function shipped(pack: unknown): Jurisdiction {
  const found = readLaw(pack);
  assert(found.ok, 'a jurisdiction pack can be read');
  return found.value;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function noCalendar(named: string): Refusal {
  const known = CALENDARS.map(({ name }) => `'${name}'`).join(', ');
  const text = `There is no calendar '${named}': name one of ${known}, or list the days as holidays of the pack.`;
  return { code: 'law.calendar', type: 'value', text, expression: 'Jurisdiction.calendar' };
}

function noZone(zone: string): Refusal {
  const text = `'${zone}' is no time zone: write it as the IANA database does, like 'Africa/Nairobi'.`;
  return { code: 'law.zone', type: 'value', text, expression: 'Jurisdiction.zone' };
}

const NO_WEEKEND: Refusal = {
  code: 'law.weekend',
  type: 'value',
  text: 'Days of the week that are not worked are numbers from 0 (Sunday) to 6 (Saturday).',
  expression: 'Jurisdiction.weekend',
};

const NO_CLOCK: Refusal = {
  code: 'law.no-clock',
  type: 'required',
  text: "There is no clock 'access': say how long a person waits at most for a copy of their record. Requests without a clock of their own have this one.",
  expression: 'Jurisdiction.clocks',
};

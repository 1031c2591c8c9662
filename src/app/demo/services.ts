import { plusDays } from '#base';
import type { App } from '../start.ts';
import type { Demonstration } from './demonstration.ts';
import { must } from './load.ts';
import { concept, type Resource } from './written.ts';

/** What a service is, in the words of this demonstration: no national list is needed to compare two partners. */
export const SERVICE_KIND = 'https://concord.health/service-kind';

/** What is planted: whoever maps services has to find it without being told. */
export const PLANTED = {
  twice: { kind: 'Podiatry', area: 'ZZ1', by: ['Vale Community NHS Trust', 'Vale Hospitals NHS Trust'] },
  none: { area: 'ZZ7', town: 'Hartsford', kind: 'Podiatry' },
} as const;

type Place = readonly [id: string, name: string, postcode: string, town: string, at: readonly [number, number]];

// Postcodes of an area that does not exist, around a town that does not exist.
const PLACES: readonly Place[] = [
  ['riverford-clinic', 'Riverford Health Centre', 'ZZ1 4PQ', 'Riverford', [51.701, -1.202]],
  ['vale-hospital', 'Vale Hospital outpatients', 'ZZ1 9TT', 'Riverford', [51.722, -1.231]],
  ['ashdown-clinic', 'Ashdown Clinic', 'ZZ2 1AB', 'Ashdown', [51.78, -1.33]],
  ['castlebury-hall', 'Castlebury Hall', 'ZZ3 2CD', 'Castlebury', [51.64, -1.4]],
  ['hartsford-library', 'Hartsford Library', 'ZZ7 5HF', 'Hartsford', [51.55, -1.05]],
];

type Offer = {
  readonly id: string;
  readonly name: string;
  readonly kind: readonly [code: string, words: string];
  readonly by: string;
  readonly at: string;
  readonly days: readonly string[];
  readonly hours: readonly [string, string];
  /** In how many days the first appointment is free, and how many are; none where the calendar is kept elsewhere. */
  readonly free?: readonly [days: number, count: number];
};

const PODIATRY = ['podiatry', 'Podiatry'] as const;
const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri'];

const OFFERS: readonly Offer[] = [
  {
    id: 'foot-protection',
    name: 'Foot protection team',
    kind: PODIATRY,
    by: 'community',
    at: 'riverford-clinic',
    days: ['mon', 'wed', 'fri'],
    hours: ['09:00:00', '16:30:00'],
    free: [6, 4],
  },
  {
    id: 'hospital-podiatry',
    name: 'Hospital podiatry clinic',
    kind: PODIATRY,
    by: 'acute',
    at: 'vale-hospital',
    days: ['mon', 'tue'],
    hours: ['13:00:00', '17:00:00'],
    free: [2, 3],
  },
  {
    id: 'ashdown-podiatry',
    name: 'Ashdown foot clinic',
    kind: PODIATRY,
    by: 'community',
    at: 'ashdown-clinic',
    days: ['thu'],
    hours: ['09:00:00', '12:30:00'],
    free: [9, 0],
  },
  {
    id: 'specialist-nursing',
    name: 'Diabetes specialist nurses',
    kind: ['diabetes-nursing', 'Diabetes specialist nursing'],
    by: 'community',
    at: 'ashdown-clinic',
    days: WEEK,
    hours: ['08:30:00', '17:00:00'],
  },
  {
    id: 'education',
    name: 'Living with diabetes, a course of six evenings',
    kind: ['structured-education', 'Structured education'],
    by: 'charity',
    at: 'castlebury-hall',
    days: ['tue'],
    hours: ['18:00:00', '20:00:00'],
  },
  {
    id: 'library-drop-in',
    name: 'Drop-in for carers',
    kind: ['carer-support', 'Support for carers'],
    by: 'charity',
    at: 'hartsford-library',
    days: ['sat'],
    hours: ['10:00:00', '13:00:00'],
  },
];

/** The directory of these partners, each part written by whose it is. Safe to run again. */
export async function offer(app: App, made: Demonstration): Promise<void> {
  const by = new Map<string, Resource[]>();
  const add = (partner: string, ...resources: readonly Resource[]) =>
    by.set(partner, [...(by.get(partner) ?? []), ...resources]);
  for (const place of PLACES) add(OFFERS.find(({ at }) => at === place[0])?.by ?? 'icb', location(place));
  for (const one of OFFERS) add(one.by, service(one), ...calendar(one, made));
  for (const [partner, resources] of by) {
    const access = await app.core.auth.accessOfClient('demonstration', `Organization/${partner}`);
    const entries = resources.map((resource) => ({
      method: 'PUT' as const,
      url: `${resource.resourceType}/${String(resource['id'])}`,
      resource: JSON.stringify(resource),
    }));
    must(await app.core.services.repository(access).transaction(entries));
  }
}

function location([id, name, postalCode, city, [latitude, longitude]]: Place): Resource {
  return {
    resourceType: 'Location',
    id,
    status: 'active',
    name,
    address: { city, postalCode, country: 'GB' },
    position: { longitude, latitude },
  };
}

function service({ id, name, kind, by, at, days, hours }: Offer): Resource {
  return {
    resourceType: 'HealthcareService',
    id,
    active: true,
    providedBy: { reference: `Organization/${by}` },
    type: [concept(SERVICE_KIND, ...kind)],
    location: [{ reference: `Location/${at}` }],
    name,
    availableTime: [{ daysOfWeek: days, availableStartTime: hours[0], availableEndTime: hours[1] }],
  };
}

function calendar({ id, free }: Offer, { today }: Demonstration): readonly Resource[] {
  if (!free) return [];
  const [days, count] = free;
  const schedule = {
    resourceType: 'Schedule',
    id: `${id}-calendar`,
    active: true,
    actor: [{ reference: `HealthcareService/${id}` }],
  };
  const slots = Array.from({ length: count }, (_, at) => {
    const on = plusDays(today, days + at * 2);
    return {
      resourceType: 'Slot',
      id: `${id}-slot-${at + 1}`,
      schedule: { reference: `Schedule/${schedule.id}` },
      status: 'free',
      start: `${on}T09:30:00Z`,
      end: `${on}T10:00:00Z`,
    };
  });
  return [schedule, ...slots];
}

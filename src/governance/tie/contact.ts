import { isDay } from '#base';
import type { Projection } from '#repository';

type Json = Readonly<Record<string, unknown>>;

const NAMED_MAX = 20;

/** What two organisations did together about somebody, written with the referral, task, message or appointment that shows it. */
export const contactProjection: Projection = {
  table: 'governance_contact',
  counts: true,
  types: ['ServiceRequest', 'Task', 'Communication', 'Appointment'],
  columns: [
    { name: 'from_org', type: 'text' },
    { name: 'to_org', type: 'text' },
    { name: 'on_day', type: 'date' },
  ],
  rows: (resource, learned) => {
    if (resource['status'] === 'entered-in-error') return [];
    const [from, ...to] = sidesOf(resource);
    const on = dayOf(resource) ?? learned.toISOString().slice(0, 10);
    return [...new Set(to)].filter((one) => one !== from).map((one) => [from ?? null, one, on]);
  },
};

/** Who asked, then whom; the first is undefined where the record itself says it. */
function sidesOf(resource: Json): readonly [string | undefined, ...string[]] {
  switch (resource['resourceType']) {
    case 'ServiceRequest':
      return [organizationIn(resource['requester']), ...organizationsIn(resource['performer'])];
    case 'Task':
      return [organizationIn(resource['requester']), ...organizationsIn([resource['owner']])];
    case 'Communication':
      return [organizationIn(resource['sender']), ...organizationsIn(resource['recipient'])];
    default: {
      const all = listOf(resource['participant']).map((one) => membersOf(one)['actor']);
      return [undefined, ...organizationsIn(all)];
    }
  }
}

function dayOf(resource: Json): string | undefined {
  const said = ['authoredOn', 'sent', 'start', 'created'].map((name) => resource[name]);
  const day = said.find((one): one is string => typeof one === 'string')?.slice(0, 10);
  return day !== undefined && isDay(day) ? day : undefined;
}

function organizationsIn(value: unknown): readonly string[] {
  return listOf(value)
    .slice(0, NAMED_MAX)
    .flatMap((one) => organizationIn(one) ?? []);
}

function organizationIn(value: unknown): string | undefined {
  const { reference } = membersOf(value);
  return typeof reference === 'string' && /^Organization\/[A-Za-z0-9.-]{1,64}$/.test(reference) ? reference : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function membersOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

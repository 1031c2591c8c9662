import type { Projection } from '#repository';

type Json = Readonly<Record<string, unknown>>;

/** More than these do not do one thing. */
const WORKERS_MAX = 20;

/** Who did something, written with the resource: paying never reads a body. */
export const workerProjection: Projection = {
  table: 'money_worker',
  types: ['Encounter', 'Immunization', 'Procedure'],
  columns: [{ name: 'worker', type: 'text' }],
  rows: (resource) => workersOf(resource).map((worker) => [worker]),
};

/** The practitioners that an Encounter, a Procedure or an Immunization names, each once. */
export function workersOf(resource: Json): readonly string[] {
  const named =
    resource['resourceType'] === 'Encounter'
      ? listOf(resource['participant']).map(({ individual }) => individual)
      : listOf(resource['performer']).map(({ actor }) => actor);
  const found = named.flatMap((one): readonly string[] => {
    const reference = typeof one === 'object' && one !== null ? (one as Json)['reference'] : undefined;
    return typeof reference === 'string' && /^Practitioner\/[A-Za-z0-9\-.]{1,64}$/.test(reference) ? [reference] : [];
  });
  return [...new Set(found)].sort().slice(0, WORKERS_MAX);
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter((one): one is Json => typeof one === 'object' && one !== null) : [];
}

import { seeded } from '#base';
import { examples } from '../../src/fhir/extract/oracle.testing.ts';
import { randomResources } from '../../src/repository/search/world.testing.ts';
import { FHIR_JSON } from './case.ts';
import type { Wire } from './wire.ts';

const SIZE = 300;
const LONGEST = 40_000;

/** What the server holds before it is asked odd things: people, staff and clinical items with ids of our choice. */
export async function fill(wire: Wire): Promise<void> {
  const entry = possible(randomResources(seeded(1), SIZE)).map((resource) => ({
    resource,
    request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
  }));
  const body = Buffer.from(JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }));
  const answer = await wire.ask({
    kind: 'bundle',
    method: 'POST',
    target: '',
    headers: { 'content-type': FHIR_JSON },
    body,
  });
  if (answer.status !== 200) throw new Error(`the world was not taken: ${answer.status} ${answer.body.slice(0, 500)}`);
}

/** Random amounts are none that a living person has: their codes are made ones that nobody has limits for. */
function possible<T extends object>(resources: readonly T[]): readonly T[] {
  const text = JSON.stringify(resources).replaceAll(/"(8480-6|8462-4|4548-4|2160-0)"/g, '"x$1"');
  return JSON.parse(text) as readonly T[];
}

/** Resources to begin from: published examples of every type, and those of the world. */
export function corpus(): readonly object[] {
  const published = examples(3)
    .map(({ resource }) => resource)
    .filter((resource) => JSON.stringify(resource).length <= LONGEST);
  return [...published, ...randomResources(seeded(2), 100)];
}

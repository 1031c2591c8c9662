import type { Cluster } from '../torture/cluster.ts';
import { timed } from './gauge.ts';
import { personBundle } from './population.ts';

/** References of what was loaded. */
export type Loaded = { readonly people: readonly string[]; readonly results: readonly string[] };

const ENTRIES_A_BUNDLE = 200;
const CONNECTIONS = 4;

/** Loads people of `size` resources each by transactions over HTTP, several people a bundle where they are small. */
export async function loadPeople(
  cluster: Cluster,
  { from, count, size }: { readonly from: number; readonly count: number; readonly size: number },
): Promise<Loaded> {
  const apiece = Math.max(1, Math.floor(ENTRIES_A_BUNDLE / size));
  const people: string[] = [];
  const results: string[] = [];
  await timed(CONNECTIONS, Math.ceil(count / apiece), async (n) => {
    const indexes = Array.from({ length: Math.min(apiece, count - n * apiece) }, (_, at) => from + n * apiece + at);
    for (const reference of await written(cluster, bundleOf(indexes, size))) {
      if (reference.startsWith('Patient/')) people.push(reference);
      else if (reference.startsWith('Observation/')) results.push(reference);
    }
  });
  return { people, results };
}

const BEGIN = '{"resourceType":"Bundle","type":"transaction","entry":[';

function bundleOf(indexes: readonly number[], size: number): string {
  const entries = indexes.map((index) => personBundle(index, size).slice(BEGIN.length, -2));
  return `${BEGIN}${entries.join(',')}]}`;
}

async function written(cluster: Cluster, body: string): Promise<readonly string[]> {
  const answer = await fetch(`${cluster.base()}/fhir`, {
    method: 'POST',
    headers: { authorization: `Bearer ${cluster.token}`, 'content-type': 'application/fhir+json' },
    body,
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${answer.status} ${text.slice(0, 300)}`);
  return [...text.matchAll(/"location":"([A-Za-z]+\/[A-Za-z0-9.-]+)\/_history/g)].map((match) => match[1] ?? '');
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../torture/cluster.ts';
import { timed, usage } from './gauge.ts';
import { personBundle } from './population.ts';

/** Where to load: the program, or a server of the bench. */
export type Target = { readonly base: () => string; readonly token: string };

/** References of what was loaded. */
export type Loaded = { readonly people: readonly string[]; readonly results: readonly string[] };

const ENTRIES_A_BUNDLE = 200;
const CONNECTIONS = 4;

/** Loads people of `size` resources each by transactions over HTTP, several people a bundle where they are small. */
export async function loadPeople(
  target: Target,
  { from, count, size }: { readonly from: number; readonly count: number; readonly size: number },
): Promise<Loaded> {
  const apiece = Math.max(1, Math.floor(ENTRIES_A_BUNDLE / size));
  const people: string[] = [];
  const results: string[] = [];
  await timed(CONNECTIONS, Math.ceil(count / apiece), async (n) => {
    const indexes = Array.from({ length: Math.min(apiece, count - n * apiece) }, (_, at) => from + n * apiece + at);
    for (const reference of await written(target, bundleOf(indexes, size))) {
      if (reference.startsWith('Patient/')) people.push(reference);
      else if (reference.startsWith('Observation/')) results.push(reference);
    }
  });
  return { people, results };
}

const IDLE_SHARE = 0.05;
const PATIENCE_MS = 120_000;

/** Waits until the program has done what it does behind a load (matching, measures, seals) and is idle for two seconds. */
export async function settled(cluster: Cluster): Promise<void> {
  await idle(cluster.pid(), 2);
}

/** Waits until a program and its database have been idle for so many seconds on end. */
export async function idle(pid: number, seconds = 1): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  let still = 0;
  let before = usage([pid]).cpuSeconds;
  while (still < seconds && performance.now() < until) {
    await sleep(1_000);
    const now = usage([pid]).cpuSeconds;
    still = now - before < IDLE_SHARE ? still + 1 : 0;
    before = now;
  }
  if (still < seconds) console.error('the program was still busy when the measurement began');
}

const BEGIN = '{"resourceType":"Bundle","type":"transaction","entry":[';

function bundleOf(indexes: readonly number[], size: number): string {
  const entries = indexes.map((index) => personBundle(index, size).slice(BEGIN.length, -2));
  return `${BEGIN}${entries.join(',')}]}`;
}

async function written(target: Target, body: string): Promise<readonly string[]> {
  const answer = await fetch(`${target.base()}/fhir`, {
    method: 'POST',
    headers: { authorization: `Bearer ${target.token}`, 'content-type': 'application/fhir+json' },
    body,
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${answer.status} ${text.slice(0, 300)}`);
  return [...text.matchAll(/"location":"([A-Za-z]+\/[A-Za-z0-9.-]+)\/_history/g)].map((match) => match[1] ?? '');
}

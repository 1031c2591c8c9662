import { Client } from 'pg';
import type { Cluster } from '../torture/cluster.ts';
import { withDatabase } from '../torture/scenario.ts';
import { median, peakMb, timed, usage } from './gauge.ts';
import { personBundle } from './population.ts';
import { postmasterOf } from './postmaster.ts';
import type { Claim } from './run.ts';

const SIZE = 200;
const BUNDLES_A_ROUND = 40;
const ROUNDS = 5;
const CONNECTIONS = 4;

/** Bundles over HTTP against inserting the same bytes with the bare driver, in turn, in one run. */
export const intake: Claim = async (cluster) => {
  const rates: number[] = [];
  const costs: number[] = [];
  const bare: number[] = [];
  let memoryMb = 0;
  await withDatabase(cluster, async (database) => {
    await database.query('create table if not exists bench_bare (id text primary key, body text not null)');
    const roots = [await postmasterOf(database), cluster.pid()];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const bundles = Array.from({ length: BUNDLES_A_ROUND }, (_, index) =>
        personBundle(round * BUNDLES_A_ROUND + index, SIZE),
      );
      const before = usage(roots).cpuSeconds;
      const began = performance.now();
      await timed(CONNECTIONS, bundles.length, (n) => post(cluster, bundles[n] ?? ''));
      const seconds = (performance.now() - began) / 1_000;
      const cpu = usage(roots).cpuSeconds - before;
      const plain = await insertBare(database, bundles, round);
      if (round === 0) continue; // warm-up
      const resources = SIZE * BUNDLES_A_ROUND;
      rates.push(resources / seconds);
      costs.push((cpu * 1_000) / resources);
      bare.push(plain);
      memoryMb = Math.max(memoryMb, usage(roots).pssMb());
    }
  });
  const ratio = median(rates.map((rate, index) => rate / (bare[index] ?? 1)));
  return [
    {
      name: `intake of ${SIZE}-resource bundles, ${CONNECTIONS} connections`,
      value: Math.round(median(rates)),
      unit: 'resources/s',
    },
    { name: 'CPU of Node and PostgreSQL together', value: Number(median(costs).toFixed(3)), unit: 'ms/resource' },
    { name: 'bare driver, multi-row unnest, one connection', value: Math.round(median(bare)), unit: 'resources/s' },
    { name: 'ratio to the bare driver', value: Number(ratio.toFixed(3)), unit: '' },
    { name: 'memory of Node at most (RSS)', value: peakMb(cluster.pid()), unit: 'MB' },
    { name: 'memory of Node and PostgreSQL, shared pages once (PSS)', value: memoryMb, unit: 'MB' },
  ];
};

async function post(cluster: Cluster, body: string): Promise<void> {
  const answer = await fetch(`${cluster.base()}/fhir`, {
    method: 'POST',
    headers: { authorization: `Bearer ${cluster.token}`, 'content-type': 'application/fhir+json' },
    body,
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${answer.status} ${text.slice(0, 300)}`);
}

/** The same resources' bytes, one statement a bundle, one connection: the ceiling for one way of writing rows. */
async function insertBare(database: Client, bundles: readonly string[], round: number): Promise<number> {
  const batches = bundles.map((bundle, index) => {
    const entries = (JSON.parse(bundle) as { entry: { resource: object }[] }).entry;
    return {
      ids: entries.map((_, entry) => `${round}-${index}-${entry}`),
      bodies: entries.map(({ resource }) => JSON.stringify(resource)),
    };
  });
  const began = performance.now();
  for (const { ids, bodies } of batches)
    await database.query('insert into bench_bare select * from unnest($1::text[], $2::text[])', [ids, bodies]);
  return (bundles.length * SIZE) / ((performance.now() - began) / 1_000);
}

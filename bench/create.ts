import { type ChildProcess, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../torture/cluster.ts';
import { bundled } from './bundled.ts';
import { ended, started } from './child.ts';
import { median, quantile, usage } from './gauge.ts';
import { idle } from './people.ts';
import { personBundle } from './population.ts';
import type { Order, Served } from './post.ts';
import type { Claim } from './run.ts';

const CLIENTS = 64;
const COUNT = 4_000;
const ROUNDS = 5;
/** A server runs for weeks: the engine compiles what comes often over the first ten thousand creates. */
const WARM_ROUNDS = 3;
const PEOPLE = 64;

/**
 * Single creates over HTTP by 64 clients, the commit gate on and off in turn, each on a server and database of its own. A round ends, and with it
 * what its CPU is counted over, when the server has done all that follows its creates: none of it falls into the other's round.
 */
export const create: Claim = async () => {
  const entries = { server: join(import.meta.dirname, 'server.ts'), post: join(import.meta.dirname, 'post.ts') };
  const folder = await bundled(entries);
  const clients = await started(join(folder, 'post.mjs'), []);
  const servers: Server[] = [];
  const rounds: Record<string, Round[]> = { gated: [], ungated: [] };
  try {
    for (const gate of ['gated', 'ungated'] as const) servers.push(await serve(folder, gate));
    for (let round = 0; round < WARM_ROUNDS + ROUNDS; round += 1) {
      for (const server of servers) {
        const one = await measure(server, clients);
        if (round >= WARM_ROUNDS) rounds[server.gate]?.push(one);
      }
    }
  } finally {
    await ended(clients);
    for (const server of servers) await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const of = (gate: string, pick: (one: Round) => number) => median((rounds[gate] ?? []).map(pick));
  const both = ['gated', 'ungated'].flatMap((gate) => [
    {
      name: `single creates, ${CLIENTS} clients, ${gate}`,
      value: Math.round(of(gate, ({ rate }) => rate)),
      unit: '/s',
    },
    { name: `${gate}, p50`, value: Number(of(gate, ({ p50 }) => p50).toFixed(1)), unit: 'ms' },
    { name: `${gate}, p99`, value: Number(of(gate, ({ p99 }) => p99).toFixed(1)), unit: 'ms' },
    { name: `${gate}, CPU of Node`, value: Number(of(gate, ({ node }) => node).toFixed(3)), unit: 'ms each' },
    {
      name: `${gate}, CPU of PostgreSQL`,
      value: Number(of(gate, ({ postgres }) => postgres).toFixed(3)),
      unit: 'ms each',
    },
    {
      name: `${gate}, CPU of the clients beside`,
      value: Number(of(gate, ({ own }) => own).toFixed(3)),
      unit: 'ms each',
    },
  ]);
  const ratios = (rounds['gated'] ?? []).map(({ rate }, index) => rate / (rounds['ungated']?.[index]?.rate ?? 1));
  return [...both, { name: 'gated to ungated', value: Number(median(ratios).toFixed(2)), unit: '' }];
};

type Round = Readonly<Record<'rate' | 'p50' | 'p99' | 'node' | 'postgres' | 'own', number>>;

type Server = {
  readonly gate: 'gated' | 'ungated';
  readonly port: number;
  readonly token: string;
  readonly patients: readonly string[];
  readonly pids: { readonly node: number; readonly postgres: number };
  readonly stop: () => Promise<void>;
};

async function measure(server: Server, clients: ChildProcess): Promise<Round> {
  const { port, token, patients, pids } = server;
  const cpu = () => [usage([pids.node], [pids.postgres]).cpuSeconds, usage([pids.postgres]).cpuSeconds] as const;
  const before = cpu();
  const order: Order = { port, token, patients, clients: CLIENTS, count: COUNT };
  clients.send(order);
  const [served] = (await once(clients, 'message')) as [Served];
  await idle(pids.node);
  const after = cpu();
  const each = (seconds: number) => (seconds * 1_000) / COUNT;
  return {
    rate: COUNT / served.seconds,
    p50: quantile(served.took, 0.5),
    p99: quantile(served.took, 0.99),
    node: each(after[0] - before[0]),
    postgres: each(after[1] - before[1]),
    own: each(served.cpuSeconds),
  };
}

async function serve(built: string, gate: Server['gate']): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), `concord-bench-${gate}-`));
  const token = spawnSync(process.execPath, ['dist/concord.mjs', 'token', '--data', folder], { encoding: 'utf8' });
  const port = await freePort();
  const child = await started(join(built, 'server.mjs'), [folder, String(port), gate]);
  const server = { gate, port, token: token.stdout.trim().split('\n').at(-1) ?? '' };
  const patients: string[] = [];
  try {
    for (let person = 0; person < PEOPLE; person += 1) patients.push(await patientOf(server, person));
  } catch (error) {
    await ended(child);
    throw error;
  }
  const postgres = Number(readFileSync(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const stop = async (): Promise<void> => {
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  };
  return { ...server, patients, pids: { node: child.pid ?? 0, postgres }, stop };
}

async function patientOf({ port, token }: Pick<Server, 'port' | 'token'>, person: number): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/fhir`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    body: personBundle(person, 20),
  });
  if (answer.status !== 200) throw new Error(await answer.text());
  const { entry } = (await answer.json()) as { entry: { response: { location: string } }[] };
  return (entry[0]?.response.location ?? '').split('/_history')[0] ?? '';
}

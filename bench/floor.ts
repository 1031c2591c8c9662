import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../torture/cluster.ts';
import { bundled } from './bundled.ts';
import { ended, started } from './child.ts';
import { median, usage } from './gauge.ts';
import type { Order, Served } from './post.ts';
import type { Claim } from './run.ts';

const CLIENTS = 64;
const COUNT = 6_000;
const ROUNDS = 3;

type Figures = { readonly rate: number; readonly nodeMs: number; readonly postgresMs: number };
type Replayed = { readonly recorded: Figures; readonly replayed: Figures; readonly statements: number };

/**
 * What lies under a single create on this machine: a bare handler that answers a POST, the record without HTTP, and a loop that sends the
 * very statements of it.
 */
export const floor: Claim = async () => {
  const entries = Object.fromEntries(
    ['post', 'bare-post', 'replay'].map((name) => [name, join(import.meta.dirname, `${name}.ts`)]),
  );
  const folder = await bundled(entries);
  try {
    const bare = await posted(folder);
    const { recorded, replayed, statements } = await replay(join(folder, 'replay.mjs'));
    return [
      { name: `bare handler of POST, ${CLIENTS} clients`, value: Math.round(bare.rate), unit: '/s' },
      { name: 'the same, CPU of Node', value: round(bare.nodeMs), unit: 'ms each' },
      ...figuresOf('the record without HTTP', recorded),
      ...figuresOf('its statements from a bare loop', replayed),
      { name: 'statements for 8,000 creates', value: statements, unit: '' },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

function figuresOf(name: string, { rate, nodeMs, postgresMs }: Figures) {
  return [
    { name, value: Math.round(rate), unit: '/s' },
    { name: `${name}, CPU of Node`, value: round(nodeMs), unit: 'ms each' },
    { name: `${name}, CPU of PostgreSQL`, value: round(postgresMs), unit: 'ms each' },
  ];
}

async function posted(folder: string): Promise<Figures> {
  const port = await freePort();
  const server = await started(join(folder, 'bare-post.mjs'), [String(port)]);
  const clients = await started(join(folder, 'post.mjs'), []);
  const rounds: Figures[] = [];
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      const before = usage([server.pid ?? 0]).cpuSeconds;
      const order: Order = { port, token: 'none', patients: ['Patient/1'], clients: CLIENTS, count: COUNT };
      clients.send(order);
      const [served] = (await once(clients, 'message')) as [Served];
      const nodeMs = ((usage([server.pid ?? 0]).cpuSeconds - before) * 1_000) / COUNT;
      if (round > 0) rounds.push({ rate: COUNT / served.seconds, nodeMs, postgresMs: 0 });
    }
  } finally {
    await ended(clients);
    await ended(server);
  }
  const of = (pick: (one: Figures) => number) => median(rounds.map(pick));
  return { rate: of(({ rate }) => rate), nodeMs: of(({ nodeMs }) => nodeMs), postgresMs: 0 };
}

async function replay(path: string): Promise<Replayed> {
  const child = fork(path, [], { env: { ...process.env, DATABASE_URL: '' }, execArgv: [] });
  const [figures] = (await once(child, 'message')) as [Replayed];
  await once(child, 'exit');
  return figures;
}

function round(value: number): number {
  return Number(value.toFixed(3));
}

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** A server of ours as a child, with a data folder of its own. Everything it starts is ended by pid, and only that. */
export type Cluster = {
  readonly folder: string;
  readonly base: () => string;
  readonly token: string;
  readonly pid: () => number;
  /** What the program has printed since its last start (the last 40,000 characters). */
  readonly output: () => string;
  /** Starts the program (again) and answers after how many ms it was ready. */
  readonly start: (environment?: Readonly<Record<string, string>>) => Promise<number>;
  /** SIGKILL: nothing is flushed, nothing is told. */
  readonly kill: () => Promise<void>;
  /** SIGTERM: drains and stops; answers the ms it took. */
  readonly term: () => Promise<number>;
  /** Resolves when the process has ended by itself (a fault point) or the time is up. */
  readonly ended: (withinMs: number) => Promise<boolean>;
  readonly running: () => boolean;
  readonly remove: () => Promise<void>;
};

const READY_WITHIN_MS = 300_000;
const run = promisify(execFile);

export async function openCluster(
  name: string,
  demo: 'none' | 'small' | 'default' = 'none',
  under = tmpdir(),
): Promise<Cluster> {
  const folder = await mkdtemp(join(under, `concord-torture-${name}-`));
  const port = await freePort();
  const { stdout } = await run(process.execPath, ['dist/concord.mjs', 'token', '--data', folder]);
  let child: ChildProcess | undefined;
  let output = '';
  const running = () => child !== undefined && child.exitCode === null && child.signalCode === null;
  const base = () => `http://127.0.0.1:${port}`;
  const start = async (environment: Readonly<Record<string, string>> = {}): Promise<number> => {
    const began = performance.now();
    output = '';
    const args = ['dist/concord.mjs', 'serve', '--data', folder, '--demo', demo, '--port', String(port), '--no-open'];
    const started = spawn(process.execPath, args, {
      env: { ...process.env, CI: 'true', NO_COLOR: '1', DATABASE_URL: '', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    for (const stream of [started.stdout, started.stderr])
      stream.on('data', (chunk: Buffer) => {
        output = (output + chunk.toString()).slice(-40_000);
      });
    while (performance.now() - began < READY_WITHIN_MS) {
      if (!running()) throw new Error(`the server ended while starting: ${output}`);
      if (await healthy(base())) return performance.now() - began;
      await sleep(20);
    }
    throw new Error(`the server was not ready within ${READY_WITHIN_MS} ms: ${output}`);
  };
  const signal = async (name: 'SIGKILL' | 'SIGTERM'): Promise<number> => {
    const began = performance.now();
    if (child && running()) {
      const exit = once(child, 'exit');
      child.kill(name);
      await exit;
    }
    return performance.now() - began;
  };
  return {
    folder,
    base,
    pid: () => child?.pid ?? 0,
    output: () => output,
    token: stdout.trim().split('\n').at(-1) ?? '',
    start,
    kill: async () => void (await signal('SIGKILL')),
    term: () => signal('SIGTERM'),
    ended: async (withinMs) => {
      const until = performance.now() + withinMs;
      while (running() && performance.now() < until) await sleep(10);
      return !running();
    },
    running,
    remove: async () => {
      await signal('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function healthy(base: string): Promise<boolean> {
  try {
    const answer = await fetch(`${base}/healthz`, { signal: AbortSignal.timeout(1_000) });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

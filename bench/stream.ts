import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster } from '../torture/cluster.ts';
import { withDatabase } from '../torture/scenario.ts';
import { ownMb, peakMb, usage } from './gauge.ts';
import { personLines } from './population.ts';
import { postmaster } from './postmaster.ts';
import type { Claim } from './run.ts';

const FILE_BYTES = Number(process.env['CONCORD_BENCH_BYTES'] ?? 1_000_000_000);
const LINES_A_PERSON = 200;

/** Lines of progress behind which the server is killed, about the middle of the file. */
const KILLED_AFTER = 0.5;

/**
 * A file of NDJSON of 1 GB through `concord load` into a running server that is killed (SIGKILL) in the middle, started again, and given
 * the same file again: how fast, how much memory at most, and whether each line is there once.
 */
export const stream: Claim = async (cluster) => {
  const folder = await mkdtemp(join(tmpdir(), 'concord-bench-stream-'));
  const file = join(folder, 'feed.ndjson');
  try {
    const lines = await written(file);
    const first = await loadedBy(cluster, file, lines * KILLED_AFTER);
    await cluster.start();
    const before = await kept(cluster);
    const last = await loadedBy(cluster, file);
    const { there, names, changed } = await kept(cluster);
    if (first.taken !== undefined) throw new Error('the server was not killed');
    if (there !== lines || names !== lines || changed > 0)
      throw new Error(`of ${lines} lines there are ${there} resources of ${names} names, ${changed} of them changed`);
    const most = (of: (one: Loaded) => number): number => Math.max(of(first), of(last));
    return [
      { name: 'NDJSON of 1 GB through `concord load`', value: lines, unit: 'resources' },
      { name: 'there when the server was killed', value: before.there, unit: 'resources' },
      { name: 'there after the file was given again, each once', value: there, unit: 'resources' },
      { name: 'taken behind the kill', value: Math.round((lines - before.there) / last.seconds), unit: 'resources/s' },
      { name: 'lines of progress', value: first.told + last.told, unit: '' },
      { name: 'memory of the server program at most (RSS of Node)', value: most(({ server }) => server), unit: 'MB' },
      {
        name: 'memory of PostgreSQL at most, shared pages once (PSS)',
        value: most(({ postgres }) => postgres),
        unit: 'MB',
      },
      { name: 'memory of both at most, at one time', value: most(({ both }) => both), unit: 'MB' },
      { name: 'memory of the loading program at most (RSS)', value: most(({ loader }) => loader), unit: 'MB' },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Results of laboratories and, every eighth, a letter of 12 kB; as long as a file of 1 GB. */
async function written(file: string): Promise<number> {
  const to = createWriteStream(file);
  let lines = 0;
  for (let person = 0; to.bytesWritten < FILE_BYTES; person += 1) {
    lines += LINES_A_PERSON;
    if (!to.write(personLines(person, LINES_A_PERSON))) await once(to, 'drain');
  }
  to.end();
  await once(to, 'close');
  return lines;
}

type Loaded = {
  readonly seconds: number;
  readonly told: number;
  /** Lines that the report says were taken; undefined where there was none. */
  readonly taken: number | undefined;
  readonly server: number;
  readonly loader: number;
  readonly postgres: number;
  readonly both: number;
};

/** Loads the file; behind so many records kills the server, and waits until the loading program has given up. */
async function loadedBy(cluster: Cluster, file: string, killedAfter = Number.POSITIVE_INFINITY): Promise<Loaded> {
  const most = { server: 0, loader: 0, postgres: 0, both: 0 };
  const root = await postmaster(cluster);
  const began = performance.now();
  const args = ['load', file, '--organization', 'bench', '--base', cluster.base(), '--token', cluster.token, '--json'];
  const child = spawn(process.execPath, ['dist/concord.mjs', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const state = { told: 0, records: 0, taken: undefined as number | undefined, going: true };
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const texts = (rest + chunk).split('\n');
    rest = texts.pop() ?? '';
    for (const text of texts) {
      const { progress, report } = JSON.parse(text) as Line;
      if (progress) state.told += 1;
      state.records = progress?.records ?? state.records;
      state.taken = report?.taken ?? state.taken;
    }
  });
  const ended = once(child, 'close');
  void ended.finally(() => (state.going = false));
  while (state.going) {
    await Promise.race([ended, sleep(1_000)]);
    const postgres = usage([root]).pssMb();
    most.server = Math.max(most.server, peakMb(cluster.pid()));
    most.loader = Math.max(most.loader, peakMb(child.pid ?? 0));
    most.postgres = Math.max(most.postgres, postgres);
    most.both = Math.max(most.both, postgres + ownMb(cluster.pid()));
    if (state.records > killedAfter && cluster.running()) await cluster.kill();
  }
  const [code] = (await ended) as [number | null];
  if (code !== 0 && killedAfter === Number.POSITIVE_INFINITY) throw new Error(`concord load ended with ${code}`);
  return { ...most, told: state.told, taken: state.taken, seconds: (performance.now() - began) / 1_000 };
}

type Line = { readonly progress?: { readonly records: number }; readonly report?: { readonly taken: number } };

type Kept = { readonly there: number; readonly names: number; readonly changed: number };

/** What came of the file: resources, the names that the sender gave them, and how many were written more than once. */
function kept(cluster: Cluster): Promise<Kept> {
  return withDatabase(cluster, async (database) => {
    const { rows } = await database.query<Kept>(`
      select count(*)::int as there, count(distinct substring(body from '"source":"([^"]*)"'))::int as names,
        (count(*) filter (where ver <> 1))::int as changed
      from resource where body like '%"source":"urn:concord:feed:bench#%'`);
    return rows[0] ?? { there: 0, names: 0, changed: 0 };
  });
}

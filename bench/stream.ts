import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster } from '../torture/cluster.ts';
import { withDatabase } from '../torture/scenario.ts';
import { peakMb, usage } from './gauge.ts';
import { personLines } from './population.ts';
import { postmasterOf } from './postmaster.ts';
import type { Claim } from './run.ts';

const FILE_BYTES = 1_000_000_000;
const LINES_A_PERSON = 200;

/** A file of NDJSON of 1 GB through `concord load` into a running server: how fast, and how much memory at most. */
export const stream: Claim = async (cluster) => {
  const folder = await mkdtemp(join(tmpdir(), 'concord-bench-stream-'));
  const file = join(folder, 'feed.ndjson');
  try {
    const lines = await written(file);
    const watched = watch(cluster);
    const began = performance.now();
    const loaded = await load(cluster, file);
    const seconds = (performance.now() - began) / 1_000;
    const most = await watched();
    if (loaded.taken !== lines) throw new Error(`${loaded.taken} of ${lines} were taken`);
    return [
      { name: 'NDJSON of 1 GB through `concord load`', value: lines, unit: 'resources' },
      { name: 'taken', value: Math.round(lines / seconds), unit: 'resources/s' },
      { name: 'lines of progress', value: loaded.told, unit: '' },
      { name: 'memory of the server program at most (RSS of Node)', value: peakMb(cluster.pid()), unit: 'MB' },
      { name: 'memory of the loading program at most (RSS)', value: loaded.peakMb, unit: 'MB' },
      { name: 'memory of PostgreSQL at most, shared pages once (PSS)', value: most, unit: 'MB' },
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

async function load(cluster: Cluster, file: string) {
  const args = ['load', file, '--organization', 'bench', '--base', cluster.base(), '--token', cluster.token, '--json'];
  const child = spawn(process.execPath, ['dist/concord.mjs', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = 0;
  let most = 0;
  let rest = '';
  let taken = 0;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const texts = (rest + chunk).split('\n');
    rest = texts.pop() ?? '';
    for (const text of texts) {
      const { progress, report } = JSON.parse(text) as { progress?: object; report?: { taken: number } };
      if (progress) told += 1;
      if (report) taken = report.taken;
    }
    most = Math.max(most, peakMb(child.pid ?? 0));
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`concord load ended with ${code}`);
  return { told, taken, peakMb: most };
}

/** Looks at PostgreSQL's memory every other second; answers the most there was. */
function watch(cluster: Cluster): () => Promise<number> {
  let most = 0;
  const state = { going: true };
  const looking = withDatabase(cluster, async (database) => {
    const root = await postmasterOf(database);
    while (state.going) {
      most = Math.max(most, usage([root]).pssMb());
      await sleep(2_000);
    }
  });
  return async () => {
    state.going = false;
    await looking;
    return most;
  };
}

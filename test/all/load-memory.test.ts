import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownMb, peakMb } from '../../bench/gauge.ts';
import { personLines } from '../../bench/population.ts';
import { type Cluster, openCluster } from '../../torture/cluster.ts';

/** A file that is loaded streams through: what is held of it does not grow with what has gone by. `bench stream` takes the gigabyte. */

const FILE_BYTES = 120_000_000;
const LINES_A_PERSON = 200;
const MOST_MB = 600;
/** A leak of one byte in two would be seen; what the collector leaves lying for a while is not one. */
const GROWTH_A_BYTE = 0.5;

let cluster: Cluster;
let folder: string;
let file: string;
let lines = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'concord-memory-'));
  file = join(folder, 'feed.ndjson');
  const to = createWriteStream(file);
  for (let person = 0; to.bytesWritten + to.writableLength < FILE_BYTES; person += 1) {
    lines += LINES_A_PERSON;
    if (!to.write(personLines(person, LINES_A_PERSON))) await once(to, 'drain');
  }
  to.end();
  await once(to, 'close');
  cluster = await openCluster('memory');
  await cluster.start();
}, 120_000);

afterAll(async () => {
  await cluster.remove();
  await rm(folder, { recursive: true, force: true });
});

test('what the server and the loading program hold does not grow with the file', async () => {
  const args = ['load', file, '--organization', 'elm', '--json', '--base', cluster.base(), '--token', cluster.token];
  const loader = spawn(process.execPath, ['dist/concord.mjs', ...args], {
    env: { ...process.env, DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const held: Held[] = [];
  let taken = 0;
  let refused: unknown;
  let rest = '';
  loader.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const told = (rest + chunk).split('\n');
    rest = told.pop() ?? '';
    for (const line of told) {
      const { progress, report, refusals } = JSON.parse(line) as Told;
      if (report) taken = report.taken;
      if (refusals) refused = refusals;
      if (progress)
        held.push({ share: progress.bytes / FILE_BYTES, server: ownMb(cluster.pid()), loader: ownMb(loader.pid ?? 0) });
    }
  });
  const [code] = (await once(loader, 'close')) as [number | null];
  expect({ code, taken, refused }).toEqual({ code: 0, taken: lines, refused: undefined });
  expect(peakMb(cluster.pid())).toBeLessThan(MOST_MB);
  const grown = (of: 'server' | 'loader') => most(held, of, 0.75) - most(held, of, 0.25);
  const allowed = ((FILE_BYTES / 2) * GROWTH_A_BYTE) / 1_048_576;
  expect(grown('server')).toBeLessThan(allowed);
  expect(grown('loader')).toBeLessThan(allowed);
}, 300_000);

type Told = {
  readonly progress?: { readonly bytes: number };
  readonly report?: { readonly taken: number };
  readonly refusals?: unknown;
};
type Held = { readonly share: number; readonly server: number; readonly loader: number };

/** The most that was held while a quarter of the file went by. */
function most(held: readonly Held[], of: 'server' | 'loader', from: number): number {
  const within = held.filter(({ share }) => share >= from && share < from + 0.25);
  expect(within.length).toBeGreaterThan(0);
  return Math.max(...within.map((one) => one[of]));
}

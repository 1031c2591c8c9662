import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seeded } from '#base';
import { type Cluster, openCluster } from '../../torture/cluster.ts';
import { withDatabase } from '../../torture/scenario.ts';

/** A feed that is killed again and again while it loads ends as if nothing had happened: nothing lost, nothing twice. */

const PEOPLE = 30;
const RESULTS = 150;
const KILLS = 6;

let cluster: Cluster;
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'concord-kills-'));
  file = join(folder, 'feed.ndjson');
  await writeFile(file, Array.from({ length: PEOPLE }, (_, person) => linesOf(person)).join(''));
  cluster = await openCluster('kills');
}, 60_000);

afterAll(async () => {
  await cluster.remove();
  await rm(folder, { recursive: true, force: true });
});

test('a file whose load was killed on both sides, again and again, is there once', async () => {
  const random = seeded(20_261_122);
  let killed = 0;
  for (let round = 0; round < KILLS; round += 1) {
    await cluster.start();
    const loader = load(['--base', cluster.base(), '--token', cluster.token]);
    const ended = once(loader, 'close');
    const loaded = await takenSome(loader, 1 + Math.floor(random() * 8));
    killed += loaded ? 0 : 1;
    if (round % 2 === 0) {
      loader.kill('SIGKILL');
      await ended;
      await cluster.term();
    } else {
      await cluster.kill();
      await ended;
    }
  }
  // Without a server the program that loads is the one that holds the database.
  const alone = load(['--data', cluster.folder]);
  const ended = once(alone, 'close');
  await takenSome(alone, 2);
  alone.kill('SIGKILL');
  await ended;

  await cluster.start();
  const last = load(['--base', cluster.base(), '--token', cluster.token]);
  const [code] = (await once(last, 'close')) as [number | null];
  expect(code).toBe(0);
  expect(killed).toBeGreaterThan(0);
  expect(await counts()).toEqual({
    kept: String(PEOPLE * (RESULTS + 1)),
    apart: String(PEOPLE * (RESULTS + 1)),
    changed: '0',
    superseded: '0',
    created: String(PEOPLE * (RESULTS + 1)),
  });
}, 300_000);

/** What the file holds, how many names of it there are, and whether anything was written more than once. */
function counts(): Promise<Record<string, string>> {
  return withDatabase(cluster, async (database) => {
    const { rows } = await database.query<Record<string, string>>(`
      with loaded as (select * from resource where body like '%"source":"urn:concord:feed:elm#%')
      select (select count(*) from loaded) as kept,
        (select count(distinct substring(body from '"source":"([^"]*)"')) from loaded) as apart,
        (select count(*) from loaded where ver <> 1) as changed,
        (select count(*) from history) as superseded,
        (select count(*) from change c join loaded l on (l.bkt, l.typ, l.id) = (c.bkt, c.typ, c.id)) as created`);
    return rows[0] ?? {};
  });
}

/** Waits for so many lines of progress; tells whether the load was over before. */
async function takenSome(loader: ChildProcess, lines: number): Promise<boolean> {
  let seen = 0;
  return new Promise((resolve) => {
    loader.once('close', () => resolve(true));
    loader.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString().split('\n').length - 1;
      if (chunk.includes('"report"')) resolve(true);
      else if (seen >= lines) resolve(false);
    });
  });
}

function load(where: readonly string[]): ChildProcess {
  const args = ['dist/concord.mjs', 'load', file, '--organization', 'elm', '--json', ...where];
  return spawn(process.execPath, args, {
    env: { ...process.env, DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function linesOf(person: number): string {
  const subject = { reference: `Patient/p${person}` };
  const results = Array.from({ length: RESULTS }, (_, n) => ({
    resourceType: 'Observation',
    id: `p${person}-${n}`,
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '4548-4' }] },
    subject,
    effectiveDateTime: `2025-0${1 + (n % 9)}-11`,
    valueQuantity: { value: 40 + (n % 30), unit: 'mmol/mol' },
  }));
  const patient = { resourceType: 'Patient', id: `p${person}`, name: [{ family: `Loaded${person}` }] };
  return [patient, ...results].map((resource) => `${JSON.stringify(resource)}\n`).join('');
}

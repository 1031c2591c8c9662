import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryMigrations } from '#repository';
import { migrate, openStore, sql, startEmbedded, type Store } from '#store';
import { comparePair, type Difference, type Pair } from './compare.ts';
import { CONTROLS } from './controls.ts';

const { values } = parseArgs({
  options: { programs: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
});
const wanted = Number(values.programs);
const firstSeed = Number(values.seed);
const CONTROL_SEEDS = 60;

const folder = await mkdtemp(join(tmpdir(), 'concord-worlds-'));
const engine = await startEmbedded({ folder, sharedBuffers: '128MB' });
const open: Store[] = [];
let failed = true;
try {
  const pair: Pair = { left: await database('world_a'), right: await database('world_b') };
  const missed = await missedControls(pair);
  const { programs, requests, differences } = await compareAll(pair);
  for (const difference of differences) console.log(told(difference));
  for (const name of missed) console.log(`a control was not caught: ${name}`);
  failed = differences.length > 0 || missed.length > 0;
  console.log(
    `${CONTROLS.length - missed.length} of ${CONTROLS.length} controls caught, ${requests} requests, ${programs} programs, ${differences.length} differences`,
  );
} finally {
  await Promise.all(open.map((store) => store.close()));
  await engine.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;

async function database(name: string): Promise<Store> {
  const admin = await openStore({ url: engine.url, max: 1 });
  await admin.run(sql`create database ${sql.raw(name)}`);
  await admin.close();
  const store = await openStore({ url: engine.url.replace(/\/[^/?]*(\?|$)/, `/${name}$1`), max: 4 });
  await migrate(store, repositoryMigrations);
  open.push(store);
  return store;
}

async function missedControls(pair: Pair): Promise<readonly string[]> {
  const missed: string[] = [];
  for (const control of CONTROLS) {
    let caught = false;
    for (let seed = 0; seed < CONTROL_SEEDS && !caught; seed += 1) {
      caught = (await comparePair(pair, firstSeed + seed, 3, control)).differences.length > 0;
    }
    if (!caught) missed.push(control.name);
  }
  return missed;
}

async function compareAll(pair: Pair) {
  let programs = 0;
  let requests = 0;
  const differences: Difference[] = [];
  for (let seed = firstSeed; programs < wanted && differences.length < 5; seed += 1) {
    const found = await comparePair(pair, seed);
    programs += found.programs;
    requests += found.requests;
    differences.push(...found.differences);
  }
  return { programs, requests, differences };
}

function told({ seed, program, place, request, left, right }: Difference): string {
  return `seed ${seed}, program ${program}, request ${place}: ${JSON.stringify(request)}\n  A ${JSON.stringify(left)}\n  B ${JSON.stringify(right)}`;
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { repositoryMigrations } from '#repository';
import { migrate, openStore, sql, startEmbedded, Unavailable } from '#store';
import { comparePair, type Control, type Difference } from './compare.ts';
import { CONTROLS } from './controls.ts';
import { openDone, type Part, partOf, seedsToDo } from './done.ts';
import { FEATURES, seldom, type Tally } from './features.ts';
import { type Ground, openGround } from './ground.ts';

const { values } = parseArgs({
  options: {
    programs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string' },
    done: { type: 'string' },
    bare: { type: 'boolean', default: false },
  },
});
const wanted = Number(values.programs);
/** After so long no pair of worlds is begun; a line says with which seed to go on. */
const until = values.minutes === undefined ? Number.POSITIVE_INFINITY : Date.now() + Number(values.minutes) * 60_000;
/** Without controls: for a process beside one that has tried them. */
const controls = values.bare ? [] : CONTROLS;
const firstSeed = Number(values.seed);
/** What earlier parts of this run did; only what they did not is done, and counts together with it. */
const done = openDone(values.done);
const CONTROL_SEEDS = 60;
/** So many programs ask everything that a search can have. */
const PROGRAMS_OF_ALL = 1_000;
/** Who waits for the database leaves the processor to the others. */
const LANES = 4;
const TRIES = 20;
const PAUSE_MS = 3_000;
/** Worlds in which something was once told: a file that staff's own document brought to them. Tried before all others. */
const ONCE_DIFFERENT = [1_000_507];

const folder = await mkdtemp(join(tmpdir(), 'concord-worlds-'));
const engine = await startEmbedded({ folder, sharedBuffers: '128MB' });
const grounds: Ground[] = [];
let failed = true;
try {
  for (let lane = 1; lane <= LANES; lane += 1) {
    grounds.push(
      await openGround({
        shared: await patiently(() => database(`world_${lane}`)),
        left: await patiently(() => database(`world_${lane}a`)),
        right: await patiently(() => database(`world_${lane}b`)),
      }),
    );
  }
  const missed = (
    await Promise.all(
      grounds.map((ground, lane) =>
        missedIn(
          ground,
          controls.filter((_, place) => place % LANES === lane),
        ),
      ),
    )
  ).flat();
  const { programs, requests, differences, tally, next } = await compareAll(grounds);
  for (const difference of differences) console.log(told(difference));
  for (const name of missed) console.log(`a control was not caught: ${name}`);
  const unmet = programs < PROGRAMS_OF_ALL ? [] : seldom(tally, 1);
  for (const feature of unmet) console.log(`no search of any program had an answer with: ${feature}`);
  failed = differences.length > 0 || missed.length > 0 || unmet.length > 0;
  console.log(covered(tally));
  console.log(`seeds below ${next} are done`);
  console.log(
    `${controls.length - missed.length} of ${controls.length} controls caught, ${requests} requests, ${programs} programs, ${differences.length} differences`,
  );
} finally {
  await Promise.all(grounds.map((ground) => ground.close()));
  await engine.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;

/** A database with the tables of the repository, by its address. */
async function database(name: string): Promise<string> {
  const admin = await openStore({ url: engine.url, max: 1 });
  try {
    await admin.run(sql`drop database if exists ${sql.raw(name)} with (force)`);
    await admin.run(sql`create database ${sql.raw(name)}`);
    // What is compared is answers; nobody waits for a disk that no answer depends on.
    await admin.run(sql`alter database ${sql.raw(name)} set synchronous_commit = off`);
  } finally {
    await admin.close();
  }
  const url = engine.url.replace(/\/[^/?]*(\?|$)/, `/${name}$1`);
  const store = await openStore({ url, max: 1, acceptDataLoss: true });
  try {
    await migrate(store, repositoryMigrations);
  } finally {
    await store.close();
  }
  return url;
}

/** The controls that one lane tries and does not catch. */
async function missedIn(ground: Ground, controls: readonly Control[]): Promise<readonly string[]> {
  const missed: string[] = [];
  for (const control of controls) missed.push(...(await missedOf(control, ground)));
  return missed;
}

/** Nothing where the control is caught, its name where it is missed. */
async function missedOf(control: Control, ground: Ground): Promise<readonly string[]> {
  for (let seed = 0; seed < CONTROL_SEEDS; seed += 1) {
    if ((await patiently(() => comparePair(ground, firstSeed + seed, 3, control))).differences.length > 0) return [];
  }
  return [control.name];
}

/** Pairs of worlds side by side, since most of the time is spent waiting for the database. */
async function compareAll(grounds: readonly Ground[]) {
  let programs = 0;
  let requests = 0;
  const seeds = seedsToDo(firstSeed, done.parts);
  const isDone = new Set<number>();
  const known = values.bare ? [] : [...ONCE_DIFFERENT];
  const differences: Difference[] = [];
  const tally: Tally = new Map();
  const count = (part: Part): void => {
    programs += part.programs;
    requests += part.requests;
    isDone.add(part.seed);
    for (const [feature, times] of Object.entries(part.answered)) tally.set(feature, (tally.get(feature) ?? 0) + times);
  };
  done.parts.forEach(count);
  const goesOn = (): boolean => programs < wanted && differences.length < 5 && Date.now() < until;
  const lane = async (ground: Ground): Promise<void> => {
    while (goesOn()) {
      const seed = known.shift() ?? seeds.next().value;
      const found = await patiently(() => comparePair(ground, seed));
      const part = partOf(seed, found);
      count(part);
      differences.push(...found.differences);
      if (found.differences.length === 0 && !ONCE_DIFFERENT.includes(seed)) done.add(part);
    }
  };
  await Promise.all(grounds.map(lane));
  let next = firstSeed;
  while (isDone.has(next)) next += 1;
  return { programs, requests, differences, tally, next };
}

/** A database that a busy machine holds up for a while tells nothing of the worlds in it: the pair is emptied and begun again. */
async function patiently<T>(compare: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await compare();
    } catch (error) {
      if (!(error instanceof Unavailable) || tries >= TRIES) throw error;
      console.error(`the database did not answer; begun again (${tries})`);
      await sleep(PAUSE_MS);
    }
  }
}

function covered(tally: Tally): string {
  const met = FEATURES.length - seldom(tally, 1).length;
  const [least = ''] = seldom(tally, Number.POSITIVE_INFINITY);
  return `${met} of ${FEATURES.length} features of search were asked for and answered, the seldomest ${tally.get(least) ?? 0} times: ${least}`;
}

function told({ seed, program, place, request, left, right }: Difference): string {
  const first = [...left].findIndex((letter, index) => letter !== right[index]);
  const near = (text: string): string => text.slice(Math.max(0, first - 300), first + 300);
  return `seed ${seed}, program ${program}, request ${place}: ${JSON.stringify(request)}\n  A ${near(left)}\n  B ${near(right)}`;
}

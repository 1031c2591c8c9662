import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openCluster } from '../../torture/cluster.ts';

/** The public conformance runners lie beside the checkout where they lie at all; without them there is nothing to do. */
const SHARED = resolve('..', 'shared');

/** What each runner must reach: every line it prints is kept by the reader; a group below its floor fails. */
type Floor = { readonly group: string; readonly least: number; readonly ratio?: number };
type Runner = { readonly name: string; readonly args: readonly string[]; readonly floors: readonly Floor[] };

const RUNNERS: readonly Runner[] = [
  {
    name: 'fhir-r4.mjs',
    args: ['--only', 'protocol,crud', '--data', join(SHARED, 'data', 'fhir-r4-examples'), '--jobs', '4'],
    floors: [
      { group: 'protocol', least: 36 },
      { group: 'create', least: 742, ratio: 1 },
      { group: 'read', least: 742, ratio: 1 },
      { group: 'decimal-precision', least: 742, ratio: 1 },
    ],
  },
  {
    name: 'load.mjs',
    args: ['--data', join(SHARED, 'data', 'synthea-r4'), '--jobs', '1'],
    floors: [
      { group: 'transaction', least: 8, ratio: 1 },
      { group: 'reference', least: 7, ratio: 1 },
      { group: 'count', least: 1, ratio: 1 },
    ],
  },
];

if (!existsSync(join(SHARED, 'conformance'))) {
  console.log('no conformance runners beside the checkout: nothing to run');
  console.log('0 passed, 0 failed');
} else {
  process.exitCode = await conform();
}

async function conform(): Promise<number> {
  if (spawnSync(process.execPath, ['build.mjs'], { stdio: 'inherit' }).status !== 0)
    throw new Error('the build failed');
  const folder = await mkdtemp(join(tmpdir(), 'concord-conformance-'));
  await cp(join(SHARED, 'conformance'), folder, { recursive: true });
  const npm = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (npm.status !== 0) throw new Error('the runners could not be installed');
  const cluster = await openCluster('conformance');
  let passed = 0;
  let failed = 0;
  try {
    await cluster.start();
    for (const runner of RUNNERS) {
      const groups = await run(folder, runner, ['--base', `${cluster.base()}/fhir`, '--token', cluster.token]);
      for (const floor of runner.floors) {
        const { pass: good, fail: bad } = groups[floor.group] ?? { pass: 0, fail: 0 };
        const all = good + bad;
        const reached = good >= floor.least && (floor.ratio === undefined || good >= all * floor.ratio);
        if (reached) passed += 1;
        else failed += 1;
        console.log(
          `${reached ? 'ok' : 'FAILED'}: ${runner.name} ${floor.group} ${good} of ${all}, at least ${floor.least}`,
        );
      }
    }
  } finally {
    await cluster.remove();
    await rm(folder, { recursive: true, force: true });
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

type Groups = Readonly<Record<string, { readonly pass: number; readonly fail: number }>>;

async function run(folder: string, runner: Runner, where: readonly string[]): Promise<Groups> {
  const result = join(folder, `${runner.name}.json`);
  const args = [join(folder, runner.name), ...where, ...runner.args, '--json', result];
  await once(spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] }), 'exit');
  return existsSync(result) ? (JSON.parse(await readFile(result, 'utf8')) as { groups: Groups }).groups : {};
}

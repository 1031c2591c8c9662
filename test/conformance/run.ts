import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openCluster } from '../../torture/cluster.ts';
import { type Counted, patchCases } from './patch.ts';

/** The public conformance runners lie beside the checkout where they lie at all; without them there is nothing to do. */
const SHARED = resolve('..', 'shared');

/** What each runner must reach: every line it prints is kept by the reader; a group below its floor fails. */
type Floor = { readonly group: string; readonly least: number; readonly ratio?: number };
type Runner = {
  readonly name: string;
  readonly args: readonly string[];
  readonly floors: readonly Floor[];
  /** Cases that want what is wrong, by name: they count neither way, and no other case may fail in their place. */
  readonly except?: readonly string[];
};

const RUNNERS: readonly Runner[] = [
  {
    name: 'fhir-r4.mjs',
    args: ['--data', join(SHARED, 'data', 'fhir-r4-examples'), '--jobs', '4'],
    floors: [
      { group: 'protocol', least: 42, ratio: 1 },
      { group: 'create', least: 742, ratio: 1 },
      { group: 'read', least: 742, ratio: 1 },
      { group: 'decimal-precision', least: 742, ratio: 1 },
      { group: 'search _id', least: 740, ratio: 0.995 },
      { group: 'search string', least: 628, ratio: 0.995 },
      { group: 'search reference', least: 510, ratio: 0.995 },
      { group: 'search token', least: 777, ratio: 0.995 },
      { group: 'search date', least: 446, ratio: 0.995 },
      { group: 'search uri', least: 57, ratio: 0.995 },
      { group: 'search number', least: 11, ratio: 0.995 },
      { group: 'search quantity', least: 9, ratio: 0.995 },
      { group: 'paging', least: 64, ratio: 1 },
      { group: '_include', least: 315, ratio: 1 },
      { group: '_revinclude', least: 315, ratio: 1 },
      { group: 'chain', least: 315, ratio: 1 },
      { group: '_has', least: 315, ratio: 1 },
      { group: '$validate good', least: 742, ratio: 1 },
      { group: '$validate bad', least: 834, ratio: 1 },
      { group: 'create refuses bad', least: 139, ratio: 1 },
    ],
    // Wants a blood pressure not to be found by its systolic: docs/decisions/0003.
    except: ['Observation?component-value-quantity=107|http://unitsofmeasure.org|mm[Hg]'],
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

const PATCH_FLOORS: readonly Floor[] = [
  { group: 'FHIRPath Patch', least: 33, ratio: 1 },
  { group: 'JSON Patch', least: 16, ratio: 1 },
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
  const reached = judged('patches', patchCases(join(SHARED, 'data', 'fhir-patch')), PATCH_FLOORS);
  try {
    await cluster.start();
    for (const runner of RUNNERS) {
      const groups = await run(folder, runner, ['--base', `${cluster.base()}/fhir`, '--token', cluster.token]);
      reached.push(...judged(runner.name, groups, runner.floors));
    }
  } finally {
    await cluster.remove();
    await rm(folder, { recursive: true, force: true });
  }
  const failed = reached.filter((one) => !one).length;
  console.log(`${reached.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

type Groups = Readonly<Record<string, Counted>>;

/** Says of each group whether it reaches its floor. */
function judged(name: string, groups: Groups, floors: readonly Floor[]): boolean[] {
  return floors.map(({ group, least, ratio = 0 }) => {
    const { pass, fail } = groups[group] ?? { pass: 0, fail: 0 };
    const reached = pass >= least && pass >= (pass + fail) * ratio;
    console.log(`${reached ? 'ok' : 'FAILED'}: ${name} ${group} ${pass} of ${pass + fail}, at least ${least}`);
    return reached;
  });
}

async function run(folder: string, runner: Runner, where: readonly string[]): Promise<Groups> {
  const result = join(folder, `${runner.name}.json`);
  const args = [join(folder, runner.name), ...where, ...runner.args, '--json', result];
  await once(spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] }), 'exit');
  if (!existsSync(result)) return {};
  const { groups, fail } = JSON.parse(await readFile(result, 'utf8')) as { groups: Groups; fail: readonly Failed[] };
  return withoutExcepted(groups, fail, runner.except ?? []);
}

type Failed = { readonly group: string; readonly id: string };

function withoutExcepted(groups: Groups, fail: readonly Failed[], except: readonly string[]): Groups {
  const of = (name: string) => fail.filter(({ group, id }) => group === name && except.includes(id)).length;
  return Object.fromEntries(
    Object.entries(groups).map(([name, counted]) => [name, { ...counted, fail: counted.fail - of(name) }]),
  );
}

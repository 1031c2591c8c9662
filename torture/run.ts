import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { COUNTS, readOptions } from './option.ts';
import { OUT, type Result, type Scenario } from './scenario.ts';
import { cells } from './scenarios/cells.ts';
import { fuzz } from './scenarios/fuzz.ts';
import { control, databaseKills, pointKills, randomKills, terms } from './scenarios/kill.ts';
import { matrix } from './scenarios/matrix.ts';
import { killedClerks } from './scenarios/money.ts';
import { connectionFaults, diskFaults } from './scenarios/outage.ts';
import { duplicates, failingTransactions, versionRaces } from './scenarios/race.ts';
import { clocks, pressure, stalls } from './scenarios/strain.ts';
import { tallies } from './scenarios/tallies.ts';
import { twoWorlds } from './scenarios/two-worlds.ts';

const options = readOptions(process.argv.slice(2), Math.floor(Date.now() % 1_000_000));
console.log(`torture ${JSON.stringify(options)}`);

const built = spawnSync(process.execPath, ['build.mjs'], { stdio: 'inherit' });
if (built.status !== 0) throw new Error('the build failed');

/** What was sent and answered may be long; `result.json` has the whole. */
const LINE_MAX = 1_000;

const counts = COUNTS[options.tier];
type Planned = readonly [Scenario, number];

/** What mostly waits, for restarts or for faults to pass, runs beside something else; what measures runs alone. */
const plan: readonly (readonly Planned[])[] = [
  [
    [control, 1],
    [clocks, counts['R7'] ?? 1],
  ],
  [[randomKills, counts['R1'] ?? 1]],
  [
    [pointKills, counts['R2'] ?? 1],
    [stalls, counts['R15'] ?? 1],
  ],
  [[databaseKills, (counts['R3backend'] ?? 1) + (counts['R3postmaster'] ?? 1)]],
  [
    [diskFaults, counts['R5'] ?? 1],
    [connectionFaults, counts['R6'] ?? 1],
  ],
  [
    [duplicates, counts['R8'] ?? 1],
    [failingTransactions, counts['R11'] ?? 1],
  ],
  [[versionRaces, counts['R10'] ?? 1]],
  [[killedClerks, counts['M1'] ?? 1]],
  [[pressure, 1]],
  [[terms, counts['R16'] ?? 1]],
  [[fuzz, counts['F1'] ?? 1]],
  [[matrix, counts['A4'] ?? 2]],
  [[cells, counts['A6'] ?? 29]],
  [[tallies, counts['K1'] ?? 1_000]],
  [[twoWorlds, options.programs ?? counts['A5'] ?? 1]],
];

const until = Date.now() + options.minutes * 60_000;
const results: Result[] = [];
for (const side of plan) results.push(...(await Promise.all(side.filter(isWanted).map(tried))));

await mkdir(OUT, { recursive: true });
await writeFile(join(OUT, 'result.json'), JSON.stringify({ options, results }, null, 2));
await writeFile(join(OUT, 'result.md'), asTable(results));
const failed = results.filter((result) => result.violations.length > 0);
for (const result of failed)
  console.log(`replay: npm run torture -- --tier ${options.tier} --seed ${options.seed} --only ${result.name}`);
console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 && results.length > 0 ? 0 : 1;

function isWanted([{ name }]: Planned): boolean {
  return options.only === undefined || options.only.includes(name);
}

async function tried([scenario, count]: Planned): Promise<Result> {
  const began = Date.now();
  const result = await scenario
    .run({ count, seed: options.seed, until, done: options.done })
    .catch((error: unknown) => broken(scenario.name, error));
  const verdict = result.violations.length === 0 ? 'ok' : 'FAILED';
  console.log(
    `${scenario.name} ${verdict}: ${result.cases} cases in ${Math.round((Date.now() - began) / 1_000)} s. ${result.note ?? ''}`,
  );
  for (const violation of result.violations.slice(0, 20))
    console.log(`  ${violation.invariant} ${violation.text.slice(0, LINE_MAX)}`);
  return result;
}

function broken(name: string, error: unknown): Result {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { name, cases: 0, violations: [{ invariant: name, text: `did not run: ${text}` }] };
}

function asTable(all: readonly Result[]): string {
  const rows = all.map(
    (result) => `| ${result.name} | ${result.cases} | ${result.violations.length} | ${result.note ?? ''} |`,
  );
  return ['| scenario | cases | violations | note |', '|---|---|---|---|', ...rows, ''].join('\n');
}

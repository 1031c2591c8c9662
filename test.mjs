// npm test: installs what is missing, then types, lint, format, build and tests, with one journey in a real browser. `--all` adds the other
// journeys, what takes long beside the code (test/later.json), the checks of every page and the same tests on a server engine; `--rest` runs only what `--all` adds. The last line is `N passed, N failed`, where a step counts as one and a test as one.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ensureInstalled } from './install.mjs';

const ROOT = import.meta.dirname;
const rest = process.argv.includes('--rest');
const all = rest || process.argv.includes('--all');
const out = mkdtempSync(join(tmpdir(), 'concord-report-'));
const total = { passed: 0, failed: 0 };
const LATER = JSON.parse(readFileSync(join(ROOT, 'test/later.json'), 'utf8')).files;
/** Only what stands beside the code, and takes no long time. */
const BESIDE = { CONCORD_TESTS: 'beside' };
const WHOLE = { CONCORD_TESTS: 'whole' };
/** So few files that failed on a continuous run are run once more by themselves; more than that is no accident of the machine. */
const AGAIN = 3;
/** What failed and then passed: told at the end of the run, never left out. */
const unsteady = [];

ensureInstalled({ development: true });
if (!rest) {
  step('types', 'typescript/bin/tsc', ['-p', 'tsconfig.json']);
  step('lint', 'oxlint/bin/oxlint', ['--deny-warnings']);
  step('format', '@biomejs/biome/bin/biome', ['format', '.']);
}
run('build', [join(ROOT, 'build.mjs')]);
if (!rest) tests('tests', vitest([]), BESIDE);
if (all) tests('journeys and pages', vitest(['test/e2e', 'test/all', ...LATER, '--passWithNoTests=false']), WHOLE);
if (all) tests('tests on a server', ['--import', 'tsx', join(ROOT, 'test/server-engine.ts')], {}, false);
rmSync(out, { recursive: true, force: true });
for (const name of unsteady) console.log(`UNSTEADY: failed, then passed alone: ${name}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

function step(name, bin, args) {
  run(name, [join(ROOT, 'node_modules', bin), ...args]);
}

function run(name, args) {
  const began = performance.now();
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
  const passed = status === 0;
  total[passed ? 'passed' : 'failed'] += 1;
  console.log(`${passed ? 'ok' : 'FAILED'}: ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
}

function vitest(args) {
  return [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', ...args];
}

function tests(name, args, env = {}, inVitest = true) {
  const began = performance.now();
  const first = reported(name, args, env);
  const files = [...first.failed.keys()];
  const again = inVitest && process.env.CI === 'true' && files.length > 0 && files.length <= AGAIN;
  const second = again ? reported(`${name} again`, vitest(files), env) : undefined;
  const told = second === undefined ? first : together(first, second);
  total.passed += told.passed;
  total.failed += told.lost;
  console.log(`${told.lost === 0 ? 'ok' : 'FAILED'}: ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
}

/** The second run of the files that failed stands for them, where it ran as many tests; what it mended is named. */
function together(first, second) {
  const names = [...first.failed.values()].flat();
  const before = first.lost - names.length;
  const ran = [...first.failed.keys()].every((file) => second.ran.get(file) >= first.ran.get(file));
  if (!ran) return first;
  const still = [...second.failed.values()].flat();
  unsteady.push(...names.filter((one) => !still.includes(one)));
  const twice = [...first.failed.keys()].reduce((sum, file) => sum + first.good.get(file), 0);
  return { passed: first.passed - twice + second.passed, lost: Math.max(0, before) + second.lost };
}

/** Runs vitest and reads its report: how many passed, how many were lost, and per file how many tests ran and which failed. */
function reported(name, args, env) {
  const report = join(out, `${name.replaceAll(' ', '-')}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = spawnSync(process.execPath, [...args, ...reporters], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const counted = count(report);
  const failures = [...counted.failed.values()].flat().length;
  // A run that ended badly without a failed test (an unhandled error, no report, no tests at all) is a failure all the same.
  const untold = failures === 0 && (status !== 0 || counted.passed === 0) ? 1 : 0;
  return { ...counted, lost: failures + untold };
}

function count(report) {
  const counted = { passed: 0, failed: new Map(), ran: new Map(), good: new Map() };
  if (!existsSync(report)) return counted;
  const { numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  for (const { name, status, assertionResults } of testResults) {
    const file = relative(ROOT, name);
    const failed = assertionResults.filter((one) => one.status === 'failed').map((one) => `${file} > ${one.fullName}`);
    // A file that did not even load has no failed test of its own.
    if (status === 'failed' && failed.length === 0) failed.push(`${file} as a whole`);
    const good = assertionResults.filter((one) => one.status === 'passed').length;
    counted.good.set(file, good);
    counted.ran.set(file, good + assertionResults.filter((one) => one.status === 'failed').length);
    if (failed.length > 0) counted.failed.set(file, failed);
  }
  return { ...counted, passed: numPassedTests };
}

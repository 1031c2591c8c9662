// npm test: installs what is missing, then types, lint, format, build and tests, with one journey in a real browser. `--all` adds the other
// journeys, the whole of what is tried in part beside the code, the checks of every page and the same tests on a server engine; `--rest` runs only what `--all` adds. The last line is `N passed, N failed`, where a step counts as one and a test as one.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';

const ROOT = import.meta.dirname;
const rest = process.argv.includes('--rest');
const all = rest || process.argv.includes('--all');
const out = mkdtempSync(join(tmpdir(), 'concord-report-'));
const total = { passed: 0, failed: 0 };
/** What tries only a part unless it is told to try the whole. */
const IN_PART = ['src/app/smart/forged.test.ts', 'torture/two-world/pages.test.ts'];
/** Only what stands beside the code. */
const BESIDE = { CONCORD_TESTS: 'beside' };
const WHOLE = { CONCORD_TESTS: 'whole' };

ensureInstalled({ development: true });
if (!rest) {
  step('types', 'typescript/bin/tsc', ['-p', 'tsconfig.json']);
  step('lint', 'oxlint/bin/oxlint', ['--deny-warnings']);
  step('format', '@biomejs/biome/bin/biome', ['format', '.']);
}
run('build', [join(ROOT, 'build.mjs')]);
if (!rest) tests('tests', vitest([]), BESIDE);
if (all) tests('journeys and pages', vitest(['test/e2e', 'test/all', ...IN_PART, '--passWithNoTests=false']), WHOLE);
if (all) tests('tests on a server', ['--import', 'tsx', join(ROOT, 'test/server-engine.ts')]);
rmSync(out, { recursive: true, force: true });
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

function tests(name, args, env = {}) {
  const report = join(out, `${name.replaceAll(' ', '-')}.json`);
  const began = performance.now();
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = spawnSync(process.execPath, [...args, ...reporters], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const counted = count(report);
  // A run that ended badly without a failed test (an unhandled error, no report, no tests at all) is a failure all the same.
  const untold = counted.failed === 0 && (status !== 0 || counted.passed === 0) ? 1 : 0;
  total.passed += counted.passed;
  total.failed += counted.failed + untold;
  console.log(`${status === 0 ? 'ok' : 'FAILED'}: ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
}

function count(report) {
  if (!existsSync(report)) return { passed: 0, failed: 0 };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  // A file that did not even load has no failed test of its own.
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  );
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
}

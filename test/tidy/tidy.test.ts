import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { BANNED_NAMES, LAYERS, PACK_READERS, PURE_FOLDERS, SOLE_OWNERS } from './layers.ts';

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((path) => /\.(ts|tsx)$/.test(path) && !path.includes('/generated/'));
const sources = files
  .filter((path) => path.startsWith('src/'))
  .flatMap((path) => {
    try {
      return [{ path, folder: path.split('/')[1] ?? '', text: readFileSync(path, 'utf8') }];
    } catch {
      return []; // listed by git, deleted in the working tree
    }
  });
const product = sources.filter(({ path }) => !/\.(test|testing)\.tsx?$/.test(path));

const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g;
const importsOf = (text: string) => [...text.matchAll(IMPORT)].map((match) => match[1] ?? '');

test('every folder of src stands in the table of layers', () => {
  const unknown = new Set(sources.map(({ folder }) => folder).filter((folder) => !(folder in LAYERS)));
  expect([...unknown]).toEqual([]);
});

test('imports go through doors, downwards only', () => {
  const wrong = product.flatMap(({ path, folder, text }) => {
    const allowed = LAYERS[folder] ?? [];
    return importsOf(text)
      .filter((name) => name.startsWith('#'))
      .map((name) => name.slice(1))
      .filter((door) => !(door.startsWith('packs/') && PACK_READERS.includes(folder)))
      .filter((door) => !allowed.includes('*') && door.split('/')[0] !== folder && !allowed.includes(door))
      .map((door) => `${path} imports #${door}`);
  });
  expect(wrong).toEqual([]);
});

test('a relative import never leaves its folder of src', () => {
  const wrong = product.flatMap(({ path, text }) => {
    const depth = path.split('/').length - 3;
    return importsOf(text)
      .filter((name) => name.startsWith('.') && (name.match(/\.\.\//g) ?? []).length > depth)
      .map((name) => `${path} imports ${name}`);
  });
  expect(wrong).toEqual([]);
});

test('the domain core is pure: no node modules, clock or randomness', () => {
  const wrong = product
    .filter(({ folder, path }) => PURE_FOLDERS.includes(folder) && !path.includes('/generate/'))
    .flatMap(({ path, text }) => {
      const marks = [...text.matchAll(/from 'node:[^']*'|Date\.now\(\)|new Date\(\)|Math\.random\(\)|\bfetch\(/g)];
      return marks.map((mark) => `${path}: ${mark[0]}`);
    });
  expect(wrong).toEqual([]);
});

test('a driver or framework is imported by its owner alone', () => {
  const wrong = product.flatMap(({ path, folder, text }) =>
    importsOf(text)
      .filter((name) => SOLE_OWNERS[name] && !SOLE_OWNERS[name].includes(folder))
      .map((name) => `${path} imports ${name}`),
  );
  expect(wrong).toEqual([]);
});

/** Reads the status of a server that we ask; what we answer ourselves is still http's alone. */
const ASKS_OTHERS = new Set(['src/auth/smart/guarded-fetch.ts']);

test('only http and cli know status and exit codes', () => {
  const wrong = product
    .filter(({ folder }) => !['http', 'cli', 'app'].includes(folder))
    .filter(({ path, text }) => !ASKS_OTHERS.has(path) && /statusCode|process\.exit\b/.test(text))
    .map(({ path }) => path);
  expect(wrong).toEqual([]);
});

test("a joint's sql names only tables of its own", () => {
  const joints = ['record', 'care', 'workforce', 'money', 'governance', 'insight'];
  const wrong = product
    .filter(({ folder }) => joints.includes(folder))
    .flatMap(({ path, folder, text }) =>
      [...text.matchAll(/sql`([^`]*)`/g)].flatMap(([, statement = '']) =>
        [
          ...statement.matchAll(
            /\b(?:from|join|into|update)\s+(?!lateral|unnest|generate_series|jsonb_|only\b|set\b)([a-z_]+)\b(?!\s*\()/g,
          ),
        ]
          .map((match) => match[1] ?? '')
          .filter(
            (table) =>
              joints.some((joint) => joint !== folder && table.startsWith(`${joint}_`)) ||
              [
                'resource',
                'history',
                'posting',
                'access',
                'change',
                'person_record',
                'locator',
                'ident',
                'audit',
              ].includes(table),
          )
          .map((table) => `${path} reads ${table}`),
      ),
    );
  expect(wrong).toEqual([]);
});

test('names say what a thing is', () => {
  const wrong = files.filter((path) =>
    path.split('/').some((part) => BANNED_NAMES.includes(basename(part).split('.')[0] ?? '')),
  );
  expect(wrong).toEqual([]);
});

test('no file is longer than 400 lines', () => {
  const long = sources.filter(({ text }) => text.split('\n').length > 401).map(({ path }) => path);
  expect(long).toEqual([]);
});

test('no class but drivers and errors, no default export, no enum', () => {
  const wrong = product.flatMap(({ path, folder, text }) =>
    [
      ...text.matchAll(
        /^export default|^(?:export )?(?:const )?enum |^(?:export )?class (\w+)\b(?! extends \w*Error)/gm,
      ),
    ]
      .filter((mark) => !(mark[1] !== undefined && folder === 'store'))
      .map((mark) => `${path}: ${mark[0]}`),
  );
  expect(wrong).toEqual([]);
});

test('each joint has the same parts', () => {
  const joints = ['record', 'care', 'workforce', 'money', 'governance', 'insight'];
  const all = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  }).split('\n');
  const missing = joints.flatMap((joint) =>
    ['README.md', 'index.ts', 'contract.ts']
      .map((part) => `src/${joint}/${part}`)
      .filter((path) => !all.includes(path)),
  );
  expect(missing).toEqual([]);
});

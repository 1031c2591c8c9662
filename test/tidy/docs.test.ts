import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
}).split('\n');
const read = (path: string) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // listed by git, deleted in the working tree
  }
};
const product = tracked.filter(
  (path) => /^src\/.*\.(ts|tsx)$/.test(path) && !/\.(test|testing)\.tsx?$|\/generate\//.test(path),
);

test('every runtime dependency stands in docs/dependencies.md with its reason, and no other', () => {
  const declared = Object.keys((JSON.parse(read('package.json')) as { dependencies: object }).dependencies).sort();
  const listed = [...read('docs/dependencies.md').matchAll(/^\| ([@a-z0-9/-]+) \| [^|]+ \| [^|]+ \|$/gm)]
    .map((row) => row[1] ?? '')
    .filter((name) => name !== 'package')
    .sort();
  expect(listed).toEqual(declared);
  expect(declared.length).toBeLessThanOrEqual(40);
});

test('every refusal code of the program stands in docs/refusals.md, and no other', () => {
  const used = new Set<string>();
  for (const path of product) {
    const text = read(path);
    for (const match of text.matchAll(/refuse\(\s*'[a-z-]+',\s*'([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+)'/g))
      used.add(match[1] ?? '');
    for (const match of text.matchAll(/\bcode: '([a-z][a-z0-9]*\.[a-z0-9-]+)'/g)) used.add(match[1] ?? '');
  }
  const listed = new Set([...read('docs/refusals.md').matchAll(/^\| `([a-z0-9.-]+)` \|/gm)].map((row) => row[1] ?? ''));
  expect([...used].filter((code) => !listed.has(code)).sort(), 'used, not listed').toEqual([]);
  const everything = product.map(read).join('\n');
  expect([...listed].filter((code) => !everything.includes(`'${code}'`)).sort(), 'listed, not used').toEqual([]);
});

test('documents link to files that exist', () => {
  const broken = tracked
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) => {
      const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
      return [...read(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)]
        .map((match) => new URL(match[1] ?? '', `file:///${folder}`).pathname.slice(1))
        .filter(
          (target) => !tracked.some((file) => file === target || file.startsWith(`${target.replace(/\/$/, '')}/`)),
        )
        .map((target) => `${path} -> ${target}`);
    });
  expect(broken).toEqual([]);
});

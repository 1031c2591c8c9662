import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { REQUIREMENTS_PAGE, requirements, requirementsPage } from './requirements.ts';

/** The mark above a test, other comments between the two, and the test's name; tests over a table have theirs behind it. */
const MARK =
  /^[ \t]*\/\/ Shows requirements? ([\w.:]+(?:, [\w.:]+)*)\.\n(?:[ \t]*\/\/.*\n)*[ \t]*test(?:\.each\([^]*?\](?: as const)?\))?\(\s*(['"`])(.+?)\2,/gm;
const STARTS = /^[ \t]*\/\/ Shows requirements? /gm;

test('every requirement is shown by tests that exist and say so, and no test says so of another', () => {
  const listed = requirements().flatMap(({ id, shownBy }) => shownBy.map((one) => `${id}: ${one.file}: ${one.test}`));
  const { marked, unread } = marks();
  expect(unread).toEqual([]);
  expect(listed.filter((one) => !marked.has(one))).toEqual([]);
  expect([...marked].filter((one) => !listed.includes(one))).toEqual([]);
});

test('every requirement stands once, with a place that exists and a test', () => {
  const all = requirements();
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  for (const { id, where, shownBy } of all) {
    expect(existsSync(where), `${id}: ${where}`).toBe(true);
    expect(shownBy.length, id).toBeGreaterThan(0);
  }
});

test('each of the ten weaknesses of APIs has tests against it', () => {
  const ids = requirements().map(({ id }) => id);
  for (let place = 1; place <= 10; place += 1) expect(ids).toContain(`API${place}:2023`);
});

test('the page that people read is the list', () => {
  expect(readFileSync(REQUIREMENTS_PAGE, 'utf8')).toBe(requirementsPage(requirements()));
});

function marks(): { readonly marked: ReadonlySet<string>; readonly unread: readonly string[] } {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.test.ts'], {
    encoding: 'utf8',
  });
  const marked = new Set<string>();
  const unread: string[] = [];
  for (const file of files.split('\n').filter((path) => existsSync(path))) {
    const text = readFileSync(file, 'utf8');
    const found = [...text.matchAll(MARK)];
    // A mark that stands above something else would be passed over without a word.
    if (found.length !== (text.match(STARTS) ?? []).length) unread.push(file);
    for (const [, ids = '', , name = ''] of found) {
      for (const id of ids.split(', ')) marked.add(`${id}: ${file}: ${name}`);
    }
  }
  return { marked, unread };
}

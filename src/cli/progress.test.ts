import { expect, test } from 'vitest';
import { lineOf } from './progress.ts';

test('says how far, how fast and how long', () => {
  const step = { what: 'elm-tree.ndjson', done: 1_200, total: 4_800, unit: 'records' };
  expect(lineOf(step, { ms: 1_000, from: 0 }, true)).toBe(
    'elm-tree.ndjson  [######..................] 1,200 of 4,800 records, 1,200/s, 3 s left',
  );
  expect(lineOf(step, { ms: 1_000, from: 0 }, false)).toBe(
    'elm-tree.ndjson  1,200 of 4,800 records, 1,200/s, 3 s left',
  );
});

test('a part of unknown records still shows its bar', () => {
  const line = lineOf({ what: 'a.csv', done: 50, part: 0.5, unit: 'records' }, { ms: 2_000, from: 0 }, true);
  expect(line).toBe('a.csv  [############............] 50 records, 25/s, 2 s left');
});

test('promises nothing before it knows', () => {
  expect(lineOf({ what: 'linking', done: 0, unit: '' }, { ms: 0, from: 0 }, true)).toBe('linking  0');
  expect(lineOf({ what: 'x', done: 3, unit: 'files' }, { ms: 10_000, from: 0 }, true)).toBe('x  3 files, 0/s');
});

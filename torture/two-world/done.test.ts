import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openDone, partOf, seedsToDo } from './done.ts';

const folder = mkdtempSync(join(tmpdir(), 'concord-done-'));
afterAll(() => rmSync(folder, { recursive: true }));

const nothing = { programs: 40, requests: 800, differences: [], answered: [] };

function firstOf(seeds: Iterator<number>, count: number): readonly number[] {
  return Array.from({ length: count }, () => seeds.next().value);
}

test('a run in parts goes on where it was ended, also in the middle of a line', () => {
  const path = join(folder, 'a5');
  const begun = openDone(path);
  expect(begun.parts).toEqual([]);
  begun.add(partOf(5, nothing));
  begun.add(partOf(7, { ...nothing, answered: [{ method: 'GET', url: '/fhir/Patient?_id=p1' }] }));
  appendFileSync(path, '{"seed":6,"programs":40,"requests":800,"answered":{}');
  const again = openDone(path);
  expect(again.parts).toMatchObject([
    { seed: 5, programs: 40 },
    { seed: 7, requests: 800, answered: { id: 1 } },
  ]);
  expect(firstOf(seedsToDo(5, again.parts), 3)).toEqual([6, 8, 9]);
  again.add(partOf(6, nothing));
  expect(openDone(path).parts.map(({ seed }) => seed)).toEqual([5, 7, 6]);
});

test('without a file nothing is kept', () => {
  const { parts, add } = openDone(undefined);
  add(partOf(1, nothing));
  expect(parts).toEqual([]);
  expect(firstOf(seedsToDo(1, parts), 2)).toEqual([1, 2]);
});

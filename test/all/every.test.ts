import { expect, test } from 'vitest';
import { askEverything } from '../../src/repository/search/every.testing.ts';

/** What `every.test.ts` beside the search asks in eighths, whole. */
test('every parameter of every type, in every form of it, answers what a loop over the examples finds, or says by name why not', async () => {
  const told = await askEverything(1);
  expect(told.wrong.slice(0, 10)).toEqual([]);
  expect(told.parameters).toBeGreaterThan(1_000);
  expect(told.found).toBeGreaterThan(10_000);
}, 900_000);

import { expect, test } from 'vitest';
import { askEverything } from './every.testing.ts';

test('every parameter of every type answers with the modifiers it may carry what a loop over the examples finds, or says by name why not', async () => {
  // One form in eight of each parameter, another of the next; test/all/every.test.ts asks them all.
  const told = await askEverything(8);
  expect(told.wrong.slice(0, 10)).toEqual([]);
  expect(told.parameters).toBeGreaterThan(1_000);
  expect(told.found).toBeGreaterThan(1_000);
}, 120_000);

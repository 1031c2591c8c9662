import { seeded } from '#base';
import { expect, test } from 'vitest';
import { FEATURES, seldom, type Tally, tallied } from './features.ts';
import { NOTHING_KNOWN, randomRequest } from './program.ts';

/** Far fewer than the programs of a run make; what they do not ask in so many, a run may not ask either. */
const REQUESTS = 12_000;
const LEAST = 3;

test('programs ask everything that a search can have', () => {
  const tally: Tally = new Map();
  for (let place = 0; place < REQUESTS; place += 1) tallied(tally, randomRequest(seeded(place), NOTHING_KNOWN));
  expect(seldom(tally, LEAST)).toEqual([]);
  // Each prefix, modifier and depth by itself.
  expect(FEATURES.length).toBeGreaterThan(100);
});

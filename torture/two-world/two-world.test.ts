import { freshDatabase } from '#testing/database';
import { beforeAll, expect, test } from 'vitest';
import { comparePair, type Pair } from './compare.ts';
import { CONTROLS } from './controls.ts';

/** `A5` of torture runs 2,000 and more. */
const PROGRAMS = 16;
let pair: Pair;
beforeAll(async () => {
  const left = await freshDatabase();
  const right = await freshDatabase();
  pair = { left: left.store, right: right.store };
});

// Shows requirement API1:2023.
test('a viewer cannot tell a world from the one without what they may not see', async () => {
  let run = 0;
  for (let seed = 1; run < PROGRAMS; seed += 1) {
    const { programs, differences } = await comparePair(pair, seed);
    expect(differences).toEqual([]);
    run += programs;
  }
}, 180_000);

test.each(CONTROLS)(
  '$name: this is caught',
  async (control) => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const { differences } = await comparePair(pair, seed, 3, control);
      if (differences.length > 0) return;
    }
    expect.fail('no program told the worlds apart');
  },
  180_000,
);

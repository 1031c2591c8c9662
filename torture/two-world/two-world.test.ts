import { freshDatabase } from '#testing/database';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparePair } from './compare.ts';
import { CONTROLS } from './controls.ts';
import { type Ground, openGround, standsApart } from './ground.ts';

/** `A5` of torture runs 2,000 and more. */
const PROGRAMS = 16;
const CONTROL_SEEDS = 40;
let ground: Ground;
beforeAll(async () => {
  const [shared, left, right] = await Promise.all([freshDatabase(), freshDatabase(), freshDatabase()]);
  ground = await openGround({ shared: shared.url, left: left.url, right: right.url });
});
afterAll(() => ground.close());

describe.each([
  { way: 'in one database', isApart: false },
  { way: 'in a database each', isApart: true },
])('$way', ({ isApart }) => {
  // Shows requirement API1:2023.
  test('a viewer cannot tell a world from the one without what they may not see', async () => {
    let run = 0;
    for (const seed of seeds(isApart)) {
      const { programs, differences } = await comparePair(ground, seed);
      expect(differences).toEqual([]);
      run += programs;
      if (run >= PROGRAMS) break;
    }
    expect(run).toBeGreaterThanOrEqual(PROGRAMS);
  }, 120_000);

  test.each(CONTROLS)(
    '$name: this is caught',
    async (control) => {
      for (const seed of seeds(isApart)) {
        const { differences } = await comparePair(ground, seed, 3, control);
        if (differences.length > 0) return;
      }
      expect.fail('no program told the worlds apart');
    },
    60_000,
  );
});

// A viewer who sees whatever is not of one day: what lay in A was once judged without its date, so that B lacked what they see.
test('what a rule about dates shows is there in both worlds', async () => {
  const { programs, differences } = await comparePair(ground, 20_262_121, 4);
  expect(differences).toEqual([]);
  expect(programs).toBe(4);
}, 120_000);

function seeds(isApart: boolean): readonly number[] {
  return Array.from({ length: CONTROL_SEEDS * 10 }, (_, at) => at + 1)
    .filter((seed) => standsApart(seed) === isApart)
    .slice(0, CONTROL_SEEDS);
}

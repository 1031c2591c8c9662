import { testStore } from '#testing/database';
import { fc } from '#testing/chance';
import { isPatientCompartmentType } from '#fhir';
import { beforeAll, expect, test } from 'vitest';
import type { Repository, Stored } from '../repository.ts';
import { type SearchedWorld, searchedWorld } from './searched.testing.ts';
import { TYPES } from './world.testing.ts';

let made: SearchedWorld;
beforeAll(async () => {
  made = await searchedWorld(await testStore());
}, 120_000);

const BUCKETS = 32_768;
const types = TYPES.filter(isPatientCompartmentType);

async function swept(repository: Repository, limit: number, within?: readonly [number, number]) {
  const found: Stored[] = [];
  for (let after: Stored | undefined; ; after = found.at(-1)) {
    const page = await repository.sweep({
      types,
      limit,
      ...(within ? { within } : {}),
      ...(after ? { after } : {}),
    });
    if (page.length === 0) return found;
    expect(page.length).toBeLessThanOrEqual(limit);
    found.push(...page);
  }
}

const names = (found: readonly Stored[]) => found.map(({ type, id }) => `${type}/${id}`);

test('ranges of buckets that follow one another give all that may be seen once, in the order in which it lies', async () => {
  for (const [repository, seen] of [
    [made.system, made.everything],
    [made.nurse, made.shared],
  ] as const) {
    const whole = names(await swept(repository, 500));
    const wanted = seen.filter(({ type }) => types.includes(type)).map(({ type, id }) => `${type}/${id}`);
    expect([...whole].sort()).toEqual(wanted.sort());
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: BUCKETS }), fc.integer({ min: 3, max: 90 }), async (middle, limit) => {
        const first = await swept(repository, limit, [0, middle]);
        const second = await swept(repository, limit, [middle, BUCKETS]);
        expect(first.every(({ bkt }) => bkt < middle)).toBe(true);
        expect([...names(first), ...names(second)]).toEqual(whole);
      }),
      { numRuns: 6 },
    );
  }
});

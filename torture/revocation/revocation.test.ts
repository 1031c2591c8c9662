import { afterAll, beforeAll, expect, test } from 'vitest';
import { CAUSES } from './causes.ts';
import { silenced, toldAtOnce } from './run.ts';
import { openWorld, type World } from './world.ts';

/** The bar is one second, and the figures are printed; this says that it happens, on any machine. */
const BOUND_MS = 5_000;

let world: World;
beforeAll(async () => {
  world = await openWorld(Date.now());
}, 120_000);
afterAll(() => world?.close());

// Shows requirements V7.4.1, V8.3.2.
// Shows a control of hazard H8.
test('once a right ends, every channel that it reaches is silent and stays so', async () => {
  for (const [place, cause] of CAUSES.entries()) {
    const all = await silenced(world, cause, place);
    console.log(`${cause.name}: ${all.map(({ channel, ms }) => `${channel} ${ms} ms`).join(', ')}`);
    for (const { channel, ms } of all) expect(ms, `${cause.name}: ${channel}`).toBeLessThan(BOUND_MS);
  }
}, 300_000);

// Shows a control of hazard H8.
test('what makes less seen takes effect with its write: the very next request tells nothing, though the feed stands still', async () => {
  const causes = CAUSES.filter(({ atOnce }) => atOnce);
  expect(causes.length).toBeGreaterThan(3);
  for (const [place, cause] of causes.entries())
    expect(await toldAtOnce(world, cause, CAUSES.length + place), cause.name).toEqual([]);
}, 120_000);

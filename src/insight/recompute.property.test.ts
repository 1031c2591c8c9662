import { freshDatabase } from '#testing/database';
import { expect, test } from 'vitest';
import { plusDays, seeded } from '#base';
import { act } from './acts.testing.ts';
import { diabetes, ELM, NOW, patient, TEAMS, TODAY, testInsight, valueOf } from './insight.testing.ts';

const PEOPLE = 12;

test.each([1, 2, 3])('kept figures equal those of the raw resources, whatever happened (%i)', async (seed) => {
  const { store, drop } = await freshDatabase();
  const made = await testInsight(store);
  const random = seeded(seed);
  const present = new Set<string>();
  let most = 0;
  const inTeams = new Set<string>();
  const system = await made.system(ELM);
  for (let n = 0; n < PEOPLE; n += 2) {
    await made.put(ELM, patient(`p${n}`, ELM));
    await made.put(ELM, diabetes(`first${n}`, `p${n}`));
    present.add(`${ELM} Patient/p${n}`);
  }
  for (let n = 1; n <= 120; n += 1) {
    await act({ made, random, present, people: PEOPLE, passing: 0.3 });
    if (random() < 0.3) await made.follow();
    if (n % 30 > 0) continue;
    await made.follow();
    expect(valueOf(await made.insight.recompute(system))).toEqual([]);
    const asAt = plusDays(TODAY, -Math.floor(random() * 500));
    expect(valueOf(await made.insight.recompute(system, asAt))).toEqual([]);
    for (const team of TEAMS) {
      const place = team.slice('Organization/'.length);
      if (valueOf(await made.insight.dashboard(system, { place })).register.of > 0) inTeams.add(team);
    }
    most = Math.max(most, valueOf(await made.insight.dashboard(system, { place: 'all' })).register.of);
  }
  expect(most).toBeGreaterThan(2);
  expect(inTeams.size).toBeGreaterThan(0);
  const before = valueOf(await made.insight.dashboard(system, { place: 'all' }));
  await made.insight.rebuild();
  const after = valueOf(await made.insight.dashboard(system, { place: 'all' }));
  expect({ ...after, revision: '' }).toEqual({ ...before, revision: '' });
  expect(made.clock.now).toBeGreaterThan(NOW);
  await made.stop();
  await drop();
});

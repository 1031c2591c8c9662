import { fc } from '#testing/chance';
import { freshDatabase } from '#testing/database';
import { sql } from '#store';
import { expect, test } from 'vitest';
import { diabetes, ELM, hba1c, patient, testInsight } from './insight.testing.ts';
import { type Alike, newFigures } from './sums.ts';

const bits = fc.integer({ min: 0, max: 7 });
const days = fc.array(bits, { minLength: 3, maxLength: 3 });
const state: fc.Arbitrary<Alike> = fc
  .record({
    pack: fc.integer({ min: 1, max: 2 }),
    place: fc.constantFrom('elm', 'mill'),
    counted: days,
    met: days,
    sexes: fc.array(fc.constantFrom('sex:female', 'sex:male'), { minLength: 2, maxLength: 2 }),
    within: fc.array(bits, { maxLength: 2 }),
    had: fc.oneof(days, fc.constant([])),
  })
  .map(({ sexes, within, met, ...rest }) => ({
    ...rest,
    // Nobody has what they are not asked for.
    met: met.map((has, slot) => has & (rest.counted[slot] ?? 0)),
    strata: sexes,
    teams: ['podiatry', 'wound-care'].slice(0, within.length),
    within,
  }));

const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();

test('of whoever counts otherwise the figures move as if they were taken away and put in', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.option(state), fc.option(state)), { maxLength: 6 }), (people) => {
      const [whole, moved] = [newFigures(), newFigures()];
      for (const [before, now] of people) {
        if (before) whole.add(before, -1);
        if (now) whole.add(now, 1);
        moved.move(before ?? undefined, now ?? undefined);
        // Nearly as they were: a day on which one measure differs.
        if (!before) continue;
        const later = { ...before, met: before.met.map((has, slot) => (slot === 1 ? has & ~2 : has)) };
        whole.add(before, -1);
        whole.add(later, 1);
        moved.move(before, later);
      }
      expect(sorted(moved.rows())).toEqual(sorted(whole.rows()));
    }),
  );
});

test('so many who count alike are so many times one of them', () => {
  fc.assert(
    fc.property(state, fc.integer({ min: 2, max: 5 }), (one, people) => {
      const [each, all] = [newFigures(), newFigures()];
      for (let n = 0; n < people; n += 1) each.add(one, 1);
      all.add(one, people);
      expect(sorted(all.rows())).toEqual(sorted(each.rows()));
    }),
  );
});

test('what somebody counts in is written where it differs, and nowhere else', async () => {
  const { store, drop } = await freshDatabase();
  const made = await testInsight(store);
  for (const id of ['a', 'b']) {
    await made.put(ELM, patient(id, ELM));
    await made.put(ELM, diabetes(`d-${id}`, id));
    await made.put(ELM, hba1c(`h-${id}`, id, '2026-05-03', 50));
  }
  await made.follow();
  const versions = async () => {
    const of = (table: string) =>
      store.all<{ v: string }>(sql`select xmin::text || ctid::text as v from ${sql.raw(table)} order by 1`);
    const [states, courses, members, tallies] = await Promise.all(
      ['insight_state', 'insight_course', 'insight_member', 'insight_tally'].map(of),
    );
    return { states, courses, members, tallies };
  };
  const before = await versions();
  expect(before.states).toHaveLength(2);
  // The same once more on that day: all of what counts stays as it was.
  await made.put(ELM, hba1c('again', 'a', '2026-05-03', 51));
  await made.follow();
  expect(await versions()).toEqual(before);
  // One that is too high: hers alone is another.
  await made.put(ELM, hba1c('high', 'a', '2026-06-01', 80));
  await made.follow();
  const after = await versions();
  const kept = (rows: readonly { v: string }[] = [], old: readonly { v: string }[] = []) =>
    rows.filter(({ v }) => old.some((one) => one.v === v)).length;
  expect([
    kept(after.states, before.states),
    kept(after.courses, before.courses),
    kept(after.members, before.members),
  ]).toEqual([1, 1, 2]);
  await made.stop();
  await drop();
});

import { type Day, day, plusDays, seeded } from '#base';
import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { watch, WEEK } from './watch.ts';

const SINCE = day('2026-03-02');

function courseOf(perDay: (days: number) => number, until: Day): ReadonlyMap<Day, number> {
  const on = new Map<Day, number>();
  for (let at = -26 * WEEK; ; at += 1) {
    const date = plusDays(SINCE, at);
    if (date >= until) return on;
    on.set(date, perDay(at));
  }
}

const asked = (perDay: (days: number) => number, today: Day) =>
  watch({ since: SINCE, today, known: plusDays(SINCE, -400), on: courseOf(perDay, today), feared: 'up' });

test('what doubles is seen within days, with what was expected beside it', () => {
  const doubled = (at: number) => (at >= 0 ? 8 : 4 + (at % 2 === 0 ? 1 : -1));
  const found = Array.from({ length: 30 }, (_, at) => plusDays(SINCE, at + 1)).find(
    (today) => asked(doubled, today).seen,
  );
  expect(found && found <= plusDays(SINCE, WEEK)).toBe(true);
  const { seen, limits } = asked(doubled, plusDays(SINCE, 21));
  expect(seen).toMatchObject({ since: SINCE, until: plusDays(SINCE, 20), counted: 168 });
  expect(seen?.expected).toBeCloseTo((limits?.mean ?? 0) * 3, 6);
});

test('what goes the other way is not feared and not spoken of', () => {
  expect(asked((at) => (at >= 0 ? 1 : 5), plusDays(SINCE, 60)).seen).toBeUndefined();
});

test('with too little known before nothing is said', () => {
  const on = courseOf((at) => (at >= 0 ? 50 : 1), plusDays(SINCE, 40));
  const known = plusDays(SINCE, -11 * WEEK);
  const found = watch({ since: SINCE, today: plusDays(SINCE, 40), known, on, feared: 'up' });
  expect(found.limits).toBeUndefined();
  expect(found.seen).toBeUndefined();
  expect(found.weeks.length).toBeGreaterThan(5);
});

test('limits never move with what came after the change', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100 }), (later) => {
      const one = asked((at) => (at >= 0 ? later : 4), plusDays(SINCE, 50));
      expect(one.limits).toEqual(asked((at) => (at >= 0 ? 4 : 4), plusDays(SINCE, 50)).limits);
    }),
  );
});

test('a year in which nothing changed raises a signal in few places of a hundred in the first month', () => {
  const quiet = Array.from({ length: 200 }, (_, seed) => {
    const random = seeded(seed + 1);
    const counts = courseOf(() => poisson(random, 3), plusDays(SINCE, 28));
    return watch({ since: SINCE, today: plusDays(SINCE, 28), known: plusDays(SINCE, -400), on: counts, feared: 'up' })
      .seen;
  });
  expect(quiet.filter(Boolean).length / quiet.length).toBeLessThan(0.06);
});

test('a rise of three deviations is found in nearly every place within four weeks', () => {
  const found = Array.from({ length: 100 }, (_, seed) => {
    const random = seeded(seed + 1_000);
    const counts = courseOf((at) => poisson(random, at >= 0 ? 5 : 3), plusDays(SINCE, 28));
    return watch({ since: SINCE, today: plusDays(SINCE, 28), known: plusDays(SINCE, -400), on: counts, feared: 'up' })
      .seen;
  });
  expect(found.filter(Boolean).length / found.length).toBeGreaterThan(0.9);
});

function poisson(random: () => number, mean: number): number {
  let [count, product] = [0, random()];
  while (product > Math.exp(-mean)) {
    count += 1;
    product *= random();
  }
  return count;
}

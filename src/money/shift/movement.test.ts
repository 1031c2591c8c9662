import { day, plusMonths, seeded } from '#base';
import { expect, test } from 'vitest';
import { movementIn, type PersonMonth, percentOf } from './movement.ts';

const FIRST = day('2024-01-01');
const LAST = 18;

/** Bed days in hospital and hours of a council's packages; from a month on, discharges come two days earlier and packages cost more. */
function lived(seed: number, planted: number | undefined) {
  const draw = seeded(seed);
  const beds: PersonMonth[] = [];
  const hours: PersonMonth[] = [];
  for (let at = 0; at <= LAST; at += 1) {
    const month = plusMonths(FIRST, at);
    const moved = planted !== undefined && at >= planted;
    const stays = 80 + Math.floor(draw() * 20);
    for (let stay = 0; stay < stays; stay += 1) {
      const person = `p${Math.floor(draw() * 4_000)}`;
      const length = 4 + Math.floor(draw() * 9);
      beds.push({ person, month, units: moved ? Math.max(1, length - 2) : length });
      if (draw() < 0.7) hours.push({ person, month, units: 8 + Math.floor(draw() * 13) + (moved ? 14 : 0) });
    }
    for (let other = 0; other < 150; other += 1)
      hours.push({ person: `c${other}`, month, units: 10 + Math.floor(draw() * 11) });
  }
  return { beds, hours };
}

test('discharges two days earlier and dearer packages are found in the first month of it, for every seed', () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const { beds, hours } = lived(seed, LAST);
    const found = movementIn(beds, hours, plusMonths(FIRST, LAST));
    expect(found?.cohort, `seed ${seed}`).toBe('there-this-month');
    if (!found) continue;
    expect(found.fell.before - found.fell.now).toBeGreaterThan(1);
    expect(percentOf(found.rose)).toBeGreaterThan(10);
    expect(found.people.every((person) => person.startsWith('p'))).toBe(true);
  }
});

test('nothing is found in years in which nothing moved, whichever way it is looked at', () => {
  let alarms = 0;
  for (let seed = 1; seed <= 30; seed += 1) {
    const { beds, hours } = lived(seed, undefined);
    for (let at = 13; at <= LAST; at += 1) {
      if (movementIn(beds, hours, plusMonths(FIRST, at))) alarms += 1;
      if (movementIn(hours, beds, plusMonths(FIRST, at))) alarms += 1;
    }
  }
  expect(alarms).toBe(0);
});

test('what rose for everybody is growth and no movement; few people are nobody’s pattern', () => {
  const { beds, hours } = lived(7, LAST);
  const month = plusMonths(FIRST, LAST);
  const grown = hours.map((one) =>
    one.month === month && one.person.startsWith('c') ? { ...one, units: one.units * 2 } : one,
  );
  expect(movementIn(beds, grown, month)).toBeUndefined();
  const few = new Set(
    beds
      .filter((one) => one.month === month)
      .slice(0, 15)
      .map(({ person }) => person),
  );
  const only = (rows: readonly PersonMonth[]) => rows.filter((one) => one.month !== month || few.has(one.person));
  expect(movementIn(only(beds), only(hours), month)?.cohort).not.toBe('there-this-month');
});

test('visits that stop at one place and begin at another are found for those who were there before', () => {
  const rows = (from: number, until: number, people: number): PersonMonth[] =>
    Array.from({ length: until - from }, (_, at) => at + from).flatMap((at) =>
      Array.from({ length: people }, (_, person) => ({
        person: `p${person}`,
        month: plusMonths(FIRST, at),
        units: 1 + ((person + at) % 3),
      })),
    );
  const found = movementIn(rows(0, LAST, 40), rows(LAST, LAST + 1, 40), plusMonths(FIRST, LAST));
  expect([found?.cohort, found?.count]).toEqual(['there-before', 40]);
});

import { expect, test } from 'vitest';
import type { Tally } from '../contract.ts';
import type { Group } from '../peers.ts';
import { standardisedIn } from './between.ts';
import { effectsIn } from './effects.ts';
import { day, plusMonths } from '#base';

const place = (id: string) => ({ id, name: id, level: 'practice' as const });
const tallies = (...rows: readonly (readonly [string, Tally])[]) => new Map(rows);

// Under 60 a fifth meet it, from 60 on four fifths; elm has the young, hill the old, and of mill only the whole is told.
const GROUP: Group = {
  dimension: 'age',
  title: 'Age',
  strata: ['age:40', 'age:60'],
  whole: { met: 200, of: 400 },
  all: tallies(['age:40', { met: 40, of: 200 }], ['age:60', { met: 160, of: 200 }]),
  places: [
    {
      place: place('elm'),
      tally: { met: 20, of: 100 },
      parts: tallies(['age:40', { met: 20, of: 100 }], ['age:60', { met: 0, of: 0 }]),
    },
    {
      place: place('hill'),
      tally: { met: 80, of: 100 },
      parts: tallies(['age:40', { met: 0, of: 0 }], ['age:60', { met: 80, of: 100 }]),
    },
    { place: place('mill'), tally: { met: 100, of: 200 }, parts: tallies() },
    { place: place('tiny'), parts: tallies() },
  ],
};

test('a practice is held against what its own people would lead one to expect; what is not told apart counts together', () => {
  const [by] = standardisedIn([GROUP]);
  expect(by?.whole).toBe(50);
  expect(by?.rows.map(({ place: { id }, expected, banding, together }) => [id, expected, banding, together])).toEqual([
    ['elm', 20, 'as-expected', 0],
    ['hill', 80, 'as-expected', 0],
    ['mill', 100, 'as-expected', 200],
  ]);
});

test('one stratum that is told and one that is not add up to the practice', () => {
  const mill = { place: place('mill'), tally: { met: 100, of: 200 }, parts: tallies(['age:40', { met: 20, of: 100 }]) };
  const [by] = standardisedIn([{ ...GROUP, places: [...GROUP.places.slice(0, 2), mill] }]);
  expect(by?.rows.find((row) => row.place.id === 'mill')).toMatchObject({ expected: 100, together: 100, ratio: 1 });
});

test('before and after says what stepped, or how many months are missing, newest change first', () => {
  const start = day('2024-01-31');
  const points = Array.from({ length: 24 }, (_, at) => ({
    day: plusMonths(start, at),
    value: 50 + (at % 2) + (at >= 12 ? 8 : 0),
  }));
  const told = effectsIn(
    points,
    [{ id: '1', since: day('2025-11-20'), reason: 'A second nurse', by: 'A lead' }],
    [
      { id: 'change-2', since: day('2025-01-15'), change: 'Checks at home', page: '/sentinels/2' },
      { id: 'programme-1-c3', since: day('2030-01-01'), change: 'Not yet', page: '/programmes/1' },
    ],
  );
  expect(told.map(({ id }) => id)).toEqual(['phase-1', 'change-2']);
  expect(told[0]?.why).toMatch(/22 months before and 2 months after are known, and 8 on each side/);
  expect(told[1]?.found?.words[0]).toMatch(/^At once: \+7\.\d points \(\+/);
  expect(told[1]?.found?.words[1]).toMatch(/^In its course since: nothing beyond chance/);
  expect(told[1]?.page).toBe('/sentinels/2');
});

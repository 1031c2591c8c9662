import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { agreedWords, agreementOf, factorFigures } from './figures.ts';
import { isolated } from './isolation.testing.ts';
import { type Crowd, mayTell } from './release.ts';

const LEAST = 3;
const PEOPLE = 9;

/** Rounds of two teams and their whole, while people join, leave, change teams and stay silent. */
const rounds = fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: PEOPLE, maxLength: PEOPLE }), {
  minLength: 1,
  maxLength: 4,
});

function askedIn(teams: readonly number[]): readonly Crowd[] {
  const of = (...wanted: readonly number[]): Crowd => ({
    people: new Set(teams.flatMap((team, person) => (wanted.includes(team) ? [`p${person}`] : []))),
    missing: 0,
  });
  return [of(1), of(2), of(1, 2)];
}

test('no sum and no difference of what is told isolates fewer than the least number of people', () => {
  fc.assert(
    fc.property(rounds, (all) => {
      const told = all
        .flatMap(askedIn)
        .reduce<readonly Crowd[]>((before, next) => (mayTell(before, next, LEAST) ? [...before, next] : before), []);
      expect(isolated(told, LEAST - 1)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('a joiner between two rounds keeps the second from being told, and enough joiners do not', () => {
  const people = (from: number, to: number) => new Set(Array.from({ length: to - from }, (_, at) => `p${from + at}`));
  const first = { people: people(0, 6), missing: 0 };
  expect(mayTell([], first)).toBe(true);
  expect(mayTell([first], { people: people(0, 7), missing: 0 })).toBe(false);
  expect(mayTell([first], { people: people(0, 11), missing: 0 })).toBe(true);
  expect(mayTell([first], { people: people(0, 6), missing: 0 })).toBe(true);
});

test('who never sent their answer is counted out', () => {
  const people = new Set(['a', 'b', 'c', 'd', 'e', 'f']);
  expect(mayTell([], { people, missing: 1 })).toBe(true);
  expect(mayTell([], { people, missing: 2 })).toBe(false);
});

test('agreement is 1 where all say the same, and none where two halves say the ends', () => {
  expect(agreementOf([4, 4, 4, 4, 4])).toBe(1);
  expect(agreementOf([5, 5, 5, 5, 5])).toBe(1);
  expect(agreedWords(agreementOf([1, 5, 1, 5, 1, 5]))).toBe('none');
  expect(agreementOf([3, 4, 3, 4, 3])).toBeCloseTo(0.875, 6);
  expect(agreedWords(agreementOf([3, 4, 3, 4, 3]))).toBe('strong');
});

test('each factor is counted by itself', () => {
  const factors = [
    { id: 'want', words: 'Want', items: ['w1', 'w2'] },
    { id: 'can', words: 'Can', items: ['c1'] },
  ];
  const all = [5, 5, 4, 5, 5].map((w1) => ({ w1, w2: 5, c1: 2 }));
  expect(factorFigures(factors, all)).toMatchObject([
    { id: 'want', mean: 4.9, low: false },
    { id: 'can', mean: 2, agreement: 1, low: true },
  ]);
});

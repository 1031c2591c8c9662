import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { isolated } from '../readiness/isolation.testing.ts';
import type { Crowd } from '../readiness/release.ts';
import { countMaturity, maturityCrowds, type MaturityScored } from './count.ts';
import { day } from '#base';
import type { Maturity } from './round.ts';
import { spreadOf, type Step, STEPS } from './spread.ts';

const LEAST = 3;
const PEOPLE = 9;
const DIMENSIONS = [{ id: 'aim' }, { id: 'money' }];

/** Who of nine scored in which of three organisations, or did not, round after round. */
const rounds = fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: PEOPLE, maxLength: PEOPLE }), {
  minLength: 1,
  maxLength: 4,
});
const steps = fc.array(fc.constantFrom<Step>(...STEPS, 'unsure'), { minLength: 1, maxLength: 30 });

test('no sequence of rounds tells of fewer than the least number, by any sum or difference of what is told', () => {
  fc.assert(
    fc.property(rounds, (all) => {
      const scored: MaturityScored[] = [];
      const told: Crowd[] = [];
      for (const [at, organizations] of all.entries()) {
        const round = `r${at}`;
        const mine = organizations.flatMap((one, person) =>
          one === 0 ? [] : [{ round, principal: `p${person}`, organization: `o${one}` }],
        );
        scored.push(...mine);
        const answers = mine.map(({ organization }) => ({ organization, scores: {}, reasons: {} }));
        const counted = countMaturity(round, { dimensions: DIMENSIONS, answers, scored, before: told, least: LEAST });
        told.push(...maturityCrowds({ id: round, closed: { ...counted, on: day('2026-06-01') } } as Maturity, scored));
      }
      expect(isolated(told, LEAST - 1)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('every score stands in the spread once, and the middle is a score or halfway between two', () => {
  fc.assert(
    fc.property(steps, (chosen) => {
      const { steps: counts, unsure, middle } = spreadOf(chosen);
      expect(counts.reduce((sum, one) => sum + one, 0) + unsure).toBe(chosen.length);
      if (middle === undefined) return;
      const named = chosen.filter((one) => one !== 'unsure');
      expect(named.filter((one) => one < middle).length * 2).toBeLessThanOrEqual(named.length);
      expect(named.filter((one) => one > middle).length * 2).toBeLessThanOrEqual(named.length);
    }),
  );
});

test('two halves at the ends are split, also where their middle is the middle of the scale', () => {
  expect(spreadOf([1, 1, 1, 5, 5, 5])).toMatchObject({ steps: [3, 0, 0, 0, 3], middle: 3, split: true });
  expect(spreadOf([3, 3, 3, 4, 2])).toMatchObject({ middle: 3, split: false });
  // Of fewer than five steps no middle is told.
  expect(spreadOf([1, 5, 5, 'unsure', 'unsure'])).toEqual({ steps: [1, 0, 0, 0, 2], unsure: 2, split: false });
});

import type { ResultSeries } from '#record/contract';
import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { layTrend, sideOf } from './trend.ts';

const series = (values: readonly number[], target?: ResultSeries['target']): ResultSeries => ({
  code: 'x',
  title: 'HbA1c',
  unit: 'mmol/mol',
  points: values.map((value, at) => ({
    at: `20${String(10 + at).padStart(2, '0')}-03-01`,
    value,
    shown: String(value),
    source: { organization: 'Practice', recorded: '2026-01-01', reference: `Observation/${at}` },
  })),
  ...(target ? { target } : {}),
});

test('limits are inclusive', () => {
  const target = { low: 4, high: 7, from: 'pack' };
  expect([3.9, 4, 7, 7.1].map((value) => sideOf(value, target))).toEqual(['below', 'within', 'within', 'above']);
  expect(sideOf(99, undefined)).toBe('within');
});

test('the target is in the picture also where every value lies far from it', () => {
  const laid = layTrend(series([120, 118, 119], { high: 58, from: 'pack' }));
  expect(laid.limits[0]).toBeGreaterThan(0);
  expect(laid.limits[0]).toBeLessThan(laid.height);
});

test('a value next to nothing is drawn', () => {
  expect(layTrend(series([2.5e-323])).marks).toHaveLength(1);
});

test('every mark lies inside the drawing, whatever the values', () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), fc.option(value), (values, high) => {
      const laid = layTrend(series(values, high === null ? undefined : { high, from: 'pack' }));
      for (const { x, y } of laid.marks) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(100);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(laid.height);
      }
    }),
  );
});

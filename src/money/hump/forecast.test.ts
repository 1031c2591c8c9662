import type { TransitionClause } from '#agreement';
import { day, plusMonths } from '#base';
import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { forecastOf, type Slip } from './forecast.ts';
import { backParts, type PaidBack } from './pay-back.ts';

const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const clause: TransitionClause = {
  id: 'hump',
  cites: '4',
  clause: 'transition',
  fund: 'double-running',
  by: 'Organization/board',
  to: 'Organization/trust',
  doubleRunning: { from: day('2026-04-01'), until: day('2027-04-01') },
  tranches: [{ id: 'one', amount: pounds(100_000), notBefore: day('2026-04-01'), milestones: [] }],
  costs: [
    { from: day('2026-04-01'), monthly: pounds(10_000) },
    { from: day('2026-10-01'), monthly: pounds(5_000) },
  ],
  savings: {
    words: 'admission',
    at: 'Organization/trust',
    codes: { system: 'urn:s', codes: ['1'] },
    before: 50,
    worth: pounds(1_000),
    fewer: [
      { from: day('2026-09-01'), monthly: 4 },
      { from: day('2027-01-01'), monthly: 12 },
    ],
  },
  payBack: { from: day('2026-09-01'), every: 'quarter', percentOfSavings: 50, most: pounds(80_000) },
};
const none = { done: new Map<string, number>(), slips: [] };

test('draws the curve, its peak, and the month in which savings have met it', () => {
  const { months, peak, met } = forecastOf(clause, none);
  expect(months.slice(0, 9).map(({ total }) => Number(total))).toEqual([
    10_000, 20_000, 30_000, 40_000, 50_000, 56_000, 57_000, 58_000, 59_000,
  ]);
  expect(peak).toEqual({ month: '2026-12-01', minor: 59_000n });
  expect(met).toBe('2027-07-01');
  expect(months.at(-1)?.month).toBe('2027-07-01');
});

test('a slip of three months lets what is planned stand, and all behind it come later', () => {
  const slipped = forecastOf(clause, { ...none, slips: [{ month: day('2026-08-01'), months: 3 }] });
  expect(slipped.peak?.minor).toBeGreaterThan(forecastOf(clause, none).peak?.minor ?? 0n);
  expect(slipped.peak).toEqual({ month: '2027-03-01', minor: 89_000n });
  expect(slipped.met).toBe('2027-12-01');
});

test('what was recorded counts in place of what was expected', () => {
  const done = new Map([
    ['2026-04', 50],
    ['2026-05', 55],
    ['2026-06', 40],
  ]);
  const { months } = forecastOf(clause, { done, slips: [] });
  expect(months.slice(0, 4).map(({ saved, recorded }) => [Number(saved), recorded])).toEqual([
    [0, true],
    [-5_000, true],
    [10_000, true],
    [0, false],
  ]);
});

const slips = fc.array(
  fc.record({
    month: fc.integer({ min: 0, max: 14 }).map((at) => plusMonths(day('2026-04-01'), at)),
    months: fc.integer({ min: 1, max: 12 }),
  }),
  { maxLength: 3 },
);

test('whatever slips, the curve adds up, its peak is its highest, and months before a slip stay as they were', () => {
  fc.assert(
    fc.property(slips, (all) => {
      const ordered: readonly Slip[] = all.toSorted((a, b) => (a.month < b.month ? -1 : 1));
      const { months, peak, met } = forecastOf(clause, { ...none, slips: ordered });
      let total = 0n;
      for (const month of months) {
        total += month.cost - month.saved;
        expect(month.total).toBe(total);
        expect(month.total <= (peak?.minor ?? 0n)).toBe(true);
      }
      if (met !== undefined) expect(months.find(({ month }) => month === met)?.total ?? 1n).toBeLessThanOrEqual(0n);
      const first = ordered[0]?.month;
      const before = forecastOf(clause, none).months;
      for (const [at, month] of months.entries())
        if (first !== undefined && month.month < first && before[at]) expect(month.cost).toBe(before[at].cost);
    }),
  );
});

test('paid back is never more than was agreed or given, whatever is recorded and corrected, and never below nought', () => {
  const counts = fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 24, maxLength: 24 });
  fc.assert(
    fc.property(counts, counts, fc.integer({ min: 0, max: 120_000 }), (first, later, given) => {
      const agreed: PaidBack[] = [];
      for (let months = 0; months < 24; months += 1) {
        const today = plusMonths(day('2026-09-01'), months);
        // What was recorded is corrected half way.
        const counted = months < 12 ? first : later;
        const done = new Map(
          counted.slice(0, months).map((count, at) => [plusMonths(day('2026-09-01'), at).slice(0, 7), count]),
        );
        const parts = backParts(clause, { done, agreed, given: BigInt(given), today });
        for (const part of parts.filter((one) => !one.agreed)) {
          expect(part.minor).toBeGreaterThanOrEqual(0n);
          agreed.push(part);
        }
      }
      const all = agreed.reduce((sum, { minor }) => sum + minor, 0n);
      expect(Number(all)).toBeLessThanOrEqual(Math.min(given, 80_000));
    }),
  );
});

import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import type { PayClause, Price } from '#agreement';
import { day, plusDays } from '#base';
import { givenTogether, weightedDays } from './counted.ts';
import { partsOf, shareOfDays, type Span } from './parts.ts';
import { NOTHING, priceOf, pricedWords, type Recorded, thresholdOf } from './price.ts';

const April: Span = { from: day('2026-04-01'), until: day('2026-05-01') };
const gbp = (minor: number) => ({ minor, currency: 'GBP' });
const lines = [
  { id: 'a', words: 'a visit', codes: { system: 's', codes: ['c'] }, unit: 'each' as const, price: gbp(1) },
];
const priced = (price: Price, spells: readonly Span[] = [April], part = April) => {
  const clause: PayClause = {
    id: 'pay',
    cites: '2',
    clause: 'pay',
    activity: 'podiatry',
    by: 'Organization/a',
    to: ['Organization/b'],
    price,
    queryWorkingDays: 5,
  };
  return { clause, part, spells };
};
const minor = (price: Price, recorded: Partial<Recorded> = {}, spells?: readonly Span[]) =>
  Number(priceOf(priced(price, spells), { ...NOTHING, ...recorded }));

test('a block is its amount, and a change in the middle of a month splits it by the day to the penny', () => {
  const block = { model: 'block', amount: gbp(100_000), every: 'month' } as const;
  expect(minor(block)).toBe(100_000);
  const middle = day('2026-04-12');
  const [before, after] = [[{ ...April, until: middle }], [{ ...April, from: middle }]];
  expect(minor(block, {}, before)).toBe(36_666);
  expect(minor(block, {}, before) + minor(block, {}, after)).toBe(100_000);
});

test('days that follow each other never make or lose a penny, whatever a part is cut into', () => {
  fc.assert(
    fc.property(
      fc.bigInt(-1_000_000_000_000n, 1_000_000_000_000n),
      fc.uniqueArray(fc.integer({ min: 1, max: 29 })),
      (amount, cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), 30].map((at) => plusDays(April.from, at));
        const shares = edges
          .slice(0, -1)
          .map((from, at) => shareOfDays(amount, April, { from, until: edges[at + 1] ?? April.until }));
        expect(shares.reduce((sum, one) => sum + one, 0n)).toBe(amount);
      },
    ),
  );
});

test('for each registered person: by the day and by weight, rounded once', () => {
  const price = { model: 'capitation', perPerson: gbp(312), every: 'month', counted: 'registered' } as const;
  expect(minor(price, { weightedDays: 100n * 30n * 10n })).toBe(3_120);
  expect(minor(price, { weightedDays: 100n * 11n })).toBe(114);
  expect(pricedWords(priced(price), { ...NOTHING, weightedDays: 4_500n })).toBe(
    '1.50 people by days and weights, 2026-04-01 to 2026-04-30',
  );
});

test('who moves from one to another in the middle of a month is paid for once, by the day', () => {
  const price = { model: 'capitation', perPerson: gbp(3_000), every: 'month', counted: 'registered' } as const;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30 }), (moved) => {
      const one = minor(price, { weightedDays: 100n * BigInt(moved) });
      const other = minor(price, { weightedDays: 100n * BigInt(30 - moved) });
      expect(one + other).toBe(3_000);
    }),
  );
});

test('blended: a fixed part, and shares of what is above and below the plan', () => {
  const price = {
    model: 'blended',
    fixed: gbp(100_000),
    planned: gbp(80_000),
    every: 'month',
    lines,
    abovePercent: 50,
    belowPercent: 25,
  } as const;
  expect(minor(price, { value: 80_000n })).toBe(100_000);
  expect(minor(price, { value: 90_001n })).toBe(105_001);
  expect(minor(price, { value: 60_000n })).toBe(95_000);
});

test('cases past the threshold are paid in part, and all of them up to the cap', () => {
  const price = {
    model: 'cost-per-case',
    lines,
    every: 'month',
    threshold: 400,
    abovePercent: 50,
    most: gbp(1_000_000),
  } as const;
  expect(minor(price, { value: 800_000n, beyond: 0n })).toBe(0);
  expect(minor(price, { value: 1_000_000n, beyond: 200_000n })).toBe(-100_000);
  expect(minor(price, { value: 3_000_000n, beyond: 2_000_000n })).toBe(-2_000_000);
  expect(thresholdOf(priced(price, [{ ...April, until: day('2026-04-16') }]))).toBe(200);
  fc.assert(
    fc.property(fc.bigInt(0n, 10_000_000_000n), fc.nat(100), (value, percent) => {
      const beyond = (value * BigInt(percent)) / 100n;
      const left = value + priceOf(priced(price), { ...NOTHING, value, beyond });
      expect(left >= 0n && left <= 1_000_000n && left <= value).toBe(true);
    }),
  );
});

test('a premium is paid each time that care was given together', () => {
  const price = { model: 'integration-premium', premium: gbp(2_500), together: [], withinDays: 7 } as const;
  expect(minor(price, { together: 4 })).toBe(10_000);
});

test('parts are counted from the month in which the agreement began, in every version alike', () => {
  const window = { from: day('2026-04-20'), until: day('2026-11-01') };
  expect(partsOf('quarter', day('2026-02-10'), window).map(({ from }) => from)).toEqual(['2026-05-01', '2026-08-01']);
  expect(partsOf('once', day('2026-05-03'), window)).toEqual([{ from: '2026-05-03', until: '2026-05-04' }]);
  expect(partsOf('week', day('2026-04-20'), { ...window, until: day('2026-05-01') })).toHaveLength(2);
});

test('who is in two records, or registered twice, counts once on a day, by the weight of their age', () => {
  const weights = [{ fromAge: 65, percent: 250 }];
  const clause = priced({
    model: 'capitation',
    perPerson: gbp(1),
    every: 'month',
    counted: 'registered',
    weights,
  }).clause;
  const spell = (person: string, from: string, until: string, born = '1990-06-01') => ({
    person,
    born: day(born),
    from: day(from),
    until: day(until),
  });
  const spells = [
    spell('a', '2026-04-01', '2026-04-11'),
    spell('a', '2026-04-06', '2026-04-21'),
    spell('b', '2026-04-30', '2026-05-01', '1961-04-01'),
  ];
  expect(weightedDays(spells, clause, April.from)).toBe(20n * 100n + 250n);
});

test('care is given together once for each that was recorded, of one person, within the days', () => {
  const given = (person: string, on: string, set: number) => ({ person, day: day(on), set });
  const all = [
    given('a', '2026-04-01', 0),
    given('a', '2026-04-03', 1),
    given('a', '2026-04-04', 1),
    given('b', '2026-04-01', 0),
    given('b', '2026-04-20', 1),
    given('c', '2026-04-02', 1),
    given('c', '2026-04-02', 0),
  ];
  expect(givenTogether(all, 2, 7).map(({ on }) => on)).toEqual(['2026-04-02', '2026-04-03']);
});

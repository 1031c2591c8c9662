import { type Day, day, plusMonths } from '#base';
import { fc } from '#testing/chance';
import { describe, expect, test } from 'vitest';
import { pCourse, xmrCourse } from './course.ts';
import { caterpillarOf, intervalOf } from './caterpillar.ts';
import { funnelLimits, funnelOf } from './funnel.ts';
import { interrupt, studentT } from './interrupted.ts';
import { COUNT, PERCENT } from './limits.ts';
import { runChart } from './run-chart.ts';
import { meaningOf, type Point } from './series.ts';
import { stretchesOf } from './stretch.ts';
import { byar, referenceOf, standardise } from './standardise.ts';

const START = day('2025-01-01');
const on = (month: number): Day => plusMonths(START, month);
const course = (values: readonly (number | undefined)[]): readonly Point[] =>
  values.map((value, at) => ({ day: on(at), ...(value === undefined ? {} : { value }) }));

describe('limits and the four usual rules', () => {
  const quiet = [50, 52, 49, 51, 50, 48, 51, 50, 52, 49, 50, 51];

  test('limits of single values come from their moving ranges', () => {
    const { points } = xmrCourse(course(quiet), PERCENT);
    const ranges = [2, 3, 2, 1, 2, 3, 1, 2, 3, 1, 1];
    const sigma = ranges.reduce((sum, one) => sum + one) / ranges.length / 1.128;
    const mean = quiet.reduce((sum, one) => sum + one) / quiet.length;
    expect(points[0]?.limits?.mean).toBeCloseTo(mean, 10);
    expect(points[0]?.limits?.high).toBeCloseTo(mean + 3 * sigma, 10);
    expect(points[0]?.limits?.low).toBeCloseTo(mean - 3 * sigma, 10);
  });

  test('a quiet course has no signal, and fewer than twelve points no limits: it says how many are missing', () => {
    expect(xmrCourse(course(quiet), PERCENT).signals).toEqual([]);
    const short = xmrCourse(course(quiet.slice(0, 9)), PERCENT);
    expect(short.phases).toEqual([{ from: 0, to: 8, limited: false, missing: 3 }]);
    expect(short.points.every(({ limits }) => limits === undefined)).toBe(true);
  });

  test('a course on which nothing ever moves has no signal, whatever its mean is rounded to', () => {
    const share = { met: 10, of: 60 };
    const shares = Array.from({ length: 24 }, (_, at) => ({ day: on(at), share }));
    expect(pCourse(shares, [on(16)]).signals).toEqual([]);
    for (const value of [100 / 3, 1000 / 60, 58.1])
      expect(xmrCourse(course(Array.from({ length: 23 }, () => value)), PERCENT).signals).toEqual([]);
  });

  test('one point outside the limits is one signal', () => {
    const { signals } = xmrCourse(course([...quiet, ...quiet, 75]), PERCENT);
    expect(signals).toContainEqual({ rule: 'outside', from: 24, to: 24, side: 'high' });
  });

  test('seven on one side are a shift, six are not', () => {
    const up = (count: number) => [
      40,
      60,
      41,
      59,
      40,
      60,
      40,
      60,
      ...Array.from({ length: count }, (_, at) => 55 + (at % 2)),
      38,
      62,
      37,
    ];
    const shifts = (count: number) =>
      xmrCourse(course(up(count)), PERCENT).signals.filter(({ rule }) => rule === 'shift');
    // The point before the row lies above the mean too.
    expect(shifts(6)).toEqual([{ rule: 'shift', from: 7, to: 13, side: 'high' }]);
    expect(shifts(5)).toEqual([]);
  });

  test('six that rise are a trend, five are not, and a gap breaks it', () => {
    const rising = (values: readonly (number | undefined)[]) =>
      xmrCourse(course([...values, 50, 49, 51, 50, 49, 51, 50, 48]), COUNT).signals.filter(
        ({ rule }) => rule === 'trend',
      );
    expect(rising([45, 46, 47, 48, 49, 52])).toEqual([{ rule: 'trend', from: 0, to: 5, side: 'high' }]);
    expect(rising([49, 46, 47, 48, 49, 52])).toEqual([]);
    expect(rising([45, 46, 47, undefined, 48, 49, 52])).toEqual([]);
  });

  test('two of three far out on one side are a signal without any of them being outside', () => {
    const quietly = Array.from({ length: 9 }, () => [50, 52, 48]).flat();
    const values = [...quietly, 58.4, 50.5, 58.2, 50];
    const { signals } = xmrCourse(course(values), COUNT);
    expect(signals.map(({ rule }) => rule)).toEqual(['two-of-three']);
    expect(signals[0]).toMatchObject({ from: 27, to: 29, side: 'high' });
  });

  test('a declared phase has limits of its own, and what changed at it is no signal', () => {
    const both = [...quiet, ...quiet.map((value) => value + 20)];
    expect(xmrCourse(course(both), PERCENT).signals).not.toEqual([]);
    const cut = xmrCourse(course(both), PERCENT, [on(12)]);
    expect(cut.signals).toEqual([]);
    expect(cut.phases).toMatchObject([
      { from: 0, to: 11 },
      { from: 12, to: 23, since: on(12) },
    ]);
    expect(cut.points[12]?.limits?.mean).toBeCloseTo((cut.points[0]?.limits?.mean ?? 0) + 20, 10);
  });

  test('a proportion has wider limits where fewer were counted, and never beyond 0 and 100', () => {
    const shares = Array.from({ length: 14 }, (_, at) => ({
      day: on(at),
      share: { met: at % 2 === 0 ? 19 : 190, of: at % 2 === 0 ? 20 : 200 },
    }));
    const { points } = pCourse(shares);
    expect(points[0]?.limits).toMatchObject({ mean: 95, high: 100 });
    expect((points[1]?.limits?.low ?? 0) > (points[0]?.limits?.low ?? 0)).toBe(true);
  });

  test('limits hold every point of a steady process but three in a thousand, and shuffling nothing moves their mean', () => {
    const uniform = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 12, maxLength: 60 });
    fc.assert(
      fc.property(uniform, (values) => {
        const { points } = xmrCourse(course(values), COUNT);
        const limits = points[0]?.limits;
        expect(limits?.mean).toBeCloseTo(values.reduce((sum, one) => sum + one, 0) / values.length, 9);
        expect((limits?.low ?? 0) >= 0).toBe(true);
        expect((limits?.high ?? 0) >= (limits?.mean ?? 0)).toBe(true);
      }),
    );
  });

  test('what several rules see of one thing is one stretch', () => {
    const { signals } = xmrCourse(course([...quiet, ...quiet.map((value) => value + 20)]), PERCENT);
    const stretches = stretchesOf(signals);
    expect(stretches.map(({ side, from, to }) => ({ side, from, to }))).toEqual([
      { side: 'low', from: 0, to: 11 },
      { side: 'high', from: 12, to: 23 },
    ]);
    expect(stretches[0]?.outside).toBe(12);
  });

  test('better and worse come from the direction alone', () => {
    expect([
      meaningOf({ side: 'high' }, 'up'),
      meaningOf({ side: 'high' }, 'down'),
      meaningOf({ side: 'low' }),
    ]).toEqual(['better', 'worse', 'change']);
  });
});

describe('run charts', () => {
  test('with twelve above and twelve below, eight to eighteen runs are by chance (the published table)', () => {
    const alternating = (runs: number): readonly number[] => {
      // So many runs of 24 points: the first ones are long, the rest single.
      const values: number[] = [];
      const [above, below] = [Math.ceil(runs / 2), Math.floor(runs / 2)];
      for (let run = 0; run < runs; run += 1) {
        const high = run % 2 === 0;
        const length = run === 0 ? 12 - above + 1 : run === 1 ? 12 - below + 1 : 1;
        for (let at = 0; at < length; at += 1) values.push(high ? 60 : 40);
      }
      return values;
    };
    const signals = (runs: number) =>
      runChart(course(alternating(runs)))?.signals.filter((one) => one.includes('runs'));
    expect(signals(7)).toEqual(['too-few-runs']);
    expect(signals(8)).toEqual([]);
    expect(signals(18)).toEqual([]);
    expect(signals(19)).toEqual(['too-many-runs']);
  });

  test('points on the median count in no run', () => {
    const found = runChart(course([50, 60, 50, 40, 50, 60, 50, 40, 60, 40, 50]));
    expect(found).toMatchObject({ median: 50, useful: 6, runs: 6 });
  });

  test('fewer than ten points say nothing', () => {
    expect(runChart(course([1, 2, 3, 4, 5, 6, 7, 8, 9]))).toBeUndefined();
  });
});

describe('places', () => {
  test('funnel limits hold the exact binomial tails', () => {
    const chance = (rate: number, of: number) => {
      let own = (1 - rate) ** of;
      return Array.from({ length: of + 1 }, (_, count) => {
        const now = own;
        own *= ((of - count) / (count + 1)) * (rate / (1 - rate));
        return now;
      });
    };
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 0.95, noNaN: true }), fc.integer({ min: 5, max: 300 }), (rate, of) => {
        const { low, high } = funnelLimits(rate, of, 0.025);
        const chances = chance(rate, of);
        const outside = (is: (count: number) => boolean) =>
          chances.reduce((sum, one, count) => (is((count * 100) / of) ? sum + one : sum), 0);
        expect(outside((percent) => percent < low)).toBeLessThanOrEqual(0.025 + 1e-9);
        expect(outside((percent) => percent > high)).toBeLessThanOrEqual(0.025 + 1e-9);
        expect(low <= rate * 100 && rate * 100 <= high).toBe(true);
      }),
    );
  });

  test('a practice far from the whole is named, a small one as far off is not', () => {
    const funnel = funnelOf([
      { id: 'elm', share: { met: 480, of: 600 } },
      { id: 'mill', share: { met: 470, of: 600 } },
      { id: 'hill', share: { met: 330, of: 600 } },
      { id: 'tiny', share: { met: 6, of: 11 } },
      { id: 'none', share: { met: 0, of: 0 } },
    ]);
    const band = (id: string) => funnel?.points.find((point) => point.id === id)?.band;
    expect([band('hill'), band('tiny'), band('none')]).toEqual(['far-below', 'within', undefined]);
    expect(band('elm')).toMatch(/above/);
  });

  test('practices in order have the interval of their own figure (Newcombe’s published ones), and tell which miss the whole', () => {
    expect(intervalOf({ met: 81, of: 263 })).toEqual({ low: expect.closeTo(25.53, 1), high: expect.closeTo(36.62, 1) });
    expect(intervalOf({ met: 0, of: 20 })).toEqual({ low: 0, high: expect.closeTo(16.11, 1) });
    expect(intervalOf({ met: 1, of: 29 })).toEqual({ low: expect.closeTo(0.61, 1), high: expect.closeTo(17.18, 1) });
    const rows = caterpillarOf([
      { id: 'elm', share: { met: 480, of: 600 } },
      { id: 'hill', share: { met: 330, of: 600 } },
      { id: 'none', share: { met: 0, of: 0 } },
      { id: 'tiny', share: { met: 6, of: 11 } },
    ]);
    expect(rows.map(({ id, side }) => [id, side])).toEqual([
      ['tiny', 'as-expected'],
      ['hill', 'lower'],
      ['elm', 'higher'],
    ]);
  });

  test('observed against expected answers for who is there, not only for how many', () => {
    const young = { stratum: '20-39', met: 20, of: 100 };
    const old = { stratum: '80+', met: 80, of: 100 };
    const places = [
      [young, { stratum: '80+', met: 8, of: 10 }],
      [{ stratum: '20-39', met: 2, of: 10 }, old],
    ];
    const reference = referenceOf(places);
    for (const place of places) {
      expect(standardise(place, reference)).toMatchObject({ ratio: expect.closeTo(1, 10), banding: 'as-expected' });
    }
    expect(standardise([], reference)).toBeUndefined();
  });

  test('expected numbers of all places sum to those observed', () => {
    const stratum = fc.record({ stratum: fc.constantFrom('a', 'b', 'c'), met: fc.nat(50), more: fc.nat(50) });
    const place = fc.array(
      stratum.map(({ more, ...one }) => ({ ...one, of: one.met + more })),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 8 }), (places) => {
        const reference = referenceOf(places);
        const sum = (pick: 'observed' | 'expected') =>
          places.reduce((total, one) => total + (standardise(one, reference)?.[pick] ?? 0), 0);
        expect(sum('expected')).toBeCloseTo(sum('observed'), 6);
      }),
    );
  });

  test('limits of a count are those of the tables within a hundredth', () => {
    expect(byar(10)[0]).toBeCloseTo(4.795, 1);
    expect(byar(10)[1]).toBeCloseTo(18.39, 1);
    expect(byar(0)[0]).toBe(0);
    expect(byar(100)[0]).toBeCloseTo(81.36, 1);
    expect(byar(100)[1]).toBeCloseTo(121.63, 1);
  });
});

describe('an interrupted series', () => {
  test('finds a step and a slope that were put in, exactly where nothing else happens', () => {
    const values = Array.from({ length: 24 }, (_, t) => 100 + 2 * t + (t >= 12 ? -15 - 1.5 * (t - 12) : 0));
    const found = interrupt(course(values), on(12));
    if (!found.ok) throw new Error('not enough');
    expect(found.value.before.slope).toBeCloseTo(2, 8);
    expect(found.value.step.by).toBeCloseTo(-15, 8);
    expect(found.value.slope.by).toBeCloseTo(-1.5, 8);
    expect(found.value.step.high - found.value.step.low).toBeLessThan(1e-6);
    expect(found.value.without[11]).toBeUndefined();
    expect(found.value.without[20]).toBeCloseTo(140, 8);
  });

  test('what is no more than noise lies within its limits nearly always', () => {
    let seed = 7;
    const random = () => ((seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647 - 0.5) * 10;
    const courses = Array.from({ length: 400 }, () => Array.from({ length: 36 }, () => 50 + random()));
    const told = courses.filter((values) => {
      const found = interrupt(course(values), on(18));
      return found.ok && (found.value.step.low > 0 || found.value.step.high < 0);
    });
    expect(told.length / courses.length).toBeLessThan(0.12);
  });

  test('refuses with fewer than eight on a side, saying how many there are', () => {
    const found = interrupt(course(Array.from({ length: 15 }, () => 1)), on(12));
    expect(found).toMatchObject({
      ok: false,
      refusals: [
        { code: 'insight.too-short', text: expect.stringContaining('12 periods before 2026-01-01 and 3 from then on') },
      ],
    });
  });

  test('the t of small numbers is that of the tables', () => {
    expect(studentT(10)).toBeCloseTo(2.228, 2);
    expect(studentT(20)).toBeCloseTo(2.086, 3);
    expect(studentT(60)).toBeCloseTo(2.0, 3);
  });
});

import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { seeded } from '#base';
import { RULE, variancesIn, type Use } from './variance.ts';

const use = (place: string, met: number, of: number): Use => ({ place, share: { met, of } });
const found = (...uses: readonly Use[]) =>
  (variancesIn(new Map([['way', uses]])).get('way') ?? []).map(({ place }) => place);

test('a practice alone with a code of its own is asked, against all the others together', () => {
  expect(found(use('elm', 0, 80), use('mill', 28, 69), use('hill', 1, 75))).toEqual(['mill']);
  const [one] =
    variancesIn(new Map([['way', [use('elm', 0, 80), use('mill', 28, 69), use('hill', 1, 75)]]])).get('way') ?? [];
  expect(one?.others).toEqual({ met: 1, of: 155 });
});

test('few people, small differences, and two ways that are both common are nobody’s own', () => {
  expect(found(use('elm', 0, 80), use('mill', RULE.people - 1, 20), use('hill', 0, 75))).toEqual([]);
  expect(found(use('elm', 400, 20_000), use('mill', 1_000, 20_000), use('hill', 400, 20_000))).toEqual([]);
  expect(found(use('elm', 90, 100), use('mill', 95, 100), use('hill', 2, 100), use('oak', 5, 100))).toEqual([]);
});

test('with nobody to be held against nothing is asked', () => {
  expect(found(use('mill', 28, 69))).toEqual([]);
  expect(found(use('mill', 28, 69), use('elm', 0, 10))).toEqual([]);
});

test('chance alone is asked of in no more than a few of many looks, however many practices there are', () => {
  let asked = 0;
  const looks = 300;
  for (let seed = 1; seed <= looks; seed += 1) {
    const draw = seeded(seed);
    const uses = Array.from({ length: 60 }, (_, at) => {
      const of = 20 + Math.floor(draw() * 400);
      return use(`p${at}`, Array.from({ length: of }, () => draw()).filter((one) => one < 0.04).length, of);
    });
    if (found(...uses).length > 0) asked += 1;
  }
  expect(asked).toBeLessThanOrEqual(3);
});

test('more people who are written so never take the question back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 5, max: 200 }), fc.integer({ min: 0, max: 40 }), (met, others) => {
      const at = (count: number) => found(use('mill', count, 200), use('elm', others, 300)).includes('mill');
      expect(at(met) && !at(Math.min(200, met + 1))).toBe(false);
    }),
  );
});

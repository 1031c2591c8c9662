import { expect, test } from 'vitest';
import { day } from '#base';
import { fc } from '#testing/chance';
import { matchAll, type Penny, type Wanted, wantedOf } from './match.ts';

const YEAR = { from: day('2026-04-01'), until: day('2027-04-01') };
const wanted = (more: Partial<Wanted>): Wanted => ({
  key: 'a',
  pool: 'clinic/costs',
  by: 'council',
  currency: 'UGX',
  period: YEAR,
  valued: true,
  schemes: ['hiv'],
  whole: 100n,
  ...more,
});
const penny = (more: Partial<Penny>): Penny => ({
  item: 'one',
  pool: 'clinic/costs',
  party: 'council',
  currency: 'UGX',
  about: day('2026-04-01'),
  fence: '',
  inKind: false,
  came: 60n,
  ...more,
});

test('what is kept for a grant alone matches it first, what is kept for something else never does', () => {
  const pennies = [penny({}), penny({ item: 'two', fence: 'hiv' }), penny({ item: 'three', fence: 'heart' })];
  expect(matchAll([wanted({})], pennies).get('a')).toEqual({ whole: 100n, money: 100n, inKind: 0n, missing: 0n });
  const second = wanted({ key: 'b', schemes: ['heart'] });
  expect(matchAll([wanted({}), second], pennies).get('b')).toEqual({
    whole: 100n,
    money: 80n,
    inKind: 0n,
    missing: 20n,
  });
});

test('what is given in kind matches where the grant says so', () => {
  const given = [penny({ inKind: true }), penny({ item: 'two', came: 10n })];
  expect(matchAll([wanted({})], given).get('a')).toMatchObject({ money: 10n, inKind: 60n, missing: 30n });
  expect(matchAll([wanted({ valued: false })], given).get('a')).toMatchObject({ money: 10n, inKind: 0n, missing: 90n });
});

test('money of another party, pool, currency or year matches nothing', () => {
  const strange = [
    penny({ party: 'board' }),
    penny({ pool: 'clinic/other' }),
    penny({ currency: 'GBP' }),
    penny({ about: day('2027-04-01') }),
    penny({ about: day('2026-03-01') }),
  ];
  expect(matchAll([wanted({})], strange).get('a')).toMatchObject({ missing: 100n });
});

test('so much for each so much is asked for in whole units', () => {
  expect(wantedOf(1_000_000n, { puts: 1, forEach: 2 })).toBe(500_000n);
  expect(wantedOf(1_001n, { puts: 1, forEach: 2 })).toBe(500n);
});

test('whatever is asked for and came, no penny matches twice, and matched and missing add up to what is asked for', () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 9n });
  const pennies = fc
    .array(fc.record({ came: amount, fence: fc.constantFrom('', 'hiv', 'heart'), inKind: fc.boolean() }))
    .map((all) => all.map((one, at) => penny({ ...one, fence: one.inKind ? '' : one.fence, item: `i${at}` })));
  const grants = fc
    .array(fc.record({ whole: amount, valued: fc.boolean(), schemes: fc.subarray(['hiv', 'heart']) }), { maxLength: 6 })
    .map((all) => all.map((one, at) => wanted({ ...one, key: `g${at}` })));
  fc.assert(
    fc.property(grants, pennies, (all, came) => {
      const found = [...matchAll(all, came).values()];
      const sum = (list: readonly bigint[]) => list.reduce((a, b) => a + b, 0n);
      const of = (kind: boolean) => sum(came.filter(({ inKind }) => inKind === kind).map((one) => one.came));
      expect(sum(found.map(({ money }) => money)) <= of(false)).toBe(true);
      expect(sum(found.map(({ inKind }) => inKind)) <= of(true)).toBe(true);
      for (const one of found) {
        expect(one.money + one.inKind + one.missing).toBe(one.whole);
        expect(one.money >= 0n && one.inKind >= 0n && one.missing >= 0n).toBe(true);
      }
    }),
  );
});

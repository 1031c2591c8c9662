import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { inUnit, unitFamily } from './unit.ts';

test.each([
  ['mg', 'g'],
  ['mmol/L', 'umol/L'],
  ['mm[Hg]', 'kPa'],
  ['Cel', '[degF]'],
  ['[iU]/L', '[iU]/mL'],
  ['[IU]/L', 'k[iU]/L'],
  ['10*9/L', '10*3/uL'],
  ['%', '1'],
  ['h', 'min'],
])('%s and %s are of one family', (a, b) => {
  expect(unitFamily(a)).toBeDefined();
  expect(unitFamily(a)).toBe(unitFamily(b));
});

test.each([
  ['mg', 'mg/L'],
  ['mg/dL', 'mmol/L'],
  ['[iU]/L', 'mmol/L'],
  ['[iU]', '1'],
  ['[iU]/L', "[arb'U]/L"],
  ['[iU]/L', 'L/[iU]'],
  ['Cel', 'Cel/h'],
])('%s and %s are not', (a, b) => {
  expect(unitFamily(a)).not.toBe(unitFamily(b));
});

test.each(['', 'tablets', 'mm[hg]', '[pH]', 'x'.repeat(80), '((', 'B[SPL]'])(
  '%s is compared as it is written',
  (code) => {
    expect(unitFamily(code)).toBeUndefined();
  },
);

test('amounts keep their decimals', () => {
  expect(inUnit(5, 'mg', 'g')).toBe(0.005);
  expect(inUnit(5.4, 'mmol/L', 'umol/L')).toBe(5400);
  expect(inUnit(37, 'Cel', '[degF]')).toBe(98.6);
  expect(inUnit(98.6, '[degF]', 'Cel')).toBe(37);
  expect(inUnit(5, '[iU]/L', '[iU]/mL')).toBe(0.005);
  expect(inUnit(58, 'mmol/mol', '%')).toBe(5.8);
  expect(inUnit(Infinity, 'mg', 'g')).toBe(Infinity);
});

test('there and back is the same amount', () => {
  const unit = fc.constantFrom('mg', 'g', 'kg', 'ug', 'ng');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999 }), unit, unit, (digits, from, to) => {
      const amount = digits / 100;
      expect(inUnit(inUnit(amount, from, to), to, from)).toBe(amount);
    }),
  );
});

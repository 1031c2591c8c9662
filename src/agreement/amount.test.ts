import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { amountWords, decimal, exactMinor } from './amount.ts';

test.each([
  [123_450, 'GBP', '£1,234.50', '1234.50'],
  [-5, 'GBP', '−£0.05', '-0.05'],
  [0, 'EUR', '€0.00', '0.00'],
  [2_000_000, 'UGX', 'UGX 2,000,000', '2000000'],
  [-7, 'UGX', '−UGX 7', '-7'],
])('%i of %s is read as %s and sent as %s', (minor, currency, words, sent) => {
  expect(amountWords({ minor, currency })).toBe(words);
  expect(decimal(BigInt(minor), currency)).toBe(sent);
});

test.each([
  ['1,250.5', 'GBP', 125_050n],
  ['£3', 'GBP', 300n],
  ['2 000 000', 'UGX', 2_000_000n],
  ['7.00', 'UGX', 7n],
  ['7.50', 'UGX', undefined],
  ['1.005', 'GBP', undefined],
  ['-1', 'GBP', undefined],
  ['1e3', 'GBP', undefined],
])('%s of %s is %s of the smallest unit', (text, currency, minor) => {
  expect(exactMinor(text, currency)).toBe(minor);
});

test('what is sent is read back to the penny', () => {
  const amounts = fc.tuple(fc.bigInt(0n, 10n ** 15n - 1n), fc.constantFrom('GBP', 'KES'));
  fc.assert(fc.property(amounts, ([minor, currency]) => exactMinor(decimal(minor, currency), currency) === minor));
});

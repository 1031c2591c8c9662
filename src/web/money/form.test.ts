import { expect, test } from 'vitest';
import { minorFrom, schemeFrom } from './form.ts';

test.each([
  ['1,250.50', 'GBP', 125_050],
  ['£ 3', 'GBP', 300],
  ['0.1', 'GBP', 10],
  ['2 000 000', 'UGX', 2_000_000],
])('%s in %s is %i of the smallest unit', (words, currency, minor) => {
  expect(minorFrom(words, currency)).toEqual({ ok: true, value: minor });
});

test.each([
  ['', 'GBP'],
  ['0', 'GBP'],
  ['-3', 'GBP'],
  ['1.234', 'GBP'],
  ['1e3', 'GBP'],
  ['12.50', 'UGX'],
])('%s in %s is no amount', (words, currency) => {
  expect(minorFrom(words, currency)).toMatchObject({ refusals: [{ code: 'web.amount' }] });
});

test('a scheme is what people call it, in small letters', () => {
  expect(schemeFrom(' Home care, Ashdown ')).toBe('home-care-ashdown');
});

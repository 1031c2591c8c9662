import { expect, test } from 'vitest';
import { amountFrom, linesOf, majorOf, rulesFrom } from './scheme-form.ts';

test('lines with a role become rules, others are left out', () => {
  const form = new URLSearchParams({
    'role.0': 'signatory',
    'kind.0': 'any',
    'limit.0': '250,000',
    'currency.0': 'GBP',
    'role.1': '',
    'kind.1': 'alliance',
    'role.2': 'ig-lead',
    'kind.2': 'data-sharing',
    'limit.2': '',
    'currency.2': 'GBP',
  });
  expect(rulesFrom(form)).toEqual({
    ok: true,
    value: [
      { roles: ['signatory'], kinds: 'any', upTo: { minor: 25_000_000, currency: 'GBP' } },
      { roles: ['ig-lead'], kinds: ['data-sharing'] },
    ],
  });
});

test('an amount is read back as it was written', () => {
  for (const [words, currency, minor] of [
    ['250000', 'GBP', 25_000_000],
    ['250000.50', 'GBP', 25_000_050],
    ['900', 'UGX', 900],
  ] as const) {
    expect(amountFrom(words, currency)).toEqual({ ok: true, value: { minor, currency } });
    expect(majorOf({ minor, currency })).toBe(words);
  }
  for (const [words, currency] of [
    ['much', 'GBP'],
    ['-1', 'GBP'],
    ['1.50', 'UGX'],
    ['1', 'XXX'],
  ] as const) {
    expect(amountFrom(words, currency).ok).toBe(false);
  }
});

test('a rule of several roles and kinds is a line each', () => {
  expect(linesOf([{ roles: ['gp', 'signatory'], kinds: ['alliance', 'grant'] }])).toHaveLength(4);
});

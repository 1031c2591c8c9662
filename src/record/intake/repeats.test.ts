import { expect, test } from 'vitest';
import { repeats } from './repeats.ts';

test('what a file says again is the same, and what it says otherwise is another', () => {
  const seen = repeats();
  expect(seen('Patient/1', 'a')).toBe('new');
  expect(seen('Patient/2', 'a')).toBe('new');
  expect(seen('Patient/1', 'a')).toBe('same');
  expect(seen('Patient/1', 'b')).toBe('other');
});

test('remembers as many as it is told to, at least, however many come', () => {
  const seen = repeats(1_000);
  for (let n = 0; n < 10_000; n += 1) {
    expect(seen(`Observation/${n}`, `print ${n}`)).toBe('new');
    if (n >= 999) expect(seen(`Observation/${n - 999}`, `print ${n - 999}`)).toBe('same');
  }
});

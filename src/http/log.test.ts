import { expect, test } from 'vitest';
import { traceOf } from './log.ts';

// Shows requirement API8:2023.
test('an exception is logged without what it quotes', () => {
  const cause = Object.assign(new Error('Key (val)=(Zachariah) already exists'), { code: '23505' });
  const trace = JSON.stringify(traceOf(new TypeError('cannot read "Zachariah"', { cause })));
  expect(trace).not.toContain('Zachariah');
  expect(trace).toContain('TypeError');
  expect(trace).toContain('23505');
  expect(trace).toContain('log.test.ts');
});

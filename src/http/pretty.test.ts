import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { pretty } from './pretty.ts';

test('lays JSON out as the platform would', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(pretty(JSON.stringify(value))).toBe(JSON.stringify(value, undefined, 2));
    }),
  );
});

test('keeps the digits of numbers', () => {
  expect(pretty('{"value":1.00}')).toBe('{\n  "value": 1.00\n}');
});

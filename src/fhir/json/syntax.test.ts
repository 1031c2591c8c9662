import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { parseExact } from './exact.ts';
import { faultIn } from './syntax.ts';

test.each([
  ['', 0],
  ['{', 1],
  ['{"a":1', 6],
  ['{"a":1,}', 7],
  ['{"a" 1}', 5],
  ['[1 2]', 3],
  ['[1,]', 3],
  ['{"a":01}', 6],
  ['{"a":x}', 5],
  ['"a\nb"', 2],
  ['"\\u00g0"', 1],
  ['"abc', 4],
  ['[]]', 2],
  ['[}', 1],
  ['{"a":tru}', 5],
  ['\u00a0{}', 0],
  ['{} {}', 3],
] as const)('%j stops being JSON at %i', (text, at) => {
  expect(faultIn(text)).toBe(at);
});

test('finds a fault exactly where the platform does', () => {
  const text = fc.oneof(fc.json(), fc.string(), fc.stringMatching(/^[[\]{}",:0-9a-z\\ -]*$/));
  fc.assert(
    fc.property(text, fc.nat(40), fc.string({ maxLength: 2 }), (json, at, put) => {
      const broken = json.slice(0, at) + put + json.slice(at);
      expect(faultIn(broken) === undefined, broken).toBe(isJson(broken));
    }),
    { numRuns: 2_000 },
  );
});

test('a refusal names the character, and whether the text ends there', () => {
  expect(parseExact('{"a":1')).toMatchObject({
    refusals: [{ text: 'The body is not JSON: it ends too early, at character 6.' }],
  });
  expect(parseExact('{"a" 1}')).toMatchObject({
    refusals: [{ text: 'The body is not JSON: "1" may not stand at character 5.' }],
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

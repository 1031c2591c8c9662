import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { type TextPath, withTexts } from './texts.ts';

test('strings are said otherwise, and digits, spaces and keys stay as they were written', () => {
  const json = '{ "a": "x", "x": [1.00, "x", {"b\\u0063":"\\u0078","c":"y"}],"d":{} ,"e":"x"}';
  const said = withTexts(json, (text) => (text === 'x' ? 'said "so"' : undefined));
  expect(said).toBe(
    '{ "a": "said \\"so\\"", "x": [1.00, "said \\"so\\"", {"b\\u0063":"said \\"so\\"","c":"y"}],"d":{} ,"e":"said \\"so\\""}',
  );
});

test('each string is told with where it stands', () => {
  const paths: string[] = [];
  withTexts('{"a":[{"b":"1"},["2","3"],{}],"c":{"d":"4"}}', (text, path) => {
    paths.push(`${path.join('.')}=${text}`);
    return undefined;
  });
  expect(paths).toEqual(['a.0.b=1', 'a.1.0=2', 'a.1.1=3', 'c.d=4']);
});

/** The slow way: parsed, changed, printed. */
function changed(value: unknown, change: (text: string, path: TextPath) => string, path: TextPath = []): unknown {
  if (typeof value === 'string') return change(value, path);
  if (Array.isArray(value)) return value.map((one, at) => changed(one, change, [...path, at]));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, changed(one, change, [...path, name])]));
}

test('any JSON says the same as if it had been parsed, changed and printed', () => {
  const change = (text: string, path: TextPath) => `${text}\n"${path.join('/')}"`;
  fc.assert(
    fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 2 }), (value, indent) => {
      const json = JSON.stringify(value, undefined, indent);
      expect(withTexts(json, () => undefined)).toBe(json);
      expect(JSON.parse(withTexts(json, change))).toEqual(changed(JSON.parse(json), change));
    }),
  );
});

import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { examples } from '../extract/oracle.testing.ts';
import { type Exact, parseExact, printExact, sameExact } from './exact.ts';

const read = (text: string): Exact => {
  const outcome = parseExact(text);
  if (!outcome.ok) throw new Error(outcome.refusals[0].text);
  return outcome.value;
};

test('every digit is kept', () => {
  const text = '{"a":[1.00,-0.0,1e2,123456789012345678901234567890.10,{}],"b":[],"c":"\\"","__x":null,"d":true}';
  expect(printExact(read(` ${text.replaceAll(',', ' ,\n').replaceAll(':', ' : ')} `))).toBe(text);
});

test('says the same as the platform, for any JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(3), (value, indent) => {
      const outcome = parseExact(JSON.stringify(value, null, indent));
      if (outcome.ok) expect(JSON.parse(printExact(outcome.value))).toEqual(JSON.parse(JSON.stringify(value)));
      else expect(outcome.refusals[0].code).not.toBe('json.syntax');
    }),
  );
});

test('prints the published examples as they are', () => {
  for (const { resource } of examples(3))
    expect(printExact(read(JSON.stringify(resource, null, 2)))).toBe(JSON.stringify(resource));
});

test('numbers are the same by value, objects in any order', () => {
  expect(sameExact(read('{"a":1.0,"b":[1]}'), read('{"b":[1e0],"a":1}'))).toBe(true);
  expect(sameExact(read('["1"]'), read('[1]'))).toBe(false);
  expect(sameExact(read('[1]'), read('[1,2]'))).toBe(false);
  expect(sameExact(read('{"a":null}'), read('{"b":null}'))).toBe(false);
});

test('refuses what scan refuses', () => {
  expect(parseExact('[{"a":1,"a":2}]')).toMatchObject({ ok: false, refusals: [{ code: 'json.duplicate-key' }] });
  expect(parseExact('[')).toMatchObject({ ok: false, refusals: [{ code: 'json.syntax' }] });
});

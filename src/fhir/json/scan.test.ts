import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { examples } from '../extract/oracle.testing.ts';
import { referencesOf } from '../extract/compartment.ts';
import { type Scan, scan, scanBundle } from './scan.ts';

const read = (text: string): Scan => {
  const outcome = scan(text);
  if (!outcome.ok) throw new Error(outcome.refusals[0].text);
  return outcome.value;
};
const code = (text: string) => {
  const outcome = scan(text);
  return outcome.ok ? 'taken' : outcome.refusals[0].code;
};

test('says where every member of the top object stands', () => {
  const text = ' { "resourceType" : "Patient" , "meta":{"a":[1,{"b":2}]},"active":true, "x":1.00 }';
  const found = read(text).members.map(({ name, start, valueStart, end }) => [
    name,
    text.slice(start, end),
    text.slice(valueStart, end),
  ]);
  expect(found).toEqual([
    ['resourceType', '"resourceType" : "Patient"', '"Patient"'],
    ['meta', '"meta":{"a":[1,{"b":2}]}', '{"a":[1,{"b":2}]}'],
    ['active', '"active":true', 'true'],
    ['x', '"x":1.00', '1.00'],
  ]);
});

test('finds every reference at any depth, and other urn addresses', () => {
  const text =
    '{"a":{"reference":"Patient/1"},"b":[{"c":{"reference":"urn:uuid:2"}}],"reference":{"reference":"x"},"d":"urn:uuid:3","value":"urn:uuid:4"}';
  const { references, urls } = read(text);
  expect(references.map(({ start, end }) => text.slice(start, end))).toEqual(['"Patient/1"', '"urn:uuid:2"', '"x"']);
  expect(urls.map(({ reference }) => reference)).toEqual(['urn:uuid:3']);
});

test('agrees with a walk over the parsed value, for the published examples', () => {
  for (const { resource, file } of examples(4)) {
    for (const text of [JSON.stringify(resource), JSON.stringify(resource, null, 2)]) {
      const { members, references } = read(text);
      expect(
        members.map(({ name }) => name),
        file,
      ).toEqual(Object.keys(resource));
      expect([...new Set(references.map(({ reference }) => reference))], file).toEqual(referencesOf(resource));
      for (const { name, valueStart, end } of members)
        expect(JSON.parse(text.slice(valueStart, end))).toEqual(resource[name]);
    }
  }
});

test('agrees with the parsed value of any JSON object', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 })), fc.nat(3), (object, indent) => {
      const text = JSON.stringify(object, null, indent);
      const outcome = scan(text);
      if (!outcome.ok)
        return ['json.forbidden-key', 'json.surrogate', 'json.number'].includes(outcome.refusals[0].code);
      const { members, value } = outcome.value;
      expect(value).toEqual(JSON.parse(text));
      return members.every(
        ({ name, valueStart, end }) =>
          JSON.stringify(JSON.parse(text.slice(valueStart, end))) === JSON.stringify(value[name]),
      );
    }),
  );
});

test.each([
  ['{"a":1,"a":2}', 'json.duplicate-key'],
  ['{"a":1,"\\u0061":2}', 'json.duplicate-key'],
  ['{"b":{"a":1,"c":2,"a":2}}', 'json.duplicate-key'],
  ['{"a":1e400}', 'json.number'],
  [`{"a":1${'0'.repeat(400)}}`, 'json.number'],
  [`{"a":0.${'0'.repeat(200)}1}`, 'json.number'],
  ['{"a":"\\ud800"}', 'json.surrogate'],
  ['{"a":"\ud800"}', 'json.surrogate'],
  ['{"\\udc00":1}', 'json.surrogate'],
  ['{"__proto__":{}}', 'json.forbidden-key'],
  ['{"a":{"\\u005f_proto__":{}}}', 'json.forbidden-key'],
  ['{"a":1', 'json.syntax'],
  ['', 'json.syntax'],
  ['[1]', 'json.not-an-object'],
  ['null', 'json.not-an-object'],
  [`{"a":${'['.repeat(64)}${']'.repeat(64)}}`, 'json.too-deep'],
  [`{${Array.from({ length: 600 }, (_, index) => `"k${index}":1`).join()}}`, 'json.too-many-keys'],
])('refuses %.40s', (text, expected) => {
  expect(code(text)).toBe(expected);
});

test('takes what only looks like it', () => {
  for (const text of [
    '{"a":{"b":1},"c":{"b":1}}',
    '{"a":[{"b":1},{"b":1}]}',
    '{"a":"\\ud83d\\ude00"}',
    '{"a":"😀"}',
    '{"a":"{\\"b\\":1,\\"b\\":2}\\\\"}',
    '{"a":-0.0e-10,"b":123456789012345678.901}',
    `{"a":${'['.repeat(63)}${']'.repeat(63)}}`,
  ])
    expect(code(text), text).toBe('taken');
});

test('refuses a text longer than its limit', () => {
  expect(scan('{"a":1}', { size: 6 })).toMatchObject({
    ok: false,
    refusals: [{ code: 'json.too-long', type: 'too-long' }],
  });
});

test('gives each entry of a bundle as if it had come alone', () => {
  const patient = '{ "resourceType":"Patient","id":"1" , "managingOrganization":{"reference":"urn:uuid:9"}}';
  const text = `{"resourceType":"Bundle","type":"transaction","entry":[ {"fullUrl":"urn:uuid:1","resource":${patient},"request":{"method":"POST","url":"Patient","ifNoneExist":"a=b"}},{"request":{"method":"GET","url":"Patient/1"}},{"resource":${patient}}]}`;
  const outcome = scanBundle(text);
  if (!outcome.ok) throw new Error(outcome.refusals[0].text);
  const [first, second, third] = outcome.value.entries;
  expect(outcome.value.type).toBe('transaction');
  expect(first?.resource).toEqual(read(patient));
  expect(third?.resource).toEqual(read(patient));
  expect(text.slice(first?.start, first?.end)).toBe(patient);
  expect(first).toMatchObject({
    fullUrl: 'urn:uuid:1',
    request: { method: 'POST', url: 'Patient', ifNoneExist: 'a=b' },
  });
  expect(second).toEqual({ start: 0, end: 0, request: { method: 'GET', url: 'Patient/1' } });
  expect(outcome.value.scan.references).toEqual([]);
});

test('a bundle within a bundle is one resource of it, and odd entries do not shift the others', () => {
  const inner = '{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient"}}]}';
  const outcome = scanBundle(`{"resourceType":"Bundle","entry":[7,[{"resource":{}}],{"resource":${inner}}]}`);
  if (!outcome.ok) throw new Error(outcome.refusals[0].text);
  expect(outcome.value.entries.map(({ resource }) => resource?.text)).toEqual([undefined, undefined, inner]);
});

test('refuses a deep text before it is parsed, wherever its strings hold brackets and quotes', () => {
  const filler = `"x":"${'[{\\"\\\\'.repeat(2_000)}"`;
  expect(code(`{${filler}}`)).toBe('taken');
  expect(code(`{${filler},"a":${'['.repeat(63)}${']'.repeat(63)}}`)).toBe('taken');
  expect(code(`{${filler},"a":${'['.repeat(64)}${']'.repeat(64)}}`)).toBe('json.too-deep');
  const began = performance.now();
  expect(code('['.repeat(16_000_000))).toBe('json.too-deep');
  expect(performance.now() - began).toBeLessThan(1_000);
});

test('refuses values without content by the hundred thousand, and takes long bodies of content', () => {
  expect(code(`{"a":[${'{},'.repeat(1_000_000)}0]}`)).toBe('json.too-many-values');
  expect(code(`{"a":[${'1,'.repeat(90_000)}0]}`)).toBe('taken');
  expect(code(`{"a":[${'{"valueString":"x"},'.repeat(100_000)}0]}`)).toBe('taken');
});

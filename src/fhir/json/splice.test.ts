import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { type Scan, scan } from './scan.ts';
import { withIdentity, withReferences } from './splice.ts';

const read = (text: string): Scan => {
  const outcome = scan(text);
  if (!outcome.ok) throw new Error(outcome.refusals[0].text);
  return outcome.value;
};
const identity = { id: 'a1', version: 3, updated: new Date('2025-03-01T09:30:00.000Z') };
const HEAD = '"id":"a1","meta":{"versionId":"3","lastUpdated":"2025-03-01T09:30:00.000Z"';

test('puts the identity first and leaves every other byte as it came', () => {
  const text =
    '{"status":"final", "id":"mine","resourceType":"Observation","valueQuantity":{"value": 1.00e0},"note":[{"text":"a\\u00e9"}]}';
  expect(withIdentity(read(text), identity)).toBe(
    `{"resourceType":"Observation",${HEAD}},"status":"final","valueQuantity":{"value": 1.00e0},"note":[{"text":"a\\u00e9"}]}`,
  );
});

test('keeps what meta says but the version and the time, which are the server’s', () => {
  const text =
    '{"resourceType":"Patient","meta":{"versionId":"9","source":"urn:a","lastUpdated":"2001-01-01T00:00:00Z","tag":[{"code":"x"}]}}';
  expect(withIdentity(read(text), identity)).toBe(
    `{"resourceType":"Patient",${HEAD},"source":"urn:a","tag":[{"code":"x"}]}}`,
  );
});

test('an identity put in twice is the same as once', () => {
  const once = withIdentity(read('{"resourceType":"Patient","active":true}'), identity);
  expect(withIdentity(read(once), identity)).toBe(once);
});

test('rewrites references and addresses, longer or shorter, and moves the places with them', () => {
  const text =
    '{"resourceType":"Observation","subject":{"reference":"urn:uuid:1"},"a":"urn:uuid:1","focus":[{"reference":"Patient/long-enough"},{"reference":"x"}],"value":2.50}';
  const to: Readonly<Record<string, string>> = { 'urn:uuid:1': 'Patient/abcdefgh', 'Patient/long-enough': 'P/1' };
  const changed = withReferences(read(text), (reference) => to[reference]);
  expect(changed.text).toBe(
    '{"resourceType":"Observation","subject":{"reference":"Patient/abcdefgh"},"a":"Patient/abcdefgh","focus":[{"reference":"P/1"},{"reference":"x"}],"value":2.50}',
  );
  expect(changed).toEqual(read(changed.text));
});

test('a resource without references comes back as it is', () => {
  const before = read('{"resourceType":"Patient"}');
  expect(withReferences(before, () => 'x')).toBe(before);
});

test('a rewritten resource is what reading its text would give, however it is written', () => {
  const string = fc.oneof(fc.constantFrom('urn:uuid:1', 'urn:oid:2', 'Patient/1', 'é"\\ \ud83d\ude00'), fc.string());
  const key = fc.constantFrom('reference', 'value', 'fullUrl', 'subject', 'meta', 'é');
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      string,
      fc.integer(),
      fc.array(string, { maxLength: 3 }),
      fc.array(fc.dictionary(key, tie('tree'), { maxKeys: 4 }), { maxLength: 3 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
    ),
  }));
  const to = fc.dictionary(
    fc.constantFrom('urn:uuid:1', 'urn:oid:2', 'Patient/1'),
    fc.constantFrom('P/12345678901', 'x', 'urn:oid:3'),
  );
  fc.assert(
    fc.property(fc.dictionary(key, tree), to, fc.boolean(), (value, names, escaped) => {
      const json = JSON.stringify({ resourceType: 'Basic', ...value }, null, escaped ? 1 : 0);
      const before = read(escaped ? json.replaceAll('"reference"', '"\\u0072eference"') : json);
      const changed = withReferences(before, (reference) =>
        Object.hasOwn(names, reference) ? names[reference] : undefined,
      );
      expect(changed).toEqual(read(changed.text));
      expect(before).toEqual(read(before.text));
    }),
  );
});

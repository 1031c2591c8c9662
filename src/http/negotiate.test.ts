import { expect, test } from 'vitest';
import { negotiate } from './negotiate.ts';

const ok = (value: string) => ({ ok: true, value });
const refusal = { ok: false, refusals: [{ code: 'http.not-acceptable' }] };

test.each([
  [undefined, 'application/fhir+json'],
  ['*/*', 'application/fhir+json'],
  ['application/fhir+json; fhirVersion=4.0', 'application/fhir+json'],
  ['application/json', 'application/json'],
  ['application/fhir+xml, application/json;q=0.5', 'application/json'],
  ['text/html,application/xhtml+xml,*/*;q=0.8', 'application/fhir+json'],
])('Accept %s gives %s', (accept, format) => {
  expect(negotiate(accept, undefined)).toEqual(ok(format));
});

test.each(['application/fhir+xml', 'text/turtle', 'application/fhir+json; fhirVersion=3.0', '*/*;q=0'])(
  'says clearly that %s is not offered',
  (accept) => {
    expect(negotiate(accept, undefined)).toMatchObject(refusal);
  },
);

test('_format wins over Accept', () => {
  expect(negotiate('application/fhir+xml', 'json')).toEqual(ok('application/fhir+json'));
  expect(negotiate('application/json', 'xml')).toMatchObject(refusal);
  expect(negotiate(undefined, 'application/fhir json')).toEqual(ok('application/fhir+json'));
});

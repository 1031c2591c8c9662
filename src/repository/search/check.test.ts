import { parseSearch } from '#fhir';
import { expect, test } from 'vitest';
import { checked, MOST_POINTS } from './check.ts';

const values = (count: number, one = 'x'): string =>
  Array.from({ length: count }, (_, index) => `${one}${index}`).join(',');
const times = (count: number, one: string): string => Array.from({ length: count }, () => one).join('&');

const refusalOf = (type: string, query: string) => {
  const parsed = parseSearch(type, [...new URLSearchParams(query)], 'strict');
  if (!parsed.ok) return parsed.refusals[0];
  return checked([parsed.value]);
};

test.each([
  ['many values behind a chain', 'Observation', `subject:Patient.name=${values(200)}`],
  ['many values behind chains of chains', 'Observation', `patient.general-practitioner.name=${values(90)}`],
  ['texts to be contained, many of them', 'Patient', `name:contains=${values(50)}`],
  [
    '_has of _has, many times',
    'Patient',
    times(16, '_has:Observation:subject:_has:Provenance:target:agent=Practitioner/1'),
  ],
  ['value sets by the hundred', 'Observation', `code:in=${values(60, 'urn:')}`],
  ['wildcards on large pages', 'Patient', '_count=1000&_include:iterate=Patient:*&_revinclude:iterate=Observation:*'],
  ['includes without end', 'Observation', times(40, '_include:iterate=Observation:subject')],
])('refuses %s before it runs', (_, type, query) => {
  expect(refusalOf(type, query)).toMatchObject({ type: 'too-costly', code: 'search.too-costly' });
});

test.each([
  ['Observation', 'patient=7&code=a,b,c&date=ge2020&_sort=-date&_include=Observation:encounter&_count=100'],
  ['Patient', '_has:Observation:subject:code=a&_revinclude=Observation:subject&_count=20'],
  ['Observation', 'patient.general-practitioner.organization.name=x'],
  ['Observation', `code=${values(200)}`],
  ['Patient', `_id=${values(200)}`],
  ['Patient', '_include=*&_count=50'],
  ['Observation', 'code:in=urn:a&code:not-in=urn:b&value-quantity=gt5|http://unitsofmeasure.org|mg'],
])('runs %s?%s', (type, query) => {
  expect(refusalOf(type, query)).toBeUndefined();
});

test('what several types are asked counts for each, up to ten', () => {
  const codes = ['code', values(150)] as const;
  const parsed = parseSearch('Observation', [codes, codes], 'strict');
  if (!parsed.ok) throw new Error('not parsed');
  const together = (count: number) => checked(Array.from({ length: count }, () => parsed.value));
  expect(together(6)).toBeUndefined();
  expect(together(10)?.text).toContain(`at most ${MOST_POINTS}`);
  expect(together(20)?.text).toBe(together(10)?.text);
});

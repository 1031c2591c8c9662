import { expect, test } from 'vitest';
import { examples } from '../extract/oracle.testing.ts';
import { validate } from './validate.ts';

type Fields = Readonly<Record<string, unknown>>;

const patient: Fields = {
  resourceType: 'Patient',
  id: 'a',
  name: [{ family: 'Osei', given: ['Ama'] }],
  birthDate: '1957-04-01',
};
const observation: Fields = { resourceType: 'Observation', status: 'final', code: { text: 'x' } };
const codes = (resource: unknown) => validate(resource).map(({ code }) => code);

/** Published examples that R4's own definitions do not allow. */
const WRONG_IN_R4 = new Set([
  'Bundle-v2-valuesets.json',
  'CodeSystem-v2-0550.json',
  'ImplementationGuide-fhir.json',
  'ImplementationGuide-ig-r4.json',
]);

test('the published examples are well formed, their codes too', () => {
  const wrong = examples(60)
    .filter(({ file }) => !WRONG_IN_R4.has(file) && !/^SearchParameter-(codesystem|valueset)-extensions/.test(file))
    .flatMap(({ file, resource }) => validate(resource, { bindings: true }).map(({ text }) => `${file}: ${text}`));
  expect(wrong).toEqual([]);
});

const MUTATIONS: Readonly<Record<string, (resource: Fields) => Fields>> = {
  'an unknown element': (resource) => ({ ...resource, noSuchElement: 'x' }),
  'an object for a primitive': (resource) => ({ ...resource, language: { text: 'en' } }),
  'one value for several': (resource) => ({ ...resource, contained: { resourceType: 'Patient' } }),
  'a bad id': (resource) => ({ ...resource, id: 'not a valid id!' }),
  'a null': (resource) => ({ ...resource, language: null }),
  'a bad code': (resource) => ({ ...resource, language: ' two  spaces ' }),
  'a bad extension': (resource) => ({ ...resource, meta: { extension: [{ valueString: 'x' }] } }),
  'an empty array': (resource) => ({ ...resource, meta: { tag: [] } }),
  'an empty object': (resource) => ({ ...resource, meta: {} }),
};

test('an example made wrong in one place is refused, of every type', () => {
  const taken = examples(1).flatMap(({ file, resource }) =>
    Object.entries(MUTATIONS).flatMap(([what, mutate]) =>
      validate(mutate(resource)).length > 0 ? [] : [`${file}: ${what}`],
    ),
  );
  expect(taken).toEqual([]);
});

test('a refusal names the element, the rule and the remedy', () => {
  expect(validate({ ...patient, name: [{ family: 'Osei', nickname: 'Ama' }] })).toEqual([
    {
      code: 'fhir.unknown-element',
      type: 'structure',
      text: 'Patient.name[0].nickname is no element of HumanName in R4; take it out, or say it in an extension.',
      expression: 'Patient.name[0].nickname',
    },
  ]);
});

test.each<readonly [string, Fields, string, string]>([
  ['a required element missing', { resourceType: 'Observation', status: 'final' }, 'fhir.required', 'Observation.code'],
  [
    'a required element in a backbone',
    { ...observation, component: [{ valueString: 'a' }] },
    'fhir.required',
    'Observation.component[0].code',
  ],
  [
    'two types of a choice',
    { ...observation, valueString: 'a', valueInteger: 1 },
    'fhir.choice',
    'Observation.valueInteger',
  ],
  [
    'a type that a choice does not have',
    { ...observation, valueUri: 'a:b' },
    'fhir.unknown-element',
    'Observation.valueUri',
  ],
  ['an array for one value', { ...patient, birthDate: ['1957'] }, 'fhir.cardinality', 'Patient.birthDate'],
  ['a day that does not exist', { ...patient, birthDate: '1957-02-30' }, 'fhir.value', 'Patient.birthDate'],
  ['a time for a date', { ...patient, birthDate: '1957-02-03T10:00:00Z' }, 'fhir.value', 'Patient.birthDate'],
  [
    'a time without offset',
    { ...observation, effectiveDateTime: '2025-01-01T10:00:00' },
    'fhir.value',
    'Observation.effectiveDateTime',
  ],
  [
    'a number in quotes',
    { ...observation, valueQuantity: { value: '1' } },
    'fhir.value',
    'Observation.valueQuantity.value',
  ],
  ['a fraction for an integer', { ...observation, valueInteger: 1.5 }, 'fhir.value', 'Observation.valueInteger'],
  ['an integer past 32 bits', { ...observation, valueInteger: 3e9 }, 'fhir.value', 'Observation.valueInteger'],
  ['a text of spaces', { ...observation, valueString: '  ' }, 'fhir.value', 'Observation.valueString'],
  ['a control character', { ...observation, valueString: 'a\u0000' }, 'fhir.value', 'Observation.valueString'],
  ['an address with a space', { ...patient, implicitRules: 'a b' }, 'fhir.value', 'Patient.implicitRules'],
  [
    'a contained thing without a type',
    { ...patient, contained: [{ id: 'a' }] },
    'fhir.resource-type',
    'Patient.contained[0]',
  ],
  [
    'a contained resource that is wrong',
    { ...patient, contained: [{ resourceType: 'Observation', status: 'final' }] },
    'fhir.required',
    'Patient.contained[0].code',
  ],
  [
    'a null that keeps no place',
    { ...patient, name: [{ given: ['a', null] }] },
    'fhir.null',
    'Patient.name[0].given[1]',
  ],
])('refuses %s', (_, resource, code, expression) => {
  expect(validate(resource)).toMatchObject([{ code, expression }]);
});

test('extensions of primitives stand under their own key, and keep the place of a value in an array', () => {
  const extension = [{ url: 'http://a', valueString: 'x' }];
  expect(codes({ ...patient, birthDate: undefined, _birthDate: { extension } })).toEqual(['fhir.value']);
  const { birthDate: _, ...born } = patient;
  expect(codes({ ...born, _birthDate: { extension } })).toEqual([]);
  expect(codes({ ...patient, name: [{ given: ['a', null], _given: [null, { extension }] }] })).toEqual([]);
  expect(codes({ ...patient, _birthDate: { value: 'x' } })).toEqual(['fhir.unknown-element']);
  expect(codes({ ...observation, status: undefined })).toEqual(['fhir.value']);
  const { status: __, ...rest } = observation;
  expect(codes({ ...rest, _status: { extension } })).toEqual([]);
});

test('what is no resource is refused', () => {
  for (const odd of [null, undefined, 7, 'x', [], [patient]]) expect(codes(odd)).toEqual(['fhir.type']);
  expect(codes({})).toEqual(['fhir.resource-type']);
  expect(codes({ resourceType: 'DomainResource' })).toEqual(['fhir.resource-type']);
  expect(codes({ resourceType: 'constructor' })).toEqual(['fhir.resource-type']);
  expect(validate(patient, { type: 'Observation' })).toMatchObject([{ code: 'fhir.wrong-type' }]);
});

test('resources in a bundle are checked where they stand, and refusals say where', () => {
  const bundle = {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [{ resource: patient }, { resource: { ...patient, id: '!' } }],
  };
  expect(validate(bundle)).toMatchObject([{ expression: 'Bundle.entry[1].resource.id' }]);
  expect(validate({ ...patient, id: '!' }, { at: 'Bundle.entry[1].resource' })).toMatchObject([
    { expression: 'Bundle.entry[1].resource.id' },
  ]);
});

test('codes of closed sets are checked where asked', () => {
  const odd = { ...patient, gender: 'women' };
  expect(validate(odd)).toEqual([]);
  expect(validate(odd, { bindings: true })).toMatchObject([{ code: 'fhir.code', expression: 'Patient.gender' }]);
});

test('tells at most twenty refusals', () => {
  const wrong = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`x${index}`, 1]));
  expect(validate({ ...patient, ...wrong })).toHaveLength(20);
});

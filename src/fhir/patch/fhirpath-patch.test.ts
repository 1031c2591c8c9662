import { expect, test } from 'vitest';
import { applyFhirPathPatch } from './fhirpath-patch.ts';

type Part = Readonly<Record<string, unknown>>;
const body =
  '{"resourceType":"Patient","id":"1","meta":{"versionId":"2"},"birthDate":"1957-04-01","deceasedBoolean":false,"name":[{"use":"official","family":"Osei","given":["Ama","Efua"],"_given":[null,{"id":"g"}]},{"use":"usual","given":["Ama"]}],"identifier":[{"system":"a","value":"1"},{"system":"b","value":"2"}],"extension":[{"url":"http://u","valueDecimal":1.00}]}';

const operation = (type: string, path: string, parts: Part = {}): Part => ({
  name: 'operation',
  part: [
    { name: 'type', valueCode: type },
    { name: 'path', valueString: path },
    ...Object.entries(parts).map(([name, value]) => ({
      name,
      ...(typeof value === 'string'
        ? { valueString: value }
        : typeof value === 'number'
          ? { valueInteger: value }
          : (value as object)),
    })),
  ],
});
const patched = (...operations: readonly Part[]) => {
  const outcome = applyFhirPathPatch(body, JSON.stringify({ resourceType: 'Parameters', parameter: operations }));
  return outcome.ok ? outcome.value : outcome.refusals[0].code;
};
const after = (...operations: readonly Part[]) => JSON.parse(patched(...operations)) as Record<string, unknown>;

test('replaces a value and leaves every other digit as it is', () => {
  expect(patched(operation('replace', 'Patient.birthDate', { value: { valueDate: '1957-04-02' } }))).toBe(
    body.replace('04-01', '04-02'),
  );
  expect(
    patched(operation('replace', "Patient.name.where(use = 'usual').given.first()", { value: 'Abena' })),
  ).toContain('"usual","given":["Abena"]');
});

test('replaces one type of a choice by another', () => {
  const found = after(operation('replace', 'Patient.deceased', { value: { valueDateTime: '2024-01-01' } }));
  expect(found).toMatchObject({ deceasedDateTime: '2024-01-01' });
  expect(found).not.toHaveProperty('deceasedBoolean');
});

test('adds an element, to a list or alone, with parts where its type has no name', () => {
  expect(after(operation('add', 'Patient', { name: 'gender', value: { valueCode: 'female' } }))).toMatchObject({
    gender: 'female',
  });
  expect(
    after(operation('add', 'Patient', { name: 'identifier', value: { valueIdentifier: { value: '3' } } }))[
      'identifier'
    ],
  ).toHaveLength(3);
  const contact = {
    part: [
      { name: 'gender', valueCode: 'male' },
      { name: 'telecom', valueContactPoint: { value: '1' } },
    ],
  };
  expect(after(operation('add', 'Patient', { name: 'contact', value: contact }))['contact']).toEqual([
    { gender: 'male', telecom: [{ value: '1' }] },
  ]);
  expect(
    after(operation('add', 'Patient.name[1]', { name: 'period', value: { valuePeriod: { start: '2020' } } }))['name'],
  ).toMatchObject([{}, { period: { start: '2020' } }]);
});

test('inserts into a list and moves within it', () => {
  const inserted = after(
    operation('insert', 'Patient.identifier', { index: 1, value: { valueIdentifier: { value: '3' } } }),
  );
  expect(inserted['identifier']).toMatchObject([{ value: '1' }, { value: '3' }, { value: '2' }]);
  const moved = after(operation('move', 'Patient.identifier', { source: 1, destination: 0 }));
  expect(moved['identifier']).toMatchObject([{ value: '2' }, { value: '1' }]);
});

test('what stands beside a primitive moves with it', () => {
  const [first] = after(operation('move', 'Patient.name[0].given', { source: 1, destination: 0 }))['name'] as Part[];
  expect(first).toMatchObject({ given: ['Efua', 'Ama'], _given: [{ id: 'g' }, null] });
  const [second] = after(operation('delete', 'Patient.name[0].given[1]'))['name'] as Part[];
  expect(second).toMatchObject({ given: ['Ama'] });
  expect(second).not.toHaveProperty('_given');
  const [third] = after(operation('insert', 'Patient.name[0].given', { index: 0, value: 'Yaa' }))['name'] as Part[];
  expect(third).toMatchObject({ given: ['Yaa', 'Ama', 'Efua'], _given: [null, null, { id: 'g' }] });
});

test('deletes what is there, and what holds nothing more', () => {
  expect(after(operation('delete', 'Patient.birthDate'))).not.toHaveProperty('birthDate');
  expect(patched(operation('delete', 'Patient.gender'))).toBe(body);
  const emptied = after(operation('delete', 'Patient.name[1].use'), operation('delete', 'Patient.name[1].given[0]'));
  expect(emptied['name']).toHaveLength(1);
  expect(after(operation('delete', "Patient.extension('http://u')"))).not.toHaveProperty('extension');
});

test('reads conditions in a path', () => {
  const at = (condition: string) => patched(operation('delete', `Patient.identifier.where(${condition})`));
  for (const condition of [
    "system = 'a' and value = '1'",
    "(value = '9' or value = '1')",
    "system != 'b'",
    "system='a' and period.empty()",
    "value.exists() and system = 'a'",
  ])
    expect(at(condition), condition).toBe(body.replace('{"system":"a","value":"1"},', ''));
  expect(at("value = '9'")).toBe(body);
  expect(at('value.exists()')).toBe('patch.path');
});

test.each<readonly [Part, string]>([
  [operation('replace', 'Patient.id', { value: 'x' }), 'patch.server-owned'],
  [operation('delete', 'Patient.meta.versionId'), 'patch.server-owned'],
  [operation('add', 'Patient.meta', { name: 'lastUpdated', value: { valueInstant: 'x' } }), 'patch.server-owned'],
  [operation('delete', 'Patient'), 'patch.server-owned'],
  [operation('add', 'Patient', { name: 'birthDate', value: 'x' }), 'patch.occupied'],
  [operation('add', 'Patient', { name: 'deceased', value: { valueDateTime: '2020' } }), 'patch.occupied'],
  [operation('add', 'Patient', { name: 'nickname', value: 'x' }), 'patch.path'],
  [operation('add', 'Patient.contact[0]', { name: 'gender', value: 'x' }), 'patch.path'],
  [operation('replace', 'Patient.gender', { value: 'x' }), 'patch.path'],
  [operation('replace', 'Patient.identifier', { value: 'x' }), 'patch.path'],
  [operation('insert', 'Patient.identifier', { index: 3, value: { valueIdentifier: {} } }), 'patch.path'],
  [operation('move', 'Patient.identifier', { source: 2, destination: 0 }), 'patch.path'],
  [operation('delete', 'Observation.code'), 'patch.path'],
  [operation('delete', 'Patient.name['), 'patch.path'],
  [operation('delete', 'Patient.name.select(given)'), 'patch.path'],
  [operation('delete', "Patient.name.where(use ~ 'a')"), 'patch.path'],
  [operation('delete', `Patient.name.where(${'('.repeat(50)}use='a'${')'.repeat(50)})`), 'patch.path'],
  [operation('turn', 'Patient.name'), 'patch.operation'],
  [operation('insert', 'Patient.identifier', { value: 'x' }), 'patch.operation'],
  [operation('replace', 'Patient.birthDate'), 'patch.operation'],
  [{ name: 'other' }, 'patch.operation'],
])('refuses %j', (one, code) => {
  expect(patched(one)).toBe(code);
});

test('refuses what is no Parameters', () => {
  expect(applyFhirPathPatch(body, '{"resourceType":"Patient"}')).toMatchObject({
    refusals: [{ code: 'patch.operation' }],
  });
});

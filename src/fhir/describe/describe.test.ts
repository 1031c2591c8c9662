import { expect, test } from 'vitest';
import { validate } from '../validate/validate.ts';
import { capabilityStatement } from './capability.ts';
import { subset } from './subset.ts';

const what = {
  base: 'http://localhost:8080/fhir',
  version: '0.1.0',
  date: '2025-03-01',
  interactions: ['read', 'create', 'search-type'],
};

test('the capability statement is a valid resource and names every type with its parameters', () => {
  const statement = capabilityStatement({ ...what, systemInteractions: ['transaction'] });
  expect(validate(statement, { bindings: true })).toEqual([]);
  const { rest } = statement as {
    readonly rest: readonly {
      readonly resource: readonly { type: string; searchParam: readonly { name: string }[] }[];
    }[];
  };
  const types = rest[0]?.resource ?? [];
  expect(types).toHaveLength(146);
  expect(types.find(({ type }) => type === 'Patient')?.searchParam.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['_id', '_tag', 'birthdate', 'identifier']),
  );
});

test('says only the parameters that are searched', () => {
  const statement = JSON.stringify(capabilityStatement({ ...what, searches: (_, code) => code === '_id' }));
  expect(statement).toContain('"_id"');
  expect(statement).not.toContain('"birthdate"');
});

const body =
  '{"resourceType":"Observation","id":"1","meta":{"versionId":"1"},"text":{"status":"empty"},"status":"final","code":{"text":"x"},"valueQuantity":{"value":1.00},"note":[{"text":"n"}]}';
const TAG = '"tag":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED"}]';
const HEAD = `{"resourceType":"Observation","id":"1","meta":{"versionId":"1",${TAG}}`;
const MUST = '"status":"final","code":{"text":"x"}';

test('cuts a body down to the elements asked for, the required ones and the tag', () => {
  expect(subset(body, { elements: ['value'] })).toBe(`${HEAD},${MUST},"valueQuantity":{"value":1.00}}`);
  expect(subset(body, { elements: ['note.text'] })).toBe(`${HEAD},${MUST},"note":[{"text":"n"}]}`);
});

test('cuts within elements where the path goes on, and leaves what must be there', () => {
  const long =
    '{"resourceType":"Patient","name":[{"family":"A","given":["B"],"period":{"start":"2020","end":"2021"}},{"given":["C"]}],"link":[{"other":{"reference":"Patient/2"},"type":"seealso"}]}';
  const cut = (...elements: readonly string[]) => JSON.parse(subset(long, { elements }));
  expect(cut('name.family')).toMatchObject({ name: [{ family: 'A' }] });
  expect(cut('name.family')['link']).toBeUndefined();
  expect(cut('name.period.end', 'name.given')['name']).toEqual([
    { given: ['B'], period: { end: '2021' } },
    { given: ['C'] },
  ]);
  expect(cut('name', 'name.family')['name'][0]).toMatchObject({ given: ['B'] });
  expect(cut('link.other.reference')['link']).toEqual([{ other: { reference: 'Patient/2' }, type: 'seealso' }]);
  expect(subset(body, { elements: ['value.value'] })).toBe(`${HEAD},${MUST},"valueQuantity":{"value":1.00}}`);
  expect(JSON.parse(subset(body, { elements: ['note.time'] }))['note']).toEqual([{ text: 'n' }]);
});

test('cuts a body down to its summary, its text or its data', () => {
  expect(subset(body, { summary: 'true' })).toBe(`${HEAD},${MUST},"valueQuantity":{"value":1.00}}`);
  expect(subset(body, { summary: 'text' })).toBe(`${HEAD},"text":{"status":"empty"},${MUST}}`);
  expect(subset(body, { summary: 'data' })).toBe(
    `${HEAD},${MUST},"valueQuantity":{"value":1.00},"note":[{"text":"n"}]}`,
  );
  expect(subset(body, { summary: 'false' })).toBe(body);
  expect(subset(body, {})).toBe(body);
});

test('keeps the tags that are there, and makes a meta where there is none', () => {
  const tags = '{"resourceType":"Patient","meta":{"tag":[{"code":"a"}],"source":"s"},"active":true}';
  expect(JSON.parse(subset(tags, { elements: ['gender'] }))).toMatchObject({
    meta: { tag: [{ code: 'a' }, { code: 'SUBSETTED' }], source: 's' },
  });
  expect(subset('{"resourceType":"Patient","active":true}', { summary: 'data' })).toBe(
    `{"resourceType":"Patient","active":true,"meta":{${TAG}}}`,
  );
  expect(subset('{"resourceType":"Patient","meta":{"tag":[]}}', { summary: 'data' })).toBe(
    `{"resourceType":"Patient","meta":{${TAG}}}`,
  );
});

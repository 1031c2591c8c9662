import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { parametersOf } from '../extract/parameters.ts';
import { RESOURCE_TYPES } from '../generated/types.ts';
import type { Parameter } from '../keys.ts';
import type { SearchAst } from './ast.ts';
import { escape } from './escape.ts';
import { parseSearch } from './parse.ts';
import { printSearch } from './print.ts';

const pairs = (query: string) => [...new URLSearchParams(query)] as [string, string][];
const read = (type: string, query: string): SearchAst => {
  const outcome = parseSearch(type, pairs(query), 'strict');
  if (!outcome.ok) throw new Error(outcome.refusals.map(({ text }) => text).join(' '));
  return outcome.value;
};
const refusals = (type: string, query: string, handling: 'strict' | 'lenient' = 'strict') => {
  const outcome = parseSearch(type, pairs(query), handling);
  return outcome.ok ? [] : outcome.refusals;
};

test('reads tokens with and without a system', () => {
  expect(read('Patient', 'identifier=a|b,|c,d|,e').filters).toEqual([
    {
      kind: 'token',
      parameter: 'identifier',
      values: [{ system: 'a', code: 'b' }, { system: '', code: 'c' }, { system: 'd' }, { code: 'e' }],
    },
  ]);
  expect(read('Patient', 'gender=http://hl7.org/fhir/administrative-gender|male').filters).toMatchObject([
    { values: [{ code: 'male' }] },
  ]);
  expect(read('Patient', 'identifier:of-type=s|MR|7\\|8').filters).toMatchObject([
    { modifier: 'of-type', values: [{ system: 's', code: 'MR|7|8' }] },
  ]);
});

test('a backslash takes the meaning from a comma, a bar and itself', () => {
  expect(read('Patient', 'name=a\\,b,c\\\\').filters).toMatchObject([{ values: ['a,b', 'c\\'] }]);
  expect(read('Patient', 'identifier=a\\|b|c\\,d').filters).toMatchObject([
    { values: [{ system: 'a|b', code: 'c,d' }] },
  ]);
});

test('reads dates by their precision, with prefix and offset', () => {
  expect(read('Patient', 'birthdate=ge1957-04').filters).toEqual([
    {
      kind: 'date',
      parameter: 'birthdate',
      values: [{ prefix: 'ge', text: '1957-04', lo: Date.UTC(1957, 3), hi: Date.UTC(1957, 4) }],
    },
  ]);
  expect(read('Patient', '_lastUpdated=lt2025-01-01T10:00:00+01:00').filters).toMatchObject([
    { values: [{ prefix: 'lt', lo: Date.UTC(2025, 0, 1, 9) }] },
  ]);
});

test('reads numbers by the digits written', () => {
  const of = (text: string) => read('RiskAssessment', `probability=${text}`).filters;
  expect(of('100')).toMatchObject([{ values: [{ prefix: 'eq', lo: 99.5, hi: 100.5 }] }]);
  expect(of('1e2')).toMatchObject([{ values: [{ value: 100, lo: 95, hi: 105 }] }]);
  expect(of('gt0.80')).toMatchObject([{ values: [{ prefix: 'gt', value: 0.8, text: '0.80' }] }]);
  expect(read('Observation', 'value-quantity=le5.4|http://unitsofmeasure.org|mg').filters).toMatchObject([
    { kind: 'quantity', values: [{ prefix: 'le', value: 5.4, system: 'http://unitsofmeasure.org', code: 'mg' }] },
  ]);
});

test('reads references: by id, by type and id, by address, by the identifier they carry', () => {
  expect(read('Observation', 'subject=7,Patient/8,http://a/Patient/9').filters).toMatchObject([
    { values: [{ id: '7' }, { type: 'Patient', id: '8' }, { url: 'http://a/Patient/9' }] },
  ]);
  expect(read('Observation', 'patient=7').filters).toMatchObject([{ values: [{ type: 'Patient', id: '7' }] }]);
  expect(read('Observation', 'subject:Group=7').filters).toMatchObject([{ values: [{ type: 'Group', id: '7' }] }]);
  expect(read('Observation', 'subject:identifier=a|b').filters).toMatchObject([
    { kind: 'identifier', values: [{ system: 'a', code: 'b' }] },
  ]);
});

test('follows a chain to every type that has the parameter, and _has backwards', () => {
  expect(read('Observation', 'subject.name=x').filters).toMatchObject([
    {
      kind: 'chain',
      parameter: 'subject',
      targets: [{ type: 'Location' }, { type: 'Patient', filter: { kind: 'string', parameter: 'name' } }],
    },
  ]);
  expect(read('Observation', 'subject:Patient.organization.name:exact=x').filters).toMatchObject([
    {
      kind: 'chain',
      targets: [
        {
          type: 'Patient',
          filter: { kind: 'chain', targets: [{ type: 'Organization', filter: { modifier: 'exact' } }] },
        },
      ],
    },
  ]);
  expect(read('Patient', '_has:Observation:patient:_has:AuditEvent:entity:agent=Practitioner/1').filters).toMatchObject(
    [
      {
        kind: 'has',
        type: 'Observation',
        parameter: 'patient',
        filter: { kind: 'has', type: 'AuditEvent', filter: { kind: 'reference' } },
      },
    ],
  );
});

test('reads a composite in the order of its components', () => {
  expect(read('Observation', 'code-value-quantity=s|c$gt5').filters).toMatchObject([
    {
      values: [
        [
          { kind: 'token', value: { system: 's', code: 'c' } },
          { kind: 'quantity', value: { prefix: 'gt', value: 5 } },
        ],
      ],
    },
  ]);
});

test('reads what is asked about the answer', () => {
  const query =
    '_count=5000&_sort=-date,code&_include=Observation:subject:Patient&_include:iterate=Patient:link&_revinclude=Provenance:target&_total=none&_summary=data&_elements=id,code&_format=json';
  const { used, ...ast } = read('Observation', query);
  expect(ast).toEqual({
    type: 'Observation',
    filters: [],
    count: 1000,
    sort: [
      { parameter: 'date', descending: true },
      { parameter: 'code', descending: false },
    ],
    include: [
      { type: 'Observation', parameter: 'subject', target: 'Patient', iterate: false },
      { type: 'Patient', parameter: 'link', iterate: true },
    ],
    revinclude: [{ type: 'Provenance', parameter: 'target', iterate: false }],
    total: 'none',
    summary: 'data',
    elements: ['id', 'code'],
  });
  expect(used.map(([name]) => name)).not.toContain('_format');
});

test.each([
  ['Patient', 'nmae=x', 'search.unknown-parameter', 'Did you mean name?'],
  ['Patient', 'birthdate=notadate', 'search.value', 'birthdate=notadate'],
  ['Patient', 'birthdate=xx2025', 'search.value', 'eq, ne, gt'],
  ['Patient', 'birthdate=2025-02-30', 'search.value', '2025-02-30'],
  ['Patient', 'name:foo=x', 'search.modifier', 'missing, exact, contains'],
  ['Patient', 'gender:Patient=x', 'search.modifier', 'not'],
  ['Patient', 'name=', 'search.value', 'no value'],
  ['Patient', 'name=a,,b', 'search.value', 'empty value'],
  ['Patient', 'identifier=|', 'search.value', 'system|code'],
  ['Patient', 'active:missing=maybe', 'search.value', 'true or false'],
  ['Patient', '_text=x', 'search.not-supported', '_text'],
  ['Patient', '_sort=foo', 'search.sort', 'foo'],
  ['Patient', '_count=-1', 'search.result-parameter', '_count'],
  ['Patient', '_summary=some', 'search.result-parameter', 'true, false'],
  ['Patient', '_include=Patient:name', 'search.include', 'name'],
  ['Patient', '_revinclude=Observation:encounter', 'search.include', 'does not refer to a Patient'],
  ['Patient', 'name.given=x', 'search.chain', 'no reference parameter'],
  ['Provenance', 'target.name=x', 'search.chain', 'target:Patient.name'],
  ['Patient', '_has:Observation:encounter:code=x', 'search.chain', 'does not refer'],
  ['Patient', 'organization.partof.partof.partof.partof.name=x', 'search.chain', 'steps'],
  ['Observation', 'subject:Patient.nmae=x', 'search.unknown-parameter', 'name'],
  ['Observation', 'subject:Patient=Group/1', 'search.value', 'Patient'],
  ['Observation', 'subject=a b', 'search.value', 'Type/id'],
  ['Observation', 'code-value-quantity=a', 'search.value', 'code$value-quantity'],
  ['Nothing', '', 'fhir.unknown-type', 'Nothing'],
])('refuses %s?%s', (type, query, code, part) => {
  const [first, ...others] = refusals(type, query);
  expect(first).toMatchObject({ code, text: expect.stringContaining(part) });
  expect(others).toEqual([]);
});

test('lenient handling leaves out what is not known, and nothing else', () => {
  const outcome = parseSearch('Patient', pairs('nmae=x&_text=y&name=z'), 'lenient');
  expect(outcome).toMatchObject({ ok: true, value: { filters: [{ parameter: 'name' }], used: [['name', 'z']] } });
  expect(refusals('Patient', 'birthdate=never', 'lenient')).toMatchObject([{ code: 'search.value' }]);
  expect(refusals('Patient', 'name:foo=x', 'lenient')).toMatchObject([{ code: 'search.modifier' }]);
});

test('refuses more values or parameters than it would look for', () => {
  expect(refusals('Patient', `name=${'a,'.repeat(200)}a`)).toMatchObject([{ code: 'search.too-many-values' }]);
  expect(refusals('Patient', 'name=a&'.repeat(65))).toMatchObject([{ code: 'search.too-many-parameters' }]);
});

const word = fc.stringMatching(/^[A-Za-z0-9 ,|$\\éß.-]{1,12}$/).filter((text) => text.trim() !== '');
const id = fc.stringMatching(/^[a-z0-9]{1,8}$/);
const prefix = fc.constantFrom('', 'eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap');
const number = fc.tuple(prefix, fc.constantFrom('5', '5.40', '-0.1', '1e2')).map((parts) => parts.join(''));
const token = fc.oneof(
  word.map(escape),
  fc.tuple(word, word).map(([s, c]) => `${escape(s)}|${escape(c)}`),
  word.map((s) => `${escape(s)}|`),
);
const values: Readonly<Record<string, fc.Arbitrary<string>>> = {
  token,
  string: word.map(escape),
  uri: word.map(escape),
  date: fc
    .tuple(prefix, fc.constantFrom('2025', '2024-02', '2024-02-29', '2025-01-01T10:00:00Z'))
    .map((parts) => parts.join('')),
  number,
  quantity: fc.oneof(
    number,
    fc.tuple(number, word, word).map(([n, s, c]) => `${n}|${escape(s)}|${escape(c)}`),
  ),
  reference: fc.oneof(
    id,
    id.map((one) => `Patient/${one}`),
    id.map((one) => `http://a/${one}|2`),
    id.map((one) => `Group/${one}/_history/2`),
  ),
};
const modifiers: Readonly<Record<string, readonly string[]>> = {
  token: ['', ':not', ':text'],
  string: ['', ':exact', ':contains'],
  uri: ['', ':below'],
};

function plain(parameter: Parameter): fc.Arbitrary<[string, string]> {
  const value = values[parameter.type] ?? word.map(escape);
  const names = (modifiers[parameter.type] ?? ['']).map((one) => parameter.code + one);
  return fc.tuple(
    fc.constantFrom(...names),
    fc.array(value, { minLength: 1, maxLength: 3 }).map((list) => list.join(',')),
  );
}

const searchable = (type: string) => parametersOf(type).filter(({ components, code }) => !components && code !== '_id');

const anySearch = fc.constantFrom(...RESOURCE_TYPES).chain((type) => {
  const own = fc.constantFrom(...searchable(type)).chain(plain);
  const chained = fc
    .constantFrom(...searchable('Patient'))
    .chain(plain)
    .map(([name, value]): [string, string] => [`patient:Patient.${name}`, value]);
  return fc.record({
    type: fc.constant(type),
    parameters: fc.array(type === 'Observation' ? fc.oneof(own, chained) : own, { maxLength: 4 }),
  });
});

test('what is printed reads the same again', () => {
  let read = 0;
  fc.assert(
    fc.property(anySearch, ({ type, parameters }) => {
      const first = parseSearch(type, parameters, 'strict');
      if (!first.ok) return;
      read++;
      const again = parseSearch(type, printSearch(first.value), 'strict');
      expect(again).toMatchObject({ ok: true });
      if (again.ok) expect({ ...again.value, used: [] }).toEqual({ ...first.value, used: [] });
    }),
    { numRuns: 2_000 },
  );
  expect(read).toBeGreaterThan(1_000);
});

test.each([
  'subject:Patient.organization.name:exact=x&_has:Observation:focus:code=a|b&code-value-quantity=s|c$gt5&patient:missing=true&_id=a,b',
  '_sort=-date&_count=0&_include=*&_include:iterate=Observation:subject&_total=accurate&_elements=a.b&subject:identifier=a|b&code:of-type=a|b|c',
])('what is printed reads the same again: %s', (query) => {
  const first = read('Observation', query);
  expect({
    ...read('Observation', new URLSearchParams(printSearch(first).map(([name, value]) => [name, value])).toString()),
    used: [],
  }).toEqual({ ...first, used: [] });
});

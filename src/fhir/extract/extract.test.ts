import { compile } from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { expect, test } from 'vitest';
import { dateRange } from '../date.ts';
import { PATIENT_COMPARTMENT } from '../generated/compartment.ts';
import { TARGETS } from '../generated/targets.ts';
import { parametersByType } from '../generate/parameters.ts';
import type { Keys } from '../keys.ts';
import { isPatientCompartmentType, referencesOf, WIDER_TYPES } from './compartment.ts';
import { clinicalDate, extract, patientsOf } from './extract.ts';
import { definitions, examples } from './oracle.testing.ts';
import { isResourceType } from '../types.ts';
import { parameterOf } from './parameters.ts';

type Fields = Readonly<Record<string, unknown>>;
type Expected = readonly string[];

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const texts = (values: readonly unknown[]): string[] => values.filter((one) => typeof one === 'string');
const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

/** What each kind of parameter makes of a value, written a second time and plainly, from https://hl7.org/fhir/R4/search.html */
const oracle: Readonly<Record<string, (value: unknown) => Expected>> = {
  token: (value) => {
    if (!isFields(value)) return [String(value)];
    if (Array.isArray(value['coding']) || 'text' in value)
      return listed(value['coding'])
        .filter(isFields)
        .flatMap((one) => ('code' in one ? [`${one['system'] ?? ''}|${one['code']}`] : []));
    if ('code' in value) return [`${value['system'] ?? ''}|${value['code']}`];
    if (!('value' in value)) return [];
    const contact = ['phone', 'fax', 'email', 'pager', 'url', 'sms', 'other'].includes(String(value['system']));
    return [contact ? String(value['value']) : `${value['system'] ?? ''}|${value['value']}`];
  },
  string: (value) =>
    isFields(value)
      ? texts(
          [
            'text',
            'family',
            'given',
            'prefix',
            'suffix',
            'line',
            'city',
            'district',
            'state',
            'postalCode',
            'country',
          ].flatMap((name) => listed(value[name])),
        )
      : texts([value]),
  uri: (value) => texts([value]).flatMap((one) => (one.includes('|') ? [one, one.split('|')[0] ?? ''] : [one])),
  number: (value) => (typeof value === 'number' ? [String(value)] : []),
  date: (value) => {
    const range = (one: unknown) => (typeof one === 'string' ? dateRange(one) : undefined);
    if (!isFields(value)) return [range(value)].flatMap((one) => (one ? [`${one.lo} ${one.hi}`] : []));
    if ('event' in value || 'repeat' in value || 'code' in value) return [];
    const [start, end] = [range(value['start']), range(value['end'])];
    return start || end ? [`${start?.lo ?? -Infinity} ${end?.hi ?? Infinity}`] : [];
  },
  quantity: (value) => {
    if (!isFields(value)) return [];
    if (isFields(value['low'] ?? value['high'])) return oracle['quantity']?.(value['low'] ?? value['high']) ?? [];
    if (typeof value['value'] !== 'number') return [];
    return [`${value['value']} ${value['system'] ?? ''}|${value['code'] ?? value['currency'] ?? ''}`];
  },
  reference: (value) => {
    const said = isFields(value) ? value['reference'] : value;
    if (isFields(value) && 'resourceType' in value) return [`${value['resourceType']}/${value['id']}`];
    return typeof said === 'string' && !said.startsWith('#') ? [said] : [];
  },
};

const found: Readonly<Record<string, (keys: Keys, code: string) => Expected>> = {
  token: ({ tokens }, code) =>
    tokens.filter(({ p }) => p === code).map(({ s, c }) => (s === undefined ? c : `${s}|${c}`)),
  string: ({ strings }, code) => strings.filter(({ p }) => p === code).map(({ v }) => v),
  uri: ({ uris }, code) => uris.filter(({ p }) => p === code).map(({ v }) => v),
  number: ({ numbers }, code) => numbers.filter(({ p }) => p === code).map(({ lo }) => String(lo)),
  date: ({ dates }, code) => dates.filter(({ p }) => p === code).map(({ lo, hi }) => `${lo} ${hi}`),
  quantity: ({ quantities }, code) =>
    quantities
      .filter(({ p }) => p === code)
      .map(
        ({ value, system, code: unit }) =>
          `${value} ${system === 'urn:iso:std:iso:4217' ? '' : (system ?? '')}|${unit ?? ''}`,
      ),
  reference: ({ references }, code) =>
    references
      .filter(({ p }) => p === code)
      .map(({ type, id, url, version }) =>
        url === undefined
          ? `${type}/${id}${version ? `/_history/${version}` : ''}`
          : `${url}${version ? `|${version}` : ''}`,
      ),
};

/** A bare code of the oracle has no system; so has a code with an empty one. */
const plain = (values: Expected) => [...new Set(values.map((one) => one.replace(/^\|/, '')))].sort();

test('finds what fhirpath.js finds, for every parameter of every type in the published examples', {
  timeout: 240_000,
}, () => {
  const all = examples(12);
  const types = [...new Set(all.map(({ type }) => type))];
  const wrong: string[] = [];
  let compared = 0;
  for (const { type, parameters } of parametersByType(definitions, types)) {
    for (const parameter of parameters) {
      const [of, expected] = [found[parameter.type], oracle[parameter.type]];
      if (!of || !expected || ['_id', '_lastUpdated'].includes(parameter.code)) continue;
      // A schedule and a text beside it; schedules have a test of their own.
      if (parameter.code === 'activity-date') continue;
      if (/extension\(|hasExtension/.test(parameter.expression ?? '')) continue;
      const only = /resolve\(\) is (\w+)/.exec(parameter.expression ?? '')?.[1];
      const evaluate = expressionOf(parameter.expression ?? '', type);
      for (const { file, resource } of all.filter((one) => one.type === type)) {
        const values = evaluate(resource)
          .flatMap(expected)
          .filter((one) => !only || one.startsWith(`${only}/`) || one.includes(`/${only}/`));
        const mine = plain(of(extract(type, resource), parameter.code));
        compared++;
        if (JSON.stringify(mine) !== JSON.stringify(plain(values)))
          wrong.push(`${file} ${parameter.code}: ${mine} | ${plain(values)}`);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(compared).toBeGreaterThan(5000);
});

/** The parts of a union that begin at the type, with `resolve() is` taken out: references are compared by what they say. */
function expressionOf(expression: string, type: string): (resource: Fields) => readonly unknown[] {
  const parts = expression
    .split(' | ')
    .map((part) => part.trim().replace(/\.where\(resolve\(\) is \w+\)/, ''))
    // `as` takes one value alone; search parameters mean every value of the type.
    .map((part) => part.replace(/^\(([\w.]+) as (\w+)\)/, '$1.ofType($2)').replace(/\.as\((\w+)\)/, '.ofType($1)'))
    .filter((part) => new RegExp(`^(${type}|Resource|DomainResource)\\b`).test(part));
  const compiled = parts.map((part) => compile(part, r4));
  return (resource) =>
    compiled.flatMap((evaluate) =>
      (evaluate(resource) as unknown[]).map((one) => (isFields(one) && 'asStr' in one ? one['asStr'] : one)),
    );
}

test('a schedule counts by its outer limits', () => {
  const timing = { event: ['2025-03-01', '2025-01-01'], repeat: { boundsPeriod: { end: '2025-04' } } };
  const keys = extract('Observation', { resourceType: 'Observation', effectiveTiming: timing });
  expect(keys.dates).toEqual([{ p: 'date', lo: -Infinity, hi: Date.UTC(2025, 4, 1) }]);
});

test('a composite has the parts of one element, never of two', () => {
  const component = (code: string, value: number) => ({
    code: { coding: [{ system: 's', code }] },
    valueQuantity: { value, code: 'mm' },
  });
  const { composites } = extract('Observation', { component: [component('a', 1), component('b', 2)] });
  const pairs = composites.filter(({ p }) => p === 'component-code-value-quantity').map(({ parts }) => parts);
  expect(pairs).toMatchObject([
    [[{ kind: 'token', s: 's', c: 'a' }], [{ kind: 'quantity', value: 1, code: 'mm' }]],
    [[{ kind: 'token', s: 's', c: 'b' }], [{ kind: 'quantity', value: 2 }]],
  ]);
});

test('an identifier is found by its type, and a reference by the identifier it carries', () => {
  const type = { coding: [{ system: 't', code: 'MR' }] };
  expect(extract('Patient', { identifier: [{ type, system: 's', value: '7' }] }).tokens).toContainEqual({
    p: 'identifier:of-type',
    s: 't',
    c: 'MR|7',
  });
  const { tokens, references } = extract('Observation', {
    subject: { type: 'Patient', identifier: { system: 's', value: '7' } },
  });
  expect(tokens).toContainEqual({ p: 'patient:identifier', s: 's', c: '7' });
  expect(references).toEqual([]);
});

test('a comparator opens the interval of a quantity', () => {
  const { quantities } = extract('Observation', { valueQuantity: { value: 5, comparator: '<', code: 'mg' } });
  expect(quantities.find(({ p }) => p === 'value-quantity')).toEqual({
    p: 'value-quantity',
    value: 5,
    lo: -Infinity,
    hi: 5,
    code: 'mg',
  });
});

test('what is of another shape than R4 says is passed over', () => {
  for (const odd of [null, 7, 'x', [], [null], {}, [[]], true])
    for (const name of [
      'code',
      'component',
      'subject',
      'effectivePeriod',
      'valueQuantity',
      'category',
      'meta',
      'identifier',
    ])
      expect(() => extract('Observation', { [name]: odd })).not.toThrow();
});

test('home is whom a resource is about; who took part comes after', () => {
  const observation = { performer: [{ reference: 'Patient/2' }], subject: { reference: 'Patient/1' } };
  expect(patientsOf('Observation', observation)).toEqual(['Patient/1', 'Patient/2']);
  expect(patientsOf('Patient', { id: '1', link: [{ other: { reference: 'Patient/3' } }] })).toEqual([
    'Patient/1',
    'Patient/3',
  ]);
  expect(patientsOf('Observation', { subject: { reference: 'Group/1' } })).toEqual([]);
  expect(patientsOf('Organization', { id: 'a' })).toEqual([]);
  expect(isPatientCompartmentType('Observation')).toBe(true);
  expect(isPatientCompartmentType('Organization')).toBe(false);
});

test('what R4 puts into no compartment is about whom it names, and about nobody where it names nobody', () => {
  const person = (id: string) => ({ reference: `Patient/${id}` });
  expect(patientsOf('Task', { owner: person('3'), focus: person('2'), for: person('1') })).toEqual([
    'Patient/1',
    'Patient/2',
    'Patient/3',
  ]);
  expect(patientsOf('Task', { for: { reference: 'Group/1' }, owner: { reference: 'Organization/1' } })).toEqual([]);
  expect(patientsOf('Task', { input: [{ valueReference: person('1') }] })).toEqual(['Patient/1']);
  expect(patientsOf('Device', { patient: { reference: 'Patient/1/_history/2' } })).toEqual(['Patient/1']);
  expect(patientsOf('Device', { owner: { reference: 'Organization/1' } })).toEqual([]);
  const contract = { signer: [{ party: [person('2')] }], subject: [{ reference: 'Group/1' }, person('1')] };
  expect(patientsOf('Contract', contract)).toEqual(['Patient/1', 'Patient/2']);
  const linkage = { item: [{ resource: person('1') }, { resource: person('2') }] };
  expect(patientsOf('Linkage', linkage)).toEqual(['Patient/1', 'Patient/2']);
  for (const odd of ['x', 7, null, [], [[null]], { reference: 7 }])
    expect(() => patientsOf('Task', { for: odd, input: odd })).not.toThrow();
});

test('every type with an element that names a patient is in a compartment', () => {
  const types = Object.entries(TARGETS).flatMap(([owner, elements]) => {
    const [type = ''] = owner.split('.');
    return /[:,]Patient\b/.test(elements) && isResourceType(type) ? [type] : [];
  });
  expect(types).toContain('Task');
  expect(types).toContain('BiologicallyDerivedProduct');
  const outside = [...new Set(types)].filter((type) => type !== 'Patient' && !isPatientCompartmentType(type));
  expect(outside).toEqual([]);
  expect(WIDER_TYPES.filter((type) => Object.hasOwn(PATIENT_COMPARTMENT, type))).toEqual([]);
});

test('the clinical date of a condition is its onset, else when it was recorded', () => {
  const day = (text: string) => dateRange(text);
  expect(clinicalDate('Condition', { onsetDateTime: '2020', recordedDate: '2021' })).toEqual(day('2020'));
  expect(clinicalDate('Condition', { recordedDate: '2021' })).toEqual(day('2021'));
  expect(clinicalDate('Organization', {})).toBeUndefined();
});

test('a parameter knows its targets, its system and its components', () => {
  expect(parameterOf('Observation', 'patient')).toMatchObject({ type: 'reference', targets: ['Patient'] });
  expect(parameterOf('Patient', 'gender')).toMatchObject({ system: 'http://hl7.org/fhir/administrative-gender' });
  expect(parameterOf('Observation', 'code-value-quantity')).toMatchObject({ components: ['code', 'value-quantity'] });
  expect(parameterOf('Observation', '_tag')).toMatchObject({ type: 'token' });
  expect(parameterOf('Observation', 'birthdate')).toBeUndefined();
});

test('every reference of a resource is told once', () => {
  const resource = {
    subject: { reference: 'Patient/1' },
    contained: [{ part: [{ reference: 'Patient/1' }, { reference: '#a' }] }],
  };
  expect(referencesOf(resource)).toEqual(['Patient/1', '#a']);
});

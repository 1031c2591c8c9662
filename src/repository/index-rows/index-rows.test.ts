import { testStore } from '#testing/database';
import { expect, test } from 'vitest';
import { parametersOf, RESOURCE_TYPES } from '#fhir';
import { sql } from '#store';
import { parameterNumber, tokenHash as textHash } from '../place/hash.ts';
import { indexRows } from './index-rows.ts';
import { storedAs } from './stored-as.ts';
import { normalise, wordsOf } from './words.ts';

const tokenHash = (...of: Parameters<typeof textHash>) => BigInt(textHash(...of));
const LOINC = 'http://loinc.org';
const observation = {
  resourceType: 'Observation',
  status: 'final',
  identifier: [{ system: 'urn:lab', value: 'A1' }],
  code: { coding: [{ system: LOINC, code: '4548-4' }] },
  subject: { reference: 'Patient/7' },
  effectiveDateTime: '2026-02-01',
  valueQuantity: { value: 58, unit: 'mmol/mol', system: 'http://unitsofmeasure.org', code: 'mmol/mol' },
};

test('a token is found by its code, by code and system, and by the system', () => {
  const { tok } = indexRows('Observation', observation);
  for (const value of ['4548-4', `${LOINC}|4548-4`, `${LOINC}|`]) {
    expect(tok).toContain(tokenHash('Observation', 'code', value));
  }
  expect(tok).toContain(tokenHash('Observation', 'status', '|final'));
});

test('a patient is found as a subject, and only so', () => {
  const { tok } = indexRows('Observation', observation);
  expect(tok).toContain(tokenHash('Observation', 'subject', 'Patient/7'));
  expect(tok).not.toContain(tokenHash('Observation', 'patient', 'Patient/7'));
  expect(storedAs('Observation', 'patient')).toEqual(['subject']);
  expect(storedAs('Immunization', 'patient')).toEqual(['patient']);
  expect(storedAs('Observation', 'combo-code')).toEqual(['code', 'component-code']);
});

test('a code of the record is posted, an identifier has a row of its own', () => {
  const rows = indexRows('Observation', observation);
  expect(rows.posting).toEqual([
    tokenHash('Observation', 'code', '4548-4'),
    tokenHash('Observation', 'code', `${LOINC}|4548-4`),
  ]);
  expect(rows.ident).toMatchObject([{ sys: 'urn:lab', val: 'A1' }]);
  expect(indexRows('Organization', { resourceType: 'Organization', type: [observation.code] }).posting).toEqual([]);
});

test('the clinical date has columns, and is no range', () => {
  const rows = indexRows('Observation', observation);
  expect(rows.at).toBe(Date.parse('2026-02-01T00:00:00Z'));
  expect(rows.till).toBe(Date.parse('2026-02-02T00:00:00Z'));
  expect(rows.range.map(({ prm }) => prm)).not.toContain(parameterNumber('Observation', 'date'));
});

test('a composite is a range under its code', () => {
  const component = [{ code: observation.code, valueQuantity: { value: 140, unit: 'mmHg', code: 'mm[Hg]' } }];
  const { range } = indexRows('Observation', { ...observation, component });
  const prm = parameterNumber('Observation', 'component-code-value-quantity');
  const measured = ['4548-4', LOINC, '', 'mm[Hg]', 'mmHg'].join('\u0001');
  const code = tokenHash('Observation', 'component-code-value-quantity', measured);
  const found = range.find((row) => row.prm === prm && row.code === code);
  expect(found && found.lo <= 140 && found.hi >= 140).toBe(true);
});

test('what has a value is told, for :missing', () => {
  const { has } = indexRows('Observation', observation);
  expect(has).toContain(parameterNumber('Observation', 'code'));
  expect(has).toContain(parameterNumber('Observation', 'date'));
  expect(has).not.toContain(parameterNumber('Observation', 'performer'));
  expect([...has].sort((a, b) => a - b)).toEqual(has);
});

test('names are found by each of their words, without marks and case', () => {
  expect(wordsOf('name', 'Ana-María de SOUZA')).toEqual(['ana-maria de souza', 'maria', 'de', 'souza']);
  expect(wordsOf('address-city', 'New  York')).toEqual(['new york']);
  expect(normalise(`${'x'.repeat(119)}😀`)).toBe('x'.repeat(119));
});

test('no two parameters of all types have one number', () => {
  const names = RESOURCE_TYPES.flatMap((type) => parametersOf(type).map(({ code }) => [type, code] as const));
  expect(new Set(names.map(([type, code]) => parameterNumber(type, code))).size).toBe(names.length);
});

test('tokens are hashed as PostgreSQL hashes them', async () => {
  const store = await testStore();
  const lengths = Array.from({ length: 30 }, (_, length) => 'abcdefghijklmnopqrstuvwxyz0123'.slice(0, length));
  const texts = ['a', 'Zoë', '😀', 'x'.repeat(100), 'é'.repeat(3_001), 'twelve bytes', ...lengths];
  const rows = await store.all<{ hash: string }>(sql`
    select hashtextextended('T.p=' || t, 0) as hash from unnest(${texts}::text[]) t`);
  expect(rows.map(({ hash }) => hash)).toEqual(texts.map((text) => textHash('T', 'p', text)));
});

test('an identifier longer than an index row takes is kept by its digest, and stays itself', () => {
  const rows = (value: string) =>
    indexRows('Patient', { resourceType: 'Patient', identifier: [{ system: 'urn:a', value }] }).ident;
  const [long, same, other] = ['x'.repeat(5_000), 'x'.repeat(5_000), 'x'.repeat(5_001)].map(
    (value) => rows(value)[0]?.val,
  );
  expect(long).toHaveLength(65);
  expect(same).toBe(long);
  expect(other).not.toBe(long);
  expect(rows('short')[0]?.val).toBe('short');
});

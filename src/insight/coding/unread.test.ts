import { expect, test } from 'vitest';
import { codedFacts, readFacts, readUnread } from '../catalogue.ts';
import { UNITS_MAX } from '../fact.ts';
import { codeAt, unitAt } from './written.ts';

const LOCAL = 'https://codes.example.org';
const hba1c = codedFacts.find(({ title }) => title === 'HbA1c');

function result(code: object, more: object = {}): Readonly<Record<string, unknown>> {
  return {
    resourceType: 'Observation',
    id: 'o1',
    status: 'final',
    code,
    effectiveDateTime: '2026-03-01',
    valueQuantity: { value: 52, unit: 'mmol/mol', code: 'mmol/mol' },
    ...more,
  };
}

const coded = (system: string, code: string, display: string) => ({ coding: [{ system, code, display }] });

test('a local code that is called the same and measured the same looks like the fact', () => {
  expect(readUnread(result(coded(LOCAL, 'XE24T', 'HbA1c (local)')))).toEqual([
    { fact: hba1c?.number, at: '2026-03-01', code: `${LOCAL}|XE24T`, words: 'HbA1c (local)' },
  ]);
});

test('another unit, another name, and what was entered by mistake look like nothing', () => {
  const local = coded(LOCAL, 'XE24T', 'HbA1c (local)');
  expect(readUnread(result(local, { valueQuantity: { value: 5, unit: 'mmol/L' } }))).toEqual([]);
  expect(readUnread(result(coded(LOCAL, 'XE24T', 'Haemoglobin')))).toEqual([]);
  expect(readUnread(result(local, { status: 'entered-in-error' }))).toEqual([]);
});

test('a code of a list that the value set draws on is something else, but for the very same name', () => {
  const value = { valueQuantity: { value: 1.3, unit: 'mmol/L' } };
  expect(readUnread(result(coded('http://loinc.org', '2085-9', 'HDL Cholesterol'), value))).toEqual([]);
  expect(readUnread(result(coded('http://loinc.org', '0000-0', 'Cholesterol'), value))).toHaveLength(1);
});

test('a known code without a value that can be read is unread without a code; one that is read is not', () => {
  const known = coded('http://loinc.org', '59261-8', 'Hemoglobin A1c');
  const { valueQuantity: _none, ...without } = result(known);
  for (const odd of [
    without,
    { ...without, dataAbsentReason: { text: 'haemolysed' } },
    result(known, { valueQuantity: { value: 52, unit: 'bananas' } }),
    result(known, { valueQuantity: { value: 900, unit: 'mmol/mol' } }),
  ])
    expect(readUnread(odd)).toMatchObject([{ fact: hba1c?.number, code: '' }]);
  expect(readUnread(result(known))).toEqual([]);
});

test('a fact says by which code and in which unit it was written', () => {
  const [fact] = readFacts(
    result(coded('http://loinc.org', '4548-4', 'HbA1c'), { valueQuantity: { value: 6.9, unit: '%', code: '%' } }),
  );
  if (!hba1c || fact?.how === undefined) throw new Error('no HbA1c was read');
  expect(codeAt(hba1c, Math.floor(fact.how / UNITS_MAX))).toBe('http://loinc.org|4548-4');
  expect(unitAt(hba1c, fact.how % UNITS_MAX)).toBe('%');
});

test('no definition has more units than there is room for, nor more codes than the column holds', () => {
  for (const fact of codedFacts) {
    expect(Object.keys(fact.value?.units ?? {}).length, fact.title).toBeLessThan(UNITS_MAX);
    expect(Object.values(fact.codes).flat().length * UNITS_MAX, fact.title).toBeLessThan(32_767);
  }
});

import { expect, test } from 'vitest';
import { day } from '#base';
import { patientFacts } from './patient.ts';
import { directoryOf, type PatientRecord, standingOf } from './person.ts';
import type { Practice } from './scope.ts';

const practice = (id: string, key: number): Practice => ({
  id,
  key,
  name: id,
  names: [`Organization/${id}`, `ods|${id}`],
});
const directory = directoryOf({ practices: [practice('elm', 1), practice('mill', 2)] });
const TRUST = 9;

let learned = 0;
const record = (org: number, practices: readonly string[], more: Partial<PatientRecord> = {}): PatientRecord => ({
  id: `p${++learned}`,
  org,
  practices,
  learned,
  ...more,
});
const placeOf = (...records: readonly PatientRecord[]) => standingOf(records, directory).place;

test('a practice knows its own list better than others who name one', () => {
  expect(placeOf(record(1, ['ods|elm']), record(TRUST, ['ods|mill']))).toBe('elm');
  expect(placeOf(record(TRUST, ['Organization/mill']))).toBe('mill');
});

test('of two practices that each have somebody on their list, the one that said so last has them', () => {
  expect(placeOf(record(1, ['ods|elm']), record(2, ['ods|mill']))).toBe('mill');
  expect(placeOf(record(2, ['ods|mill']), record(1, ['ods|elm']))).toBe('elm');
});

test('a practice whose record names another practice has let the person go', () => {
  expect(placeOf(record(1, ['ods|mill']))).toBe('mill');
});

test("a practice's record that names no practice is of its own list; nobody else's is", () => {
  expect(placeOf(record(1, []))).toBe('elm');
  expect(placeOf(record(TRUST, []))).toBeUndefined();
  expect(placeOf(record(TRUST, ['ods|elsewhere']))).toBeUndefined();
});

test('birth is told by the record that decides the place, death by whoever heard of it first', () => {
  const own = record(1, ['ods|elm'], { born: day('1950-01-02') });
  const other = record(TRUST, [], { born: day('1950-02-01'), died: day('2026-01-05') });
  expect(standingOf([other, own], directory)).toEqual({
    place: 'elm',
    born: '1950-01-02',
    died: '2026-01-05',
    belonging: {},
  });
});

test('reads a Patient: partial dates from their first day, a death of unknown day as long ago', () => {
  expect(patientFacts({ birthDate: '1957-03', deceasedBoolean: true })).toEqual({
    born: '1957-03-01',
    died: '0001-01-01',
    practices: [],
  });
  expect(patientFacts({ birthDate: '0957', deceasedBoolean: false })).toEqual({ practices: [] });
});

test('a practice is named by reference or business identifier, and by who manages the record where no practice is', () => {
  const named = {
    reference: 'https://a.example/fhir/Organization/elm/_history/2',
    identifier: { system: 'ods', value: 'K1' },
  };
  expect(
    patientFacts({ generalPractitioner: [named], managingOrganization: { reference: 'Organization/x' } }).practices,
  ).toEqual(['Organization/elm', 'ods|K1']);
  expect(patientFacts({ managingOrganization: { reference: 'Organization/x' } }).practices).toEqual(['Organization/x']);
});

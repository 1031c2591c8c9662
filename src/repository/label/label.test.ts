import { expect, test } from 'vitest';
import { classNumber, LABEL_SYSTEM, labelBits } from '#agreement';
import { RESOURCE_TYPES } from '#fhir';
import { CLASS_SYSTEM, classOf } from './class.ts';
import { labelsOf } from './labels.ts';

const SNOMED = 'http://snomed.info/sct';
const ACT = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';

test('classes an item by its type', () => {
  expect(classOf('Observation', {})).toBe(classNumber('results'));
  expect(classOf('MedicationRequest', {})).toBe(classNumber('medicines'));
  expect(classOf('Organization', {})).toBe(classNumber('directory'));
});

test('has a class of its own for every type but the few that only carry others', () => {
  const other = RESOURCE_TYPES.filter((type) => classOf(type, {}) === classNumber('other'));
  expect(other).toEqual(['Bundle', 'OperationOutcome', 'Parameters', 'VerificationResult']);
});

test('takes social care, mental health and money at the word of the source, and no wider class', () => {
  const asked = (code: string) => ({ category: [{ coding: [{ system: CLASS_SYSTEM, code }] }] });
  expect(classOf('Observation', asked('social-care'))).toBe(classNumber('social-care'));
  expect(classOf('CarePlan', { meta: { tag: [{ system: CLASS_SYSTEM, code: 'mental-health' }] } })).toBe(
    classNumber('mental-health'),
  );
  expect(classOf('Observation', asked('directory'))).toBe(classNumber('results'));
});

test('whatever a person permits or denies is restricted, and nothing else is by its type', () => {
  expect(labelsOf({ resourceType: 'Consent' })).toBe(labelBits('restricted'));
  expect(RESOURCE_TYPES.filter((resourceType) => labelsOf({ resourceType }) !== 0)).toEqual(['Consent']);
});

test('labels what the source says', () => {
  expect(labelsOf({ meta: { security: [{ system: ACT, code: 'HIV' }] } })).toBe(labelBits('hiv'));
  const money = { system: LABEL_SYSTEM, code: 'social-care-finance' };
  expect(labelsOf({ meta: { security: [money, { system: LABEL_SYSTEM, code: 'nothing' }] } })).toBe(
    labelBits('social-care-finance'),
  );
  const restricted = { system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' };
  expect(labelsOf({ meta: { security: [restricted] } })).toBe(labelBits('restricted'));
});

// Shows a control of hazard H8.
test('labels what the codes tell, also where the source says that it is normal', () => {
  const normal = { system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'N' };
  const code = { coding: [{ system: SNOMED, code: '86406008' }] };
  expect(labelsOf({ meta: { security: [normal] }, code })).toBe(labelBits('hiv'));
  const depression = { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'F32.1' }] };
  expect(labelsOf({ code: depression })).toBe(labelBits('mental-health'));
});

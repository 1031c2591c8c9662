import { day } from '#base';
import { expect, test } from 'vitest';
import { agreedToProject } from './research.ts';

const today = day('2026-06-01');
const project = { id: 'urn:project:feet', organization: 'Organization/university' } as const;
const scope = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'research' }] };
const consent = (more: object = {}) => ({
  resourceType: 'Consent',
  status: 'active',
  scope,
  dateTime: '2026-01-15',
  policy: [{ uri: 'urn:project:feet' }],
  provision: { type: 'permit' },
  ...more,
});
const agreed = (...consents: readonly object[]) => agreedToProject(consents, project, today);

test('a consent to research lifts an opt-out from the project that it names, while it holds', () => {
  expect(agreed()).toBe(false);
  expect(agreed(consent())).toBe(true);
  expect(agreedToProject([consent()], { ...project, id: 'urn:project:eyes' }, today)).toBe(false);
  expect(agreed(consent({ status: 'inactive' }))).toBe(false);
  expect(agreed(consent({ dateTime: '2026-06-02' }))).toBe(false);
  expect(agreed(consent({ provision: { type: 'permit', period: { end: '2026-05-31' } } }))).toBe(false);
  expect(agreed(consent({ provision: { type: 'permit', period: { end: '2026-06' } } }))).toBe(true);
});

test('the project may be the study that the provision is about', () => {
  const study = (reference: object) =>
    consent({ policy: [], provision: { type: 'permit', data: [{ meaning: 'related', reference }] } });
  expect(agreed(study({ reference: 'urn:project:feet' }))).toBe(true);
  expect(agreed(study({ type: 'ResearchStudy', identifier: { value: 'urn:project:feet' } }))).toBe(true);
  expect(agreed(study({ reference: 'ResearchStudy/other' }))).toBe(false);
});

test('what is about privacy, is a refusal, or agrees to a part, lifts nothing; and a refusal wins', () => {
  const privacy = { coding: [{ system: scope.coding[0]?.system, code: 'patient-privacy' }] };
  expect(agreed(consent({ scope: privacy }))).toBe(false);
  expect(agreed(consent({ provision: undefined }))).toBe(false);
  expect(agreed(consent({ provision: { type: 'deny' } }))).toBe(false);
  expect(agreed(consent({ provision: { type: 'permit', class: [{ code: 'Observation' }] } }))).toBe(false);
  expect(agreed(consent({ provision: { type: 'permit', provision: [{ type: 'deny' }] } }))).toBe(false);
  expect(agreed(consent(), consent({ provision: { type: 'deny' } }))).toBe(false);
});

test('who is named as receiver is the one who may ask', () => {
  const to = (reference: string) =>
    consent({
      provision: { type: 'permit', actor: [{ role: { coding: [{ code: 'IRCP' }] }, reference: { reference } }] },
    });
  expect(agreed(to('Organization/university'))).toBe(true);
  expect(agreed(to('Organization/elsewhere'))).toBe(false);
});

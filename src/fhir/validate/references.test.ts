import { expect, test } from 'vitest';
import { examples } from '../extract/oracle.testing.ts';
import { placedReferences } from './references.ts';

test('names every reference with its place and what may stand there', () => {
  const resource = {
    resourceType: 'Observation',
    subject: { reference: 'Patient/1' },
    performer: [{ reference: 'https://other.example/fhir/Practitioner/2' }, { display: 'nobody' }],
    contained: [{ resourceType: 'Specimen', id: 's', subject: { reference: 'urn:uuid:3', type: 'Device' } }],
    extension: [{ url: 'urn:x', valueReference: { reference: 'Basic/4' } }],
  };
  expect(placedReferences(resource)).toMatchObject([
    { expression: 'Observation.subject', reference: 'Patient/1', type: 'Patient' },
    { expression: 'Observation.performer[0]', type: 'Practitioner' },
    { expression: 'Observation.contained[0].subject', reference: 'urn:uuid:3', type: 'Device' },
    { expression: 'Observation.extension[0].valueReference', reference: 'Basic/4', targets: undefined },
  ]);
  expect(placedReferences(resource)[0]?.targets).toEqual(['Device', 'Group', 'Location', 'Patient']);
});

test('the published examples refer to types that their elements name', () => {
  const wrong = examples(60).flatMap(({ file, resource }) =>
    placedReferences(resource)
      .filter(({ type, targets }) => type !== undefined && targets !== undefined && !targets.includes(type))
      .map(({ expression, type }) => `${file}: ${expression} is a ${type}`),
  );
  expect(wrong).toEqual([]);
});

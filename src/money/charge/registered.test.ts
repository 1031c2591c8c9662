import { expect, test } from 'vitest';
import { registeredOf } from './registered.ts';

const elm = { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'Y1' };

test('a person is registered on the days that the record says, with whom it names by reference or by identifier', () => {
  const patient = {
    resourceType: 'Patient',
    birthDate: '1950-03-02',
    generalPractitioner: [
      { identifier: { ...elm, period: { start: '2020-01-01', end: '2026-05-11' } } },
      { reference: 'Organization/oak', identifier: { period: { start: '2026-05-11' } } },
      { reference: 'Practitioner/7' },
    ],
  };
  const born = '1950-03-02';
  expect(registeredOf(patient)).toEqual([
    { holder: `${elm.system}|Y1`, from: '2020-01-01', until: '2026-05-11', born },
    { holder: 'Organization/oak', from: '2026-05-11', until: '9999-12-31', born },
  ]);
});

test('nobody is registered before birth or after death', () => {
  const generalPractitioner = [{ reference: 'Organization/oak' }];
  expect(
    registeredOf({ birthDate: '2026-04-10', deceasedDateTime: '2026-04-20T10:00:00Z', generalPractitioner }),
  ).toEqual([{ holder: 'Organization/oak', from: '2026-04-10', until: '2026-04-20', born: '2026-04-10' }]);
  expect(registeredOf({ birthDate: '2026-04-10', deceasedBoolean: true, generalPractitioner })).toEqual([]);
});

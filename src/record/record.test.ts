import { beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '#testing/database';
import { ndjson, type Opened, openForTest } from './record.testing.ts';

const ELM = { organization: 'Organization/elm', name: 'Elm Tree Surgery', kind: 'general-practice' };
const TRUST = { organization: 'Organization/trust', name: 'Norbury Hospital', kind: 'acute-trust' };
const BOARD = { organization: 'Organization/board', name: 'Norbury Care Board', kind: 'care-board' };
const CLINIC = { organization: 'Organization/clinic', name: 'Foot Clinic', kind: 'community-trust' };

let opened: Opened;

beforeAll(async () => {
  const { store } = await freshDatabase();
  opened = await openForTest(store, [ELM, TRUST, BOARD, CLINIC]);
});

const nhs = { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' };
const amina = {
  resourceType: 'Patient',
  id: 'a1',
  identifier: [nhs],
  name: [{ family: 'Okafor', given: ['Amina'] }],
  birthDate: '1957-07-04',
  gender: 'female',
  address: [{ line: ['14 Mill Lane'], city: 'Norbury', postalCode: 'ZZ1 2AB' }],
  generalPractitioner: [{ reference: ELM.organization, display: ELM.name }],
};
const hba1c = (id: string, value: number, unit: string, on: string, patient: string) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: unit === '%' ? '4548-4' : '59261-8', display: 'HbA1c' }] },
  subject: { reference: `Patient/${patient}` },
  effectiveDateTime: on,
  valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
});

async function loadFrom(organization: string, ...resources: readonly object[]) {
  const report = await opened.answers.intake(await opened.system(organization), {
    organization,
    name: 'feed.ndjson',
    content: ndjson(...resources),
  });
  if (!report.ok) throw new Error(report.refusals[0].text);
  return report.value;
}

test('records of two organisations become one, and each sees it by its relationship', async () => {
  const first = await loadFrom('elm', amina, hba1c('o1', 61, 'mmol/mol', '2026-01-05', 'a1'));
  expect(first).toMatchObject({ format: 'fhir-ndjson', taken: 2, unchanged: 0, refused: [] });
  await loadFrom(
    'trust',
    { ...amina, id: 'mrn7', name: [{ family: 'OKAFOR', given: ['AMINA'] }], generalPractitioner: undefined },
    hba1c('o9', 7.5, '%', '2026-02-05', 'mrn7'),
    {
      resourceType: 'Condition',
      id: 'c1',
      code: { text: 'Retinopathy' },
      subject: { reference: 'Patient/mrn7' },
      onsetDateTime: '2024-02',
    },
  );
  const nurse = await opened.staff(ELM.organization);
  const before = await opened.answers.findPeople(await opened.system('elm'), { text: '999 000 0018', limit: 10 });
  expect(before.ok && before.value.people).toHaveLength(2);
  await opened.follow();
  const found = await opened.answers.findPeople(nurse, { text: 'okafor 1957', limit: 10 });
  expect(found).toMatchObject({
    ok: true,
    value: { people: [{ name: 'OKAFOR, Amina', organizations: [ELM.name, TRUST.name].sort() }], more: false },
  });
  const person = found.ok ? (found.value.people[0]?.person ?? '') : '';
  const page = await opened.answers.openPerson(nurse, person, opened.today);
  expect(page).toMatchObject({
    ok: true,
    value: {
      person,
      banner: { name: 'OKAFOR, Amina', practice: ELM.name, identifiers: [{ label: 'NHS No.', value: nhs.value }] },
      problems: [{ text: 'Retinopathy', onset: '2024-02', source: { organization: TRUST.name } }],
      results: [
        {
          code: 'hba1c',
          unit: 'mmol/mol',
          points: [
            { value: 61, shown: '61 mmol/mol', source: { organization: ELM.name } },
            { value: 58, shown: '58 mmol/mol (7.5 %)', source: { organization: TRUST.name } },
          ],
        },
      ],
    },
  });
});

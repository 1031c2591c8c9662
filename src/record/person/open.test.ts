import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '#testing/database';
import {
  ELM,
  hba1c,
  loadFrom,
  NHS,
  onePerson,
  type Opened,
  openForTest,
  PARTNERS,
  patient,
  TRUST,
} from '../record.testing.ts';

let opened: Opened;
let person = '';

beforeAll(async () => {
  opened = await openForTest((await freshDatabase()).store, PARTNERS);
  await loadFrom(
    opened,
    'elm',
    patient('a1', {
      generalPractitioner: [{ reference: ELM.organization, display: ELM.name }],
      telecom: [{ system: 'phone', value: '01632 960017' }],
      communication: [{ language: { text: 'Urdu' }, preferred: true }],
    }),
    hba1c('o1', 'a1', { value: 61, unit: 'mmol/mol', on: '2026-01-05' }),
    {
      resourceType: 'Goal',
      id: 'g1',
      lifecycleStatus: 'active',
      description: { text: 'Walk to the mosque and back' },
      subject: { reference: 'Patient/a1' },
      expressedBy: { reference: 'Patient/a1' },
    },
    {
      resourceType: 'Goal',
      id: 'g2',
      lifecycleStatus: 'active',
      description: { text: 'HbA1c below 58' },
      subject: { reference: 'Patient/a1' },
      startDate: '2026-01-06',
    },
    {
      resourceType: 'AllergyIntolerance',
      id: 'al',
      patient: { reference: 'Patient/a1' },
      code: { text: 'Penicillin' },
    },
    medicine('m1', '2024-03-01', 'completed', '500 mg twice daily'),
    medicine('m2', '2025-03-01', 'active', '1 g twice daily'),
    medicine('m3', '2026-01-01', 'active', '1 g twice daily'),
  );
  await loadFrom(
    opened,
    'trust',
    patient('mrn7', { name: [{ family: 'OKAFOR', given: ['AMINA'] }] }),
    hba1c('o9', 'mrn7', { value: 7.5, unit: '%', on: '2026-02-05' }),
    {
      resourceType: 'Condition',
      id: 'c1',
      code: { text: 'Retinopathy' },
      subject: { reference: 'Patient/mrn7' },
      onsetDateTime: '2024-02',
    },
    {
      resourceType: 'Condition',
      id: 'c2',
      code: { text: 'Wrong person' },
      subject: { reference: 'Patient/mrn7' },
      verificationStatus: { coding: [{ code: 'entered-in-error' }] },
    },
    bloodPressure('bp', '2026-02-05', [142, 88]),
    {
      resourceType: 'Observation',
      id: 'odd',
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '2093-3' }] },
      subject: { reference: 'Patient/mrn7' },
      effectiveDateTime: '2026-02-05',
      valueQuantity: { value: 5, unit: 'furlongs' },
    },
  );
  await opened.follow();
  person = await onePerson(opened, await opened.staff(ELM.organization), 'okafor 1957');
});

afterAll(async () => opened.stop());

function medicine(id: string, on: string, status: string, dose: string) {
  return {
    resourceType: 'MedicationRequest',
    id,
    status,
    intent: 'order',
    medicationCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code: '372567009' }], text: 'Metformin' },
    subject: { reference: 'Patient/a1' },
    authoredOn: on,
    dosageInstruction: [{ text: dose }],
  };
}

function bloodPressure(id: string, on: string, [high, low]: readonly [number, number]) {
  const part = (code: string, value: number) => ({
    code: { coding: [{ system: 'http://loinc.org', code }] },
    valueQuantity: { value, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
  });
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '85354-9' }], text: 'Blood pressure' },
    subject: { reference: 'Patient/mrn7' },
    effectiveDateTime: on,
    component: [part('8480-6', high), part('8462-4', low)],
  };
}

async function pageFor(organization: string, seat: 'staff' | 'own') {
  const page = await opened.answers.openPerson(await opened[seat](organization), person, opened.today);
  if (!page.ok) throw new Error(page.refusals[0].text);
  return page.value;
}

test('the page says who this is, by the practice before the others', async () => {
  const { banner } = await pageFor(ELM.organization, 'staff');
  expect(banner).toMatchObject({
    name: 'OKAFOR, Amina',
    born: '1957-07-04',
    gender: 'Female',
    identifiers: [{ label: 'NHS No.', value: '9990000018' }],
    address: '14 Mill Lane, Norbury, ZZ1 2AB',
    phone: '01632 960017',
    language: 'Urdu',
    practice: ELM.name,
    allergies: [{ text: 'Penicillin', source: { organization: ELM.name } }],
  });
});

// Shows a control of hazards H2, H3.
test('every item says which organisation it comes from, and what was taken back is not there', async () => {
  const { problems, matters, medicines } = await pageFor(ELM.organization, 'staff');
  expect(problems).toMatchObject([
    { text: 'Retinopathy', status: 'active', onset: '2024-02', source: { organization: TRUST.name } },
  ]);
  expect(matters).toMatchObject([
    { text: 'Walk to the mosque and back', by: 'the person', source: { organization: ELM.name } },
  ]);
  expect(medicines).toMatchObject([
    { text: 'Metformin', dose: '1 g twice daily', status: 'active', since: '2025-03-01' },
  ]);
});

// Shows a control of hazard H4.
test('results of several codes and units are one series, oldest first, with what was written beside what was converted', async () => {
  const { results } = await pageFor(ELM.organization, 'staff');
  expect(results.map(({ code, points }) => [code, points.map(({ shown }) => shown)])).toEqual([
    ['hba1c', ['61 mmol/mol', '58 mmol/mol (7.5 %)']],
    ['systolic', ['142 mmHg']],
    ['diastolic', ['88 mmHg']],
  ]);
  expect(results[0]).toMatchObject({
    unit: 'mmol/mol',
    target: { high: 58 },
    points: [{ source: { organization: ELM.name } }, { source: { organization: TRUST.name } }],
  });
});

test('the timeline is newest first, with what one organisation measured on one day in one line', async () => {
  const { timeline, more } = await pageFor(ELM.organization, 'staff');
  expect(more).toBe(false);
  expect(timeline.map(({ at }) => at)).toEqual(
    timeline
      .map(({ at }) => at)
      .toSorted()
      .toReversed(),
  );
  const measured = timeline.filter(({ kind, source }) => kind === 'result' && source.organization === TRUST.name);
  expect(measured).toHaveLength(1);
  expect(measured[0]?.detail).toContain('142/88');
  expect(timeline).toContainEqual(expect.objectContaining({ kind: 'plan', title: 'HbA1c below 58' }));
});

// Shows a control of hazard H5.
test('what the viewer may not see is not there and leaves no trace', async () => {
  const page = await pageFor(TRUST.organization, 'own');
  const text = JSON.stringify({ ...page, contributors: [] });
  expect(text).not.toContain(ELM.name);
  expect(page.results.map(({ points }) => points.length)).toEqual([1, 1, 1]);
  expect(page.contributors).toEqual([
    { name: TRUST.name, state: 'sharing', lastReceived: expect.any(String) },
    { name: 'Foot Clinic', state: 'no-record' },
  ]);
  expect(page.banner.practice).toBeUndefined();
});

test('an organisation without any relationship finds nobody, in the words for nobody at all', async () => {
  const stranger = await opened.staff('Organization/clinic');
  const found = await opened.answers.findPeople(stranger, { text: 'okafor', limit: 5 });
  expect(found).toEqual({ ok: true, value: { people: [], more: false } });
  const hidden = await opened.answers.openPerson(stranger, person, opened.today);
  const absent = await opened.answers.openPerson(stranger, 'nobody', opened.today);
  expect(hidden).toMatchObject({ ok: false, refusals: [{ code: 'record.no-person' }] });
  expect(hidden).toEqual(absent);
});

test('a person opens by any of their records too', async () => {
  const nurse = await opened.staff(ELM.organization);
  const links = await opened.answers.linked(nurse, person);
  const [one] = links.ok ? links.value : [];
  const page = await opened.answers.openPerson(nurse, one?.compartment ?? '', opened.today);
  expect(page).toMatchObject({ ok: true, value: { person } });
});

test('people are found by number, name and birth date, and by nothing else', async () => {
  const nurse = await opened.staff(ELM.organization);
  for (const text of [
    '999 000 0018',
    '9990000018',
    'Amina Okafor',
    'oka 04/07/1957',
    'OKAFOR, amina',
    'okafor 1957-07',
  ])
    expect([text, await onePerson(opened, nurse, text)]).toEqual([text, person]);
  for (const text of ['okafor 1958', 'amina hughes', '9434765919'])
    expect(await opened.answers.findPeople(nurse, { text, limit: 5 })).toMatchObject({ value: { people: [] } });
  expect(await opened.answers.findPeople(nurse, { text: ' ', limit: 5 })).toMatchObject({
    refusals: [{ code: 'record.find' }],
  });
  expect(await opened.answers.findPeople(nurse, { text: 'a|b$', limit: 5 })).toMatchObject({
    refusals: [{ code: 'record.find' }],
  });
});

test('a page of people says whether there are more', async () => {
  const nurse = await opened.staff('Organization/oak');
  await loadFrom(
    opened,
    'oak',
    ...[1, 2, 3].map((index) =>
      patient(`p${index}`, {
        identifier: [{ system: NHS, value: `x${index}` }],
        name: [{ family: `Xylo${'abc'[index - 1]}`, given: [`G${index}`] }],
        birthDate: `19${index}0-01-01`,
        address: [],
      }),
    ),
  );
  await opened.follow();
  const found = await opened.answers.findPeople(nurse, { text: 'xylo', limit: 2 });
  expect(found).toMatchObject({ ok: true, value: { people: [{}, {}], more: true } });
});

test('the person sees who opened their record and why; staff do not', async () => {
  await pageFor(TRUST.organization, 'own');
  const self = await opened.person(person);
  const looked = await opened.answers.whoLooked(self, person);
  expect(looked).toMatchObject({ ok: true });
  expect(looked.ok && looked.value).toContainEqual(
    expect.objectContaining({
      role: 'practice nurse',
      organization: TRUST.name,
      purpose: 'To care for the person',
      what: 'Opened the record',
    }),
  );
  expect(await opened.answers.whoLooked(await opened.staff(ELM.organization), person)).toMatchObject({
    refusals: [{ code: 'record.who-looked' }],
  });
  const other = await opened.person('somebody-else');
  expect(await opened.answers.whoLooked(other, person)).toMatchObject({ refusals: [{ code: 'record.no-person' }] });
});

test('the person sees their own record whole', async () => {
  const page = await opened.answers.openPerson(await opened.person(person), person, opened.today);
  expect(page).toMatchObject({
    ok: true,
    value: { problems: [{ text: 'Retinopathy' }], banner: { practice: ELM.name } },
  });
});

test('information governance sees who looked at its own people alone', async () => {
  const lead = { ...(await opened.staff(ELM.organization, 'ig-lead')), purpose: 'audit' as const };
  expect(await opened.answers.whoLooked(lead, person)).toMatchObject({ ok: true });
  const elsewhere = { ...(await opened.staff('Organization/clinic', 'ig-lead')), purpose: 'audit' as const };
  expect(await opened.answers.whoLooked(elsewhere, person)).toMatchObject({ refusals: [{ code: 'record.no-person' }] });
});

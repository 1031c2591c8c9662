import { type Day, plusDays } from '#base';
import { bookedCheckUp } from './booked.ts';
import type { Course, Entry, Medicine } from './course.ts';
import type { Identity } from './identity.ts';
import { GOALS } from './names.ts';
import { ODS } from './partners.ts';
import { SERVICE_KIND } from './services.ts';
import {
  concept,
  condition,
  encounter,
  footCheck,
  LOINC,
  moment,
  NHS_NUMBER,
  observation,
  posted,
  quantity,
  type Resource,
  SNOMED,
  uuidOf,
} from './written.ts';

const MEDICINES: Readonly<Record<Medicine, readonly [code: string, name: string, dose: string]>> = {
  metformin: ['372567009', 'Metformin', '500 mg twice daily with food'],
  empagliflozin: ['703894008', 'Empagliflozin', '10 mg once daily'],
  insulin: ['411529005', 'Insulin glargine', '18 units at night'],
  atorvastatin: ['373444002', 'Atorvastatin', '20 mg at night'],
  ramipril: ['386872004', 'Ramipril', '5 mg once daily'],
};

/** What a general practice sends of a person: one transaction Bundle, SNOMED CT and LOINC codes, HbA1c in mmol/mol. */
export function practiceBundle(person: Identity, course: Course, today: Day): string {
  const key = `${person.practice.id}/${person.nhs}`;
  const urn = (part: string) => `urn:uuid:${uuidOf(`${key}/${part}`)}`;
  const subject = urn('patient');
  const entries = [
    posted(subject, practicePatient(person)),
    ...problems(person, course, subject).map((one, index) => posted(urn(`condition/${index}`), one)),
    ...(course.allergy ? [posted(urn('allergy'), penicillin(subject))] : []),
    ...visits(course, subject, urn),
    ...appointment(person, course, { subject, urn }),
    ...bookedCheckUp(person, course, { subject, today }).map((one) => posted(urn('booked'), one)),
    ...course.issues.map((issue, index) =>
      posted(
        urn(`medicine/${index}`),
        prescription(issue.medicine, issue.active, { subject, at: moment(issue.on, person.index) }),
      ),
    ),
    ...referrals(person, course, subject).map((one, index) => posted(urn(`referral/${index}`), one)),
    ...(course.goal === undefined ? [] : [posted(urn('goal'), ownGoal(GOALS[course.goal] ?? GOALS[0], subject))]),
    ...plan(person, course, { subject, urn }),
  ];
  return JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry: entries });
}

function practicePatient(person: Identity): Resource {
  return {
    resourceType: 'Patient',
    identifier: [
      { system: NHS_NUMBER, value: person.nhs },
      {
        system: `https://${person.practice.code.toLowerCase()}.example.nhs.uk/patient`,
        value: String(10_000 + person.index),
      },
    ],
    active: true,
    name: [{ use: 'official', family: person.family, given: [person.given] }],
    telecom: [{ system: 'phone', value: person.phone, use: 'home' }],
    gender: person.gender,
    birthDate: person.born,
    address: [{ use: 'home', line: [person.line], city: person.town, postalCode: person.postcode, country: 'GB' }],
    ...(person.language
      ? {
          communication: [
            { language: concept('urn:ietf:bcp:47', person.language[0], person.language[1]), preferred: true },
          ],
        }
      : {}),
    generalPractitioner: [{ identifier: { system: ODS, value: person.practice.code }, display: person.practice.name }],
  };
}

/** One in ten of those with diabetes waits for a podiatrist, and nobody has said yet of which organisation. */
function referrals(person: Identity, course: Course, subject: string): readonly Resource[] {
  const last = course.entries.filter(({ by }) => by === 'practice').at(-1);
  if (!course.diabetes || !last || person.index % 10 !== 3) return [];
  return [
    {
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'order',
      code: concept(SERVICE_KIND, 'podiatry', 'Podiatry'),
      subject: { reference: subject },
      authoredOn: moment(last.on, person.index),
    },
  ];
}

/** It happened, and is nothing that somebody has. */
const ENDED = {
  clinicalStatus: {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'resolved' }],
  },
};

function problems(person: Identity, course: Course, subject: string): readonly Resource[] {
  const { diabetes, hypertension, heartDisease, depression, fall } = course;
  return [
    ...(diabetes?.type === 1 ? [condition(subject, ['46635009', 'Diabetes mellitus type 1'], diabetes.since)] : []),
    ...(diabetes?.type === 2 ? [condition(subject, ['44054006', 'Diabetes mellitus type 2'], diabetes.since)] : []),
    ...(hypertension ? [condition(subject, ['38341003', 'Hypertension'], hypertension)] : []),
    ...(fall ? [condition(subject, ['217082002', 'Accidental fall'], fall, ENDED)] : []),
    ...(heartDisease ? [condition(subject, ['414545008', 'Ischaemic heart disease'], heartDisease)] : []),
    ...(depression
      ? [
          condition(subject, ['35489007', 'Depression'], depression, {
            meta: {
              security: [
                {
                  system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
                  code: 'PSY',
                  display: 'psychiatry disorder information sensitivity',
                },
              ],
            },
          }),
        ]
      : []),
    ...(course.frail
      ? [
          condition(
            subject,
            ['248279007', 'Frailty'],
            course.entries[0]?.on ?? course.stays[0]?.[0] ?? course.issues[0]?.on ?? person.born,
          ),
        ]
      : []),
  ];
}

/** Whatever long-term condition somebody has, it is looked after in one clinic. */
const CLINIC = { system: 'https://concord.health/clinic', code: 'chronic-care', display: 'Chronic care' };
const CHECK_UP = {
  coding: [{ system: SNOMED, code: '185349003', display: 'Encounter for check up' }, CLINIC],
  text: 'Encounter for check up',
};

type Placing = { readonly subject: string; readonly urn: (part: string) => string };

/** The last visit as it was asked for: most within four weeks. */
function appointment(person: Identity, course: Course, { subject, urn }: Placing): readonly object[] {
  const on = course.entries
    .filter(({ by }) => by === 'practice')
    .map((entry) => entry.on)
    .sort()
    .at(-1);
  if (on === undefined) return [];
  const start = moment(on, person.index);
  const asked = plusDays(on, -(5 + ((person.index * 7) % 30)));
  const kept = {
    resourceType: 'Appointment',
    status: 'fulfilled',
    serviceType: [{ coding: [CLINIC], text: CLINIC.display }],
    created: asked < person.born ? on : asked,
    start,
    end: start,
    participant: [{ actor: { reference: subject }, status: 'accepted' }],
  };
  return [posted(urn('appointment'), kept)];
}

/** The practice's own entries, a visit a day. */
function visits(course: Course, subject: string, urn: (part: string) => string): readonly object[] {
  const days = new Map<string, Entry[]>();
  for (const one of course.entries.filter((entry) => entry.by === 'practice')) {
    const list = days.get(one.on);
    if (list) list.push(one);
    else days.set(one.on, [one]);
  }
  return [...days.values()].flatMap((entries, visit) => {
    const [first] = entries;
    if (!first) return [];
    const at = moment(first.on, visit * 37);
    const place = urn(`visit/${visit}`);
    return [
      posted(place, encounter(subject, 'AMB', at, { type: [CHECK_UP] })),
      ...entries.map((entry, index) =>
        posted(urn(`visit/${visit}/${index}`), result(entry, { subject, encounter: place, at })),
      ),
    ];
  });
}

type Place = { readonly subject: string; readonly encounter: string; readonly at: string };

function result(entry: Entry, place: Place): Resource {
  const lab = (code: string, display: string, unit: string) =>
    observation({ ...place, code: [LOINC, code, display], category: 'laboratory', value: [entry.value, unit] });
  switch (entry.what) {
    case 'hba1c':
      return entry.localCode
        ? observation({
            ...place,
            code: ['https://local.example.nhs.uk/codes', 'XE24T', 'HbA1c (local)'],
            category: 'laboratory',
            value: [entry.value, 'mmol/mol'],
          })
        : lab('59261-8', 'Hemoglobin A1c/Hemoglobin.total in Blood by IFCC protocol', 'mmol/mol');
    case 'cholesterol':
      return lab('14647-2', 'Cholesterol [Moles/volume] in Serum or Plasma', 'mmol/L');
    case 'creatinine':
      return lab('14682-9', 'Creatinine [Moles/volume] in Serum or Plasma', 'umol/L');
    case 'urine-albumin':
      return lab('14959-1', 'Albumin/Creatinine ratio in Urine', 'mg/mmol');
    case 'bmi':
      return observation({
        ...place,
        code: [LOINC, '39156-5', 'Body mass index'],
        category: 'vital-signs',
        value: [entry.value, 'kg/m2'],
      });
    case 'blood-pressure':
      return pressure(entry, place);
    case 'smoking':
      return smoking(entry, place);
    case 'foot-check':
      return { ...footCheck(place.subject, place.at, entry.value), encounter: { reference: place.encounter } };
  }
}

function pressure(entry: Entry, place: Place): Resource {
  const part = (code: string, display: string, value: number) => ({
    code: concept(LOINC, code, display),
    valueQuantity: quantity(value, 'mm[Hg]'),
  });
  return observation({
    ...place,
    code: [LOINC, '85354-9', 'Blood pressure panel with all children optional'],
    category: 'vital-signs',
    more: {
      component: [
        part('8480-6', 'Systolic blood pressure', entry.value),
        part('8462-4', 'Diastolic blood pressure', entry.second ?? 0),
      ],
    },
  });
}

function smoking(entry: Entry, place: Place): Resource {
  return observation({
    ...place,
    code: [LOINC, '72166-2', 'Tobacco smoking status'],
    category: 'social-history',
    more: {
      valueCodeableConcept:
        entry.value > 0 ? concept(SNOMED, '77176002', 'Smoker') : concept(SNOMED, '266919005', 'Never smoked tobacco'),
    },
  });
}

function prescription(medicine: Medicine, active: boolean, place: { subject: string; at: string }): Resource {
  const [code, name, dose] = MEDICINES[medicine];
  return {
    resourceType: 'MedicationRequest',
    status: active ? 'active' : 'completed',
    intent: 'order',
    medicationCodeableConcept: concept(SNOMED, code, name),
    subject: { reference: place.subject },
    authoredOn: place.at,
    dosageInstruction: [{ text: dose }],
  };
}

function penicillin(subject: string): Resource {
  return {
    resourceType: 'AllergyIntolerance',
    clinicalStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' }],
    },
    type: 'allergy',
    category: ['medication'],
    criticality: 'high',
    code: concept(SNOMED, '764146007', 'Penicillin'),
    patient: { reference: subject },
  };
}

/**
 * Of those with diabetes: who said what matters to them has a plan that begins with it, and of the others one in six one that does not. Agreed at
 * one of their visits, so that there are more each year.
 */
function plan({ index }: Identity, { goal, diabetes, entries }: Course, { subject, urn }: Placing): readonly object[] {
  const visited = [...new Set(entries.filter(({ by }) => by === 'practice').map(({ on }) => on))].sort();
  const begun = visited[index % Math.max(1, visited.length)];
  if (!diabetes || begun === undefined || (goal === undefined && index % 6 !== 0)) return [];
  const resource = {
    resourceType: 'CarePlan',
    status: 'active',
    intent: 'plan',
    title: 'Living with diabetes',
    subject: { reference: subject },
    period: { start: begun },
    created: begun,
    ...(goal === undefined ? {} : { goal: [{ reference: urn('goal') }] }),
  };
  return [posted(urn('plan'), resource)];
}

function ownGoal(words: string, subject: string): Resource {
  return {
    resourceType: 'Goal',
    lifecycleStatus: 'active',
    description: { text: words },
    subject: { reference: subject },
    expressedBy: { reference: subject },
  };
}

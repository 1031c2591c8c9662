import { plusDays, type Random } from '#base';
import type { Course, Entry } from './course.ts';
import { type Identity, pick } from './identity.ts';
import { ODS } from './partners.ts';
import {
  concept,
  condition,
  encounter,
  footCheck,
  LOINC,
  moment,
  NHS_NUMBER,
  observation,
  type Resource,
  SNOMED,
} from './written.ts';

/** How one organisation wrote a person down: what it changed by mistake or habit. */
export type Spelling = {
  readonly family: string;
  readonly given: string;
  readonly born: string;
  readonly line: string;
  readonly postcode: string;
  readonly nhs?: string;
};

export function asTrue(person: Identity): Spelling {
  const { family, given, born, line, postcode, nhs } = person;
  return { family, given, born, line, postcode, nhs };
}

/** One letter off, as typed in a hurry: doubled, dropped or swapped; the first stays. */
export function misspelt(random: Random, name: string): string {
  if (name.length < 4) return `${name}${name.at(-1)}`;
  const at = 1 + Math.floor(random() * (name.length - 2));
  const kind = Math.floor(random() * 3);
  if (kind === 0) return name.slice(0, at) + (name[at] ?? '') + name.slice(at);
  if (kind === 1) return name.slice(0, at) + name.slice(at + 1);
  return name.slice(0, at) + (name[at + 1] ?? '') + (name[at] ?? '') + name.slice(at + 2);
}

/** What the hospital sends: its own number, names in capitals, HbA1c in %, stays and letters. One resource a line. */
export function hospitalResources(person: Identity, course: Course, written: Spelling): readonly Resource[] {
  const mrn = `H${String(400_000 + person.index * 7)}`;
  const subject = `Patient/${mrn}`;
  const visits = course.entries.filter((entry) => entry.by === 'acute');
  return [
    {
      resourceType: 'Patient',
      id: mrn,
      identifier: [{ system: 'https://vale-hospitals.example.nhs.uk/mrn', value: mrn }, ...nhsOf(written)],
      name: [{ family: written.family.toUpperCase(), given: [written.given.toUpperCase()] }],
      gender: person.gender,
      birthDate: written.born,
      address: [{ line: [written.line], postalCode: written.postcode }],
      generalPractitioner: [
        { identifier: { system: ODS, value: person.practice.code }, display: person.practice.name },
      ],
    },
    ...visits.map((entry, index) => hospitalHba1c(entry, subject, `${mrn}-a${index}`)),
    ...course.stays.flatMap(([from, to], index) =>
      stay(subject, `${mrn}-s${index}`, { from: moment(from, person.index), to: moment(to, person.index) }),
    ),
  ];
}

/** What the hospital treats and nobody else need know, labelled: they come to the clinic that everybody comes to. */
export function lifelong(person: Identity, course: Course): readonly Resource[] {
  if (person.index % 3 !== 1) return [];
  const mrn = `H${String(400_000 + person.index * 7)}`;
  const since = course.entries[0]?.on ?? course.stays[0]?.[0] ?? person.born;
  const [code, label] =
    person.index % 2 === 0
      ? ([['56717001', 'Tuberculosis'], 'TBOO'] as const)
      : ([['86406008', 'HIV infection'], 'HIV'] as const);
  const meta = { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: label }] };
  return [{ ...condition(`Patient/${mrn}`, code, since, { meta }), id: `${mrn}-l0` }];
}

/** What the community trust sends of the people its podiatrists and mental-health nurses see. */
export function communityResources(person: Identity, course: Course, written: Spelling): readonly Resource[] {
  const number = `C${String(70_000 + person.index * 3)}`;
  const subject = `Patient/${number}`;
  const checks = course.entries.filter((entry) => entry.by === 'community');
  return [
    {
      resourceType: 'Patient',
      id: number,
      identifier: [{ system: 'https://vale-community.example.nhs.uk/number', value: number }, ...nhsOf(written)],
      name: [{ family: written.family, given: [written.given] }],
      gender: person.gender,
      birthDate: written.born,
      address: [{ line: [written.line], city: person.town, postalCode: written.postcode }],
    },
    ...checks.map((entry, index) => ({
      ...footCheck(subject, moment(entry.on, person.index), entry.value),
      id: `${number}-f${index}`,
    })),
    ...(course.depression
      ? [counselling(subject, `${number}-m0`, moment(checks[0]?.on ?? plusDays(course.depression, 30), 90))]
      : []),
  ];
}

export const COUNCIL_HEADER =
  'client_ref,surname,forename,dob,nhs_no,address,postcode,assessed_on,need,support,hours_per_week,lives_alone';

/** One line of the council's extract: day first in dates, its own reference, often no NHS number. */
export function councilLine(random: Random, person: Identity, written: Spelling, assessed: string): string {
  const support = pick(random, ['Home care', 'Day centre', 'Reablement', 'Equipment', 'Direct payment']);
  return [
    `SC${String(20_000 + person.index)}`,
    written.family,
    written.given,
    slashed(written.born),
    written.nhs ?? '',
    written.line,
    written.postcode,
    slashed(assessed),
    pick(random, ['Personal care', 'Mobility', 'Memory', 'Carer strain', 'Falls']),
    support,
    String(2 + Math.floor(random() * 20)),
    random() < 0.5 ? 'Y' : 'N',
  ]
    .map(quoted)
    .join(',');
}

export const CHARITY_HEADER = 'ref,first_name,last_name,date_of_birth,postcode,activity,started';

export function charityLine(random: Random, person: Identity, written: Spelling, started: string): string {
  const activity = pick(random, ['Befriending', 'Walking group', 'Lunch club', 'Gardening']);
  return [
    `N${String(500 + person.index)}`,
    written.given,
    written.family,
    written.born,
    written.postcode,
    activity,
    started,
  ]
    .map(quoted)
    .join(',');
}

/** What the district health centre sends: visits with blood pressure; HIV care labelled as sensitive. */
export function centreResources(random: Random, person: Identity, course: Course): readonly Resource[] {
  const card = `K${String(1_000 + person.index)}`;
  const subject = `Patient/${card}`;
  const withHiv = random() < 0.25;
  const sensitive = {
    meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'HIV' }] },
  };
  return [
    {
      resourceType: 'Patient',
      id: card,
      identifier: [{ system: 'https://chebyelo.example.ug/card', value: card }],
      name: [{ family: person.family, given: [person.given] }],
      gender: person.gender,
      birthDate: person.born.slice(0, 7),
    },
    ...(course.hypertension
      ? [{ ...condition(subject, ['38341003', 'Hypertension'], course.hypertension), id: `${card}-c0` }]
      : []),
    ...(withHiv
      ? [
          {
            ...condition(subject, ['86406008', 'HIV infection'], course.entries[0]?.on ?? person.born, sensitive),
            id: `${card}-c1`,
          },
        ]
      : []),
    ...course.entries.flatMap((entry, index) => centreVisit(entry, subject, `${card}-v${index}`)),
  ];
}

function centreVisit(entry: Entry, subject: string, id: string): readonly Resource[] {
  const at = moment(entry.on, 11);
  return [
    { ...encounter(subject, 'AMB', at), id },
    {
      ...observation({
        subject,
        at,
        encounter: `Encounter/${id}`,
        category: 'vital-signs',
        code: [LOINC, '85354-9', 'Blood pressure panel'],
        more: {
          component: [
            {
              code: concept(LOINC, '8480-6', 'Systolic blood pressure'),
              valueQuantity: { value: entry.value, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
            },
            {
              code: concept(LOINC, '8462-4', 'Diastolic blood pressure'),
              valueQuantity: {
                value: entry.second ?? 80,
                unit: 'mmHg',
                system: 'http://unitsofmeasure.org',
                code: 'mm[Hg]',
              },
            },
          ],
        },
      }),
      id: `${id}-bp`,
    },
  ];
}

function hospitalHba1c(entry: Entry, subject: string, id: string): Resource {
  return {
    ...observation({
      subject,
      at: moment(entry.on, 65),
      category: 'laboratory',
      code: [LOINC, '4548-4', 'Hemoglobin A1c/Hemoglobin.total in Blood'],
      value: [percent(entry.value), '%'],
    }),
    id,
  };
}

/** HbA1c in mmol/mol as the percentage of the older scale, one decimal (IFCC master equation). */
export function percent(mmol: number): number {
  return Math.round((mmol / 10.929 + 2.15) * 10) / 10;
}

function stay(
  subject: string,
  id: string,
  period: { readonly from: string; readonly to: string },
): readonly Resource[] {
  return [
    {
      ...encounter(subject, 'IMP', period.from, {
        period: { start: period.from, end: period.to },
        type: [concept(SNOMED, '32485007', 'Hospital admission')],
      }),
      id,
    },
    {
      resourceType: 'DocumentReference',
      id: `${id}-letter`,
      status: 'current',
      type: concept(LOINC, '18842-5', 'Discharge summary'),
      subject: { reference: subject },
      date: period.to,
      description: 'Discharge summary',
      content: [
        {
          attachment: {
            contentType: 'text/plain',
            data: Buffer.from('Discharged home. Please review medicines within two weeks.').toString('base64'),
            title: 'Discharge summary',
          },
        },
      ],
    },
  ];
}

function counselling(subject: string, id: string, at: string): Resource {
  return encounter(subject, 'AMB', at, {
    id,
    meta: {
      security: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
          code: 'PSY',
          display: 'psychiatry disorder information sensitivity',
        },
      ],
    },
    type: [concept(SNOMED, '171207006', 'Depression screening')],
  });
}

function nhsOf(written: Spelling): readonly object[] {
  return written.nhs === undefined ? [] : [{ system: NHS_NUMBER, value: written.nhs }];
}

/** '1957-07-14' as '14/07/1957'. */
function slashed(day: string): string {
  const [year, month, date] = day.split('-');
  return `${date}/${month}/${year}`;
}

function quoted(field: string): string {
  return /[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

import { day } from '#base';
import type { Check } from '#insight/contract';
import type { PersonRecord, ResultSeries, Source, TimelineItem } from '#record/contract';

/** Rich made-up content for the stories: one person across five organisations. */
export const TODAY = day('2026-09-12');
export const ZONE = 'Europe/London';

let count = 0;
function from(organization: string, recorded: string, type = 'Observation'): Source {
  count += 1;
  return { organization, recorded: `${recorded}T09:00:00Z`, reference: `${type}/${organization.length}a${count}` };
}

const ELM = 'Elm Tree Surgery';
const TRUST = 'Riverside Hospital';
const COMMUNITY = 'Valley Community Trust';
const COUNCIL = 'County Adult Social Care';

function series(
  title: string,
  unit: string,
  values: readonly number[],
  options: { readonly target?: ResultSeries['target']; readonly months?: number; readonly digits?: number },
): ResultSeries {
  const months = options.months ?? 3;
  const points = values.map((value, at) => {
    const back = (values.length - 1 - at) * months;
    const date = new Date(Date.UTC(2026, 8 - back, 2 + (at % 9)));
    const text = date.toISOString().slice(0, 10);
    return {
      at: text,
      value,
      shown: `${value.toFixed(options.digits ?? 0)} ${unit}`,
      source: from(at % 4 === 2 ? TRUST : ELM, text),
    };
  });
  const base = { code: title, title, unit, points };
  return options.target ? { ...base, target: options.target } : base;
}

const results: readonly ResultSeries[] = [
  series('HbA1c', 'mmol/mol', [81, 78, 79, 82, 79, 72, 76, 67, 69, 64, 62, 63], {
    target: { high: 58, from: 'National Diabetes Audit' },
  }),
  series(
    'Systolic blood pressure',
    'mmHg',
    [142, 145, 147, 151, 137, 148, 143, 137, 145, 138, 144, 136, 135, 135, 140, 143],
    {
      target: { high: 140, from: 'National Diabetes Audit' },
    },
  ),
  series('eGFR', 'mL/min/1.73 m²', [67, 67, 61, 62, 61, 57, 61, 58, 54, 57, 55, 51], {
    target: { low: 60, from: 'Pack' },
  }),
  series('Cholesterol', 'mmol/L', [5.4, 5.1, 4.9, 4.6, 4.1, 3.9], {
    target: { high: 5, from: 'Pack' },
    months: 8,
    digits: 1,
  }),
  series('Body mass index', 'kg/m²', [33.1, 33.4, 32.8, 32.2, 31.9, 31.6], { months: 7, digits: 1 }),
  series('Urine albumin to creatinine ratio', 'mg/mmol', [2.1, 3.4], { months: 17, digits: 1 }),
  series('Serum creatinine', 'µmol/L', [81, 84, 88, 96, 101], { months: 9 }),
  series('Hemoglobin A1c/Hemoglobin.total in Blood by Electrophoresis', 'mmol/mol', [61], {
    target: { high: 58, from: 'Pack' },
  }),
  series('Thyrotropin receptor antibody concentration', 'international units/millilitre', [11.25], { digits: 2 }),
];

const KINDS: readonly TimelineItem[] = [
  {
    at: '2026-09-12',
    kind: 'document',
    title: 'Clinic letter',
    detail: 'Diabetes clinic, Riverside',
    source: from(TRUST, '2026-09-12', 'DocumentReference'),
  },
  {
    at: '2026-09-08',
    kind: 'plan',
    title: 'Start glargine, review in 6 weeks',
    source: from(TRUST, '2026-09-09', 'CarePlan'),
  },
  {
    at: '2026-08-31',
    kind: 'encounter',
    title: 'Telephone call',
    detail: 'Felt dizzy after a new tablet',
    source: from(ELM, '2026-08-31', 'Encounter'),
  },
  {
    at: '2026-08-28',
    kind: 'plan',
    title: 'Referral to podiatry accepted',
    detail: 'Seen within 3 days',
    source: from(COMMUNITY, '2026-08-28', 'ServiceRequest'),
  },
  { at: '2026-08-25', kind: 'result', title: 'HbA1c 61 mmol/mol', source: from(ELM, '2026-08-25') },
  {
    at: '2026-08-10',
    kind: 'encounter',
    title: 'Care needs review completed',
    source: from(COUNCIL, '2026-08-14', 'Encounter'),
  },
  {
    at: '2026-07-24',
    kind: 'medicine',
    title: 'Empagliflozin 10 mg tablets',
    detail: '28 tablets',
    source: from(ELM, '2026-07-24', 'MedicationRequest'),
  },
  {
    at: '2026-07-02',
    kind: 'procedure',
    title: 'Foot examination, both feet',
    detail: 'Moderate risk',
    source: from(COMMUNITY, '2026-07-02', 'Procedure'),
  },
];

export const RECORD: PersonRecord = {
  person: 'Person/p17',
  banner: {
    name: 'KHAN-WILLIAMS, Amina (Mrs)',
    born: '1957-07-14',
    gender: 'Female',
    identifiers: [{ label: 'NHS No.', value: '9990000017' }],
    address: '14 Mill Lane, Newton, NT4 2QA',
    phone: '01632 960017',
    language: 'Urdu',
    needs: ['Interpreter', 'large print'],
    practice: 'Elm Tree Surgery',
    allergies: [
      { text: 'Penicillin', source: from(ELM, '2009-03-02', 'AllergyIntolerance') },
      { text: 'Latex', source: from(TRUST, '2021-05-19', 'AllergyIntolerance') },
    ],
  },
  contributors: [
    { name: ELM, state: 'sharing', lastReceived: '2026-09-12T08:55:00Z' },
    { name: TRUST, state: 'late', lastReceived: '2026-09-12T05:10:00Z' },
    { name: COMMUNITY, state: 'sharing', lastReceived: '2026-09-11T21:00:00Z' },
    { name: COUNCIL, state: 'sharing', lastReceived: '2026-09-11T06:00:00Z' },
    { name: 'Newton Befrienders', state: 'not-joined' },
    { name: 'High Street Practice', state: 'no-record' },
  ],
  matters: [
    {
      text: 'I want to keep living in my own flat and see my grandchildren on Fridays.',
      on: '2026-09-02',
      source: from(ELM, '2026-09-02', 'Goal'),
    },
    {
      text: 'Walk to the mosque and back without resting.',
      on: '2026-03-11',
      source: from(COUNCIL, '2026-03-11', 'Goal'),
    },
  ],
  problems: [
    { text: 'Type 2 diabetes mellitus', status: 'active', onset: '2011', source: from(ELM, '2011-04-02', 'Condition') },
    {
      text: 'Type 2 diabetes mellitus',
      status: 'active',
      onset: '2012-01',
      source: from(TRUST, '2012-01-20', 'Condition'),
    },
    { text: 'Hypertension', status: 'active', onset: '2013', source: from(ELM, '2013-06-02', 'Condition') },
    {
      text: 'Chronic kidney disease stage 3a',
      status: 'active',
      onset: '2021-02-11',
      source: from(TRUST, '2021-02-11', 'Condition'),
    },
    {
      text: 'Foot ulcer, left, healing',
      status: 'active',
      onset: '2026-03',
      source: from(COMMUNITY, '2026-03-18', 'Condition'),
    },
    {
      text: 'Lives alone; risk of falls',
      status: 'active',
      onset: '2025',
      source: from(COUNCIL, '2025-10-01', 'Condition'),
    },
    { text: 'Cataract, right', status: 'resolved', onset: '2019', source: from(TRUST, '2020-02-03', 'Condition') },
  ],
  medicines: [
    {
      text: 'Metformin MR 500 mg tablets',
      dose: '1 g twice daily',
      status: 'active',
      since: '2011-05-01',
      source: from(ELM, '2026-07-24', 'MedicationRequest'),
    },
    {
      text: 'Empagliflozin 10 mg tablets',
      dose: '10 mg once daily',
      status: 'active',
      since: '2024-02-01',
      source: from(ELM, '2026-07-24', 'MedicationRequest'),
    },
    {
      text: 'Insulin glargine',
      dose: '18 units at night',
      status: 'active',
      since: '2026-09-08',
      source: from(TRUST, '2026-09-09', 'MedicationRequest'),
    },
    {
      text: 'Insulin glargine',
      dose: '16 units at night',
      status: 'active',
      since: '2026-09-01',
      source: from(ELM, '2026-09-01', 'MedicationRequest'),
    },
    {
      text: 'Ramipril 5 mg capsules',
      dose: '5 mg once daily',
      status: 'active',
      source: from(ELM, '2026-07-24', 'MedicationRequest'),
    },
    {
      text: 'Gliclazide 80 mg tablets',
      dose: '80 mg once daily',
      status: 'stopped',
      source: from(ELM, '2023-07-24', 'MedicationRequest'),
    },
  ],
  results,
  timeline: Array.from({ length: 48 }, (_, at) => {
    const item = KINDS[at % KINDS.length] as TimelineItem;
    return at < KINDS.length
      ? item
      : {
          ...item,
          at: `${2026 - Math.ceil(at / 12)}-0${1 + (at % 9)}-1${at % 9}`,
          source: { ...item.source, reference: `${item.source.reference}-${at}` },
        };
  }),
  more: true,
};

/** Of whom nothing but a name and two dates is known. */
export const EMPTY_RECORD: PersonRecord = {
  ...RECORD,
  person: 'Person/p18',
  banner: { name: 'SMITH, Jo', identifiers: [], needs: [], allergies: [], died: '2026-02-01', born: '1950' },
  matters: [],
  problems: [],
  medicines: [],
  results: [],
  timeline: [],
  more: false,
};

const done = (title: string, last: string, value?: string): Check => ({
  measure: title,
  title,
  kind: 'process',
  state: 'met',
  last,
  ...(value === undefined ? {} : { value }),
  why: `Recorded within twelve months.`,
});

export const CHECKS: readonly Check[] = [
  done('HbA1c', '2026-09-02', '63 mmol/mol'),
  done('Blood pressure', '2026-09-02', '143/82'),
  done('Cholesterol', '2026-09-02', '3.9 mmol/L'),
  done('Serum creatinine', '2026-09-02'),
  {
    measure: 'acr',
    title: 'Urine albumin',
    kind: 'process',
    state: 'due',
    last: '2025-04-02',
    due: day('2026-04-02'),
    why: 'The last one is more than twelve months old.',
  },
  { measure: 'foot', title: 'Foot check', kind: 'process', state: 'due', due: TODAY, why: 'None is recorded.' },
  done('Body mass index', '2026-08-02', '31.6'),
  done('Smoking status', '2026-01-14', 'Never smoked'),
  {
    measure: 't1',
    title: 'HbA1c 58 or below',
    kind: 'target',
    state: 'not-met',
    value: '63',
    last: '2026-09-02',
    why: 'The latest is 63.',
  },
  {
    measure: 't2',
    title: 'Blood pressure 140/80 or below',
    kind: 'target',
    state: 'not-met',
    value: '143/82',
    last: '2026-09-02',
    why: 'The latest is 143/82.',
  },
  { measure: 't3', title: 'Statin', kind: 'target', state: 'met', last: '2026-07-24', why: 'A statin is prescribed.' },
];

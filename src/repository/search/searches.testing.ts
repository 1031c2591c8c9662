import type { Random } from '#base';
import {
  chance,
  choose,
  CODES,
  FAMILIES,
  GIVEN,
  LOCAL,
  LOINC,
  PEOPLE,
  PLACES,
  randomDate,
  SENSITIVITIES,
  STAFF,
  TAGS,
} from './world.testing.ts';

export type Pair = readonly [name: string, value: string];
export type RandomSearch = {
  readonly type: string;
  readonly parameters: readonly Pair[];
  readonly compartment?: string;
};

const PREFIXES = ['', 'eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'];
const ACT = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';

type Maker = (random: Random) => Pair;

const listed = (random: Random, one: () => string): string => (chance(random, 0.25) ? `${one()},${one()}` : one());

const token =
  (name: string, systems: readonly string[], codes: readonly string[]): Maker =>
  (random) => [
    chance(random, 0.15) ? `${name}:not` : name,
    listed(random, () => {
      const [system, code] = [choose(random, systems), choose(random, codes)];
      return choose(random, [code, `${system}|${code}`, `${system}|${code}`, `${system}|`, `|${code}`]);
    }),
  ];

const date =
  (name: string): Maker =>
  (random) => [name, listed(random, () => `${choose(random, PREFIXES)}${randomDate(random)}`)];

const reference =
  (name: string, type: string, ids: readonly string[]): Maker =>
  (random) =>
    choose<Pair>(random, [
      [name, listed(random, () => `${type}/${choose(random, ids)}`)],
      [name, choose(random, ids)],
      [`${name}:${type}`, choose(random, ids)],
    ]);

const text =
  (name: string, words: readonly string[]): Maker =>
  (random) => {
    const word = choose(random, words);
    return choose<Pair>(random, [
      [name, word.slice(0, 1 + Math.floor(random() * word.length)).toUpperCase()],
      [`${name}:exact`, choose(random, [word, word.toLowerCase()])],
      [`${name}:contains`, word.slice(1, 4)],
    ]);
  };

const amount =
  (name: string, units: readonly string[]): Maker =>
  (random) => [
    name,
    `${choose(random, PREFIXES)}${choose(random, ['5', '5.4', '5400', '6.5', '50', '120', '0.05', '0.25'])}${choose(random, units)}`,
  ];

const missing =
  (names: readonly string[]): Maker =>
  (random) => [`${choose(random, names)}:missing`, choose(random, ['true', 'false'])];

const identifierOf: Maker = (random) => [
  'identifier',
  choose(random, ['', 'urn:a|', 'urn:b|', '|']) + `n${Math.floor(random() * 8)}`,
];

const UCUM = 'http://unitsofmeasure.org';
const UNITS = [
  '',
  '||mmol/L',
  `|${UCUM}|mmol/L`,
  `|${UCUM}|umol/L`,
  `|${UCUM}|kPa`,
  `|${UCUM}|`,
  '||as given',
  '||none',
];
const said =
  (name: string): Maker =>
  (random) => [`${name}:text`, choose(random, ['glu', 'BLOOD', 'Creme', 'potass', '4548', 'essure'])];
const pair = (random: Random): string =>
  choose(random, [`${LOINC}|${choose(random, CODES)}`, choose(random, CODES), `|${choose(random, CODES)}`]);
const CODE = token('code', [LOINC, LOCAL], [...CODES, 'L-4548-4']);
const NAME = text('name', [...FAMILIES, ...GIVEN]);
const FAMILY = text('family', FAMILIES);
const SUBJECT = reference('subject', 'Patient', PEOPLE);
const PATIENT = reference('patient', 'Patient', PEOPLE);

/** Every kind of filter that a search of the type can have. */
const FILTERS: Readonly<Record<string, readonly Maker[]>> = {
  Patient: [
    NAME,
    FAMILY,
    text('given', GIVEN),
    identifierOf,
    token('gender', ['http://hl7.org/fhir/administrative-gender'], ['male', 'female']),
    date('birthdate'),
    reference('general-practitioner', 'Practitioner', STAFF),
    reference('organization', 'Organization', PLACES),
    missing(['general-practitioner', 'organization', 'birthdate', 'death-date', 'name']),
    (random) => [`general-practitioner.${choose(random, ['name', 'family'])}`, choose(random, FAMILIES).slice(0, 3)],
    (random) => ['organization.partof', choose(random, PLACES)],
    (random) => [`organization:${choose(random, ['above', 'below'])}`, choose(random, ['o1', 'Organization/o2'])],
    () => ['organization:above', 'o1,o2'],
    () => ['organization:above', 'o2'],
    (random) => ['organization.partof.name', choose(random, FAMILIES).slice(0, 2)],
    (random) => [`_has:Observation:${choose(random, ['patient', 'subject'])}:code`, choose(random, CODES)],
    (random) => ['_has:Observation:subject:value-quantity', `gt${choose(random, ['5', '50'])}`],
    (random) => ['_has:Appointment:patient:date', `ge${randomDate(random)}`],
    (random) => ['_has:Observation:patient:encounter.class', choose(random, ['AMB', 'IMP'])],
    (random) => ['_has:Observation:patient:_has:Provenance:target:recorded', `ge${randomDate(random)}`],
  ],
  Observation: [
    CODE,
    CODE,
    token('status', ['http://hl7.org/fhir/observation-status'], ['final', 'amended']),
    token('combo-code', [LOINC], CODES),
    SUBJECT,
    PATIENT,
    reference('encounter', 'Encounter', ['e1', 'e2', 'e3']),
    reference('performer', 'Practitioner', STAFF),
    date('date'),
    date('date'),
    amount('value-quantity', UNITS),
    amount('combo-value-quantity', UNITS),
    amount('component-value-quantity', UNITS),
    text('value-string', FAMILIES),
    token('value-concept', [LOINC], CODES),
    identifierOf,
    (random) => ['code-value-quantity', `${LOINC}|${choose(random, CODES)}$gt${choose(random, ['5', '50'])}`],
    (random) => ['component-code-value-quantity', `${choose(random, CODES)}$lt${choose(random, ['6', '50'])}`],
    (random) => ['combo-code-value-quantity', `${LOINC}|${choose(random, CODES)}$${choose(random, ['ge5', '48'])}`],
    (random) => [
      'component-code-value-quantity',
      `${choose(random, CODES)}$gt5|${UCUM}|${choose(random, ['mmol/L', 'mm[Hg]'])}`,
    ],
    (random) => [
      'combo-code-value-quantity',
      `${LOINC}|$lt${choose(random, ['5', '50'])}||${choose(random, ['kPa', 'as given'])}`,
    ],
    (random) => ['component-code-value-concept', `${pair(random)}$${pair(random)}`],
    (random) => ['combo-code-value-concept', `${pair(random)}$${pair(random)}`],
    (random) => ['code-value-concept', `${pair(random)}$${pair(random)}`],
    (random) => ['code-value-string', `${pair(random)}$${choose(random, FAMILIES).slice(0, 3)}`],
    said('code'),
    said('combo-code'),
    said('value-concept'),
    missing(['date', 'encounter', 'performer', 'value-quantity', 'value-string', 'combo-value-quantity', 'patient']),
    (random) => ['device:identifier', `${choose(random, ['', 'urn:a|', '|'])}n${Math.floor(random() * 2)}`],
    (random) => ['device:identifier', `${choose(random, ['', 'urn:a|', '|'])}n${Math.floor(random() * 2)}`],
    (random) => ['device:identifier', `${choose(random, ['', 'urn:a|', '|'])}n${Math.floor(random() * 2)}`],
    (random) => ['device:identifier', `${choose(random, ['', 'urn:a|', '|'])}n${Math.floor(random() * 2)}`],
    (random) => ['device:identifier', `${choose(random, ['', 'urn:a|', '|'])}n${Math.floor(random() * 2)}`],
    (random) => ['subject:Patient.name', choose(random, FAMILIES).slice(0, 3)],
    (random) => ['patient.birthdate', `${choose(random, ['gt', 'lt'])}${randomDate(random).slice(0, 10)}`],
    (random) => ['patient.general-practitioner.family', choose(random, FAMILIES).slice(0, 2)],
    (random) => ['encounter.class', choose(random, ['AMB', 'IMP'])],
    (random) => ['encounter.service-provider.name', choose(random, FAMILIES).slice(0, 2)],
    (random) => ['performer:Practitioner.identifier', `urn:a|n${Math.floor(random() * 8)}`],
    (random) => ['patient._has:Condition:subject:code', choose(random, CODES)],
  ],
  Condition: [
    CODE,
    SUBJECT,
    PATIENT,
    date('onset-date'),
    date('recorded-date'),
    missing(['onset-date', 'recorded-date']),
    reference('encounter', 'Encounter', ['e1', 'e2']),
    (random) => ['encounter.date', `ge${randomDate(random)}`],
    (random) => ['subject:Patient.gender', choose(random, ['male', 'female'])],
  ],
  Encounter: [
    token('class', [ACT], ['AMB', 'IMP']),
    SUBJECT,
    date('date'),
    reference('service-provider', 'Organization', PLACES),
    () => ['service-provider:above', 'o1,o2'],
    () => ['service-provider:above', 'o2'],
    missing(['date', 'service-provider']),
    (random) => ['_has:Observation:encounter:code', choose(random, CODES)],
    (random) => ['_has:Condition:encounter:subject', `Patient/${choose(random, PEOPLE)}`],
  ],
  Appointment: [
    PATIENT,
    date('date'),
    token('status', ['http://hl7.org/fhir/appointmentstatus'], ['booked', 'noshow']),
    (random) => ['patient.name', choose(random, FAMILIES).slice(0, 2)],
    (random) => ['actor:Patient.family', choose(random, FAMILIES).slice(0, 2)],
  ],
  RiskAssessment: [amount('probability', ['']), SUBJECT, date('date'), missing(['date', 'probability'])],
  Practitioner: [
    NAME,
    FAMILY,
    identifierOf,
    (random) => ['_has:Patient:general-practitioner:gender', choose(random, ['male', 'female'])],
  ],
  Organization: [
    NAME,
    reference('partof', 'Organization', PLACES),
    missing(['partof']),
    (random) => ['_has:Encounter:service-provider:subject', `Patient/${choose(random, PEOPLE)}`],
  ],
};

const IDS = [...PEOPLE, ...STAFF, ...PLACES, 'e1', 'e2', ...Array.from({ length: 24 }, (_, index) => `c${index + 1}`)];

const EVERYWHERE: readonly Maker[] = [
  token('_tag', ['urn:tags'], TAGS),
  token('_security', [ACT], SENSITIVITIES),
  (random) => ['_profile', `http://example.org/profile/${choose(random, TAGS)}`],
  (random) => [
    '_profile:below',
    choose(random, ['http://example.org', 'http://example.org/profile/', 'http://example.org/prof']),
  ],
  (random) => ['_profile:above', `http://example.org/profile/${choose(random, TAGS)}/more`],
  (random) => ['_id', [1, 2, 3, 4].map(() => choose(random, IDS)).join(',')],
  (random) => [
    '_lastUpdated',
    `${choose(random, ['gt', 'lt', 'ge', 'le', 'ne', ''])}2025-06-0${1 + Math.floor(random() * 3)}`,
  ],
];

const SORTS: Readonly<Record<string, readonly string[]>> = {
  Patient: ['birthdate', 'family', 'name', 'gender', 'general-practitioner', 'identifier'],
  Observation: [
    'date',
    'value-quantity',
    'combo-value-quantity',
    'value-string',
    'status',
    'code',
    'subject',
    '_profile',
  ],
  Condition: ['onset-date', 'recorded-date', 'code', 'encounter'],
  Encounter: ['date'],
  Appointment: ['date'],
  RiskAssessment: ['date', 'probability'],
  Practitioner: ['family'],
  Organization: ['name'],
};

const INCLUDES: Readonly<Record<string, readonly string[]>> = {
  Patient: [
    '_include=Patient:general-practitioner',
    '_include=Patient:*',
    '_revinclude=Observation:subject',
    '_revinclude=Condition:patient',
    '_revinclude=Observation:*',
    '_revinclude=Appointment:patient',
  ],
  Observation: [
    '_include=Observation:subject',
    '_include=Observation:subject:Patient',
    '_include=Observation:patient',
    '_include=Observation:encounter',
    '_include=Observation:*',
    '_include:iterate=Patient:organization',
    '_include:iterate=Organization:partof',
    '_include:iterate=Encounter:service-provider',
  ],
  Condition: ['_include=Condition:encounter', '_include=Condition:subject'],
  Encounter: [
    '_revinclude=Observation:encounter',
    '_include=Encounter:service-provider',
    '_revinclude:iterate=Observation:encounter',
  ],
  Appointment: ['_include=Appointment:patient', '_include=Appointment:actor'],
  RiskAssessment: ['_include=RiskAssessment:subject'],
  Practitioner: ['_revinclude=Patient:general-practitioner'],
  Organization: [
    '_include=Organization:partof',
    '_revinclude:iterate=Organization:partof',
    '_revinclude=Patient:organization',
  ],
};

/** Filters, and with `results` also how they are sorted, cut into pages, counted and accompanied. */
export function randomSearch(random: Random, results: boolean): RandomSearch {
  const type = choose(random, [
    'Observation',
    'Observation',
    'Observation',
    'Patient',
    'Patient',
    ...Object.keys(FILTERS),
  ]);
  const own = FILTERS[type] ?? [];
  const count = choose(random, [0, 0, 1, 1, 1, 1, 2, 2, 3]);
  const filters = Array.from({ length: count }, () => choose(random, chance(random, 0.3) ? EVERYWHERE : own)(random));
  const compartment = type !== 'Organization' && type !== 'Practitioner' && chance(random, 0.1);
  return {
    type,
    parameters: results ? [...filters, ...resultPairs(random, type)] : filters,
    ...(compartment ? { compartment: `Patient/${choose(random, PEOPLE)}` } : {}),
  };
}

/** A `_sort`, or nothing. */
export function randomSort(random: Random, type: string): readonly Pair[] {
  if (chance(random, 0.5)) return [];
  const one = (): string =>
    `${chance(random, 0.5) ? '-' : ''}${choose(random, [...(SORTS[type] ?? []), '_id', '_lastUpdated'])}`;
  return [['_sort', `${one()}${chance(random, 0.3) ? `,${one()}` : ''}${chance(random, 0.2) ? ',_id' : ''}`]];
}

function resultPairs(random: Random, type: string): readonly Pair[] {
  const included = (INCLUDES[type] ?? [])
    .filter(() => chance(random, 0.15))
    .map((written): Pair => {
      const [name = '', value = ''] = written.split('=');
      return [name, value];
    });
  return [
    ...randomSort(random, type),
    ...(chance(random, 0.6) ? [['_count', choose(random, ['1', '2', '3', '5', '50'])] as const] : []),
    ...(chance(random, 0.1) ? [['_total', choose(random, ['none', 'accurate', 'estimate'])] as const] : []),
    ...(chance(random, 0.05) ? [['_summary', 'count'] as const] : []),
    ...included,
  ];
}

import type { Random } from '#base';

/** Random resources over few values, so that searches meet them often. All ids are chosen, so that two worlds can be alike. */
export type Made = Readonly<Record<string, unknown>> & { readonly resourceType: string; readonly id: string };

export const PEOPLE = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'];
export const STAFF = ['s1', 's2', 's3'];
export const PLACES = ['o1', 'o2'];
export const TASKS = ['t1', 't2', 't3', 't4', 't5', 't6', 't7', 't8'];
export const LOINC = 'http://loinc.org';
export const LOCAL = 'urn:example:local';
export const CODES = ['4548-4', '8480-6', '8462-4', '2160-0'];
export const FAMILIES = ['Smith', 'Smythe', 'Müller', 'de Souza', "O'Brien"];
export const GIVEN = ['Ann', 'Ann-Marie', 'José', 'Li', 'Zoë'];
/** What codes are called. */
export const SAID = ['Glucose', 'Blood pressure', 'Crème (blood)', 'Serum sodium/potassium'];
export const ID_TYPES = 'http://terminology.hl7.org/CodeSystem/v2-0203';
export const UNIT_CODES = ['mmol/L', 'umol/L', 'mm[Hg]', 'kPa'];
export const TAGS = ['red', 'blue'];
export const SENSITIVITIES = ['HIV', 'PSY', 'SDV'];
const YEARS = ['2019', '2020', '2021'];

export const choose = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
export const chance = (random: Random, part: number): boolean => random() < part;
const below = (random: Random, end: number): number => Math.floor(random() * end);
const two = (value: number): string => String(value).padStart(2, '0');

/** A date of any precision that FHIR allows. */
export function randomDate(random: Random, instant = false): string {
  const month = `${choose(random, YEARS)}-${two(1 + below(random, 3))}`;
  const day = `${month}-${two(1 + below(random, 4))}`;
  const time = `${day}T${two(below(random, 3))}:${two(below(random, 60))}:00${choose(random, ['Z', '+02:00', '.500Z'])}`;
  if (instant) return time;
  return choose(random, [month.slice(0, 4), month, day, day, time]);
}

function period(random: Random): Readonly<Record<string, string>> {
  const [start = '', end = ''] = [randomDate(random), randomDate(random)].sort();
  // Of '2020' and '2020-01-03' either may be the earlier: only clear pairs are periods with two ends.
  if (start.slice(0, 4) < end.slice(0, 4) && chance(random, 0.7)) return { start, end };
  return chance(random, 0.5) ? { start } : { end };
}

function codeable(random: Random): object {
  const code = choose(random, CODES);
  const local = { system: LOCAL, code: `L-${code}` };
  const display = chance(random, 0.4) ? { display: `${choose(random, SAID)} ${code}` } : {};
  const loinc = { system: LOINC, code, ...display };
  const coding = chance(random, 0.3) ? [loinc, local] : [loinc];
  const text = chance(random, 0.3) ? { text: choose(random, SAID) } : {};
  return chance(random, 0.1) ? { coding: [{ code }], ...text } : { coding, ...text };
}

const quantity = (random: Random): object => ({
  value: choose(random, [5, 5.4, 6.5, 48, 120, 0.05, 5000, 5400]),
  ...(chance(random, 0.8)
    ? {
        unit: choose(random, ['mmol/l', 'as given']),
        system: 'http://unitsofmeasure.org',
        code: choose(random, UNIT_CODES),
      }
    : {}),
});

const to = (type: string, id: string): object => ({ reference: `${type}/${id}` });
const identifier = (random: Random): readonly object[] => [
  {
    ...(chance(random, 0.3) ? { type: { coding: [{ system: ID_TYPES, code: choose(random, ['MR', 'SB']) }] } } : {}),
    ...(chance(random, 0.8) ? { system: choose(random, ['urn:a', 'urn:b']) } : {}),
    value: `n${below(random, 8)}`,
  },
];

function meta(random: Random): object {
  const tag = chance(random, 0.4) ? { tag: [{ system: 'urn:tags', code: choose(random, TAGS) }] } : {};
  const profile = chance(random, 0.2) ? { profile: [`http://example.org/profile/${choose(random, TAGS)}`] } : {};
  const security = chance(random, 0.15)
    ? {
        security: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
            code: choose(random, SENSITIVITIES),
          },
        ],
      }
    : {};
  const all = { ...tag, ...profile, ...security };
  return Object.keys(all).length === 0 ? {} : { meta: all };
}

type Maker = (random: Random, id: string) => Readonly<Record<string, unknown>>;

const MAKERS: Readonly<Record<string, Maker>> = {
  Patient: (random) => ({
    identifier: identifier(random),
    name: [{ family: choose(random, FAMILIES), given: [choose(random, GIVEN)] }],
    gender: choose(random, ['male', 'female']),
    birthDate: randomDate(random).slice(0, 10),
    ...(chance(random, 0.5) ? { generalPractitioner: [to('Practitioner', choose(random, STAFF))] } : {}),
    ...(chance(random, 0.5) ? { managingOrganization: to('Organization', choose(random, PLACES)) } : {}),
  }),
  Observation: (random) => ({
    status: choose(random, ['final', 'amended']),
    code: codeable(random),
    subject: to('Patient', choose(random, PEOPLE)),
    ...(chance(random, 0.2) ? { identifier: identifier(random) } : {}),
    ...(chance(random, 0.3) ? { encounter: to('Encounter', `e${1 + below(random, 5)}`) } : {}),
    ...(chance(random, 0.4) ? { performer: [to('Practitioner', choose(random, STAFF))] } : {}),
    ...(chance(random, 0.4) ? { device: { identifier: { system: 'urn:a', value: `n${below(random, 2)}` } } } : {}),
    ...choose<object>(random, [
      { effectiveDateTime: randomDate(random) },
      { effectivePeriod: period(random) },
      { effectiveDateTime: randomDate(random) },
      {},
    ]),
    ...choose<object>(random, [
      { valueQuantity: quantity(random) },
      { valueQuantity: quantity(random) },
      { valueCodeableConcept: codeable(random) },
      { valueString: choose(random, FAMILIES) },
      {
        component: [
          { code: codeable(random), valueQuantity: quantity(random) },
          { code: codeable(random), valueQuantity: quantity(random) },
        ],
      },
      {
        component: [
          { code: codeable(random), valueCodeableConcept: codeable(random) },
          { code: codeable(random), valueCodeableConcept: codeable(random) },
        ],
      },
    ]),
  }),
  Condition: (random) => ({
    subject: to('Patient', choose(random, PEOPLE)),
    code: codeable(random),
    ...(chance(random, 0.6) ? { onsetDateTime: randomDate(random) } : {}),
    ...(chance(random, 0.5) ? { recordedDate: randomDate(random) } : {}),
    ...(chance(random, 0.4) ? { encounter: to('Encounter', `e${1 + below(random, 5)}`) } : {}),
  }),
  Encounter: (random) => ({
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: choose(random, ['AMB', 'IMP']) },
    subject: to('Patient', choose(random, PEOPLE)),
    ...(chance(random, 0.8) ? { period: period(random) } : {}),
    ...(chance(random, 0.5) ? { serviceProvider: to('Organization', choose(random, PLACES)) } : {}),
  }),
  Appointment: (random) => ({
    status: 'booked',
    participant: PEOPLE.filter(() => chance(random, 0.35))
      .concat(choose(random, PEOPLE))
      .map((id) => ({ actor: to('Patient', id), status: 'accepted' })),
    ...(chance(random, 0.7) ? { start: randomDate(random, true), end: '2022-01-01T00:00:00Z' } : {}),
  }),
  RiskAssessment: (random) => ({
    status: 'final',
    subject: to('Patient', choose(random, PEOPLE)),
    prediction: [{ probabilityDecimal: choose(random, [0.1, 0.25, 0.5]) }],
    ...(chance(random, 0.5) ? { occurrenceDateTime: randomDate(random) } : {}),
  }),
  // In a compartment where it names somebody, which R4 does not say (docs/decisions/0008).
  Task: (random) => ({
    status: choose(random, ['requested', 'completed']),
    intent: 'order',
    code: codeable(random),
    ...(chance(random, 0.8) ? { for: to('Patient', choose(random, PEOPLE)) } : {}),
    ...(chance(random, 0.4) ? { owner: to('Practitioner', choose(random, STAFF)) } : {}),
    ...(chance(random, 0.3) ? { focus: to('Encounter', `e${1 + below(random, 5)}`) } : {}),
    ...(chance(random, 0.6) ? { authoredOn: randomDate(random) } : {}),
  }),
  Practitioner: (random) => ({
    identifier: identifier(random),
    name: [{ family: choose(random, FAMILIES), given: [choose(random, GIVEN)] }],
  }),
  Organization: (random, id) => ({
    name: `${choose(random, FAMILIES)} practice ${id}`,
    ...(chance(random, 0.5) && id !== 'o1' ? { partOf: to('Organization', 'o1') } : {}),
  }),
};

export const TYPES = Object.keys(MAKERS);

/** Lists of codes, and which code is part of which: what searches by them find depends on whether they may be seen themselves. */
const TERMINOLOGY: Readonly<Record<string, Maker>> = {
  ValueSet: (random, id) => {
    const listed = [choose(random, CODES), ...CODES.filter(() => chance(random, 0.4))].map((code) => ({ code }));
    const whole = chance(random, 0.5) ? [{ system: LOCAL }] : [];
    return {
      url: `urn:set:${id}`,
      status: 'active',
      compose: { include: [{ system: LOINC, concept: listed }, ...whole] },
    };
  },
  CodeSystem: (random) => {
    const [top = '', first = '', ...others] = CODES.map((code) => `L-${code}`);
    const under = [first, ...others.filter(() => chance(random, 0.6))].map((code) => ({ code }));
    const beside = others.filter((code) => under.every((one) => one.code !== code)).map((code) => ({ code }));
    return { url: LOCAL, status: 'active', content: 'complete', concept: [{ code: top, concept: under }, ...beside] };
  },
};

/** Two value sets, and a code system that one of them may take whole. */
export function randomTerminology(random: Random): readonly Made[] {
  return [
    randomResource(random, 'CodeSystem', 'local'),
    ...['one', 'two'].map((id) => randomResource(random, 'ValueSet', id)),
  ];
}

export function randomResource(random: Random, type: string, id: string): Made {
  return { resourceType: type, id, ...meta(random), ...(MAKERS[type] ?? TERMINOLOGY[type])?.(random, id) };
}

/** All people, staff and places, and `size` clinical items between them. */
export function randomResources(random: Random, size: number): readonly Made[] {
  const clinical = ['Observation', 'Observation', 'Observation', 'Condition', 'Appointment', 'RiskAssessment'];
  return [
    ...PLACES.map((id) => randomResource(random, 'Organization', id)),
    ...STAFF.map((id) => randomResource(random, 'Practitioner', id)),
    ...PEOPLE.map((id) => randomResource(random, 'Patient', id)),
    ...Array.from({ length: 5 }, (_, index) => randomResource(random, 'Encounter', `e${index + 1}`)),
    ...Array.from({ length: size }, (_, index) => randomResource(random, choose(random, clinical), `c${index + 1}`)),
  ];
}

import { type Random, seeded } from '#base';

const SNOMED = 'http://snomed.info/sct';
const LOINC = 'http://loinc.org';
const DAY_MS = 86_400_000;

const RESULTS: readonly (readonly [code: string, name: string, unit: string, low: number, high: number])[] = [
  ['4548-4', 'Hemoglobin A1c/Hemoglobin.total in Blood', '%', 5, 11],
  ['14647-2', 'Cholesterol [Moles/volume] in Serum or Plasma', 'mmol/L', 2, 8],
  ['14682-9', 'Creatinine [Moles/volume] in Serum or Plasma', 'umol/L', 50, 180],
  ['14959-1', 'Albumin/Creatinine ratio in Urine', 'mg/mmol', 0, 40],
  ['39156-5', 'Body mass index', 'kg/m2', 18, 45],
  ['8867-4', 'Heart rate', '/min', 50, 110],
];

/** A transaction Bundle of one person with `size` resources, about 0.8 kB each; the same index and size give the same bytes. */
export function personBundle(index: number, size: number): string {
  const random = seeded(index * 7_919 + 17);
  const urn = (part: number) =>
    `urn:uuid:${String(index).padStart(8, '0')}-0000-4000-8000-${String(part).padStart(12, '0')}`;
  const subject = { reference: urn(0) };
  const entry = [posted(urn(0), patient(random, index))];
  while (entry.length < size) {
    const part = entry.length;
    const at = new Date(Date.UTC(2026, 0, 1) - Math.floor(random() * 1_800 * DAY_MS)).toISOString();
    entry.push(posted(urn(part), part % 12 === 1 ? visit(subject, at) : result(random, subject, { at, part })));
  }
  return JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry });
}

/** The same as NDJSON of a feed, with ids of the sender's own, and every eighth line a letter of 12 kB. */
export function personLines(index: number, count: number): string {
  const random = seeded(index * 6_311 + 3);
  const id = `p${index}`;
  const subject = { reference: `Patient/${id}` };
  const lines: object[] = [{ ...patient(random, index), id }];
  while (lines.length < count) {
    const part = lines.length;
    const at = new Date(Date.UTC(2026, 0, 1) - Math.floor(random() * 1_800 * DAY_MS)).toISOString();
    const resource = part % 8 === 7 ? letter(subject, at, part) : result(random, subject, { at, part });
    lines.push({ ...resource, id: `${id}-${part}` });
  }
  return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
}

function letter(subject: object, at: string, part: number): { resourceType: string } & Record<string, unknown> {
  const text = `Letter ${part}. ${'Seen today with the results of the tests taken before the visit. '.repeat(135)}`;
  return {
    resourceType: 'DocumentReference',
    status: 'current',
    type: { coding: [{ system: LOINC, code: '11488-4', display: 'Consult note' }] },
    subject,
    date: at,
    content: [{ attachment: { contentType: 'text/plain', data: Buffer.from(text).toString('base64') } }],
  };
}

/** A laboratory result about a person who is there, as a single create sends it. */
export function singleResult(n: number, patient: string): string {
  const random = seeded(n * 104_729 + 5);
  const at = new Date(Date.UTC(2026, 0, 1) - Math.floor(random() * 1_800 * DAY_MS)).toISOString();
  return JSON.stringify(result(random, { reference: patient }, { at, part: n }));
}

export function familyOf(index: number): string {
  return `Bench${(index * 31) % 997}`;
}

function posted(fullUrl: string, resource: { readonly resourceType: string }): object {
  return { fullUrl, resource, request: { method: 'POST', url: resource.resourceType } };
}

function patient(random: Random, index: number): { resourceType: string } & Record<string, unknown> {
  return {
    resourceType: 'Patient',
    text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">Generated person ${index}</div>` },
    identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: String(9_000_000_000 + index) }],
    active: true,
    name: [{ use: 'official', family: familyOf(index), given: ['Given', `Number${index}`] }],
    telecom: [{ system: 'phone', value: `01632 960${String(index % 1_000).padStart(3, '0')}` }],
    gender: random() < 0.5 ? 'female' : 'male',
    birthDate: new Date(Date.UTC(1930, 0, 1) + Math.floor(random() * 24_000) * DAY_MS).toISOString().slice(0, 10),
    address: [{ line: [`${1 + (index % 200)} High Street`], city: 'Riverford', postalCode: 'ZZ99 1AA', country: 'GB' }],
  };
}

function visit(subject: object, at: string): { resourceType: string } & Record<string, unknown> {
  return {
    resourceType: 'Encounter',
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: 'ambulatory' },
    type: [
      {
        coding: [{ system: SNOMED, code: '185349003', display: 'Encounter for check up' }],
        text: 'Encounter for check up',
      },
    ],
    subject,
    period: { start: at, end: at },
    reasonCode: [{ text: 'Annual review of a long-term condition, with tests taken before the visit' }],
  };
}

function result(
  random: Random,
  subject: object,
  where: { readonly at: string; readonly part: number },
): { resourceType: string } & Record<string, unknown> {
  const [code, display, unit, low, high] = RESULTS[where.part % RESULTS.length] ?? RESULTS[0]!;
  return {
    resourceType: 'Observation',
    status: 'final',
    category: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/observation-category',
            code: 'laboratory',
            display: 'Laboratory',
          },
        ],
      },
    ],
    code: { coding: [{ system: LOINC, code, display }], text: display },
    subject,
    effectiveDateTime: where.at,
    issued: where.at,
    valueQuantity: {
      value: Number((low + random() * (high - low)).toFixed(1)),
      unit,
      system: 'http://unitsofmeasure.org',
      code: unit,
    },
    referenceRange: [{ low: { value: low, unit }, high: { value: high, unit }, text: `${low} to ${high} ${unit}` }],
    note: [{ text: 'Recorded at the visit; sample taken fasting, no complication, result seen and filed.' }],
  };
}

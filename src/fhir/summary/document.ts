import { conceptText, lineOf, narrative } from './narrative.ts';
import { type SectionKind, SECTIONS } from './sections.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A resource as it is stored. */
export type Told = { readonly type: string; readonly id: string; readonly body: string };

export type SummaryOf = {
  readonly base: string;
  readonly now: Date;
  /** Names of the document, of its Composition and of what made it: three UUIDs. */
  readonly uuids: readonly [bundle: string, composition: string, device: string];
  readonly version: string;
  readonly patient: Told;
  /** Other records of the same person. */
  readonly others: readonly Told[];
  /** What the sections hold, as `chosen` has chosen. */
  readonly chosen: readonly Chosen[];
  /** What they refer to that is about nobody. */
  readonly directory: readonly Told[];
};

/** A section with its entries; `more` where the record holds more than the section shows. */
export type Chosen = { readonly section: SectionKind; readonly entries: readonly Told[]; readonly more: boolean };

export const SUMMARY_TYPES: readonly string[] = SECTIONS.flatMap(({ types }) => types);

/** What of a record stands in which section: newest first, of these patients themselves ('Patient/7') and nobody else. */
export function chosenFor(rows: readonly Told[], patients: ReadonlySet<string>): readonly Chosen[] {
  return SECTIONS.map((section) => {
    const all = rows.filter(({ type, body }) => {
      if (!section.types.includes(type)) return false;
      const resource = JSON.parse(body) as Fields;
      return section.holds(resource) && patients.has(subjectOf(resource));
    });
    return { section, entries: all.slice(0, section.most), more: all.length > section.most };
  });
}

/** A document Bundle of the International Patient Summary: https://hl7.org/fhir/uv/ips/. Resources keep their bytes. */
export function summaryDocument(what: SummaryOf): string {
  const { base, now, uuids, patient, others, chosen, directory } = what;
  const [bundle, composition, device] = uuids;
  const told = [patient, ...others, ...chosen.flatMap(({ entries }) => entries), ...directory];
  const entries = [
    `{"fullUrl":"urn:uuid:${composition}","resource":${JSON.stringify(compositionOf(what))}}`,
    ...[...new Map(told.map((one) => [nameOf(one), one])).values()].map(
      (one) => `{"fullUrl":"${base}/${nameOf(one)}","resource":${one.body}}`,
    ),
    `{"fullUrl":"urn:uuid:${device}","resource":${JSON.stringify(deviceOf(what))}}`,
  ];
  const identifier = `{"system":"urn:ietf:rfc:3986","value":"urn:uuid:${bundle}"}`;
  const head = `"resourceType":"Bundle","id":"${bundle}","identifier":${identifier},"type":"document"`;
  return `{${head},"timestamp":"${now.toISOString()}","entry":[${entries.join(',')}]}`;
}

const LOINC = 'http://loinc.org';
const EMPTY = 'http://terminology.hl7.org/CodeSystem/list-empty-reason';
const NOTHING = 'Nothing is recorded here that may be shown.';

function compositionOf({ base, now, uuids, patient, chosen, directory }: SummaryOf): Fields {
  const [, id, device] = uuids;
  const names = new Map(directory.map((one) => [nameOf(one), conceptText((JSON.parse(one.body) as Fields)['code'])]));
  const drug = (reference: string): string => names.get(reference) ?? '';
  return {
    resourceType: 'Composition',
    id,
    meta: { profile: ['http://hl7.org/fhir/uv/ips/StructureDefinition/Composition-uv-ips'] },
    status: 'final',
    type: { coding: [{ system: LOINC, code: '60591-5', display: 'Patient summary Document' }] },
    subject: { reference: `${base}/${nameOf(patient)}` },
    date: now.toISOString(),
    author: [{ reference: `urn:uuid:${device}` }],
    title: 'Patient summary',
    section: chosen
      .filter(({ section, entries }) => section.required || entries.length > 0)
      .map((one) => sectionOf(one, base, drug)),
  };
}

function sectionOf({ section, entries, more }: Chosen, base: string, drug: (reference: string) => string): Fields {
  const { title, code, display } = section;
  const nothing = entries.length === 0;
  const sentence = nothing ? NOTHING : more ? `These are the newest ${entries.length}; the record holds more.` : '';
  const lines = entries.map(({ body }) => lineOf(body, drug));
  return {
    title,
    code: { coding: [{ system: LOINC, code, display }] },
    text: { status: 'generated', div: narrative(lines, sentence) },
    ...(nothing
      ? { emptyReason: { coding: [{ system: EMPTY, code: 'unavailable', display: 'Unavailable' }], text: NOTHING } }
      : { entry: entries.map((one) => ({ reference: `${base}/${nameOf(one)}` })) }),
  };
}

function deviceOf({ uuids: [, , id], version }: SummaryOf): Fields {
  return {
    resourceType: 'Device',
    id,
    deviceName: [{ name: 'Concord', type: 'manufacturer-name' }],
    version: [{ value: version }],
  };
}

function subjectOf(resource: Fields): string {
  const subject = resource['subject'] ?? resource['patient'];
  const reference = typeof subject === 'object' && subject !== null && 'reference' in subject ? subject.reference : '';
  return String(reference);
}

function nameOf({ type, id }: { readonly type: string; readonly id: string }): string {
  return `${type}/${id}`;
}

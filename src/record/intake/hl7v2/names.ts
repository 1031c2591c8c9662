import { part, type Repetition } from './message.ts';

/** Who sends, for names that mean something at theirs alone. */
export type Home = {
  /** 'Organization/<id>' of the contributor. */
  readonly organization: string;
  /** The zone of times that say none. */
  readonly zone: string;
};

/** Code systems by their names in table 0396, and as systems misname them. */
const SYSTEMS: Readonly<Record<string, string>> = {
  LN: 'http://loinc.org',
  LOINC: 'http://loinc.org',
  SCT: 'http://snomed.info/sct',
  SNM: 'http://snomed.info/sct',
  SNOMED: 'http://snomed.info/sct',
  'SNOMED-CT': 'http://snomed.info/sct',
  I10: 'http://hl7.org/fhir/sid/icd-10',
  ICD10: 'http://hl7.org/fhir/sid/icd-10',
  'ICD-10': 'http://hl7.org/fhir/sid/icd-10',
  I10C: 'http://hl7.org/fhir/sid/icd-10-cm',
  I9C: 'http://hl7.org/fhir/sid/icd-9-cm',
  UCUM: 'http://unitsofmeasure.org',
  RXNORM: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  CVX: 'http://hl7.org/fhir/sid/cvx',
};

/** A code system by what the sender calls it; a local one, and one of no name, is a name of the sender's. */
export function systemOf(said: string, home: Home): string {
  const name = said.trim();
  const known = Object.hasOwn(SYSTEMS, name.toUpperCase()) ? SYSTEMS[name.toUpperCase()] : undefined;
  if (known !== undefined) return known;
  const table = /^HL7(?:-|)(\d{4})$/i.exec(name)?.[1];
  if (table !== undefined) return tableSystem(table);
  if (/^\d+(?:\.\d+)+$/.test(name)) return `urn:oid:${name}`;
  return `${own(home)}:code${name === '' ? '' : `:${encodeURIComponent(name)}`}`;
}

/** A table of the standard, where the field says which by itself. */
export function tableSystem(table: string): string {
  return `http://terminology.hl7.org/CodeSystem/v2-${table}`;
}

const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';

/** Who gives a number out: a CX-4, EI-2..4 or HD as namespace, universal id and its type. */
export function authorityOf(
  hd: { readonly name: string; readonly id: string; readonly type: string },
  home: Home,
): string {
  const id = hd.id.trim();
  if (id === '2.16.840.1.113883.2.1.4.1' || (id === '' && hd.name.trim().toUpperCase() === 'NHS')) return NHS_NUMBER;
  if (hd.type === 'ISO' && /^\d+(?:\.\d+)+$/.test(id)) return `urn:oid:${id}`;
  if (/^(?:UUID|GUID)$/.test(hd.type) && id !== '') return `urn:uuid:${id.toLowerCase()}`;
  if (/^(?:URI|URL)$/.test(hd.type) && /^[a-z][a-z0-9+.-]*:\S+$/i.test(id)) return id;
  return `${own(home)}:id:${encodeURIComponent(hd.name.trim() || id || 'own')}`;
}

/** The system of a CX (PID-3, PV1-19, MRG-1). */
export function cxSystem(cx: Repetition | undefined, home: Home): string {
  return authorityOf({ name: part(cx, 4, 1), id: part(cx, 4, 2), type: part(cx, 4, 3) }, home);
}

/** The system of an EI (OBR-2, OBR-3). */
export function eiSystem(ei: Repetition | undefined, home: Home): string {
  return authorityOf({ name: part(ei, 2), id: part(ei, 3), type: part(ei, 4) }, home);
}

function own({ organization }: Home): string {
  return `urn:concord:feed:${organization.replace(/^Organization\//, '')}`;
}

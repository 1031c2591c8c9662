import { type Label, labelBits, labelOfCode } from '#agreement';
import { type Coding, codingsIn, type Resource } from './codings.ts';

/** Raised whenever the tables below change: rows of an older version carry every new label until they are relabelled. */
export const LABEL_VERSION = 1;

const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const CONFIDENTIALITY = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality';
const SNOMED = 'http://snomed.info/sct';
const LOINC = 'http://loinc.org';
const ICD10 = [
  'http://hl7.org/fhir/sid/icd-10',
  'http://hl7.org/fhir/sid/icd-10-cm',
  'http://hl7.org/fhir/sid/icd-10-uk',
];

/** Codes that tell by themselves, whatever the source said. Hierarchies come with a terminology; these are the commonest roots. */
const TOLD: readonly {
  readonly label: Label;
  readonly snomed?: string;
  readonly icd?: string;
  readonly loinc?: string;
}[] = [
  {
    label: 'hiv',
    snomed: '86406008 62479008 165816005 19030005 235726002 111880001',
    icd: 'B20 B21 B22 B23 B24 Z21 R75',
    loinc: '7918-6 56888-1 20447-9 25836-8 24467-3 29893-5 5221-7 75622-1',
  },
  { label: 'tuberculosis', snomed: '56717001 154283005 11999007', icd: 'A15 A16 A17 A18 A19' },
  {
    label: 'sexual-health',
    snomed: '8098009 76272004 15628003 240589008 240480009 186946009',
    icd: 'A50 A51 A52 A53 A54 A55 A56 A59 A60 A63 A64',
    loinc: '21613-5 24111-7 20507-0',
  },
  {
    label: 'mental-health',
    snomed: '58214004 13746004 69322001 36923009 370143000 35489007 47505003 197480006 73595000 74732009',
    icd: 'F20 F21 F22 F23 F24 F25 F28 F29 F30 F31 F32 F33 F34 F38 F39 F40 F41 F42 F43 F44 F60 F61',
    loinc: '44249-1 69737-5 70274-6',
  },
  {
    label: 'substance-use',
    snomed: '66590003 7200002 75544000 5602001 191816009 15167005 724653003 6525002 361055000',
    icd: 'F10 F11 F12 F13 F14 F15 F16 F18 F19',
  },
  {
    label: 'safeguarding',
    snomed: '706893006 371772001 371778002 95922009 397940009 95930005 211509003 424979004',
    icd: 'T74 T76 Y07',
  },
];

const codesOf = (of: 'snomed' | 'loinc'): ReadonlyMap<string, number> =>
  new Map(
    TOLD.flatMap(({ label, [of]: codes = '' }) =>
      codes
        .split(' ')
        .filter(Boolean)
        .map((code) => [code, labelBits(label)]),
    ),
  );
const BY_CODE: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map([
  [SNOMED, codesOf('snomed')],
  [LOINC, codesOf('loinc')],
]);
/** ICD-10 is a tree in its digits: three of them decide. */
const BY_ICD_CATEGORY: ReadonlyMap<string, number> = new Map(
  TOLD.flatMap(({ label, icd = '' }) => icd.split(' ').map((code) => [code, labelBits(label)] as const)),
);

/**
 * Sensitivity bits of a resource: what its source says and what its codes tell. Either raises; neither lowers. That somebody keeps
 * something back is told to nobody with whom it is not shared by name, so every Consent is restricted.
 */
export function labelsOf(resource: Resource): number {
  let bits = resource['resourceType'] === 'Consent' ? labelBits('restricted') : 0;
  for (const coding of codingsIn(securityOf(resource))) bits |= saidBy(coding);
  for (const name of NAMING) for (const coding of codingsIn(resource[name])) bits |= toldBy(coding);
  return bits;
}

const NAMING = ['code', 'reasonCode', 'medicationCodeableConcept', 'valueCodeableConcept', 'vaccineCode', 'type'];

function securityOf(resource: Resource): unknown {
  const { meta } = resource;
  return typeof meta === 'object' && meta !== null && 'security' in meta ? meta.security : undefined;
}

function saidBy({ system, code }: Coding): number {
  const label = system === ACT_CODE || system === CONFIDENTIALITY ? labelOfCode({ system, code }) : undefined;
  return label ? labelBits(label) : 0;
}

function toldBy({ system, code }: Coding): number {
  if (ICD10.includes(system)) return BY_ICD_CATEGORY.get(code.slice(0, 3)) ?? 0;
  return BY_CODE.get(system)?.get(code) ?? 0;
}

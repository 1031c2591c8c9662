import { LABELS, type Label, labelBits } from '#agreement';

const SNOMED = 'http://snomed.info/sct';
const LOINC = 'http://loinc.org';
const ICD10: readonly string[] = [
  'http://hl7.org/fhir/sid/icd-10',
  'http://hl7.org/fhir/sid/icd-10-cm',
  'http://hl7.org/fhir/sid/icd-10-uk',
];

/** Codes of one label that tell it by themselves, whatever the source said, by code system. */
export type ToldCodes = {
  readonly label: Label;
  readonly snomed?: string;
  readonly icd?: string;
  readonly loinc?: string;
};

/** What ships. Hierarchies come with a terminology; these are the commonest roots, and an installation loads more (slot.ts). */
export const SHIPPED: readonly ToldCodes[] = [
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

/** A code that was loaded: of one system, with its label's bits. */
export type LoadedCode = { readonly system: string; readonly code: string; readonly bits: number };

/** Bits of labels that a code tells. */
export type BitsOf = (system: string, code: string) => number;

/** One lookup of what ships and what was loaded. ICD-10 is a tree in its digits: whatever lies below a code that tells tells too. */
export function bitsOf(told: readonly ToldCodes[], loaded: readonly LoadedCode[] = []): BitsOf {
  const known = new Map<string, number>();
  const add = (system: string, code: string, bits: number): void => {
    const key = isIcd(system) ? `icd|${code.replace('.', '')}` : `${system}|${code}`;
    known.set(key, (known.get(key) ?? 0) | bits);
  };
  for (const { label, snomed = '', icd = '', loinc = '' } of told) {
    for (const code of words(snomed)) add(SNOMED, code, labelBits(label));
    for (const code of words(loinc)) add(LOINC, code, labelBits(label));
    for (const code of words(icd)) add(ICD10[0] ?? '', code, labelBits(label));
  }
  for (const { system, code, bits } of loaded) add(system, code, bits);
  return (system, code) => {
    if (!isIcd(system)) return known.get(`${system}|${code}`) ?? 0;
    const digits = code.replace('.', '');
    let bits = 0;
    for (let end = 3; end <= digits.length; end += 1) bits |= known.get(`icd|${digits.slice(0, end)}`) ?? 0;
    return bits;
  };
}

/** What ships, written so that two releases can be compared label by label. */
export function writtenDown(told: readonly ToldCodes[]): ReadonlyMap<Label, readonly string[]> {
  return new Map(
    LABELS.map((label) => {
      const codes = told
        .filter((one) => one.label === label)
        .flatMap(({ snomed = '', icd = '', loinc = '' }) => [
          ...words(snomed).map((code) => `snomed ${code}`),
          ...words(icd).map((code) => `icd ${code}`),
          ...words(loinc).map((code) => `loinc ${code}`),
        ]);
      return [label, [...new Set(codes)].sort()];
    }),
  );
}

function isIcd(system: string): boolean {
  return ICD10.includes(system);
}

function words(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '');
}

type Fields = Readonly<Record<string, unknown>>;

/** A section of the International Patient Summary: https://hl7.org/fhir/uv/ips/STU1.1/StructureDefinition-Composition-uv-ips.html */
export type SectionKind = {
  readonly title: string;
  /** LOINC. */
  readonly code: string;
  readonly display: string;
  readonly types: readonly string[];
  /** It stands in the document even where nothing is known. */
  readonly required: boolean;
  /** Most entries, the newest; the text of the section says where there are more. */
  readonly most: number;
  readonly holds: (resource: Fields) => boolean;
};

const statusIn =
  (...codes: readonly string[]) =>
  ({ status }: Fields) =>
    typeof status === 'string' && codes.includes(status);

/** Whether none of the codes stands in an element; where it is left out, none does. */
const without =
  (name: string, ...codes: readonly string[]) =>
  (resource: Fields) =>
    !codesOf(resource[name]).some((code) => codes.includes(code));

const stands = (resource: Fields): boolean =>
  without('clinicalStatus', 'inactive', 'resolved', 'remission')(resource) &&
  without('verificationStatus', 'entered-in-error', 'refuted')(resource);

const MANY = 1_000;

/** What the section is about now: what has ended, was refuted or was entered in error is in the record, not in its summary. */
export const SECTIONS: readonly SectionKind[] = [
  {
    title: 'Problems',
    code: '11450-4',
    display: 'Problem list - Reported',
    types: ['Condition'],
    required: true,
    most: MANY,
    holds: stands,
  },
  {
    title: 'Medication',
    code: '10160-0',
    display: 'History of Medication use Narrative',
    types: ['MedicationRequest', 'MedicationStatement'],
    required: true,
    most: MANY,
    holds: statusIn('active', 'intended', 'on-hold', 'unknown'),
  },
  {
    title: 'Allergies and intolerances',
    code: '48765-2',
    display: 'Allergies and adverse reactions Document',
    types: ['AllergyIntolerance'],
    required: true,
    most: MANY,
    holds: stands,
  },
  {
    title: 'Immunizations',
    code: '11369-6',
    display: 'History of Immunization Narrative',
    types: ['Immunization'],
    required: false,
    most: 200,
    holds: statusIn('completed'),
  },
  {
    title: 'Results',
    code: '30954-2',
    display: 'Relevant diagnostic tests/laboratory data Narrative',
    types: ['DiagnosticReport', 'Observation'],
    required: false,
    most: 100,
    holds: (resource) =>
      statusIn('final', 'amended', 'corrected', 'preliminary', 'partial')(resource) &&
      (resource['resourceType'] === 'DiagnosticReport' ||
        codesOf(resource['category']).some((code) => code === 'laboratory' || code === 'imaging')),
  },
  {
    title: 'Procedures',
    code: '47519-4',
    display: 'History of Procedures Document',
    types: ['Procedure'],
    required: false,
    most: 200,
    holds: statusIn('completed', 'in-progress', 'on-hold', 'stopped', 'unknown'),
  },
];

/** Codes of a CodeableConcept, or of a list of them. */
export function codesOf(value: unknown): readonly string[] {
  return [value].flat().flatMap((concept: unknown) => {
    const coding = typeof concept === 'object' && concept !== null && 'coding' in concept ? concept.coding : [];
    return Array.isArray(coding) ? coding.flatMap(({ code }) => (typeof code === 'string' ? [code] : [])) : [];
  });
}

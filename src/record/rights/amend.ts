import { accepted, applyJsonPatch, type Outcome, refuse } from '#fhir';
import { type Fields, wordsOf } from '../person/element.ts';

/** Something of an item that can be put right in a form: where it stands, and what it says now. */
export type Field = { readonly name: string; readonly label: string; readonly value: string };

type Place = {
  readonly name: string;
  readonly label: string;
  readonly kind?: 'number' | 'day' | 'concept';
};

/** 'a/b/0/c': the path of JSON Patch without its first slash is the name of the field. */
const PLACES: Readonly<Record<string, readonly Place[]>> = {
  Patient: [
    { name: 'name/0/family', label: 'Family name' },
    { name: 'name/0/given/0', label: 'First name' },
    { name: 'birthDate', label: 'Birth date', kind: 'day' },
    { name: 'gender', label: 'Gender' },
    { name: 'telecom/0/value', label: 'Telephone or e-mail' },
    { name: 'address/0/line/0', label: 'Address' },
    { name: 'address/0/city', label: 'Town' },
    { name: 'address/0/postalCode', label: 'Postcode' },
  ],
  Observation: [
    { name: 'valueQuantity/value', label: 'Value', kind: 'number' },
    { name: 'valueString', label: 'Result' },
    { name: 'valueCodeableConcept', label: 'Result', kind: 'concept' },
    { name: 'effectiveDateTime', label: 'Date', kind: 'day' },
    { name: 'code', label: 'What was measured', kind: 'concept' },
  ],
  Condition: [
    { name: 'code', label: 'Problem', kind: 'concept' },
    { name: 'onsetDateTime', label: 'Since', kind: 'day' },
    { name: 'abatementDateTime', label: 'Until', kind: 'day' },
  ],
  AllergyIntolerance: [{ name: 'code', label: 'Allergy', kind: 'concept' }],
  MedicationRequest: [
    { name: 'medicationCodeableConcept', label: 'Medicine', kind: 'concept' },
    { name: 'dosageInstruction/0/text', label: 'Dose' },
  ],
  MedicationStatement: [
    { name: 'medicationCodeableConcept', label: 'Medicine', kind: 'concept' },
    { name: 'dosage/0/text', label: 'Dose' },
  ],
  Procedure: [
    { name: 'code', label: 'Procedure', kind: 'concept' },
    { name: 'performedDateTime', label: 'Date', kind: 'day' },
  ],
  Immunization: [
    { name: 'vaccineCode', label: 'Vaccine', kind: 'concept' },
    { name: 'occurrenceDateTime', label: 'Date', kind: 'day' },
  ],
  DocumentReference: [{ name: 'description', label: 'Title' }],
  DiagnosticReport: [{ name: 'conclusion', label: 'Conclusion' }],
};

/** By it an item is said to be wrong as a whole: it leaves the pages, and stays in its history. */
export const TAKEN_BACK = 'taken-back';
const VERIFIED = ['Condition', 'AllergyIntolerance'];
const STATUS = [
  'Observation',
  'Procedure',
  'Immunization',
  'DocumentReference',
  'DiagnosticReport',
  'MedicationRequest',
  'MedicationStatement',
  'CarePlan',
  'Encounter',
  'Task',
  'ServiceRequest',
  'Communication',
];

/** What of an item a form puts right: what it says, and whether it stands at all. Pure. */
export function fieldsOf(type: string, resource: Fields): readonly Field[] {
  const said = (PLACES[type] ?? []).flatMap(({ name, label, kind }): readonly Field[] => {
    const value = at(resource, name);
    const shown = kind === 'concept' ? wordsOf(value) : value;
    return typeof shown === 'string' || typeof shown === 'number' ? [{ name, label, value: String(shown) }] : [];
  });
  if (!VERIFIED.includes(type) && !STATUS.includes(type)) return said;
  return [...said, { name: TAKEN_BACK, label: 'Take the whole item back (yes or no)', value: 'no' }];
}

/** The text of the resource with what was put right; the rest keeps its digits and its order. Refuses where nothing is another. */
export function amended(type: string, text: string, given: Readonly<Record<string, string>>): Outcome<string> {
  const fields = fieldsOf(type, JSON.parse(text) as Fields);
  const changed = fields.filter(({ name, value }) => given[name] !== undefined && given[name].trim() !== value);
  if (changed.length === 0) {
    const why = 'Write what is right in place of what is wrong: nothing would be changed so.';
    return refuse('required', 'record.amend-nothing', why, 'fields');
  }
  const operations: object[] = [];
  for (const { name, label } of changed) {
    const value = (given[name] ?? '').trim();
    if (name === TAKEN_BACK) {
      if (value.toLowerCase() === 'yes') operations.push(takenBack(type));
      continue;
    }
    const kind = PLACES[type]?.find((place) => place.name === name)?.kind;
    const wrong = wrongness(kind, value);
    if (wrong !== undefined) return refuse('value', 'record.amend-value', `${label}: ${wrong}`, name);
    operations.push({ op: 'replace', path: `/${name}`, value: valueOf(kind, value) });
  }
  return operations.length === 0 ? accepted(text) : applyJsonPatch(text, JSON.stringify(operations));
}

function takenBack(type: string): object {
  if (!VERIFIED.includes(type)) return { op: 'add', path: '/status', value: 'entered-in-error' };
  const system = `http://terminology.hl7.org/CodeSystem/${type === 'Condition' ? 'condition-ver-status' : 'allergyintolerance-verification'}`;
  return { op: 'add', path: '/verificationStatus', value: { coding: [{ system, code: 'entered-in-error' }] } };
}

function wrongness(kind: Place['kind'], value: string): string | undefined {
  if (value === '') return 'write what is right, or leave what is there.';
  if (kind === 'number' && !/^-?\d+(?:\.\d+)?$/.test(value)) return 'write a number, such as 52 or 5.2.';
  if (kind === 'day' && !/^\d{4}(?:-\d\d(?:-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?)?)?$/.test(value)) {
    return 'write a day, such as 2026-03-02.';
  }
  return undefined;
}

/** What was coded otherwise is not coded so any more: a code that says the wrong thing would be read before the words. */
function valueOf(kind: Place['kind'], value: string): unknown {
  if (kind === 'number') return Number(value);
  return kind === 'concept' ? { text: value } : value;
}

function at(resource: unknown, name: string): unknown {
  return name.split('/').reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return (value as Readonly<Record<string, unknown>>)[step];
  }, resource);
}

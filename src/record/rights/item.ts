import type { Stored } from '#repository';
import { type Fields, textOf, whenOf, wordsOf } from '../person/element.ts';
import { type Part, partOf } from '../person/part.ts';
import { itemOf } from '../person/timeline.ts';
import type { AskedItem } from './contract.ts';

/** Types that are the record's housekeeping, and nothing that a person asks about. */
export const HOUSEKEEPING: readonly string[] = ['Provenance', 'AuditEvent', 'Consent', 'Binary', 'Linkage', 'Basic'];

const KINDS: Readonly<Record<string, string>> = {
  Patient: 'Names and contact details',
  AllergyIntolerance: 'Allergy',
  Condition: 'Problem',
  MedicationRequest: 'Medicine',
  MedicationStatement: 'Medicine',
  Observation: 'Result',
  DiagnosticReport: 'Report',
  Procedure: 'Procedure',
  Immunization: 'Vaccination',
  Encounter: 'Contact',
  DocumentReference: 'Document',
  CarePlan: 'Plan',
  RelatedPerson: 'Somebody close',
  FamilyMemberHistory: 'Family history',
};

/** An item in one line: 'Result: HbA1c, 52 mmol/mol, 2026-01-01'. */
export function itemWords({ type, fields, source }: Part): string {
  const kind =
    KINDS[type] ??
    type
      .replace(/(?!^)([A-Z])/g, ' $1')
      .toLowerCase()
      .replace(/^./, (first) => first.toUpperCase());
  if (type === 'Patient') return kind;
  const shown = itemOf({ type, fields, source, received: source.recorded });
  const title = shown?.title ?? titleOf(fields);
  const at = (shown?.at ?? dateOf(fields))?.slice(0, 10);
  const words = [title, shown?.detail, at].filter((one) => one !== undefined && one !== '').join(', ');
  return words === '' ? kind : `${kind}: ${words}`;
}

export function askedItem(stored: Stored, nameOf: (key: number) => string): AskedItem {
  const part = partOf(stored, nameOf);
  return { reference: part.source.reference, words: itemWords(part), organization: part.source.organization };
}

function titleOf(fields: Fields): string | undefined {
  const concept = ['code', 'medicationCodeableConcept', 'vaccineCode', 'relationship', 'category', 'type'].find(
    (name) => wordsOf(first(fields[name])) !== undefined,
  );
  return concept === undefined ? textOf(fields, 'title', 'description') : wordsOf(first(fields[concept]));
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function dateOf(fields: Fields): string | undefined {
  return (
    whenOf(fields, 'effective') ??
    whenOf(fields, 'onset') ??
    textOf(fields, 'recordedDate', 'dateAsserted', 'date', 'authoredOn')
  );
}

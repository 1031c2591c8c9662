import type { Projection } from '#repository';
import { firstDay, happened } from '../fact.ts';
import { LIMITS, limitedIn, outside } from './limits.ts';
import { REPORT, type ReportElement } from './pack.ts';

type Loose = Readonly<Record<string, unknown>>;

/** Encounters that say what they were for; what a report needs of every visit. */
export const CODED = 1_000;
/** Values to look at twice: as many further numbers as there are limits. */
export const ODD = 2_000;

/** By what rows are read; a change of it reads all resources anew. */
export const READ_BY = [1, REPORT.elements, LIMITS] as const;

/** What of a resource counts in a monthly report, from the moment it is written. */
export const monthly: Projection = {
  table: 'insight_monthly',
  counts: true,
  types: [...new Set(REPORT.elements.map(({ type }) => type))],
  columns: [
    { name: 'element', type: 'smallint' },
    { name: 'at', type: 'date' },
    { name: 'learned', type: 'timestamptz' },
  ],
  rows: (resource, learned) => {
    const at = happened(String(resource['resourceType']), resource) ?? given(resource);
    return at === undefined ? [] : elementsIn(resource).map((element) => [element, at, learned]);
  },
};

/** Places in the pack's list, from 1; CODED and ODD beyond them. Pure. */
export function elementsIn(resource: Loose): readonly number[] {
  if (!counts(resource)) return [];
  const codes = codesIn(resource);
  const found = REPORT.elements.flatMap((element, at) => (holds(element, resource, codes) ? [at + 1] : []));
  if (resource['resourceType'] === 'Encounter') return codes.length > 0 ? [...found, CODED] : found;
  if (resource['resourceType'] !== 'Observation') return found;
  const odd = limitedIn(resource).filter(({ limit, value }) => outside(value, limit.likely));
  return [...found, ...odd.map(({ limit }) => ODD + LIMITS.indexOf(limit))];
}

function holds(element: ReportElement, resource: Loose, codes: readonly string[]): boolean {
  if (element.type !== resource['resourceType']) return false;
  if (element.codes && !element.codes.some((code) => codes.some((one) => one === code || one.startsWith(`${code}.`))))
    return false;
  const { atLeast } = element;
  return !atLeast || atLeast.some(({ code, value }) => valuesOf(resource, code).some((one) => one >= value));
}

const NOT: Readonly<Record<string, readonly string[]>> = {
  Encounter: ['planned', 'cancelled', 'entered-in-error', 'unknown'],
  Observation: ['registered', 'cancelled', 'entered-in-error', 'unknown'],
  Procedure: ['preparation', 'not-done', 'on-hold', 'stopped', 'entered-in-error', 'unknown'],
  Immunization: ['entered-in-error', 'not-done'],
  ServiceRequest: ['draft', 'revoked', 'entered-in-error', 'unknown'],
};

/** What took place. */
function counts({ resourceType, status }: Loose): boolean {
  return !(NOT[String(resourceType)] ?? []).includes(String(status));
}

/** A vaccination says when in its own words. */
function given({ occurrenceDateTime }: Loose): string | undefined {
  return typeof occurrenceDateTime === 'string' ? firstDay(occurrenceDateTime) : undefined;
}

/** Codes of what it is, and of what a visit was for. */
function codesIn(resource: Loose): readonly string[] {
  const concepts = ['code', 'vaccineCode', 'reasonCode', 'type'].flatMap((name) => listOf(resource[name]));
  return concepts
    .flatMap((concept) => listOf(concept['coding']))
    .flatMap(({ code }) => (typeof code === 'string' ? [code] : []));
}

function valuesOf(resource: Loose, code: string): readonly number[] {
  return [resource, ...listOf(resource['component'])]
    .filter((part) => listOf((part['code'] as Loose | undefined)?.['coding']).some((coding) => coding['code'] === code))
    .flatMap((part) => {
      const value = (part['valueQuantity'] as Loose | undefined)?.['value'];
      return typeof value === 'number' ? [value] : [];
    });
}

function listOf(value: unknown): readonly Loose[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((one): one is Loose => typeof one === 'object' && one !== null);
}

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
    const elements = elementsIn(resource);
    if (elements.length === 0) return [];
    const at = happened(String(resource['resourceType']), resource) ?? given(resource);
    return at === undefined ? [] : elements.map((element) => [element, at, learned]);
  },
};

/** Places in the pack's list, from 1; CODED and ODD beyond them. Pure. */
export function elementsIn(resource: Loose): readonly number[] {
  if (!counts(resource)) return [];
  const codes = codesIn(resource);
  const asked = ASKED.get(String(resource['resourceType'])) ?? [];
  const found = asked.filter((one) => holds(one, resource, codes)).map(({ place }) => place);
  if (resource['resourceType'] === 'Encounter') return codes.length > 0 ? [...found, CODED] : found;
  if (resource['resourceType'] !== 'Observation') return found;
  const odd = limitedIn(resource).filter(({ limit, value }) => outside(value, limit.likely));
  return [...found, ...odd.map(({ limit }) => ODD + LIMITS.indexOf(limit))];
}

/** An element with its place in the pack's list, from 1, and how codes below its own begin. */
type Element = ReportElement & { readonly place: number; readonly begins?: readonly string[] };

const ASKED: ReadonlyMap<string, readonly Element[]> = byType(
  REPORT.elements.map((element, at) => ({
    ...element,
    place: at + 1,
    ...(element.codes ? { begins: element.codes.map((code) => `${code}.`) } : {}),
  })),
);

function byType(elements: readonly Element[]): ReadonlyMap<string, readonly Element[]> {
  return new Map(elements.map(({ type }) => [type, elements.filter((one) => one.type === type)]));
}

function holds({ codes: own, begins, atLeast }: Element, resource: Loose, codes: readonly string[]): boolean {
  if (own && !codes.some((one) => own.includes(one) || begins?.some((start) => one.startsWith(start)))) return false;
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
  const codes: string[] = [];
  for (const name of CODED_IN) {
    if (resource[name] === undefined) continue;
    for (const concept of listOf(resource[name]))
      for (const { code } of listOf(concept['coding'])) if (typeof code === 'string') codes.push(code);
  }
  return codes;
}

const CODED_IN = ['code', 'vaccineCode', 'reasonCode', 'type'];

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

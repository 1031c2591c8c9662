import { createHash } from 'node:crypto';
import type { Day } from '#base';

/** A FHIR resource as a sender writes it. */
export type Resource = { readonly resourceType: string } & Readonly<Record<string, unknown>>;

export const SNOMED = 'http://snomed.info/sct';
export const LOINC = 'http://loinc.org';
export const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';
const UCUM = 'http://unitsofmeasure.org';
const TERMINOLOGY = 'http://terminology.hl7.org/CodeSystem';

/** A name-based UUID: the same text gives the same one. */
export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function concept(system: string, code: string, display: string): object {
  return { coding: [{ system, code, display }], text: display };
}

/** A moment of a day, by a number that spreads them over surgery hours (UTC). */
export function moment(on: Day, spread: number): string {
  const minutes = 9 * 60 + (Math.abs(spread) % 480);
  return `${on}T${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00Z`;
}

export type ObservationParts = {
  readonly code: readonly [system: string, code: string, display: string];
  readonly category: 'laboratory' | 'vital-signs' | 'social-history' | 'survey';
  readonly subject: string;
  readonly encounter?: string | undefined;
  readonly at: string;
  readonly value?: readonly [value: number, unit: string];
  readonly more?: Readonly<Record<string, unknown>>;
};

export function observation(parts: ObservationParts): Resource {
  return {
    resourceType: 'Observation',
    status: 'final',
    category: [{ coding: [{ system: `${TERMINOLOGY}/observation-category`, code: parts.category }] }],
    code: concept(...parts.code),
    subject: { reference: parts.subject },
    ...(parts.encounter === undefined ? {} : { encounter: { reference: parts.encounter } }),
    effectiveDateTime: parts.at,
    ...(parts.value === undefined ? {} : { valueQuantity: quantity(...parts.value) }),
    ...parts.more,
  };
}

export function quantity(value: number, unit: string): object {
  return { value, unit, system: UCUM, code: unit };
}

export function condition(subject: string, code: readonly [string, string], onset: Day, more: object = {}): Resource {
  return {
    resourceType: 'Condition',
    clinicalStatus: { coding: [{ system: `${TERMINOLOGY}/condition-clinical`, code: 'active' }] },
    verificationStatus: { coding: [{ system: `${TERMINOLOGY}/condition-ver-status`, code: 'confirmed' }] },
    category: [{ coding: [{ system: `${TERMINOLOGY}/condition-category`, code: 'problem-list-item' }] }],
    code: concept(SNOMED, ...code),
    subject: { reference: subject },
    onsetDateTime: onset,
    recordedDate: onset,
    ...more,
  };
}

export function encounter(subject: string, kind: 'AMB' | 'IMP' | 'EMER', from: string, more: object = {}): Resource {
  return {
    resourceType: 'Encounter',
    status: 'finished',
    class: { system: `${TERMINOLOGY}/v3-ActCode`, code: kind },
    subject: { reference: subject },
    period: { start: from, end: from },
    ...more,
  };
}

export const FOOT_CHECK = ['401191002', 'Diabetic foot examination'] as const;

export function footCheck(subject: string, at: string, risk: number): Resource {
  return {
    resourceType: 'Procedure',
    status: 'completed',
    code: concept(SNOMED, ...FOOT_CHECK),
    subject: { reference: subject },
    performedDateTime: at,
    note: [
      {
        text: risk > 1 ? 'Moderate risk: reduced sensation, pulses present.' : 'Low risk: sensation and pulses normal.',
      },
    ],
  };
}

/** One entry of a transaction Bundle that creates a resource. */
export function posted(fullUrl: string, resource: Resource): object {
  return { fullUrl, resource, request: { method: 'POST', url: resource.resourceType } };
}

import type { Refusal } from '#fhir';
import type { Answer } from './answer.ts';
import { headersOf, statusOf } from './status.ts';

/** Coding system of our refusal codes; docs/refusals.md lists them. */
const SYSTEM = 'https://concord.health/refusals';

export type Refusals = readonly [Refusal, ...Refusal[]];

/** The one place where an OperationOutcome is made: https://hl7.org/fhir/R4/operationoutcome.html. */
export function operationOutcome(refusals: readonly Refusal[], severity: 'error' | 'information' = 'error'): string {
  return JSON.stringify({
    resourceType: 'OperationOutcome',
    issue: refusals.map(({ code, type, text, expression }) => ({
      severity,
      code: type,
      details: { coding: [{ system: SYSTEM, code }], text },
      ...(expression === undefined ? {} : { expression: [expression] }),
    })),
  });
}

/** What a FHIR interaction answers when it does not do what was asked. The first refusal gives the status. */
export function refusedAnswer(refusals: Refusals): Answer {
  const status = statusOf(refusals[0]);
  return { status, headers: headersOf(status), body: operationOutcome(refusals) };
}

/** A word that all went well, for `Prefer: return=OperationOutcome`. */
export function doneOutcome(text: string): string {
  return operationOutcome([{ code: 'done', type: 'informational', text }], 'information');
}

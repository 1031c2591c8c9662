import type { Refusal } from '#fhir';
import type { Answer } from './answer.ts';
import { headersOf, statusOf } from './status.ts';

/** Coding system of our refusal codes; docs/refusals.md lists them. */
const SYSTEM = 'https://concord.health/refusals';

export type Severity = 'error' | 'warning' | 'information';

/** A refusal, or something that is told without refusing anything. */
export type Issue = Refusal & { readonly severity?: Severity };

export type Refusals = readonly [Refusal, ...Refusal[]];

/** The one place where an OperationOutcome is made: https://hl7.org/fhir/R4/operationoutcome.html. */
export function operationOutcome(issues: readonly Issue[], severity: Severity = 'error'): string {
  return JSON.stringify({
    resourceType: 'OperationOutcome',
    issue: issues.map(({ code, type, text, expression, severity: own }) => ({
      severity: own ?? severity,
      code: type,
      details: { coding: [{ system: SYSTEM, code }], text: shortened(text, TEXT_LENGTH_MAX) },
      ...(expression === undefined ? {} : { expression: [shortened(expression, PLACE_LENGTH_MAX)] }),
    })),
  });
}

/** Refusals quote what was sent, which may be long. */
const TEXT_LENGTH_MAX = 2_000;
const PLACE_LENGTH_MAX = 500;

function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
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

/** FHIR R4 issue types: https://hl7.org/fhir/R4/valueset-issue-type.html. `http/status.ts` maps each to one status. */
export type IssueType =
  | 'invalid'
  | 'structure'
  | 'required'
  | 'value'
  | 'invariant'
  | 'security'
  | 'login'
  | 'unknown'
  | 'expired'
  | 'forbidden'
  | 'suppressed'
  | 'processing'
  | 'not-supported'
  | 'duplicate'
  | 'multiple-matches'
  | 'not-found'
  | 'deleted'
  | 'too-long'
  | 'code-invalid'
  | 'extension'
  | 'too-costly'
  | 'business-rule'
  | 'conflict'
  | 'transient'
  | 'lock-error'
  | 'no-store'
  | 'exception'
  | 'timeout'
  | 'incomplete'
  | 'throttled'
  | 'informational';

/**
 * Why something asked for was not done. `code` is ours and stands in docs/refusals.md; `text` names the place, the rule
 * and the remedy in words a user can act on; `expression` is the FHIRPath of the element, where one is at fault.
 */
export type Refusal = {
  readonly code: string;
  readonly type: IssueType;
  readonly text: string;
  readonly expression?: string;
};

export type Accepted<T> = { readonly ok: true; readonly value: T };
export type Refused = { readonly ok: false; readonly refusals: readonly [Refusal, ...Refusal[]] };

/** What a rule or an operation answers. Refusals are values; exceptions are for our own mistakes and for outages. */
export type Outcome<T> = Accepted<T> | Refused;

export function accepted<T>(value: T): Accepted<T> {
  return { ok: true, value };
}

export function refused(first: Refusal, ...rest: readonly Refusal[]): Refused {
  return { ok: false, refusals: [first, ...rest] };
}

/** A refusal in one line: refuse('not-found', 'repository.not-found', 'There is no Patient/7.') */
export function refuse(type: IssueType, code: string, text: string, expression?: string): Refused {
  return refused(expression === undefined ? { code, type, text } : { code, type, text, expression });
}

import { parameterOf } from '#fhir';

/** Composites over elements that a resource has once: to ask for the parts is to ask for the composite, and it has no rows. */
const ONCE = new Set([
  'Observation.code-value-concept',
  'Observation.code-value-date',
  'Observation.code-value-string',
]);

/**
 * How a composite is stored: not at all, where its parts do ('parts'); as a token for each pair of values ('pairs'); as a row of `range`
 * whose code is a code and its unit ('measured'), or a code alone ('numbered').
 */
export type CompositeForm = 'parts' | 'pairs' | 'measured' | 'numbered';

export function compositeForm(type: string, code: string): CompositeForm {
  if (ONCE.has(`${type}.${code}`)) return 'parts';
  const [, second, third] = parameterOf(type, code)?.components ?? [];
  const kind = second === undefined ? undefined : parameterOf(type, second)?.type;
  if (third !== undefined || kind === 'number' || kind === 'date') return 'numbered';
  return kind === 'quantity' ? 'measured' : 'pairs';
}

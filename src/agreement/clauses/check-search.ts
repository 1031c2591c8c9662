import { parseSearch, type Refusal } from '#fhir';
import type { Clause } from './clause.ts';
import { fault } from './fault.ts';

/** What is wrong with a search that a line pays by. */
export function searchFault(clause: Clause, line: string, search: string): readonly Refusal[] {
  const [type = '', query = ''] = search.split('?', 2);
  const parsed = parseSearch(type, [...new URLSearchParams(query)], 'strict');
  if (parsed.ok && query !== '') return [];
  const why = parsed.ok ? 'it asks for everything' : (parsed.refusals[0]?.text ?? '');
  return [fault(clause, 'agreement.paid-for', `has the line '${line}' with a search that cannot be run: ${why}`)];
}

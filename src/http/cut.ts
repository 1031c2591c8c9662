import { subset } from '#fhir';
import type { Cut } from './bundle.ts';

type Pairs = readonly (readonly [name: string, value: string])[];
const SUMMARIES = ['true', 'text', 'data'] as const;

/** How `_elements` and `_summary` cut bodies: https://hl7.org/fhir/R4/search.html#elements. `_elements` leaves includes whole. */
export function cutOf(query: Pairs): Cut {
  const elements = query
    .filter(([name]) => name === '_elements')
    .flatMap(([, value]) => value.split(','))
    .map((element) => element.trim())
    .filter((element) => element !== '');
  const summary = SUMMARIES.find((kind) => query.some(([name, value]) => name === '_summary' && value === kind));
  if (elements.length === 0 && summary === undefined) return (body) => body;
  return (body, mode) => {
    if (elements.length > 0) return mode === 'match' ? subset(body, { elements }) : body;
    return summary === undefined ? body : subset(body, { summary });
  };
}

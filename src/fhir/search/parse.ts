import { caught, Fault, fail } from '../fault.ts';
import { accepted, type Outcome, type Refusal, refuse, refused } from '../outcome.ts';
import { isResourceType } from '../types.ts';
import type { Filter, SearchAst } from './ast.ts';
import { parseFilter } from './filter.ts';
import { nameShown } from './nearest.ts';
import { PASSED_OVER, type Shape, takeResult } from './result.ts';

export type SearchParameter = readonly [name: string, value: string];

const MAX_PARAMETERS = 64;

/**
 * Reads a search as it stands in an address: https://hl7.org/fhir/R4/search.html
 * Every parameter that cannot be read is named. Lenient handling leaves out parameters that are not known, and those only: a
 * value that cannot be read would widen the search, so it is refused in either case.
 */
export function parseSearch(
  type: string,
  parameters: readonly SearchParameter[],
  handling: 'strict' | 'lenient',
): Outcome<SearchAst> {
  if (!isResourceType(type)) return refuse('not-found', 'fhir.unknown-type', `R4 has no type ${type.slice(0, 60)}.`);
  if (parameters.length > MAX_PARAMETERS)
    return refuse(
      'too-costly',
      'search.too-many-parameters',
      `The search has ${parameters.length} parameters; at most ${MAX_PARAMETERS} are taken.`,
    );
  const filters: Filter[] = [];
  const shape: Shape = { sort: [], include: [], revinclude: [], elements: [] };
  const used: SearchParameter[] = [];
  const wrong: Refusal[] = [];
  for (const pair of parameters) {
    const [name, value] = pair;
    if (PASSED_OVER.has(name)) continue;
    try {
      const shown = nameShown(name);
      if (value === '')
        fail(refuse('value', 'search.value', `${shown} has no value; give one or leave the parameter out.`, shown));
      if (value.includes('\0'))
        fail(refuse('value', 'search.value', `${shown} holds a NUL, which no text of FHIR has.`, shown));
      if (!takeResult(shape, type, name, value)) filters.push(parseFilter(type, name, value));
      used.push(pair);
    } catch (error) {
      if (!isLeftOut(error, handling)) wrong.push(...caught(error).refusals);
    }
  }
  const [first, ...rest] = wrong;
  return first ? refused(first, ...rest) : accepted({ type, filters, ...shape, used });
}

const NOT_KNOWN = ['search.unknown-parameter', 'search.not-supported'];

function isLeftOut(error: unknown, handling: 'strict' | 'lenient'): boolean {
  return handling === 'lenient' && error instanceof Fault && NOT_KNOWN.includes(error.refused.refusals[0].code);
}

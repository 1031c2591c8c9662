import { type Filter, isPatientCompartmentType, parameterOf, type Refusal, type SearchAst } from '#fhir';
import type { Wording } from './wording.ts';

/** Whose texts are names, by which people are found. */
const PEOPLE = new Set(['Patient', 'RelatedPerson', 'Person']);

/**
 * Why a search is not run for somebody who is told words: what is found by words would tell what they say, at any depth. What stands in
 * nobody's record is searched as ever.
 */
export function asksByWords(asts: readonly SearchAst[], tells: Wording['tells']): Refusal | undefined {
  for (const { type, filters, sort } of asts) {
    const filter = filters.map((one) => wordyIn(type, one, tells)).find((one) => one !== undefined);
    const order = sort.find(({ parameter }) => isSortedByWords(type, parameter))?.parameter;
    const place = filter ?? order;
    if (place !== undefined) return refusal(place);
  }
  return undefined;
}

/** The parameter that asks by words. */
function wordyIn(type: string, filter: Filter, tells: Wording['tells']): string | undefined {
  if (filter.kind === 'has') return wordyIn(filter.type, filter.filter, tells);
  if (filter.kind === 'chain') {
    return filter.targets.map((target) => wordyIn(target.type, target.filter, tells)).find((one) => one !== undefined);
  }
  return isPatientCompartmentType(type) && isWordy(type, filter, tells) ? filter.parameter : undefined;
}

type Plain = Exclude<Filter, { kind: 'has' | 'chain' }>;

function isWordy(type: string, filter: Plain, tells: Wording['tells']): boolean {
  switch (filter.kind) {
    case 'string':
      return !PEOPLE.has(type);
    case 'token':
      // What is owed is looked for by sets of codes, in the role of whoever owes it; a code that such a set holds and that tells carries a label.
      if (filter.modifier === 'text') return true;
      return !PEOPLE.has(type) && filter.values.some(({ system, code }) => tells(`${system ?? ''} ${code ?? ''}`));
    case 'identifier':
      return filter.values.some(({ system, code }) => tells(`${system ?? ''} ${code ?? ''}`));
    case 'uri':
      return filter.modifier !== undefined;
    case 'composite':
      return filter.values.flat().some((part) => {
        if (part.kind === 'string' || part.kind === 'uri') return true;
        return part.kind === 'token' && tells(`${part.value.system ?? ''} ${part.value.code ?? ''}`);
      });
    default:
      return false;
  }
}

function isSortedByWords(type: string, parameter: string): boolean {
  if (!isPatientCompartmentType(type) || parameter.startsWith('_')) return false;
  const kind = parameterOf(type, parameter)?.type;
  return kind === 'token' || (kind === 'string' && !PEOPLE.has(type));
}

function refusal(place: string): Refusal {
  const text = `${place}: nothing is searched or sorted by words in your role, since they may say what a person has. Ask by person, day, status or code.`;
  return { code: 'search.words', type: 'forbidden', text, expression: place };
}

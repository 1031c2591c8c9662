import type { Filter, Refusal, SearchAst } from '#fhir';
import { CONTAINED_LENGTH } from '../index-rows/words.ts';
import { isSearchedComposite } from './composite.ts';
import { isServed } from './sort-keys.ts';

/** What a search may cost, in points: about the number of index ranges that it can touch, weighed by their usual size. */
export const MOST_POINTS = 2_000;
const DEEPEST = 3;

/** Why this search is not run; undefined where it is. */
export function checked(asts: readonly SearchAst[]): Refusal | undefined {
  const unsupported = asts
    .flatMap((ast) => ast.filters.map((filter) => unsupportedIn(ast.type, filter, 0)))
    .find((refusal) => refusal !== undefined);
  if (unsupported) return unsupported;
  // Few types of many are in use; which, must not be seen from what is refused.
  const points = Math.max(...asts.map(pointsOf)) * Math.min(asts.length, 10);
  if (points <= MOST_POINTS) return undefined;
  return {
    code: 'search.too-costly',
    type: 'too-costly',
    text: `This search is estimated at ${points} points of work; at most ${MOST_POINTS} are run. Ask for fewer values, chains or includes.`,
  };
}

function pointsOf(ast: SearchAst): number {
  const filters = ast.filters.reduce((sum, filter) => sum + filterPoints(filter), 0);
  const sorts = ast.sort.filter((sort) => !isServed(ast.type, sort)).length * 20;
  // A wildcard follows every reference of every row of the page.
  const pages = Math.max(1, Math.ceil((ast.count ?? 0) / 100));
  const includes = [...ast.include, ...ast.revinclude].reduce(
    (sum, { iterate, parameter }) => sum + (iterate ? 60 : 20) * (parameter === '*' ? 3 * pages : 1),
    0,
  );
  return filters + sorts + includes;
}

/** Modifiers that look further than the value: a text among all texts, a value set with its code systems. */
const LOOKED_UP: Readonly<Record<string, number>> = { not: 5, text: 20, in: 40, 'not-in': 40, above: 20, below: 20 };

function filterPoints(filter: Filter): number {
  switch (filter.kind) {
    case 'missing':
      return 10;
    case 'chain':
      return filter.targets.reduce((sum, { filter: inner }) => sum + 10 + 5 * filterPoints(inner), 0);
    case 'has':
      return 20 + 5 * filterPoints(filter.filter);
    case 'string':
      return filter.values.length * (filter.modifier === 'contains' ? 50 : 3);
    case 'token':
      return filter.values.length * (LOOKED_UP[filter.modifier ?? ''] ?? 1);
    case 'reference':
    case 'uri':
      return filter.values.length * (LOOKED_UP[filter.modifier ?? ''] ?? 1);
    case 'date':
    case 'number':
    case 'quantity':
    case 'composite':
      return filter.values.length * 5;
    default:
      return filter.values.length;
  }
}

function unsupportedIn(type: string, filter: Filter, depth: number): Refusal | undefined {
  if (filter.kind === 'chain' || filter.kind === 'has') return unsupportedChain(filter, depth);
  if (filter.kind === 'composite') {
    const asked = { type, parameter: filter.parameter };
    if (filter.values.some((value) => !isSearchedComposite(asked, value))) {
      return notSupported(filter.parameter, 'a system without a code in this combination of components');
    }
  }
  if (filter.kind === 'string' && filter.modifier === 'contains') {
    const long = filter.values.find((value) => value.length > CONTAINED_LENGTH);
    if (long !== undefined)
      return notSupported(filter.parameter, `:contains with more than ${CONTAINED_LENGTH} letters`);
  }
  return undefined;
}

function unsupportedChain(filter: Extract<Filter, { kind: 'chain' | 'has' }>, depth: number): Refusal | undefined {
  if (depth >= DEEPEST) {
    return {
      code: 'search.too-deep',
      type: 'too-costly',
      text: `Chains and _has may be nested ${DEEPEST} deep; this search goes deeper.`,
      expression: filter.kind === 'has' ? '_has' : filter.parameter,
    };
  }
  if (filter.kind === 'has') return unsupportedIn(filter.type, filter.filter, depth + 1);
  return filter.targets
    .map(({ type, filter: inner }) => unsupportedIn(type, inner, depth + 1))
    .find((refusal) => refusal !== undefined);
}

function notSupported(what: string, why: string): Refusal {
  return {
    code: 'search.unsupported',
    type: 'not-supported',
    text: `${what} cannot be searched: ${why} is not supported.`,
    expression: what,
  };
}

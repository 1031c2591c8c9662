import { accepted, type Outcome, refuse } from '../outcome.ts';
import { isResourceType } from '../types.ts';
import type { Include, SearchAst } from './ast.ts';
import { parseSearch, type SearchParameter } from './parse.ts';

/** What may be sorted by over several types: what they all have. */
const SORTS = new Set(['_id', '_lastUpdated']);

/**
 * One search over several types at once: https://hl7.org/fhir/R4/http.html#search. Every filter has to be a parameter of every
 * type, or it would narrow some of them and not the others. Answers a tree for each type; includes are those of all of them.
 */
export function parseSearchAcross(
  types: readonly string[],
  parameters: readonly SearchParameter[],
  handling: 'strict' | 'lenient',
): Outcome<readonly SearchAst[]> {
  const others = parameters.filter(([name]) => !isInclude(name));
  const asts: SearchAst[] = [];
  for (const type of types) {
    const parsed = parseSearch(type, others, handling);
    if (!parsed.ok) return parsed;
    asts.push(parsed.value);
  }
  const uneven = leftOutOfSome(asts, others);
  if (uneven) return uneven;
  const sort = asts[0]?.sort.find(({ parameter }) => !SORTS.has(parameter));
  if (sort) {
    const text = `Resources of several types can be sorted by _id and _lastUpdated, not by ${sort.parameter}.`;
    return refuse('not-supported', 'search.sort', text, '_sort');
  }
  const included = includesOf(
    types,
    parameters.filter(([name]) => isInclude(name)),
  );
  return included.ok ? accepted(asts.map((ast) => ({ ...ast, ...included.value }))) : included;
}

/** The types of `_type`, once each; undefined where it is not asked. */
export function typesOf(parameters: readonly SearchParameter[]): Outcome<readonly string[] | undefined> {
  const said = parameters.filter(([name]) => name === '_type').flatMap(([, value]) => value.split(','));
  const wrong = said.find((type) => !isResourceType(type));
  if (wrong !== undefined) {
    return refuse(
      'value',
      'search.value',
      `_type=${wrong.slice(0, 60)} cannot be read: it takes types of R4.`,
      '_type',
    );
  }
  return accepted(said.length === 0 ? undefined : [...new Set(said)]);
}

function isInclude(name: string): boolean {
  return /^_(rev)?include(:|$)/.test(name);
}

/** Lenient handling must not leave a filter out for one type and keep it for another. */
function leftOutOfSome(asts: readonly SearchAst[], parameters: readonly SearchParameter[]): Outcome<never> | undefined {
  const most = Math.max(...asts.map(({ used }) => used.length));
  const fewer = asts.find(({ used }) => used.length < most);
  if (!fewer) return undefined;
  for (const pair of parameters) {
    const alone = parseSearch(fewer.type, [pair], 'strict');
    const elsewhere = asts.some(({ used }) => used.includes(pair));
    if (!alone.ok && elsewhere) return alone;
  }
  return undefined;
}

type Includes = Pick<SearchAst, 'include' | 'revinclude'>;

/** Each has to be one of at least one type. */
function includesOf(types: readonly string[], pairs: readonly SearchParameter[]): Outcome<Includes> {
  const found = { include: new Map<string, Include>(), revinclude: new Map<string, Include>() };
  for (const pair of pairs) {
    const parsed = types.map((type) => parseSearch(type, [pair], 'strict'));
    const first = parsed[0];
    if (parsed.every(({ ok }) => !ok) && first && !first.ok) return first;
    for (const one of parsed) {
      if (!one.ok) continue;
      for (const include of one.value.include) found.include.set(JSON.stringify(include), include);
      for (const include of one.value.revinclude) found.revinclude.set(JSON.stringify(include), include);
    }
  }
  return accepted({ include: [...found.include.values()], revinclude: [...found.revinclude.values()] });
}

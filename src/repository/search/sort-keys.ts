import { CLINICAL_DATE, baseScale, clinicalDate, extract, parameterOf, type SearchAst, type Sort, UCUM } from '#fhir';
import { wordsOf } from '../index-rows/words.ts';
import type { Stored } from '../repository.ts';

/** What a resource is sorted by: a value for each part of `_sort`, null where it has none. */
export type SortKey = readonly (string | number | null)[];

const SERVED = new Set(['_id', '_lastUpdated']);

/** Whether an index gives the rows in this order by itself. */
export function isServed(type: string, { parameter }: Sort): boolean {
  return SERVED.has(parameter) || CLINICAL_DATE[type] === parameter;
}

/** Of several values the least where the order runs upwards, else the greatest; intervals by their beginning. */
export function sortKeyOf({ type, body, id, updated }: Stored, sorts: SearchAst['sort']): SortKey {
  const resource = JSON.parse(body) as Record<string, unknown>;
  const keys = extract(type, resource);
  return sorts.map(({ parameter, descending }) => {
    if (parameter === '_id') return id;
    if (parameter === '_lastUpdated') return updated.getTime();
    if (CLINICAL_DATE[type] === parameter) {
      const lo = clinicalDate(type, resource, keys)?.lo;
      // Downwards, what has no beginning is last, as the index has it.
      return lo === undefined || (descending && lo === -Infinity) ? null : lo;
    }
    return extreme(valuesOf(type, parameter, keys), descending);
  });
}

type Keys = ReturnType<typeof extract>;

function valuesOf(type: string, parameter: string, keys: Keys): readonly (string | number)[] {
  const own = <Key extends { readonly p: string }>(all: readonly Key[]) => all.filter(({ p }) => p === parameter);
  switch (parameterOf(type, parameter)?.type) {
    case 'token':
      return own(keys.tokens).map(({ c }) => c);
    case 'reference':
      return own(keys.references).map(({ type: target, id, url }) => url ?? `${target}/${id}`);
    case 'uri':
      return own(keys.uris).map(({ v }) => v);
    case 'string':
      return own(keys.strings).flatMap(({ v }) => wordsOf(parameter, v));
    case 'date':
      return own(keys.dates).map(({ lo }) => lo);
    case 'number':
      return own(keys.numbers).map(({ lo }) => lo);
    case 'quantity':
      return own(keys.quantities).map(({ system, code, lo }) => inBase(lo, system === UCUM ? code : undefined));
    default:
      return [];
  }
}

/** The same arithmetic as that of the walk in SQL, so that a place found by one is understood by the other. */
function inBase(value: number, code: string | undefined): number {
  if (code === undefined) return value;
  const { slope, intercept } = baseScale(code);
  return value * slope + intercept;
}

function extreme(values: readonly (string | number)[], descending: boolean): string | number | null {
  const [first, ...rest] = values;
  if (first === undefined) return null;
  return rest.reduce((best, one) => (compareValues(one, best) > 0 === descending ? one : best), first);
}

/** Texts by their characters, as PostgreSQL's "C" has them, which is not the order of UTF-16. */
export function compareValues(a: string | number, b: string | number): number {
  if (a === b) return 0;
  if (typeof a === 'string' && typeof b === 'string' && (SURROGATE.test(a) || SURROGATE.test(b)))
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}

const SURROGATE = /[\ud800-\udfff]/;

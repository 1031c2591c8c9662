import type { Kind } from './policy.ts';

export type Priced = {
  readonly method: string;
  /** Of the route; undefined where there is none. */
  readonly pattern: string | undefined;
  readonly kind: Kind | undefined;
  /** As in the address, without '?'. */
  readonly query: string;
  /** Of the body, as announced; 0 where nothing is said. */
  readonly bytes: number;
};

/** One unit is about what a read by id takes. */
const PRICE_MAX = 1_000;
const BYTES_A_UNIT = 16 * 1024;
const RESOURCES_A_UNIT = 20;
const PAGE = 3;

/** Units of what a request makes the program read, as far as its address tells; what it answered is charged when it is known. */
export function priceOf(asked: Priced): number {
  return Math.min(PRICE_MAX, kindPrice(asked) + priceOfBytes(asked.bytes));
}

export function priceOfBytes(bytes: number): number {
  return Math.floor(bytes / BYTES_A_UNIT);
}

function kindPrice(asked: Priced): number {
  const { method, kind, pattern = '' } = asked;
  if (kind !== 'fhir') return kind === undefined ? 1 : PAGE;
  const of = OF_PATTERN.find(([end]) => pattern.endsWith(end))?.[1];
  if (of !== undefined) return of;
  if (pattern.endsWith('_search') || (method === 'GET' && isSearch(pattern))) return searchPrice(asked.query);
  if (method === 'GET') return 1;
  // A conditional write searches first.
  return 2 + (asked.query === '' ? 0 : searchPrice(asked.query));
}

const OF_PATTERN: readonly (readonly [string, number])[] = [
  ['/$everything', 50],
  ['/$summary', 20],
  ['/$meta', 5],
  ['/$validate', 5],
  ['/_history', 5],
];

function isSearch(pattern: string): boolean {
  return /^\/fhir\/?$|^\/fhir\/:type$|\/:within$/.test(pattern);
}

const SEARCH = 2;
const JOIN = 5;
const VALUES_A_UNIT = 10;

function searchPrice(query: string): number {
  let units = SEARCH;
  for (const [name, value] of new URLSearchParams(query)) {
    if (name === '_count') units += countPrice(value);
    else if (/^_(?:rev)?include/.test(name)) units += JOIN;
    else if (name.startsWith('_has:')) units += JOIN * (name.split('_has:').length - 1);
    // Each step of a chain is a join.
    else units += JOIN * (name.split('.').length - 1);
    units += Math.floor((value.split(',').length - 1) / VALUES_A_UNIT);
  }
  return units;
}

function countPrice(value: string): number {
  return /^\d{1,9}$/.test(value) ? Math.min(Math.floor(Number(value) / RESOURCES_A_UNIT), PRICE_MAX) : 0;
}

import { assert } from '#base';
import type { Services } from '#joint';
import type { Stored } from '#repository';
import { SERVICE } from './agreed.ts';

/** Every current resource of a type as the service sees it, page by page. */
export async function* everyResource(
  repository: Services['repository'],
  type: string,
): AsyncGenerator<readonly Stored[]> {
  const bound = repository(SERVICE);
  const parameters = [
    ['_count', String(A_PAGE)],
    ['_sort', '_id'],
    ['_total', 'none'],
  ] as const;
  let next: string | undefined;
  for (;;) {
    const page = await bound.search({
      type,
      parameters: next === undefined ? parameters : [...parameters, ['_page', next]],
      handling: 'strict',
    });
    assert(page.ok, `the service reads every ${type}: ${page.ok ? '' : page.refusals[0].text}`);
    if (page.value.entries.length > 0) yield page.value.entries.map(({ resource }) => resource);
    next = page.value.next;
    if (next === undefined) return;
  }
}

/** Where a resource lies in the record. */
export type Place = Pick<Stored, 'bkt' | 'type' | 'id'>;

/** Buckets of the record, from the first and before the second. */
export type Range = readonly [number, number];

/** What of a range is still to be read. */
export type Rest = { readonly within: Range; readonly after?: Place | undefined };

/**
 * Every current resource of some types as the service sees it, in a range and behind a place where one is given, in the order in which they
 * lie: the quickest way through the record.
 */
export async function* everyOf(
  repository: Services['repository'],
  types: readonly string[],
  { within, after: from }: Rest,
): AsyncGenerator<readonly Stored[]> {
  const bound = repository(SERVICE);
  const next = (after?: Place) => bound.sweep({ types, within, limit: A_SWEEP, ...(after ? { after } : {}) });
  for (let page = await next(from); page.length > 0; ) {
    // The next is on its way while this one is read.
    const later = next(page.at(-1));
    later.catch(() => undefined);
    yield page;
    page = await later;
  }
}

const A_PAGE = 500;
const A_SWEEP = 2_000;

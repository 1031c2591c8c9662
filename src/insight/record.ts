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

const A_PAGE = 500;

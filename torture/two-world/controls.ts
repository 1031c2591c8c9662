import type { Access } from '#agreement';
import { accepted } from '#fhir';
import type { Repository, SearchPage, SearchRequest } from '#repository';
import type { Control } from './compare.ts';
import { withoutClause } from './viewer.ts';
import type { Breaking } from './world.ts';

/** What must be caught, or the comparison proves nothing: faults that leave each answer looking right by itself. */
export const CONTROLS: readonly Control[] = [
  {
    name: 'a clause of the policy is dropped',
    viewer: (viewer, random) => {
      const filter = withoutClause(viewer.access.filter, random);
      return filter && { ...viewer, access: { ...viewer.access, filter } };
    },
  },
  { name: 'an include is not filtered', breaking: searching(unfilteredInclude) },
  { name: 'a total is counted without the policy', breaking: searching(unfilteredTotal) },
  { name: 'a search is filtered after it was run', breaking: searching(filteredAfter) },
  { name: 'criteria of a conditional create see everything', breaking: unfilteredCriteria },
  { name: 'unfiltered history', breaking: unfiltered('history') },
  { name: 'unfiltered everything', breaking: unfiltered('everything') },
  { name: 'what is hidden is told apart from what is not there', breaking: hiddenIsForbidden },
];

type Both = { readonly own: Repository; readonly all: Repository };
type Search = (both: Both, request: SearchRequest) => ReturnType<Repository['search']>;

const everything = (access: Access): Access => ({ ...access, filter: { op: 'always' } });

function searching(search: Search): Breaking {
  return (bind, access) => {
    const own = bind(access);
    const all = bind(everything(access));
    return { ...own, search: (request) => search({ own, all }, request) };
  };
}

const answered = async (found: ReturnType<Repository['search']>, change: (page: SearchPage) => Promise<SearchPage>) => {
  const page = await found;
  return page.ok ? accepted(await change(page.value)) : page;
};

async function unfilteredInclude({ own, all }: Both, request: SearchRequest) {
  return answered(own.search(request), async (page) => {
    if (!request.parameters.some(([name]) => name.startsWith('_include'))) return page;
    const references = page.entries.flatMap(({ resource: { body } }) =>
      [...body.matchAll(/"reference":"([^"]+)"/g)].map(([, reference = '']) => reference),
    );
    const there = new Set(page.entries.map(({ resource: { type, id } }) => `${type}/${id}`));
    const more = (await all.readMany(references)).filter(({ type, id }) => !there.has(`${type}/${id}`));
    return { ...page, entries: [...page.entries, ...more.map((resource) => ({ mode: 'include' as const, resource }))] };
  });
}

async function unfilteredTotal({ own, all }: Both, request: SearchRequest) {
  return answered(own.search(request), async (page) => {
    const parameters = [...request.parameters.filter(([name]) => name !== '_page'), ['_summary', 'count'] as const];
    const counted = await all.search({ ...request, parameters });
    return counted.ok && page.total !== undefined && counted.value.total !== undefined
      ? { ...page, total: counted.value.total }
      : page;
  });
}

/** The matches are right to look at, but chains and _has have asked what is hidden. */
async function filteredAfter({ own, all }: Both, request: SearchRequest) {
  return answered(all.search(request), async (page) => {
    const readable = await own.readMany(page.entries.map(({ resource: { type, id } }) => `${type}/${id}`));
    const seen = new Set(readable.map(({ type, id }) => `${type}/${id}`));
    const entries = page.entries.filter(({ resource: { type, id } }) => seen.has(`${type}/${id}`));
    const { total: _total, next: _next, ...rest } = page;
    return { ...rest, entries, total: entries.length };
  });
}

function unfilteredCriteria(bind: Parameters<Breaking>[0], access: Access): Repository {
  const own = bind(access);
  return {
    ...own,
    create: (type, json, options) =>
      (options?.ifNoneExist ? bind(everything(access)) : own).create(type, json, options),
  };
}

/** One way to read forgets who asks. */
function unfiltered(way: 'history' | 'everything'): Breaking {
  return (bind, access) => ({ ...bind(access), [way]: bind(everything(access))[way] });
}

function hiddenIsForbidden(bind: Parameters<Breaking>[0], access: Access): Repository {
  const own = bind(access);
  return {
    ...own,
    read: async (type, id) => {
      const found = await own.read(type, id);
      if (found.ok || !(await bind(everything(access)).read(type, id)).ok) return found;
      return { ok: false, refusals: [{ code: 'control.hidden', type: 'forbidden', text: 'You may not see this.' }] };
    },
  };
}

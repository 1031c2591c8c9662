import { isDeepStrictEqual } from 'node:util';
import { seeded } from '#base';
import { type Filter, parseSearch } from '#fhir';
import type { Repository, SearchPage } from '#repository';
import type { Store } from '#store';
import { testStore } from '#testing/database';
import { beforeAll, describe, expect, test } from 'vitest';
import { expected } from './oracle.testing.ts';
import { type FoundRow, storedOf } from './rows.ts';
import { NOW, NURSE, type SearchedWorld, searchedWorld } from './searched.testing.ts';
import { type RandomSearch, randomSearch, randomSort } from './searches.testing.ts';
import { resolvedFor } from './resolve.ts';
import { pageStatement } from './statement.ts';

let store: Store;
let made: SearchedWorld;
beforeAll(async () => {
  store = await testStore();
  made = await searchedWorld(store);
  const { everything, shared } = made;
  expect(everything.length).toBe(150 + 16);
  expect(shared.length).toBeLessThan(everything.length * 0.7);
  expect(shared.length).toBeGreaterThan(everything.length * 0.3);
}, 120_000);

const keysOf = (page: SearchPage, mode: string) =>
  page.entries.filter((entry) => entry.mode === mode).map(({ resource: { type, id } }) => `${type}/${id}`);

/** All pages of a search, by its own links. */
async function allPages(
  repository: Repository,
  search: RandomSearch,
): Promise<{ matches: string[]; totals: unknown[] }> {
  const matches: string[] = [];
  const totals: unknown[] = [];
  let next: string | undefined;
  do {
    const parameters = next === undefined ? search.parameters : [...search.parameters, ['_page', next] as const];
    const page = await repository.search({ ...search, parameters, handling: 'strict' });
    if (!page.ok) throw new Error(`${JSON.stringify(search)}: ${JSON.stringify(page)}`);
    matches.push(...keysOf(page.value, 'match'));
    totals.push(page.value.total);
    next = page.value.next;
  } while (next !== undefined);
  return { matches, totals };
}

const KINDS = `id missing token token:not token:text string string:exact string:contains date number quantity reference
  reference:above reference:below identifier uri uri:above uri:below composite chain has`.split(/\s+/);
const kindOf = (filter: Filter): string =>
  'modifier' in filter && filter.modifier ? `${filter.kind}:${filter.modifier}` : filter.kind;

/** Searches that find nothing prove nothing: every kind of filter has to find something. */
const hits = new Map<string, number>();

describe.each([
  ['a system that may see everything', () => ({ repository: made.system, items: made.everything })],
  ['a nurse who may see a part', () => ({ repository: made.nurse, items: made.shared })],
])('random searches by %s', (_, world) => {
  test('find what a loop over the visible resources finds, in the same order, page by page', async () => {
    const { repository, items } = world();
    const chosen = seeded(17);
    const wrong: unknown[] = [];
    for (let round = 0; round < 1_000; round += 1) {
      const search = randomSearch(chosen, false);
      const sorted = randomSort(chosen, search.type);
      const parsed = parseSearch(search.type, [...search.parameters, ...sorted], 'lenient');
      if (!parsed.ok) throw new Error(`${JSON.stringify(search)}: ${JSON.stringify(parsed)}`);
      const parameters = [...parsed.value.used, ['_count', String(1 + Math.floor(chosen() * 40))] as const];
      const { matches, totals } = await allPages(repository, { ...search, parameters });
      const wanted = expected({ items, now: NOW }, parsed.value, search.compartment);
      const asked = JSON.stringify({ ...search, parameters });
      if (!isDeepStrictEqual(matches, wanted)) wrong.push({ asked, matches, wanted });
      if (totals.some((total) => total !== wanted.length)) wrong.push({ asked, totals, wanted: wanted.length });
      const kinds = new Set(matches.length > 0 ? parsed.value.filters.map(kindOf) : []);
      for (const kind of kinds) hits.set(kind, (hits.get(kind) ?? 0) + 1);
    }
    expect(wrong.slice(0, 8)).toEqual([]);
  }, 120_000);
});

test('every kind of filter has found something', () => {
  expect(KINDS.filter((kind) => (hits.get(kind) ?? 0) < 2)).toEqual([]);
});

test('chains and _has that go by many find the same as those that go by few', async () => {
  const chosen = seeded(29);
  const asking = { access: NURSE, now: new Date(NOW), secret: '' };
  let found = 0;
  for (let round = 0; round < 600; round += 1) {
    const { type, parameters } = randomSearch(chosen, false);
    const parsed = parseSearch(type, parameters, 'strict');
    if (!parsed.ok) throw new Error(JSON.stringify([parameters, parsed]));
    if (!parsed.value.filters.some(({ kind }) => kind === 'chain' || kind === 'has')) continue;
    // Nothing known beforehand of chains: each row is asked.
    const resolved = await resolvedFor(store, asking, parsed.value);
    if (!resolved.ok) throw new Error(JSON.stringify(resolved));
    const { meanings } = resolved.value;
    const statement = pageStatement({ ast: parsed.value, resolved: { links: new Map(), meanings } }, asking, {
      limit: 1_000,
    });
    const rows = (await store.all<FoundRow>(statement)).map(storedOf);
    const wanted = expected({ items: made.shared, now: NOW }, parsed.value);
    expect(
      rows.map((row) => `${row.type}/${row.id}`),
      JSON.stringify([type, parameters]),
    ).toEqual(wanted);
    found += wanted.length;
  }
  expect(found).toBeGreaterThan(50);
}, 60_000);

import { type Access, type Expr, relationshipBits } from '#agreement';
import { isDeepStrictEqual } from 'node:util';
import { seeded } from '#base';
import { parseSearch } from '#fhir';
import { openRepository, type Repository, type SearchPage } from '#repository';
import { type Store, sql } from '#store';
import { testStore } from '#testing/database';
import { beforeAll, describe, expect, test } from 'vitest';
import { compartmentOf } from '../place/compartment.ts';
import { expected, itemOf, type Item } from './oracle.testing.ts';
import { type RandomSearch, randomSearch, randomSort } from './searches.testing.ts';
import { choose, type Made, PEOPLE, randomResources, TYPES } from './world.testing.ts';

const NOW = Date.parse('2025-06-02T12:00:00Z');
const SYSTEM: Access = {
  principal: 'client/loader',
  role: 'system',
  purpose: 'direct-care',
  organization: 1,
  basis: 1,
  viewer: 1,
  filter: { op: 'always' },
  writes: 'everything',
  choosesIds: true,
};
const TEAM = relationshipBits('team');
const SHARED: Expr = {
  op: 'or',
  of: [
    { op: 'impersonal' },
    {
      op: 'and',
      of: [
        { op: 'relationship', bits: TEAM },
        { op: 'org', in: [1, 2] },
        { op: 'unlabelled', bits: 0b1111 },
        { op: 'undenied' },
      ],
    },
  ],
};
const NURSE: Access = {
  ...SYSTEM,
  principal: 'account/7',
  role: 'practice-nurse',
  viewer: 900,
  filter: SHARED,
  writes: 'none',
  choosesIds: false,
};

let store: Store;
let system: Repository;
let nurse: Repository;
/** What each may see, told by the oracle's own account of the policy. */
let everything: readonly Item[];
let shared: readonly Item[];

const random = seeded(11);
let clock = NOW - 86_400_000 * 2;
const open = () =>
  openRepository({ store, now: () => clock, random, projections: [], admissions: [], secret: 'a secret of the test' });

async function put(repository: Repository, made: Made): Promise<void> {
  const written = await repository.update(made.resourceType, made.id, JSON.stringify(made));
  expect(written.ok, JSON.stringify(written)).toBe(true);
  clock += 1_000_000;
}

async function everyItem(): Promise<readonly (Item & { org: number; lab: number })[]> {
  const found = [];
  for (const type of TYPES) {
    const page = await system.search({ type, parameters: [['_count', '1000']], handling: 'strict' });
    if (!page.ok) throw new Error(JSON.stringify(page));
    for (const { resource } of page.value.entries)
      found.push({ ...itemOf(resource), org: resource.org, lab: resource.lab });
  }
  return found;
}

beforeAll(async () => {
  store = await testStore();
  const repositories = open();
  const writers: Repository[] = [];
  for (const name of ['one', 'two', 'three']) {
    const organization = await repositories.contributors.organizationKey(`Organization/${name}`, name);
    expect(organization).toBe(writers.length + 1);
    writers.push(repositories.bind({ ...SYSTEM, organization }));
  }
  for (const made of randomResources(seeded(5), 150)) await put(choose(random, writers), made);
  clock = NOW;
  system = repositories.bind(SYSTEM);
  nurse = repositories.bind(NURSE);
  // The nurse is on the team of all but one person, who has denied organisation 2 or what is labelled.
  for (const [index, person] of PEOPLE.slice(1).entries()) {
    const { bkt, cmp } = compartmentOf(`Patient/${person}`);
    await store.run(sql`insert into access (viewer, purpose, bkt, cmp, rel, deny_org) values
      (900, 0, ${bkt}, ${cmp}::bigint, ${TEAM}, ${index === 0 ? [2] : []}::int[])`);
  }
  const all = await everyItem();
  everything = all;
  shared = all.filter(({ patients: [home], org, lab }) => {
    if (home === undefined) return true;
    if (home === 'Patient/p1' || org === 3 || (lab & 0b1111) !== 0) return false;
    return home !== 'Patient/p2' || org !== 2;
  });
  expect(all.length).toBe(150 + 16);
  expect(shared.length).toBeLessThan(all.length * 0.7);
  expect(shared.length).toBeGreaterThan(all.length * 0.3);
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

const KINDS = 'id missing token string date number quantity reference identifier uri composite chain has'.split(' ');

describe.each([
  ['a system that may see everything', () => ({ repository: system, items: everything })],
  ['a nurse who may see a part', () => ({ repository: nurse, items: shared })],
])('random searches by %s', (_, world) => {
  test('find what a loop over the visible resources finds, in the same order, page by page', async () => {
    const { repository, items } = world();
    const chosen = seeded(17);
    const wrong: unknown[] = [];
    const hits = new Map<string, number>();
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
      const kinds = new Set(matches.length > 0 ? parsed.value.filters.map(({ kind }) => kind) : []);
      for (const kind of kinds) hits.set(kind, (hits.get(kind) ?? 0) + 1);
    }
    expect(wrong.slice(0, 8)).toEqual([]);
    // Searches that find nothing prove nothing: every kind of filter must have found something, several times.
    for (const kind of KINDS) expect(hits.get(kind) ?? 0, kind).toBeGreaterThan(2);
  }, 120_000);
});

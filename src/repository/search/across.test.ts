import { seeded } from '#base';
import { isPatientCompartmentType, parseSearch, typeNumber } from '#fhir';
import type { Repository } from '#repository';
import { testStore } from '#testing/database';
import { beforeAll, describe, expect, test } from 'vitest';
import { expected, type Item } from './oracle.testing.ts';
import { NOW, type SearchedWorld, searchedWorld } from './searched.testing.ts';
import { choose, CODES, PEOPLE, TAGS, TYPES } from './world.testing.ts';

let made: SearchedWorld;
beforeAll(async () => {
  made = await searchedWorld(await testStore());
}, 120_000);

type Pairs = readonly (readonly [string, string])[];

async function allPages(repository: Repository, parameters: Pairs, compartment?: string) {
  const within = compartment === undefined ? {} : { compartment };
  const found: string[] = [];
  const totals = new Set<unknown>();
  let next: string | undefined;
  do {
    const page = await repository.searchAcross({
      ...within,
      handling: 'strict',
      parameters: [...parameters, ['_count', '13'], ...(next === undefined ? [] : [['_page', next] as const])],
    });
    if (!page.ok) throw new Error(JSON.stringify([parameters, page]));
    found.push(...page.value.entries.map(({ resource: { type, id } }) => `${type}/${id}`));
    totals.add(page.value.total);
    next = page.value.next;
  } while (next !== undefined);
  return { found, totals: [...totals] };
}

/** Newest first, whatever the type; or by the last change. */
function wantedOf(items: readonly Item[], types: readonly string[], parameters: Pairs, compartment?: string) {
  const sort = parameters.find(([name]) => name === '_sort')?.[1];
  const filters = parameters.filter(([name]) => name !== '_type');
  const names = new Set(
    types.flatMap((type) => {
      const parsed = parseSearch(type, filters, 'strict');
      if (!parsed.ok) throw new Error(JSON.stringify(parsed));
      return expected({ items, now: NOW }, parsed.value, compartment);
    }),
  );
  const key = (item: Item): number => (sort ? item.updated : (item.at?.lo ?? -Infinity));
  const way = sort === '_lastUpdated' ? -1 : 1;
  return items
    .filter(({ type, id }) => names.has(`${type}/${id}`))
    .sort((a, b) => {
      if (key(a) !== key(b)) return (key(a) < key(b) ? 1 : -1) * way;
      const ties = a.bkt - b.bkt || (a.id === b.id ? 0 : a.id < b.id ? -1 : 1);
      return ties * way || typeNumber(a.type) - typeNumber(b.type);
    })
    .map(({ type, id }) => `${type}/${id}`);
}

describe.each([
  ['a system', () => ({ repository: made.system, items: made.everything })],
  ['a nurse who may see a part', () => ({ repository: made.nurse, items: made.shared })],
])('a search over several types by %s', (_, world) => {
  test('finds what searches of each type find, in one order, page by page', async () => {
    const random = seeded(41);
    const { repository, items } = world();
    let hits = 0;
    for (let round = 0; round < 60; round += 1) {
      const types = TYPES.filter(() => random() < 0.5).concat('Observation');
      const clinical = ['Observation', 'Condition'];
      const cases: readonly (readonly [readonly string[], Pairs])[] = [
        [[...new Set(types)], [['_tag', choose(random, TAGS)]]],
        [clinical, [['code', choose(random, CODES)]]],
        [clinical, [['subject', `Patient/${choose(random, PEOPLE)}`]]],
        [[...new Set(types)], []],
      ];
      const [asked, filters] = choose(random, cases);
      const sort = choose<Pairs>(random, [[], [['_sort', '_lastUpdated']], [['_sort', '-_lastUpdated']]]);
      const parameters = [['_type', asked.join(',')] as const, ...filters, ...sort];
      const { found, totals } = await allPages(repository, parameters);
      const wanted = wantedOf(items, asked, parameters);
      expect(found, JSON.stringify(parameters)).toEqual(wanted);
      expect(totals).toEqual([wanted.length]);
      hits += found.length;
    }
    expect(hits).toBeGreaterThan(500);
  }, 60_000);

  test('without types finds everything there is, and in a compartment what is of that person', async () => {
    const { repository, items } = world();
    expect((await allPages(repository, [])).found).toEqual(wantedOf(items, TYPES, []));
    const tagged = [['_tag', 'red']] as const;
    expect((await allPages(repository, tagged)).found).toEqual(wantedOf(items, TYPES, tagged));
    for (const person of PEOPLE) {
      const within = `Patient/${person}`;
      const types = TYPES.filter(isPatientCompartmentType);
      expect((await allPages(repository, [], within)).found).toEqual(wantedOf(items, types, [], within));
    }
  }, 60_000);
});

test.each<readonly [string, Pairs, string]>([
  ['search.unknown-parameter', [['code', 'x']], 'Account'],
  [
    'search.unknown-parameter',
    [
      ['_type', 'Patient,Observation'],
      ['birthdate', '2020'],
    ],
    'Observation',
  ],
  ['search.value', [['_type', 'Patient,Nothing']], 'Nothing'],
  [
    'search.sort',
    [
      ['_type', 'Patient,Observation'],
      ['_sort', 'date'],
    ],
    '',
  ],
])('refuses as %s what cannot be asked of every type', async (code, parameters, part) => {
  for (const handling of ['strict', 'lenient'] as const) {
    const found = await made.system.searchAcross({ parameters, handling });
    if (handling === 'lenient' && found.ok) {
      // What no type has may be left out; what one type has must not be left out of the others.
      expect(found.value.used).toEqual([]);
      continue;
    }
    const refusal = found.ok ? undefined : found.refusals[0];
    if (code === 'search.sort') expect(refusal?.type).toBe('not-supported');
    else expect(refusal).toMatchObject({ code, text: expect.stringContaining(part) });
  }
});

test("a type that is in nobody's compartment is refused there, by name", async () => {
  const found = await made.nurse.searchAcross({
    compartment: 'Patient/p2',
    parameters: [['_type', 'Organization']],
    handling: 'strict',
  });
  expect(found).toMatchObject({ ok: false, refusals: [{ code: 'search.value', expression: '_type' }] });
});

test('the mark of a next page is of one shape, whether one type is there or many', async () => {
  const shapes = new Set<number>();
  for (const compartment of PEOPLE.map((person) => `Patient/${person}`)) {
    for (const parameters of [[], [['_tag', 'red']], [['_type', 'Observation,Condition']]] as const) {
      const counted = [...parameters, ['_count', '1']] as const;
      const page = await made.nurse.searchAcross({ compartment, parameters: counted, handling: 'strict' });
      if (!page.ok) throw new Error(JSON.stringify(page));
      const payload = page.value.next?.split('.')[0];
      if (payload === undefined) continue;
      const [cursor] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as readonly [readonly string[]];
      shapes.add(cursor.length);
    }
  }
  expect([...shapes]).toEqual([4]);
});

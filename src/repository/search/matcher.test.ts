import { seeded } from '#base';
import { type Matcher, matcherOf } from '#repository';
import { testStore } from '#testing/database';
import { beforeAll, expect, test } from 'vitest';
import { NOW, type SearchedWorld, searchedWorld } from './searched.testing.ts';
import { randomSearch } from './searches.testing.ts';
import type { Stored } from '../repository.ts';
import { TYPES } from './world.testing.ts';

let made: SearchedWorld;
const bodies = new Map<string, readonly Stored[]>();
beforeAll(async () => {
  made = await searchedWorld(await testStore());
  for (const type of TYPES) {
    const page = await made.system.search({ type, parameters: [['_count', '1000']], handling: 'strict' });
    if (!page.ok) throw new Error(JSON.stringify(page));
    bodies.set(
      type,
      page.value.entries.map(({ resource }) => resource),
    );
  }
}, 120_000);

const compiled = (type: string, query: Parameters<typeof matcherOf>[1]): Matcher => {
  const matcher = matcherOf(type, query, new Date(NOW));
  if (!matcher.ok) throw new Error(JSON.stringify(matcher));
  return matcher.value;
};

test('a matcher says of each resource what a search says of all', async () => {
  const random = seeded(83);
  let compared = 0;
  let found = 0;
  let refused = 0;
  for (let round = 0; round < 900; round += 1) {
    const { type, parameters } = randomSearch(random, false);
    const matcher = matcherOf(type, parameters, new Date(NOW));
    if (!matcher.ok) {
      expect(matcher.refusals[0].code, JSON.stringify(parameters)).toBe('search.not-alone');
      refused += 1;
      continue;
    }
    const page = await made.system.search({
      type,
      parameters: [...parameters, ['_count', '1000']],
      handling: 'strict',
    });
    if (!page.ok) throw new Error(JSON.stringify(page));
    const wanted = new Set(page.value.entries.map(({ resource }) => resource.id));
    const mine = (bodies.get(type) ?? []).filter(({ body }) => matcher.value(body)).map(({ id }) => id);
    expect(new Set(mine), JSON.stringify([type, parameters])).toEqual(wanted);
    compared += 1;
    found += mine.length;
  }
  expect(compared).toBeGreaterThan(500);
  expect(found).toBeGreaterThan(2_000);
  expect(refused).toBeGreaterThan(50);
}, 60_000);

test('takes a resource parsed or as text, and no other type', () => {
  const matcher = compiled('Patient', 'gender=male&_sort=name');
  expect(matcher({ resourceType: 'Patient', gender: 'male' })).toBe(true);
  expect(matcher('{"resourceType":"Patient","gender":"male"}')).toBe(true);
  expect(matcher({ resourceType: 'Patient', gender: 'female' })).toBe(false);
  expect(matcher({ resourceType: 'Person', gender: 'male' })).toBe(false);
});

test('amounts are compared across units, and texts by their words', () => {
  const weight = (value: number, code: string) => ({
    resourceType: 'Observation',
    code: { coding: [{ code: 'w', display: 'Body weight' }] },
    valueQuantity: { value, code, system: 'http://unitsofmeasure.org' },
  });
  const matcher = compiled('Observation', 'value-quantity=gt4|http://unitsofmeasure.org|kg&code:text=weight');
  expect([weight(5, 'kg'), weight(5000, 'g'), weight(5, 'g'), weight(4000, 'g')].map(matcher)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test.each([
  ['Observation', 'subject.name=x', 'search.not-alone'],
  ['Patient', '_has:Observation:subject:code=x', 'search.not-alone'],
  ['Observation', 'code:in=urn:x', 'search.not-alone'],
  ['Observation', 'nothing=x', 'search.unknown-parameter'],
])('%s?%s is refused as %s', (type, query, code) => {
  expect(matcherOf(type, query, new Date(NOW))).toMatchObject({ ok: false, refusals: [{ code }] });
});

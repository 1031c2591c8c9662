import { isDeepStrictEqual } from 'node:util';
import type { Repository } from '#repository';
import { type Store, sql } from '#store';
import { testStore } from '#testing/database';
import { beforeAll, describe, expect, test } from 'vitest';
import { NURSE, type SearchedWorld, searchedWorld, SYSTEM, TEAM } from './searched.testing.ts';

const FOODS = 'urn:example:foods';
const LOCAL = 'urn:example:other';

let store: Store;
let made: SearchedWorld;
beforeAll(async () => {
  store = await testStore();
  made = await searchedWorld(store);
  for (const [index, code] of ['plant', 'fruit', 'apple', 'pear', 'meat', 'beef'].entries())
    await put({ ...observation(`food${index}`, 'p3'), code: { coding: [{ system: FOODS, code }] } });
  await put({ ...observation('none', 'p3'), code: { text: 'no coding' } });
  await put(foods);
  for (const [id, compose] of Object.entries(SETS)) await put(valueSet(id, compose));
}, 120_000);

const foods = {
  resourceType: 'CodeSystem',
  id: 'foods',
  url: FOODS,
  status: 'active',
  content: 'complete',
  concept: [
    {
      code: 'plant',
      concept: [{ code: 'fruit', concept: [{ code: 'apple', property: [{ code: 'peel', valueString: 'red' }] }] }],
    },
    {
      code: 'pear',
      property: [
        { code: 'parent', valueCode: 'fruit' },
        { code: 'peel', valueString: 'green' },
      ],
    },
    { code: 'meat', concept: [{ code: 'beef' }] },
  ],
};

const filtered = (property: string, op: string, value: string) => ({
  include: [{ system: FOODS, filter: [{ property, op, value }] }],
});

const SETS: Readonly<Record<string, object>> = {
  listed: { include: [{ system: FOODS, concept: [{ code: 'apple' }, { code: 'beef' }] }] },
  whole: { include: [{ system: FOODS }] },
  under: filtered('concept', 'is-a', 'fruit'),
  within: filtered('concept', 'descendent-of', 'fruit'),
  green: filtered('peel', '=', 'green'),
  nested: { include: [{ valueSet: ['urn:set:listed'] }, { system: FOODS, concept: [{ code: 'plant' }] }] },
  both: { include: [{ valueSet: ['urn:set:listed', 'urn:set:under'] }] },
  but: { include: [{ system: FOODS }], exclude: [{ valueSet: ['urn:set:under'] }] },
  loop: { include: [{ valueSet: ['urn:set:loop'] }] },
  lost: { include: [{ system: 'urn:nowhere' }] },
  pattern: filtered('concept', 'regex', 'a.*'),
};

const valueSet = (id: string, compose: object) => ({
  resourceType: 'ValueSet',
  id,
  url: `urn:set:${id}`,
  version: '1',
  status: 'active',
  compose,
});

const observation = (id: string, person: string) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  subject: { reference: `Patient/${person}` },
});

async function put(
  resource: Readonly<Record<string, unknown>> & { readonly resourceType: string; readonly id: string },
): Promise<void> {
  const written = await made.system.update(resource.resourceType, resource.id, JSON.stringify(resource));
  if (!written.ok) throw new Error(JSON.stringify(written));
}

async function codesFound(repository: Repository, name: string, value: string): Promise<readonly string[]> {
  const found = await repository.search({
    type: 'Observation',
    parameters: [
      [name, value],
      ['_id', 'food0,food1,food2,food3,food4,food5,none'],
    ],
    handling: 'strict',
  });
  if (!found.ok) throw new Error(JSON.stringify(found));
  return found.value.entries.map(({ resource: { body } }) => /"code":"(\w+)"\}\]/.exec(body)?.[1] ?? 'none').sort();
}

const refusalOf = async (repository: Repository, name: string, value: string) => {
  const found = await repository.search({ type: 'Observation', parameters: [[name, value]], handling: 'strict' });
  return found.ok ? undefined : found.refusals[0];
};

describe('codes of value sets that are stored', () => {
  test.each([
    ['code:in', 'urn:set:listed', 'apple beef'],
    ['code:in', 'urn:set:listed|1', 'apple beef'],
    ['code:in', 'ValueSet/listed', 'apple beef'],
    ['code:in', 'urn:set:whole', 'apple beef fruit meat pear plant'],
    ['code:in', 'urn:set:under', 'apple fruit pear'],
    ['code:in', 'urn:set:within', 'apple pear'],
    ['code:in', 'urn:set:green', 'pear'],
    ['code:in', 'urn:set:nested', 'apple beef plant'],
    ['code:in', 'urn:set:both', 'apple'],
    ['code:in', 'urn:set:but', 'beef meat plant'],
    ['code:in', 'urn:set:both,urn:set:green', 'apple pear'],
    ['code:not-in', 'urn:set:under', 'beef meat none plant'],
    ['code:not', `${FOODS}|apple`, 'beef fruit meat none pear plant'],
    ['code:below', `${FOODS}|fruit`, 'apple fruit pear'],
    ['code:above', `${FOODS}|pear`, 'fruit pear plant'],
    ['code:below', `${FOODS}|beef,${FOODS}|apple`, 'apple beef'],
    ['code:below', `${FOODS}|unknown`, ''],
  ])('%s=%s', async (name, value, wanted) => {
    expect(await codesFound(made.system, name, value)).toEqual(wanted === '' ? [] : wanted.split(' '));
    expect(await codesFound(made.nurse, name, value)).toEqual(wanted === '' ? [] : wanted.split(' '));
  });

  test.each([
    ['code:in', 'urn:set:absent', 'search.no-terminology'],
    ['code:in', 'urn:set:listed|2', 'search.no-terminology'],
    ['code:in', 'urn:set:lost', 'search.no-terminology'],
    ['code:below', `${LOCAL}|x`, 'search.no-terminology'],
    ['code:in', 'urn:set:loop', 'search.value-set'],
    ['code:in', 'urn:set:pattern', 'search.value-set'],
    ['code:below', 'apple', 'search.value'],
    ['subject:below', 'Patient/p3', 'search.modifier'],
    ['patient:above', 'p3', 'search.modifier'],
  ])('%s=%s is refused as %s', async (name, value, code) => {
    expect((await refusalOf(made.nurse, name, value))?.code).toBe(code);
  });

  test('what is hidden and what is absent are refused in the same words', async () => {
    const blind = made.repositories.bind({ ...NURSE, filter: { op: 'relationship', bits: TEAM } });
    const refusals = [
      [await refusalOf(blind, 'code:in', 'urn:set:listed'), await refusalOf(blind, 'code:in', 'urn:set:absent')],
      [await refusalOf(blind, 'code:below', `${FOODS}|fruit`), await refusalOf(blind, 'code:below', 'urn:gone|fruit')],
    ] as const;
    for (const [hidden, absent] of refusals) {
      expect(hidden?.code).toBe('search.no-terminology');
      expect(hidden?.type).toBe(absent?.type);
      const words = (text = '') => text.replace(/ (urn:\S+) /, ' X ');
      expect(words(hidden?.text)).toBe(words(absent?.text));
    }
  });
});

describe('texts, units and addresses that only hidden rows have', () => {
  test('leave no trace', async () => {
    const asked = [
      [['code:text', 'unheard']],
      [
        ['code:text', 'unheard'],
        ['_summary', 'count'],
      ],
      [['_profile:below', 'http://hidden.example']],
      [['value-quantity', 'gt1|http://unitsofmeasure.org|kg']],
      [['code-value-quantity', `${FOODS}|apple$gt1|http://unitsofmeasure.org|kg`]],
      [
        ['code:not-in', 'urn:set:whole'],
        ['subject', 'Patient/p1'],
      ],
    ] as const;
    const answers = async () =>
      Promise.all(
        asked.map(async (parameters) => {
          const found = await made.nurse.search({ type: 'Observation', parameters, handling: 'strict' });
          return found.ok ? [found.value.total, found.value.entries.length] : found;
        }),
      );
    const before = await answers();
    await put({
      ...observation('hidden', 'p1'),
      meta: { profile: ['http://hidden.example/profile'] },
      code: { text: 'Unheard of', coding: [{ system: FOODS, code: 'apple' }] },
      valueQuantity: { value: 2, system: 'http://unitsofmeasure.org', code: 'kg' },
    });
    expect(isDeepStrictEqual(await answers(), before)).toBe(true);
    const seen = await made.system.search({
      type: 'Observation',
      parameters: [['code:text', 'unheard']],
      handling: 'strict',
    });
    expect(seen).toMatchObject({ ok: true, value: { total: 1 } });
  });
});

test('what a rolled back transaction said is written again by the next', async () => {
  const kept = () => store.first<{ n: number }>(sql`select count(*)::int as n from term where val like 'only once%'`);
  const written = await made.repositories.bind(SYSTEM).transaction([
    {
      method: 'POST',
      url: 'Observation',
      resource: JSON.stringify({ ...observation('a', 'p3'), code: { text: 'Only once' } }),
    },
    {
      method: 'PUT',
      url: 'Observation/food0',
      ifMatch: 'W/"99"',
      resource: JSON.stringify(observation('food0', 'p3')),
    },
  ]);
  expect(written.ok).toBe(false);
  await put({ ...observation('again', 'p3'), code: { text: 'Only once' } });
  expect((await kept())?.n).toBe(1);
  expect(
    await made.nurse.search({ type: 'Observation', parameters: [['code:text', 'only']], handling: 'strict' }),
  ).toMatchObject({
    ok: true,
    value: { total: 1 },
  });
});

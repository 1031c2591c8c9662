import { seeded } from '#base';
import { parseSearch } from '#fhir';
import type { Repository } from '#repository';
import { type Store, sql } from '#store';
import { testStore } from '#testing/database';
import { beforeAll, expect, test } from 'vitest';
import { parameterNumber } from '../place/hash.ts';
import { expected } from './oracle.testing.ts';
import { cursorIn, type Cursor } from './order.ts';
import { resolvedFor } from './resolve.ts';
import { NOW, NURSE, type SearchedWorld, searchedWorld, SYSTEM } from './searched.testing.ts';
import { GATHERED_MAX, sortedRows } from './sorted.ts';
import { WALKED_MAX, walked } from './walk.ts';
import { choose } from './world.testing.ts';

let store: Store;
let made: SearchedWorld;
beforeAll(async () => {
  store = await testStore();
  made = await searchedWorld(store);
}, 120_000);

const ORDERS = [
  ['Observation', 'value-quantity'],
  ['Observation', 'combo-value-quantity'],
  ['Observation', 'value-string'],
  ['Patient', 'name'],
  ['Patient', 'family'],
  ['Patient', 'birthdate'],
  ['Condition', 'recorded-date'],
  ['RiskAssessment', 'probability'],
] as const;

/** By one code the amounts are read off another index. */
const FILTERS = [
  [],
  [['_lastUpdated', 'gt2025-05-31T16:00:00Z']],
  [['code', 'http://loinc.org|4548-4,8480-6']],
  [['code', 'urn:example:local|L-4548-4']],
] as const;

test('orders made here and orders walked along an index are one, so that their pages follow each other', async () => {
  const random = seeded(61);
  for (let round = 0; round < 140; round += 1) {
    const [type, parameter] = choose(random, ORDERS);
    const sort = `${random() < 0.5 ? '-' : ''}${parameter}`;
    const filters = choose(random, type === 'Observation' ? FILTERS : FILTERS.slice(0, 2));
    const parsed = parseSearch(type, [...filters, ['_sort', sort]], 'strict');
    if (!parsed.ok) throw new Error(JSON.stringify(parsed));
    const [access, items] = random() < 0.5 ? [SYSTEM, made.everything] : [NURSE, made.shared];
    const asking = { access, now: new Date(NOW), secret: '' };
    const resolved = await resolvedFor(store, asking, parsed.value);
    if (!resolved.ok) throw new Error(JSON.stringify(resolved));
    const question = { ast: parsed.value, resolved: resolved.value };
    const found: string[] = [];
    let cursor: Cursor | undefined;
    for (let rows = 1; rows > 0; ) {
      const page = { question, limit: 1 + Math.floor(random() * 20), cursor };
      const some = await (random() < 0.6 ? walked : sortedRows)(store, asking, page);
      if (!some.ok) throw new Error(JSON.stringify(some));
      found.push(...some.value.map(({ id }) => `${type}/${id}`));
      rows = some.value.length;
      const last = some.value.at(-1)?.place;
      cursor = last === undefined ? cursor : cursorIn(last);
    }
    expect(found, `${type} ${sort}`).toEqual(expected({ items, now: NOW }, parsed.value));
  }
}, 60_000);

test('a page stays where it was when others are written before and behind it', async () => {
  const observation = (id: string, value: number, person = 'p3') => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: 'urn:weights', code: 'w' }] },
    subject: { reference: `Patient/${person}` },
    valueQuantity: { value, system: 'http://unitsofmeasure.org', code: 'kg' },
  });
  const put = async (id: string, value: number, person?: string): Promise<void> => {
    const written = await made.system.update('Observation', id, JSON.stringify(observation(id, value, person)));
    if (!written.ok) throw new Error(JSON.stringify(written));
  };
  const page = async (repository: Repository, next?: string) => {
    const parameters = [
      ['code', 'urn:weights|w'],
      ['_sort', 'value-quantity'],
      ['_count', '2'],
    ] as const;
    const place = next === undefined ? [] : [['_page', next] as const];
    const found = await repository.search({
      type: 'Observation',
      parameters: [...parameters, ...place],
      handling: 'strict',
    });
    if (!found.ok) throw new Error(JSON.stringify(found));
    return { ids: found.value.entries.map(({ resource }) => resource.id), next: found.value.next };
  };
  for (const [index, value] of [10, 20, 30, 40, 50].entries()) await put(`w${index}`, value);
  await put('hidden', 15, 'p1');
  const first = await page(made.nurse);
  expect(first.ids).toEqual(['w0', 'w1']);
  await put('w5', 5);
  await put('w6', 35);
  await put('also-hidden', 36, 'p1');
  const second = await page(made.nurse, first.next);
  expect(second.ids).toEqual(['w2', 'w6']);
  expect((await page(made.nurse, second.next)).ids).toEqual(['w3', 'w4']);
});

// Shows requirement API4:2023.
test('an order of very many by what no index has is refused before it runs, and told what can be done', async () => {
  await store.run(sql`insert into resource select bkt, typ, 'copy' || n, ver, cmp, org, basis, cls, lab, labver, at, till, updated, tok, has, body
    from resource, generate_series(1, ${GATHERED_MAX + 1}::int) n where typ = (select typ from resource where id = 'w0') and id = 'w0'`);
  const sorted = (sort: string, ...more: readonly (readonly [string, string])[]) =>
    made.system.search({
      type: 'Observation',
      parameters: [['_sort', sort], ['_count', '3'], ...more],
      handling: 'strict',
    });
  expect(await sorted('status')).toMatchObject({
    ok: false,
    refusals: [{ code: 'search.sort-too-wide', type: 'too-costly', expression: '_sort' }],
  });
  expect(await sorted('status', ['_id', 'w0,w1'])).toMatchObject({ ok: true, value: { total: 2 } });
  expect(await sorted('-value-quantity')).toMatchObject({ ok: true });
  await store.run(sql`insert into range select prm, code, n - 9999, n - 9999, bkt, typ, 'elsewhere' || n
    from range, generate_series(1, ${WALKED_MAX}::int) n where id = 'w0' and prm = ${parameterNumber('Observation', 'value-quantity')}::int`);
  expect(await sorted('value-quantity')).toMatchObject({
    ok: false,
    refusals: [{ code: 'search.sort-too-wide', type: 'too-costly', expression: '_sort' }],
  });
  expect(await sorted('value-quantity', ['code', 'urn:weights|w'])).toMatchObject({ ok: true });
  expect(
    await made.nurse.search({ type: 'Patient', parameters: [['_sort', 'gender,-birthdate']], handling: 'strict' }),
  ).toMatchObject({ ok: true });
}, 60_000);

import { type Access, type Expr, holds } from '#agreement';
import { seeded } from '#base';
import { typeNumber } from '#fhir';
import { matcherOf, restrictionOf, type Repository } from '#repository';
import { testStore } from '#testing/database';
import { beforeAll, expect, test } from 'vitest';
import { indexRows } from '../index-rows/index-rows.ts';
import type { Stored } from '../repository.ts';
import { saidOf } from '../write/permission.ts';
import { NOW, type SearchedWorld, searchedWorld, SYSTEM } from './searched.testing.ts';
import { type Pair, randomSearch } from './searches.testing.ts';
import { TYPES } from './world.testing.ts';

let made: SearchedWorld;
const stored = new Map<string, readonly Stored[]>();
beforeAll(async () => {
  made = await searchedWorld(await testStore());
  for (const type of TYPES)
    stored.set(
      type,
      (await found(made.system, type)).map(({ resource }) => resource),
    );
}, 120_000);

async function found(repository: Repository, type: string, parameters: readonly Pair[] = []) {
  const page = await repository.search({ type, parameters: [...parameters, ['_count', '1000']], handling: 'strict' });
  if (!page.ok) throw new Error(JSON.stringify([type, parameters, page]));
  return page.value.entries;
}

const idsOf = (rows: readonly { readonly resource: Stored }[]) => rows.map(({ resource }) => resource.id).toSorted();

/** A token for one type, limited; the other types whole. */
function limited(type: string, expr: Expr): Access {
  const typ = typeNumber(type);
  const here: Expr = { op: 'and', of: [{ op: 'type', in: [typ] }, expr] };
  const reach: Expr = { op: 'or', of: [{ op: 'not', of: { op: 'type', in: [typ] } }, here] };
  const scopes = { create: reach, read: reach, update: reach, delete: reach, search: reach };
  return { ...SYSTEM, scopes };
}

const heldBy = (expr: Expr, { type, body, org, cls, lab }: Stored): boolean => {
  const said = saidOf(indexRows(type, JSON.parse(body) as Readonly<Record<string, unknown>>));
  return holds(expr, { org, basis: 1, cls, lab, personal: true, typ: typeNumber(type), ...said }, undefined);
};

test('a restriction lets through in SQL and here what a search by it finds, and the matcher too', async () => {
  const random = seeded(47);
  const seen = { compared: 0, found: 0, refused: 0, reads: 0 };
  for (let round = 0; round < 700; round += 1) {
    const { type, parameters } = randomSearch(random, false);
    if (parameters.length === 0) continue;
    const query = new URLSearchParams(parameters.map(([name, value]) => [name, value])).toString();
    const held = restrictionOf(type, query);
    if (!held.ok) {
      seen.refused += 1;
      continue;
    }
    const wanted = idsOf(await found(made.system, type, parameters));
    const app = made.repositories.bind(limited(type, held.value));
    const all = stored.get(type) ?? [];
    expect(idsOf(await found(app, type)), query).toEqual(wanted);
    expect(
      all
        .filter((one) => heldBy(held.value, one))
        .map(({ id }) => id)
        .toSorted(),
      query,
    ).toEqual(wanted);
    const matcher = matcherOf(type, query, new Date(NOW));
    if (!matcher.ok) throw new Error(`${query}: ${JSON.stringify(matcher)}`);
    expect(
      all
        .filter(({ body }) => matcher.value(body))
        .map(({ id }) => id)
        .toSorted(),
      query,
    ).toEqual(wanted);
    if (round % 20 === 0) {
      const read = await Promise.all(all.map(async ({ id }) => ((await app.read(type, id)).ok ? [id] : [])));
      expect(read.flat().toSorted(), query).toEqual(wanted);
      seen.reads += 1;
    }
    seen.compared += 1;
    seen.found += wanted.length;
  }
  expect(seen.compared).toBeGreaterThan(200);
  expect(seen.found).toBeGreaterThan(1_000);
  expect(seen.refused).toBeGreaterThan(50);
  expect(seen.reads).toBeGreaterThan(5);
}, 90_000);

test.each([
  ['Observation', 'code=4548-4'],
  ['Observation', 'status:not=amended'],
  ['Observation', 'date=ge2020-01-01'],
  ['Observation', 'encounter:missing=true'],
  ['RiskAssessment', 'probability=lt0.3'],
])('%s?%s holds for what is brought along, and for postings', async (type, query) => {
  const held = restrictionOf(type, query);
  if (!held.ok) throw new Error(JSON.stringify(held));
  const app = made.repositories.bind(limited(type, held.value));
  const [pair = ''] = query.split('&');
  const [name = '', value = ''] = pair.split('=');
  const wanted = idsOf(await found(made.system, type, [[name, value]]));
  const people = await found(app, 'Patient', [['_revinclude', `${type}:subject`]]);
  const brought = people.filter(({ resource }) => resource.type === type);
  expect(idsOf(brought).filter((id) => !wanted.includes(id))).toEqual([]);
  expect(brought.length).toBeGreaterThan(0);
  if (type !== 'Observation') return;
  for (const code of ['4548-4', '8480-6', '718-7']) {
    const both = idsOf(
      await found(made.system, type, [
        [name, value],
        ['code', code],
      ]),
    );
    expect(idsOf(await found(app, type, [['code', code]]))).toEqual(both);
  }
});

test('of a superseded version nothing is told by what it does not say', async () => {
  const written = async (status: string) => {
    const body = { resourceType: 'Observation', id: 'turned', status, code: { coding: [{ code: 'w' }] } };
    const done = await made.system.update('Observation', 'turned', JSON.stringify(body));
    if (!done.ok) throw new Error(JSON.stringify(done));
  };
  await written('preliminary');
  await written('final');
  for (const query of ['status:not=amended', 'date:missing=true', 'status=preliminary,final']) {
    const held = restrictionOf('Observation', query);
    if (!held.ok) throw new Error(JSON.stringify(held));
    const app = made.repositories.bind(limited('Observation', held.value));
    expect((await app.read('Observation', 'turned')).ok, query).toBe(true);
    expect((await app.vread('Observation', 'turned', 1)).ok, query).toBe(false);
    expect((await app.vread('Observation', 'turned', 2)).ok, query).toBe(true);
  }
});

test.each([
  'value-quantity=gt5',
  'code-value-quantity=4548-4$gt5',
  'value-string=abc',
  'code:text=glucose',
  'code:in=http://example.org/set',
  'patient.name=khan',
  '_has:Provenance:target:recorded=ge2020',
  'date=ap2020-01-01',
  '_lastUpdated=ge2020-01-01',
  '_id=a',
  '_count=5',
])('Observation?%s is refused by its name', (query) => {
  const held = restrictionOf('Observation', query);
  const name = decodeURIComponent(query.split('=')[0] ?? '');
  expect(held).toMatchObject({ ok: false, refusals: [{ code: 'search.not-held', expression: name }] });
});

test('what is no parameter of the type, or no value of it, is refused as a search of it is', () => {
  expect(restrictionOf('Observation', 'colour=red')).toMatchObject({
    refusals: [{ code: 'search.unknown-parameter' }],
  });
  expect(restrictionOf('Observation', 'date=yesterday')).toMatchObject({ ok: false });
  expect(restrictionOf('Observation', 'status=')).toMatchObject({ refusals: [{ code: 'search.value' }] });
});

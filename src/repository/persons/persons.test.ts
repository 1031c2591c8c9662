import { testStore } from '#testing/database';
import { beforeAll, expect, test } from 'vitest';
import { relationshipBits } from '#agreement';
import { type Store, sql } from '#store';
import { type Opened, openForTest, settled } from '../open.testing.ts';
import { compartmentOf } from '../place/compartment.ts';
import type { Change, Compartment, Repository } from '../repository.ts';

let store: Store;
let opened: Opened;
let repository: Repository;

beforeAll(async () => {
  store = await testStore();
  opened = openForTest(store);
  repository = opened.bind(await opened.system());
});

async function person(): Promise<Compartment> {
  const written = await repository.create('Patient', '{"resourceType":"Patient"}');
  return compartmentOf(`Patient/${written.ok ? written.value.id : ''}`);
}
const link = (left: Compartment, right: Compartment) =>
  store.write((transaction) => opened.persons.link(transaction, left, right));

async function personOf(compartment: Compartment): Promise<string> {
  return (await opened.persons.of(store, [compartment]))[0]?.person ?? '';
}

test('everybody written about is a person of their own to begin with', async () => {
  const [one, two] = [await person(), await person()];
  expect(await personOf(one)).not.toBe('');
  expect(await personOf(one)).not.toBe(await personOf(two));
});

test('linking makes one person of two, whole clusters included, in any order', async () => {
  const all = await Promise.all(Array.from({ length: 4 }, person));
  const [a, b, c, d] = all as [Compartment, Compartment, Compartment, Compartment];
  await link(a, b);
  await link(d, c);
  const one = await link(c, a);
  expect((await opened.persons.records(store, [one])).map(({ cmp }) => cmp).sort()).toEqual(
    all.map(({ cmp }) => cmp).sort(),
  );
});

test('unlinking gives one compartment a person of its own, and leaves the rest as they were', async () => {
  const [a, b] = [await person(), await person()];
  const before = await opened.persons.of(store, [a]);
  await link(a, b);
  const fresh = await store.write((transaction) => opened.persons.unlink(transaction, b));
  expect(await personOf(b)).toBe(fresh);
  expect((await opened.persons.records(store, [fresh])).map(({ state }) => state)).toEqual(['unlinked']);
  expect(
    (
      await opened.persons.records(
        store,
        before.map((row) => row.person),
      )
    ).map(({ cmp }) => cmp),
  ).toEqual([a.cmp]);
});

test('the feed tells of each compartment that changed hands', async () => {
  const [a, b] = [await person(), await person()];
  await settled(store);
  while ((await opened.feed.consume('links', 500, async () => undefined)) > 0);
  await link(a, b);
  await settled(store);
  const seen: Change[] = [];
  await opened.feed.consume('links', 500, async (changes) => void seen.push(...changes));
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({ op: 'link' });
  expect([a.cmp, b.cmp]).toContain(seen[0]?.cmp);
});

test('an organisation that writes about a person has contributed, once', async () => {
  const one = await person();
  const access = await opened.system('Organization/second');
  const body =
    '{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/second-1"}}';
  await opened.bind(access).create('Observation', body);
  await opened.bind(access).create('Observation', body);
  const rows = await store.all(sql`
    select rel from access where viewer = ${access.viewer}::int and cmp = ${compartmentOf('Patient/second-1').cmp}::bigint`);
  expect(rows).toEqual([{ rel: relationshipBits('contributed') }]);
  expect(await opened.persons.contributors(store, [one])).toHaveLength(1);
});

test('keeps the access rows of a person exactly as granted, and what they denied', async () => {
  const { bkt, cmp } = await person();
  const viewer = await opened.contributors.viewerKey('Organization/reader');
  const grant = { viewer, purpose: 'direct-care' as const, bkt, cmp, rel: relationshipBits('team') };
  const keep = (grants: readonly (typeof grant)[]) =>
    store.write((transaction) => opened.keepAccess(transaction, [{ bkt, cmp }], grants));
  const rows = () =>
    store.all(sql`select viewer, rel, deny_lab from access where (bkt, cmp) = (${bkt}::smallint, ${cmp}::bigint)`);
  await keep([grant]);
  await store.run(sql`update access set deny_lab = 3 where viewer = ${viewer}::int and cmp = ${cmp}::bigint`);
  await keep([{ ...grant, rel: relationshipBits('caseload') }]);
  expect(await rows()).toEqual([{ viewer, rel: relationshipBits('caseload'), deny_lab: 3 }]);
  await keep([]);
  expect(await rows()).toEqual([]);
});

test('keys are the same for the same name, however many ask at once', async () => {
  const keys = await Promise.all(
    Array.from({ length: 10 }, () => opened.contributors.organizationKey('Organization/many', 'Many')),
  );
  expect(new Set(keys).size).toBe(1);
  await opened.contributors.organizationKey('Organization/many', 'Renamed');
  expect((await opened.contributors.organizations()).map(({ name }) => name)).toContain('Renamed');
});

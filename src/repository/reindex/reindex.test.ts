import { freshDatabase } from '#testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Store, sql } from '#store';
import { type Opened, openForTest } from '../open.testing.ts';
import type { Repository } from '../repository.ts';
import { killed } from './homes.testing.ts';
import { type ReindexProgress, type ReindexQuestion, reindex } from './reindex.ts';

const PEOPLE = 90;
const LOINC = 'http://loinc.org';

let store: Store;
let url: string;
let opened: Opened;
let repository: Repository;

beforeAll(async () => {
  ({ store, url } = await freshDatabase());
  opened = openForTest(store);
  repository = opened.bind(await opened.system());
  for (let person = 0; person < PEOPLE; person += 1) {
    const made = await repository.transaction(entriesOf(person));
    if (!made.ok) throw new Error(JSON.stringify(made.refusals));
  }
});
afterAll(() => opened.stop());

function entriesOf(person: number) {
  const patient = `urn:uuid:00000000-0000-4000-8000-${String(person).padStart(12, '0')}`;
  const of = (resource: object, fullUrl?: string) => ({
    method: 'POST' as const,
    url: (resource as { resourceType: string }).resourceType,
    resource: JSON.stringify(resource),
    ...(fullUrl === undefined ? {} : { fullUrl }),
  });
  const result = (value: number) => ({
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: LOINC, code: '4548-4', display: 'A1c' }] },
    subject: { reference: patient },
    effectiveDateTime: '2026-02-01',
    valueQuantity: { value, unit: 'mmol/mol', system: 'http://unitsofmeasure.org', code: 'mmol/mol' },
  });
  const someone = {
    resourceType: 'Patient',
    identifier: [{ system: 'urn:numbers', value: `${person}-${'9'.repeat(person === 0 ? 400 : 4)}` }],
    name: [{ family: `Haddad${person}`, given: ['Ann-Marie'] }],
  };
  return [
    of(someone, patient),
    of(result(40 + person)),
    of(result(60)),
    of({ ...result(70), effectiveDateTime: undefined }),
  ];
}

const TABLES: Readonly<Record<string, string>> = {
  resource:
    'bkt, typ, id, ver, cls, lab, labver, at, till, updated, array(select unnest(tok) order by 1) as tok, has, body',
  posting: '*',
  word: '*',
  range: '*',
  ident: '*',
};

/** Everything that is found by, as one text. */
async function everything(): Promise<string> {
  const tables = await Promise.all(
    Object.entries(TABLES).map(([table, columns]) =>
      store.first(
        sql`select string_agg(x::text, chr(10) order by x::text) as rows from (select ${sql.raw(columns)} from ${sql.raw(table)}) x`,
      ),
    ),
  );
  return JSON.stringify(tables);
}

/** As rows were before there were quantities by code, digests of identifiers and words of names. */
async function age(): Promise<void> {
  await store.run(sql`delete from range`);
  await store.run(sql`delete from ident`);
  await store.run(sql`delete from posting where ctid in (select ctid from posting limit 100)`);
  await store.run(sql`update word set val = 'x' where val like 'haddad1%'`);
  await store.run(
    sql`update resource set tok = tok[2:], at = '-infinity' where typ in (select typ from posting limit 1)`,
  );
}

async function run(question: ReindexQuestion = {}) {
  const told: ReindexProgress[] = [];
  const done = await reindex(store, question, { now: () => opened.clock.now, progress: (one) => told.push(one) });
  if (!done.ok) throw new Error(JSON.stringify(done.refusals));
  return { ...done.value, told };
}

test('rows that are right are looked at and left alone', async () => {
  const before = await everything();
  const { looked, rewritten, total, told } = await run();
  expect([looked, rewritten, total]).toEqual([PEOPLE * 4, 0, PEOPLE * 4]);
  expect(told.map((one) => one.looked)).toEqual([200, 360, 360]);
  expect(await everything()).toBe(before);
});

test('old rows become what they would be if they were written now, and nothing else changes', async () => {
  const before = await everything();
  const changes = await store.first(sql`select count(*)::int as count from change`);
  await age();
  expect(await everything()).not.toBe(before);
  expect((await run()).rewritten).toBe(PEOPLE * 4);
  expect(await everything()).toBe(before);
  expect(await store.first(sql`select count(*)::int as count from change`)).toEqual(changes);
  const found = await repository.search({
    type: 'Observation',
    parameters: [['code-value-quantity', `${LOINC}|4548-4$gt120`]],
    handling: 'strict',
  });
  expect(found.ok && found.value.entries.length).toBe(9);
});

test('a type, or a parameter of a type, is done without the others', async () => {
  const before = await everything();
  await age();
  const { looked, rewritten } = await run({ types: ['Observation'], parameter: 'date' });
  expect([looked, rewritten]).toEqual([PEOPLE * 3, PEOPLE * 2]);
  expect((await run({ types: ['Observation'] })).rewritten).toBe(PEOPLE);
  expect((await run({ types: ['Patient', 'Condition'] })).looked).toBe(PEOPLE);
  expect(await everything()).toBe(before);
});

test('refuses what R4 does not have', async () => {
  const asked = (question: ReindexQuestion) => reindex(store, question, { now: () => 0 });
  expect(await asked({ types: ['Persson'] })).toMatchObject({ refusals: [{ code: 'repository.reindex-type' }] });
  expect(await asked({ types: ['Patient'], parameter: 'colour' })).toMatchObject({
    refusals: [{ code: 'repository.reindex-parameter' }],
  });
});

test('a run that is killed goes on where it was, and none of its pages is half done', async () => {
  const before = await everything();
  await age();
  // The second page of two: the first is durable by then.
  const code = await killed(url, 'index', 'mid-reindex:0.5:3');
  expect(code).toBe('SIGKILL');
  const place = await store.first<{ looked: string }>(sql`select looked from reindexing where what = '*'`);
  expect(place?.looked).toBe('200');
  const { looked, told } = await run();
  expect(looked).toBe(PEOPLE * 4);
  expect(told[0]?.looked).toBe(360);
  expect(await everything()).toBe(before);
}, 60_000);

test('a program that writes meanwhile loses nothing', async () => {
  await age();
  const running = run({ anew: true });
  for (let person = PEOPLE; person < PEOPLE + 30; person += 1) {
    const made = await repository.transaction(entriesOf(person));
    expect(made.ok).toBe(true);
  }
  await running;
  expect((await run({ anew: true })).rewritten).toBe(0);
});

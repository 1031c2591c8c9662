import { freshDatabase } from '#testing/database';
import { beforeAll, expect, test } from 'vitest';
import { accepted, refuse } from '#fhir';
import { type Store, sql } from '#store';
import { type Opened, openForTest } from '../open.testing.ts';
import type { Repository } from '../repository.ts';

let store: Store;
let opened: Opened;
let repository: Repository;

beforeAll(async () => {
  ({ store } = await freshDatabase());
  await store.run(
    sql`create table test_pulse (bkt smallint, typ smallint, id text, cmp bigint, org int, rate int, tags text[])`,
  );
  opened = openForTest(store, {
    projections: [
      {
        table: 'test_pulse',
        columns: [
          { name: 'rate', type: 'int' },
          { name: 'tags', type: 'text[]' },
        ],
        types: ['Observation'],
        rows: ({ valueInteger }) => (typeof valueInteger === 'number' ? [[valueInteger, ['a "quoted"', 'b']]] : []),
      },
    ],
    admissions: [
      {
        types: ['Observation'],
        admit: ({ valueInteger }) =>
          valueInteger === 0 ? refuse('invariant', 'test.dead', 'A pulse of 0 is none.') : accepted(true),
      },
    ],
  });
  repository = opened.bind(await opened.system());
});

const pulse = (rate: number, more = '') =>
  `{"resourceType":"Observation","status":"final","code":{"text":"pulse"},"subject":{"reference":"Patient/1"},"valueInteger":${rate}${more}}`;
const rows = () => store.all(sql`select rate, tags, org from test_pulse order by rate`);

test('rows of a joint come, change and go with the resource', async () => {
  const written = await repository.create('Observation', pulse(60));
  const id = written.ok ? written.value.id : '';
  expect(await rows()).toEqual([{ rate: 60, tags: ['a "quoted"', 'b'], org: 1 }]);
  await repository.update('Observation', id, pulse(70, `,"id":"${id}"`));
  expect(await rows()).toMatchObject([{ rate: 70 }]);
  await repository.remove('Observation', id);
  expect(await rows()).toEqual([]);
});

test('what a joint does not admit is not written, in a patch as in a create', async () => {
  expect(await repository.create('Observation', pulse(0))).toMatchObject({
    ok: false,
    refusals: [{ code: 'test.dead' }],
  });
  const written = await repository.create('Observation', pulse(60));
  const id = written.ok ? written.value.id : '';
  const patched = await repository.change('Observation', id, (json) => accepted(json.replace('60', '0')));
  expect(patched).toMatchObject({ ok: false, refusals: [{ code: 'test.dead' }] });
  expect(await repository.change('Observation', id, (json) => accepted(json.replace('60', '61')))).toMatchObject({
    ok: true,
    value: { version: 2 },
  });
});

test('every row that a search reads goes with the resource', async () => {
  const tables = ['resource', 'posting', 'word', 'range', 'ident', 'member'];
  const count = async () =>
    Promise.all(tables.map(async (table) => (await store.all(sql`select 1 from ${sql.raw(table)} limit 1000`)).length));
  const before = await count();
  const json = `{"resourceType":"Appointment","status":"booked","identifier":[{"system":"s","value":"v"}],"start":"2026-03-01T10:00:00Z","end":"2026-03-01T10:10:00Z","participant":[{"actor":{"reference":"Patient/1"},"status":"accepted"},{"actor":{"reference":"Patient/2"},"status":"accepted"}]}`;
  const written = await repository.create('Appointment', json);
  const id = written.ok ? written.value.id : JSON.stringify(written);
  const during = await count();
  expect(during[0]).toBe((before[0] as number) + 1);
  expect(during[4]).toBe((before[4] as number) + 1);
  expect(during[5]).toBe((before[5] as number) + 1);
  await repository.remove('Appointment', id);
  expect(await count()).toEqual(before);
});

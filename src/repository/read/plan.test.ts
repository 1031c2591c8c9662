import { testStore } from '#testing/database';
import { beforeAll, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { typeNumber } from '#fhir';
import { type Reader, type Sql, type Store, sql } from '#store';
import { openForTest } from '../open.testing.ts';
import { compartmentOf } from '../place/compartment.ts';
import { everything } from './everything.ts';
import { history } from './history.ts';
import { metas } from './metas.ts';

const PEOPLE = 400;
const PER_PERSON = 40;
const BIG = /Seq Scan on (resource|history|member|access|locator)\b/;
let store: Store;
let nurse: Access;
let system: Access;

beforeAll(async () => {
  store = await testStore();
  const opened = openForTest(store);
  [nurse, system] = [await opened.nurse('Organization/practice'), await opened.system()];
  const people = Array.from({ length: PEOPLE }, (_, index) => compartmentOf(`Patient/p${index}`));
  const [observation, patient] = ['Observation', 'Patient'].map(typeNumber);
  await store.write(async (write) => {
    await write.run(sql`create temp table person on commit drop as select n - 1 as n, bkt, cmp
      from unnest(${people.map(({ bkt }) => bkt)}::smallint[], ${people.map(({ cmp }) => cmp)}::bigint[]) with ordinality p(bkt, cmp, n)`);
    const columns = sql`${nurse.organization}::int, 1, 1, 0, 1`;
    await write.run(sql`insert into resource
      select bkt, ${patient}, 'p' || n, 1, cmp, ${columns}, '-infinity', '-infinity', now(), '{}', '{}', '{}' from person`);
    await write.run(sql`insert into resource
      select bkt, ${observation}, 'o' || n || '-' || k, 2, cmp, ${columns}, now() - k * interval '1 day', now(),
        now() - (n * 100 + k) * interval '1 second', '{}', '{}', '{"meta":{}}' from person cross join generate_series(1, ${PER_PERSON}::int) k`);
    await write.run(sql`insert into history (bkt, typ, id, ver, cmp, org, basis, cls, lab, labver, at, till, updated, op, home, body)
      select bkt, ${observation}, 'o' || n || '-' || k, 1, cmp, ${columns}, now(), now(),
        now() - (n * 100 + k + 50000) * interval '1 second', 'c', bkt, '{}' from person cross join generate_series(1, ${PER_PERSON}::int) k`);
    await write.run(sql`insert into member select bkt, cmp, ${observation}, 'x' || n, bkt from person`);
    await write.run(sql`insert into access (viewer, purpose, bkt, cmp, rel)
      select v, 0, bkt, cmp, 1 from person cross join unnest(array[${nurse.viewer}::int, 900, 901]) v`);
  });
  for (const table of ['resource', 'history', 'member', 'access'])
    await store.run(sql`vacuum analyze ${sql.raw(table)}`);
}, 120_000);

/** Plans of all statements that a read asks, each of which is run too. */
async function plansOf(
  access: Access,
  read: (reading: Parameters<typeof history>[0]) => Promise<unknown>,
): Promise<string> {
  const plans: string[] = [];
  const explained = async (statement: Sql): Promise<void> => {
    const rows = await store.all<{ 'QUERY PLAN': string }>(sql`explain (costs off) ${statement}`);
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
  };
  const reader: Reader = {
    all: async (statement) => explained(statement).then(() => store.all(statement)),
    first: async (statement) => explained(statement).then(() => store.first(statement)),
  };
  expect(await read({ reader, access, now: new Date(), secret: 'of the tests' })).toMatchObject({ ok: true });
  return plans.join('\n\n');
}

test.each(['nurse', 'system'])('every way to read a page goes by an index (%s)', async (who) => {
  const access = who === 'nurse' ? nurse : system;
  const reads = {
    everything: await plansOf(access, (reading) => everything(reading, { id: 'p7', count: 20 })),
    type: await plansOf(access, (reading) => history(reading, { type: 'Observation', count: 20 })),
    since: await plansOf(access, (reading) => history(reading, { type: 'Observation', since: new Date(), count: 20 })),
    all: await plansOf(access, (reading) => history(reading, { count: 20 })),
    one: await plansOf(access, (reading) => history(reading, { type: 'Patient', id: 'p7', count: 20 })),
    labels: await plansOf(access, (reading) => metas(reading, 'Observation')),
  };
  for (const plan of Object.values(reads)) expect(plan).not.toMatch(BIG);
  expect(reads.everything).toContain('resource_compartment');
  expect(reads.type).toContain('resource_updated');
  expect(reads.type).toContain('history_updated');
  expect(reads.all).toContain('history_updated');
  expect(reads.one).toContain('history_pkey');
});

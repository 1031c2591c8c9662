import { accepted } from '#fhir';
import { sql } from '#store';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Opened, openForTest } from './open.testing.ts';
import { compartmentOf } from './place/compartment.ts';

const HOME = compartmentOf('Patient/p');
let database: TestDatabase;
let opened: Opened;

beforeEach(async () => {
  database = await freshDatabase();
  opened = openForTest(database.store);
  const bound = opened.bind(await opened.system());
  await bound.update('Patient', 'p', '{"resourceType":"Patient","id":"p"}');
  for (const id of ['one', 'two'])
    await bound.update(
      'Procedure',
      id,
      JSON.stringify({ resourceType: 'Procedure', id, status: 'completed', subject: { reference: 'Patient/p' } }),
    );
});
afterEach(async () => {
  await opened.stop();
  await database.drop();
});

const keep = (...said: readonly (readonly [id: string, ...organizations: readonly number[]])[]) =>
  database.store.write(async (transaction) => {
    const items = said.map(([id, ...organizations]) => ({ type: 'Procedure', id, organizations }));
    await opened.charged.keep(transaction, items);
    return accepted(true);
  });
const kept = async () =>
  (await opened.charged.of(database.store, [HOME])).map(({ reference, org }) => `${reference} ${org}`).sort();
/** How often people were told of on the feed, as those are whose records were put together. */
const told = async () =>
  (await database.store.first<{ count: number }>(sql`select count(*)::int as count from change where op = 'l'`))?.count;

test('keeps exactly who pays and is paid for what is there, and says nothing of what is not', async () => {
  await keep(['one', 1, 2], ['two', 3], ['none', 4]);
  expect(await kept()).toEqual(['Procedure/one 1', 'Procedure/one 2', 'Procedure/two 3']);
  await keep(['one', 2, 5]);
  expect(await kept()).toEqual(['Procedure/one 2', 'Procedure/one 5', 'Procedure/two 3']);
  await keep(['one'], ['two']);
  expect(await kept()).toEqual([]);
});

test('tells of a person once an organisation pays something of theirs, and once it no longer pays an item', async () => {
  const before = (await told()) ?? 0;
  await keep(['one', 1]);
  await keep(['two', 1]);
  await keep(['one', 1]);
  expect(await told()).toBe(before + 1);
  await keep(['one']);
  expect(await told()).toBe(before + 2);
});

test('what is erased is charged to nobody here any more', async () => {
  await keep(['one', 1], ['two', 1]);
  const why = { access: await opened.system(), at: new Date(opened.clock.now), because: 'erasure' };
  await database.store.write(async (transaction) =>
    accepted(await opened.rights.purge(transaction, ['Procedure/one'], why)),
  );
  expect(await kept()).toEqual(['Procedure/two 1']);
});

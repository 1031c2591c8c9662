import { setTimeout as sleep } from 'node:timers/promises';
import { accepted } from '#fhir';
import { sql } from '#store';
import { fc } from '#testing/chance';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Opened, openForTest } from './open.testing.ts';
import { accessKeptSince, itemPolicyFactsAt } from './past.ts';
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

/** An instant of the database's clock, after everything before it and before everything after it. */
async function instant(): Promise<Date> {
  await sleep(2);
  const found = await database.store.first<{ readonly at: Date }>(sql`select clock_timestamp() as at`);
  await sleep(2);
  return found?.at ?? new Date(0);
}
/** Who paid and was paid for each at an instant. */
const stood = (at: Date) =>
  Promise.all(
    ['one', 'two'].map(
      async (id) => (await itemPolicyFactsAt(database.store, `Procedure/${id}`, at))?.row.charged ?? 'absent',
    ),
  );
const past = async () =>
  (await database.store.all<{ readonly id: string; readonly org: number }>(sql`select id, org from charged_past`)).map(
    ({ id, org }) => `${id} ${org}`,
  );

test('of every instant it is answered who paid and was paid at it, whatever was charged and taken back since', async () => {
  // The record goes by the clock of the test, charges by that of the database.
  await database.store.run(sql`update resource set updated = '2001-01-01'`);
  const organizations = fc.subarray([1, 2, 3]);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(organizations, organizations), { minLength: 1, maxLength: 6 }), async (acts) => {
      const seen: { readonly at: Date; readonly said: readonly (readonly number[])[] }[] = [];
      for (const said of acts) {
        await keep(['one', ...said[0]], ['two', ...said[1]]);
        seen.push({ at: await instant(), said });
      }
      for (const { at, said } of seen) expect(await stood(at)).toEqual(said);
    }),
    { numRuns: 20 },
  );
}, 120_000);

test('what one transaction charges and takes back nobody paid, and what goes on is not begun anew', async () => {
  await database.store.write(async (transaction) => {
    for (const organizations of [[1], [2], []])
      await opened.charged.keep(transaction, [{ type: 'Procedure', id: 'one', organizations }]);
    return accepted(true);
  });
  expect(await past()).toEqual([]);
  await keep(['one', 1, 2]);
  await keep(['one', 1]);
  await keep(['one', 1]);
  expect(await past()).toEqual(['one 2']);
});

test('it is said from when on it is kept, for payment and for all else', async () => {
  await database.store.run(sql`update access_kept set since = '2026-03-12', charged = '2026-04-02'`);
  const day = async (purpose: 'payment' | 'direct-care') =>
    (await accessKeptSince(database.store, purpose)).toISOString().slice(0, 10);
  expect([await day('direct-care'), await day('payment')]).toEqual(['2026-03-12', '2026-04-02']);
  await database.store.run(sql`update access_kept set since = '2026-05-01'`);
  expect(await day('payment')).toBe('2026-05-01');
});

test('what is erased is charged to nobody here any more, and was to nobody', async () => {
  await keep(['one', 1, 2], ['two', 1, 2]);
  await keep(['one', 1], ['two', 1]);
  const why = { access: await opened.system(), at: new Date(opened.clock.now), because: 'erasure' };
  await database.store.write(async (transaction) =>
    accepted(await opened.rights.purge(transaction, ['Procedure/one'], why)),
  );
  expect(await kept()).toEqual(['Procedure/two 1']);
  expect(await past()).toEqual(['two 2']);
});

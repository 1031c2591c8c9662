import { setTimeout as sleep } from 'node:timers/promises';
import { fc } from '#testing/chance';
import { testStore } from '#testing/database';
import { beforeAll, expect, test } from 'vitest';
import { LABELS, labelBits, RELATIONSHIPS } from '#agreement';
import { type Store, sql } from '#store';
import { accessRowOf, itemPolicyFacts } from './facts.ts';
import { type Opened, openForTest } from './open.testing.ts';
import { accessKeptSince, accessRowAt, itemPolicyFactsAt } from './past.ts';
import { compartmentOf } from './place/compartment.ts';
import type { AccessGrant } from './ports.ts';

let store: Store;
let opened: Opened;

beforeAll(async () => {
  store = await testStore();
  opened = openForTest(store);
});

const LOOKS = [1, 2, 3].flatMap((viewer) =>
  (['direct-care', 'planning'] as const).map((purpose) => ({ viewer, purpose })),
);
const said = fc.record({
  organizations: fc.subarray([1, 2, 3]),
  labels: fc.nat({ max: 2 ** LABELS.length - 1 }),
  classes: fc.nat({ max: 1023 }),
});
const grant = fc.record(
  {
    looks: fc.constantFrom(...LOOKS),
    rel: fc.nat({ max: 2 ** RELATIONSHIPS.length - 1 }),
    until: fc.constantFrom(new Date('2001-01-01'), new Date('2999-01-01')),
    kept: said,
  },
  { requiredKeys: ['looks', 'rel', 'kept'] },
);
const rows = fc.uniqueArray(grant, { maxLength: 6, selector: ({ looks }) => `${looks.viewer} ${looks.purpose}` });

/** An instant of the database's clock, after everything before it and before everything after it. */
async function instant(): Promise<Date> {
  await sleep(2);
  const found = await store.first<{ readonly at: Date }>(sql`select clock_timestamp() as at`);
  await sleep(2);
  return found?.at ?? new Date(0);
}

test('of every instant since it began to be kept, a row is answered as it stood', async () => {
  let person = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(rows, { minLength: 1, maxLength: 6 }), async (acts) => {
      const home = compartmentOf(`Patient/past-${person++}`);
      const seen: { readonly at: Date; readonly stood: readonly unknown[] }[] = [];
      for (const act of acts) {
        const grants = act.map(({ looks, ...rest }): AccessGrant => ({ ...home, ...looks, ...rest }));
        await store.write((transaction) => opened.keepAccess(transaction, [home], grants));
        const at = await instant();
        seen.push({ at, stood: await Promise.all(LOOKS.map((looks) => accessRowOf(store, looks, home, at))) });
      }
      for (const { at, stood } of seen)
        expect(await Promise.all(LOOKS.map((looks) => accessRowAt(store, looks, home, at)))).toEqual(stood);
    }),
    { numRuns: 25 },
  );
}, 120_000);

test('what one transaction writes and takes back nobody looked by, and it leaves no trace', async () => {
  const home = compartmentOf('Patient/past-once');
  const row = { ...home, viewer: 1, purpose: 'direct-care' as const };
  await store.write(async (transaction) => {
    for (const rel of [1, 2, 4]) await opened.keepAccess(transaction, [home], [{ ...row, rel }]);
    await opened.keepAccess(transaction, [home], []);
    await opened.keepAccess(transaction, [home], [{ ...row, rel: 8 }]);
  });
  const count = () =>
    store.first<{ readonly n: number }>(
      sql`select count(*)::int as n from access_past where cmp = ${home.cmp}::bigint`,
    );
  expect(await count()).toEqual({ n: 0 });
  await store.write((transaction) => opened.keepAccess(transaction, [home], [{ ...row, rel: 8 }]));
  expect(await count(), 'a row that is right is not touched').toEqual({ n: 0 });
  await store.write((transaction) => opened.keepAccess(transaction, [home], []));
  expect(await count()).toEqual({ n: 1 });
  await store.write((transaction) => opened.rights.forgetAccess(transaction, [home]));
  expect(await count(), 'of somebody who is erased nothing is kept').toEqual({ n: 0 });
});

test('a population is asked who was registered then', async () => {
  const home = compartmentOf('Patient/past-registered');
  const practice = await opened.contributors.organizationKey('Organization/practice-past');
  const viewer = await opened.contributors.viewerKey('Organization/practice-past');
  const looks = { viewer, purpose: 'direct-care' as const };
  const keep = (rel: number) =>
    store.write((transaction) => opened.keepAccess(transaction, [home], [{ ...home, ...looks, rel }]));
  await keep(1 << RELATIONSHIPS.indexOf('registered'));
  const then = await instant();
  await keep(1 << RELATIONSHIPS.indexOf('team'));
  const now = await instant();
  expect((await accessRowAt(store, looks, home, then))?.about?.registered).toEqual([practice]);
  expect((await accessRowAt(store, looks, home, now))?.about?.registered).toEqual([]);
});

test('an item is what its version of that instant was: its labels, whose it was, and whether it was there', async () => {
  const bound = opened.bind(await opened.system());
  const condition = (patient: string, code: string) =>
    `{"resourceType":"Condition","id":"then","subject":{"reference":"Patient/${patient}"},"code":{"coding":[{"system":"http://snomed.info/sct","code":"${code}"}]}}`;
  const facts = async (at: number) => itemPolicyFactsAt(store, 'Condition/then', new Date(at));
  const [first, second, third] = [opened.clock.now, opened.clock.now + 1000, opened.clock.now + 2000];
  for (const id of ['then-a', 'then-b']) await bound.update('Patient', id, `{"resourceType":"Patient","id":"${id}"}`);
  opened.clock.now = first;
  expect((await bound.update('Condition', 'then', condition('then-a', '86406008'))).ok).toBe(true);
  opened.clock.now = second;
  expect((await bound.update('Condition', 'then', condition('then-b', '38341003'))).ok).toBe(true);
  expect(await facts(first - 1)).toBeUndefined();
  expect(await facts(first + 500)).toMatchObject({
    row: { lab: labelBits('hiv') },
    home: compartmentOf('Patient/then-a'),
  });
  expect(await facts(second)).toEqual(await itemPolicyFacts(store, 'Condition/then'));
  expect(await facts(second)).toMatchObject({ row: { lab: 0 }, home: compartmentOf('Patient/then-b') });
  opened.clock.now = third;
  expect((await bound.remove('Condition', 'then')).ok).toBe(true);
  expect(await facts(third - 1)).toMatchObject({ home: compartmentOf('Patient/then-b') });
  expect(await facts(third)).toBeUndefined();
});

test('it is said from when on it is kept', async () => {
  expect((await accessKeptSince(store, 'direct-care')).getTime()).toBeLessThanOrEqual((await instant()).getTime());
});

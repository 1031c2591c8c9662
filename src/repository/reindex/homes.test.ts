import { freshDatabase } from '#testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Store, sql } from '#store';
import { type Opened, openForTest, settled } from '../open.testing.ts';
import { compartmentOf } from '../place/compartment.ts';
import type { Change, Repository } from '../repository.ts';
import { age, everything, killed, note } from './homes.testing.ts';

const PEOPLE = 230;
/** As the server gave them when these types lay with nobody: the bucket in the middle is that of nobody. */
const serverId = (person: number) => `0abcdefgh000${String(person).padStart(10, '0')}`;
/** Chosen by somebody, of the same shape by chance: it says another bucket. */
const CHOSEN = '0abcdefgh7xm1234567890';

let store: Store;
let url: string;
let opened: Opened;
let system: Repository;
let now: Awaited<ReturnType<typeof everything>>;

beforeAll(async () => {
  ({ store, url } = await freshDatabase());
  await store.run(
    sql`create table home_note (bkt smallint, typ smallint, id text collate "C", cmp bigint, org int, words text)`,
  );
  opened = openForTest(store, { projections: [note] });
  system = opened.bind(await opened.system());
  for (let person = 0; person < PEOPLE; person += 1) {
    await put('Patient', `p${person}`, {});
    await put('Task', serverId(person), taskFor(`p${person}`));
  }
  await put('Task', CHOSEN, taskFor('p1'));
  await put('Task', 'of-nobody', { ...taskFor('x'), for: undefined });
  await put('Task', 'for-another-since', taskFor('p1'));
  await put('Task', 'for-another-since', taskFor('p2'));
  await put('Task', 'of-nobody-since', taskFor('p1'));
  await put('Task', 'of-nobody-since', { ...taskFor('x'), for: undefined });
  await put('Task', 'gone', taskFor('p1'));
  await system.remove('Task', 'gone');
  await put('Device', 'of-one', { patient: { reference: 'Patient/p1' }, serialNumber: '7' });
  await put('Device', 'of-the-ward', { serialNumber: '8' });
  await put('Contract', 'k', { subject: [{ reference: 'Patient/p1' }, { reference: 'Patient/p2' }] });
  now = await everything(store);
}, 60_000);
afterAll(() => opened.stop());

function taskFor(person: string) {
  return {
    status: 'requested',
    intent: 'order',
    identifier: [{ system: 'urn:tasks', value: person }],
    code: { coding: [{ system: 'urn:codes', code: 'visit' }] },
    for: { reference: `Patient/${person}` },
    owner: { reference: 'Organization/other' },
    description: `Call ${person}`,
    authoredOn: '2026-02-01',
  };
}

async function put(resourceType: string, id: string, content: object): Promise<void> {
  const written = await system.update(resourceType, id, JSON.stringify({ resourceType, id, ...content }));
  if (!written.ok) throw new Error(JSON.stringify(written.refusals));
}

const found = async (repository: Repository, type: string, query: string) => {
  const page = await repository.search({ type, parameters: [...new URLSearchParams(query)], handling: 'strict' });
  return page.ok ? page.value.entries.map(({ resource }) => resource.id).sort() : page.refusals[0].code;
};

test('what lay with nobody comes home as if it were written today, once', async () => {
  await age(store);
  expect(await everything(store)).not.toEqual(now);
  const { looked, rewritten } = await opened.homes.settle();
  expect([looked, rewritten]).toEqual([PEOPLE + 8, PEOPLE + 6]);
  expect(await everything(store)).toEqual(now);
  expect(await opened.homes.settle()).toEqual({ looked, rewritten });
  expect(await opened.homes.settle({ anew: true })).toEqual({ looked: 3, rewritten: 0 });
  expect(await everything(store)).toEqual(now);
});

test('before, anybody of the organisation sees it; afterwards who has to do with the person, by every way', async () => {
  const { bkt, cmp } = compartmentOf('Patient/p5');
  const nurse = opened.bind({ ...(await opened.nurse('Organization/trust')), viewer: 777 });
  const ways = async () => [
    (await nurse.read('Task', serverId(5))).ok,
    (await nurse.vread('Task', serverId(5), 1)).ok,
    await found(nurse, 'Task', `patient=p5`),
    await found(nurse, 'Task', `code=urn:codes|visit&identifier=urn:tasks|p5&_total=accurate`),
    await found(nurse, 'Patient', `_has:Task:patient:code=visit`),
    (await nurse.readMany([`Task/${serverId(5)}`])).length,
  ];
  await age(store);
  expect(await ways()).toEqual([true, true, [serverId(5)], [serverId(5)], [], 1]);
  await opened.homes.settle();
  expect(await ways()).toEqual([false, false, [], [], [], 0]);
  await store.run(
    sql`insert into access (viewer, purpose, bkt, cmp, rel) values (777, 0, ${bkt}::smallint, ${cmp}::bigint, 1)`,
  );
  expect(await ways()).toEqual([true, true, [serverId(5)], [serverId(5)], ['p5'], 1]);
  await store.run(sql`update access set deny_org = (select array_agg(key) from organization_key) where viewer = 777`);
  expect(await ways()).toEqual([false, false, [], [], [], 0]);
  expect(await found(nurse, 'Task', '_id=of-nobody')).toEqual(['of-nobody']);
  expect(await found(nurse, 'Device', '')).toEqual(['of-the-ward']);
});

test('it is found under its id, whatever that is, and in its compartment', async () => {
  for (const id of [serverId(7), CHOSEN, 'of-nobody', 'for-another-since', 'of-nobody-since'])
    expect((await system.read('Task', id)).ok, id).toBe(true);
  const gone = await system.read('Task', 'gone');
  expect(gone.ok ? '' : gone.refusals[0].type).toBe('deleted');
  const all = await system.everything({ id: 'p2', count: 50 });
  expect(all.ok && all.value.entries.map(({ resource: { type, id } }) => `${type}/${id}`)).toEqual([
    'Patient/p2',
    'Contract/k',
    `Task/${serverId(2)}`,
    'Task/for-another-since',
  ]);
  const within = await system.search({ type: 'Task', parameters: [], handling: 'strict', compartment: 'Patient/p2' });
  expect(within.ok && within.value.total).toBe(2);
  const written = await system.update(
    'Task',
    serverId(7),
    JSON.stringify({ resourceType: 'Task', id: serverId(7), ...taskFor('p8') }),
  );
  expect(written.ok && written.value.version).toBe(2);
  expect(await found(system, 'Task', 'patient=p8')).toEqual([serverId(7), serverId(8)]);
  await put('Task', serverId(7), taskFor('p7'));
  now = await everything(store);
});

test('the feed tells of each as of a change of its person', async () => {
  await settled(store);
  while ((await opened.feed.consume('homes', 500, async () => undefined)) > 0);
  await age(store);
  await opened.homes.settle();
  await settled(store);
  const seen: Change[] = [];
  await opened.feed.consume('homes', 500, async (changes) => void seen.push(...changes));
  const { cmp } = compartmentOf('Patient/p3');
  expect(seen.filter((change) => change.cmp === cmp)).toMatchObject([{ type: 'Task', id: serverId(3), op: 'update' }]);
});

test('a start that is killed goes on where it was, and none of its pages is half done', async () => {
  await age(store);
  // The second page of two: the first is durable by then.
  expect(await killed(url, 'homes', 'mid-reindex:0.5:3')).toBe('SIGKILL');
  const place = await store.first<{ looked: string }>(sql`select looked from reindexing where what like 'homes%'`);
  expect(place?.looked).toBe('200');
  expect(await found(system, 'Task', `_id=${serverId(3)}`)).toEqual([serverId(3)]);
  await opened.homes.settle();
  expect(await everything(store)).toEqual(now);
}, 60_000);

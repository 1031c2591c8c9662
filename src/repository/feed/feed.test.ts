import { freshDatabase } from '#testing/database';
import { beforeAll, expect, test } from 'vitest';
import { type Store, sql } from '#store';
import { type Opened, openForTest, settled } from '../open.testing.ts';
import { compartmentOf } from '../place/compartment.ts';
import type { Change, Repository } from '../repository.ts';

let store: Store;
let opened: Opened;
let repository: Repository;

beforeAll(async () => {
  ({ store } = await freshDatabase());
  opened = openForTest(store);
  repository = opened.bind(await opened.system());
});

const create = () => repository.create('Patient', '{"resourceType":"Patient"}');

async function taken(consumer: string, wait = true): Promise<readonly Change[]> {
  const seen: Change[] = [];
  if (wait) await settled(store);
  while ((await opened.feed.consume(consumer, 100, async (changes) => void seen.push(...changes))) > 0);
  return seen;
}

test('gives every change once, with what was done', async () => {
  const written = await create();
  const id = written.ok ? written.value.id : '';
  await repository.update('Patient', id, `{"resourceType":"Patient","id":"${id}","active":true}`);
  await repository.remove('Patient', id);
  const changes = (await taken('one')).filter((change) => change.id === id);
  expect(changes.map(({ version, op }) => [version, op])).toEqual([
    [1, 'create'],
    [2, 'update'],
    [3, 'delete'],
  ]);
  expect(await taken('one')).toEqual([]);
});

test('what fails is given again, and what it wrote is not there', async () => {
  await create();
  await settled(store);
  const failing = opened.feed.consume('two', 10, async (_, transaction) => {
    await transaction.run(sql`insert into viewer (holder) values ('half done')`);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await store.first(sql`select 1 from viewer where holder = 'half done'`)).toBeUndefined();
  expect((await taken('two')).length).toBeGreaterThan(0);
});

test('a transaction that began first and ends last is not passed over', async () => {
  await taken('three');
  let late: Promise<unknown> = Promise.resolve();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const begun = new Promise<void>((resolve) => {
    late = store.write(async (transaction) => {
      await transaction.run(sql`insert into change (bkt, typ, id, ver, op, cmp) values (0, 1, 'late', 1, 'c', 0)`);
      resolve();
      await held;
    });
  });
  await begun;
  await create();
  const early = await taken('three', false);
  release();
  await late;
  const all = [...early, ...(await taken('three'))];
  expect(all.filter(({ id }) => id === 'late')).toHaveLength(1);
  expect(all).toHaveLength(2);
});

test('the changes of one transaction are never parted, whatever the limit', async () => {
  await taken('four');
  const entry = (index: number) => ({
    method: 'POST' as const,
    url: 'Patient',
    fullUrl: `urn:uuid:${index}`,
    resource: '{"resourceType":"Patient"}',
  });
  await repository.transaction(Array.from({ length: 30 }, (_, index) => entry(index)));
  await create();
  await settled(store);
  const sizes: number[] = [];
  while ((await opened.feed.consume('four', 7, async (changes) => void sizes.push(changes.length))) > 0);
  expect(sizes).toEqual([30, 1]);
});

test('two consumers of one name take turns', async () => {
  await taken('five');
  await Promise.all(Array.from({ length: 20 }, create));
  await settled(store);
  const seen: string[] = [];
  const work = async (changes: readonly Change[]) => void seen.push(...changes.map(({ id }) => id));
  await Promise.all([opened.feed.consume('five', 10, work), opened.feed.consume('five', 10, work)]);
  await opened.feed.consume('five', 50, work);
  expect(new Set(seen).size).toBe(20);
  expect(seen).toHaveLength(20);
});

test('tells of both people where a resource comes to be about another', async () => {
  const about = (patient: string) =>
    `{"resourceType":"Observation","id":"passed-on","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/${patient}"}}`;
  await taken('seven');
  await repository.update('Observation', 'passed-on', about('one'));
  await repository.update('Observation', 'passed-on', about('two'));
  const changes = await taken('seven');
  expect(changes.map(({ version, cmp }) => [version, cmp])).toEqual([
    [1, compartmentOf('Patient/one').cmp],
    ...[compartmentOf('Patient/one'), compartmentOf('Patient/two')]
      .sort((a, b) => a.bkt - b.bkt)
      .map(({ cmp }) => [2, cmp]),
  ]);
});

test('wakes who listens after a commit', async () => {
  let heard: () => void = () => undefined;
  const woken = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const stop = await opened.feed.listen(() => heard());
  await create();
  await woken;
  await stop();
});

import { setTimeout as sleep } from 'node:timers/promises';
import { freshDatabase } from '#testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProxy, type Proxy } from './proxy.testing.ts';
import { openStore, sql, type Store, Unavailable } from './index.ts';

let proxy: Proxy;
let store: Store;
beforeAll(async () => {
  const { url } = await freshDatabase();
  proxy = await openProxy(url);
  store = await openStore({ url: proxy.url, max: 4 });
  await store.run(sql`create table kept (n int)`);
});
afterAll(async () => {
  await proxy?.close();
  await store?.close();
});

const insert = () => store.run(sql`insert into kept values (1)`);
const within = async (ms: number, work: Promise<unknown>): Promise<unknown> =>
  Promise.race([
    work.then(
      () => 'done',
      (error: unknown) => error,
    ),
    sleep(ms, 'still waiting'),
  ]);

test('a connection that is cut is unavailable, and the next statement has another', async () => {
  const asked = store.first(sql`select pg_sleep(1)`);
  await sleep(100);
  proxy.cutAfter(0, 'to database');
  expect(await within(2_000, asked)).toBeInstanceOf(Unavailable);
  expect(await insert()).toBe(1);
});

test('a database that says nothing is unavailable within bounds, at once to whoever comes, and back without a restart', async () => {
  proxy.stall();
  const waiting = [insert(), store.write((transaction) => transaction.run(sql`insert into kept values (2)`))];
  for (const one of await Promise.all(waiting.map((each) => within(15_000, each))))
    expect(one).toBeInstanceOf(Unavailable);
  expect(await within(100, insert())).toBeInstanceOf(Unavailable);
  proxy.flow();
  await expect.poll(() => within(1_000, insert()), { timeout: 10_000 }).toBe('done');
}, 40_000);

test('a statement that takes long is none of this', async () => {
  expect(await within(9_000, store.first(sql`select pg_sleep(5)`))).toBe('done');
}, 15_000);

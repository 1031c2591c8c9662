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
  await expect.poll(() => within(1_000, insert())).toBe('done');
}, 40_000);

test('a connection that went silent by itself is given up, while others go on', async () => {
  const held = store.first(sql`select pg_sleep(1)`);
  await sleep(200);
  proxy.halfOpen();
  expect(await within(8_000, held)).toBeInstanceOf(Unavailable);
  await expect.poll(() => within(1_000, insert())).toBe('done');
}, 30_000);

test('statements that take long are none of this; whoever finds every connection taken is told within bounds', async () => {
  const long = Array.from({ length: 4 }, () => within(12_000, store.first(sql`select pg_sleep(7)`)));
  await sleep(200);
  expect(await within(6_000, insert())).toBeInstanceOf(Unavailable);
  expect(await Promise.all(long)).toEqual(['done', 'done', 'done', 'done']);
  expect(await within(1_000, insert())).toBe('done');
}, 30_000);

test('a connection whose answer came while this program could not read it is none of this', async () => {
  const answer = store.write(async (transaction) => {
    await transaction.run(sql`select pg_sleep(0.2)`);
    // Nothing is asked for a while: the other side has nothing to do, as it had not while we could not read.
    await sleep(2_500);
    return transaction.run(sql`insert into kept values (3)`);
  });
  await sleep(100);
  const until = performance.now() + 4_000;
  while (performance.now() < until);
  expect(await answer).toBe(1);
}, 30_000);

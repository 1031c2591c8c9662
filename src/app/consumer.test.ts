import { expect, test } from 'vitest';
import type { Change } from '#repository';
import { startConsumer } from './consumer.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const CHANGE: Change = { type: 'Patient', id: '1', version: 1, op: 'create', bkt: 0, cmp: '1' };

/** A feed in memory: `consume` is a port of the loop, whose real one is the repository's. */
function feedOf(batches: (number | Error)[]) {
  const asked: string[] = [];
  return {
    asked,
    consume: async (
      name: string,
      _limit: number,
      work: (changes: readonly Change[], transaction: never) => Promise<void>,
    ) => {
      asked.push(name);
      const next = batches.shift() ?? 0;
      if (next instanceof Error) throw next;
      if (next > 0)
        await work(
          Array.from({ length: next }, () => CHANGE),
          undefined as never,
        );
      return next;
    },
  };
}

const start = (batches: (number | Error)[], onChanges = async (_changes: readonly Change[]) => {}) => {
  const feed = feedOf(batches);
  return { feed, consumer: startConsumer({ name: 'insight', consume: feed.consume, onChanges, log: silent }) };
};

test('takes batches until there is nothing left', async () => {
  const seen: number[] = [];
  const { consumer } = start([3, 2, 1], async (changes) => void seen.push(changes.length));
  expect(await consumer.drained()).toBe(true);
  expect(seen).toEqual([3, 2, 1]);
  expect(await consumer.drained()).toBe(false);
  await consumer.stop();
});

test('a wake ends the wait at once', async () => {
  const batches: number[] = [];
  const { feed, consumer } = start(batches);
  await consumer.drained();
  const before = feed.asked.length;
  const began = performance.now();
  batches.push(1);
  consumer.wake();
  while (feed.asked.length === before) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(performance.now() - began).toBeLessThan(1_000);
  await consumer.stop();
});

test('a batch that failed is tried again, and nothing after it is taken before', async () => {
  const seen: number[] = [];
  const { consumer } = start([new Error('away'), 2], async (changes) => void seen.push(changes.length));
  expect(await consumer.drained()).toBe(true);
  expect(seen).toEqual([2]);
  expect(consumer.failing()).toBe(false);
  await consumer.stop();
});

test('stopping lets go of whoever waits', async () => {
  const { consumer } = start([new Error('away'), new Error('away'), new Error('away'), new Error('away')]);
  const waiting = consumer.drained();
  await consumer.stop();
  expect(await waiting).toBe(false);
});

import { setTimeout as sleep } from 'node:timers/promises';
import { type Consumer, startConsumer } from './consumer.ts';
import type { Feed } from '#repository';
import type { Core } from './core.ts';

export type Consumers = {
  /** Resolves when everything written before was taken; tells now and then how many changes wait. */
  readonly caughtUp: (tell?: (waiting: number) => void) => Promise<void>;
  /** Names of consumers whose last tries failed. */
  readonly failing: () => readonly string[];
  readonly stop: () => Promise<void>;
};

/** One loop for each joint that follows the feed, woken by every commit. */
export async function startConsumers({ started, feed, log }: Core): Promise<Consumers> {
  const consumers: readonly Consumer[] = started.flatMap(({ name, onChanges }) =>
    onChanges ? [startConsumer({ name, onChanges, consume: feed.consume, log })] : [],
  );
  const stopListening = await feed.listen(() => {
    for (const consumer of consumers) consumer.wake();
  });
  return {
    caughtUp: (tell) => telling(() => caughtUp(consumers, feed), { tell, consumers, feed }),
    failing: () => consumers.filter((consumer) => consumer.failing()).map(({ name }) => name),
    stop: async () => {
      await stopListening();
      await Promise.all(consumers.map((consumer) => consumer.stop()));
    },
  };
}

/** How often, and how long at most, it is looked whether a transaction that holds the feed back has ended. */
const HELD_LOOK_MS = 20;
const HELD_MAX_MS = 60_000;

/**
 * A consumer may write changes that another follows: done when a round over all of them took nothing, and nothing is held back.
 * A transaction that runs, of whatever database of the server, holds back what was written after it began.
 */
async function caughtUp(consumers: readonly Consumer[], feed: Feed): Promise<void> {
  let heldMs = 0;
  while (heldMs < HELD_MAX_MS) {
    const took = await Promise.all(consumers.map((consumer) => consumer.drained()));
    if (took.includes(true)) continue;
    const able = consumers.filter((consumer) => !consumer.failing());
    const behind = await Promise.all(able.map(({ name }) => feed.behind(name, 1)));
    if (behind.every((count) => count === 0)) return;
    await sleep(HELD_LOOK_MS);
    heldMs += HELD_LOOK_MS;
  }
}

const TELL_MS = 500;
const COUNTED_MAX = 1_000_000;

type Told = {
  readonly tell: ((waiting: number) => void) | undefined;
  readonly consumers: readonly Consumer[];
  readonly feed: Feed;
};

/** Counts what waits while `work` goes on. The count is for people: where it fails, the work still counts. */
async function telling(work: () => Promise<void>, { tell, consumers, feed }: Told): Promise<void> {
  if (!tell) return work();
  const count = async (): Promise<void> => {
    const behind = await Promise.all(consumers.map(({ name }) => feed.behind(name, COUNTED_MAX)));
    tell(Math.max(0, ...behind));
  };
  const timer = setInterval(() => void count().catch(() => undefined), TELL_MS);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
}

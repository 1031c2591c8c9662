import { type Consumer, startConsumer } from './consumer.ts';
import type { Core } from './core.ts';

export type Consumers = {
  readonly caughtUp: () => Promise<void>;
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
    caughtUp: () => caughtUp(consumers),
    failing: () => consumers.filter((consumer) => consumer.failing()).map(({ name }) => name),
    stop: async () => {
      await stopListening();
      await Promise.all(consumers.map((consumer) => consumer.stop()));
    },
  };
}

/** A consumer may write changes that another follows: done when a round over all of them took nothing. */
async function caughtUp(consumers: readonly Consumer[]): Promise<void> {
  for (;;) {
    const took = await Promise.all(consumers.map((consumer) => consumer.drained()));
    if (!took.includes(true)) return;
  }
}

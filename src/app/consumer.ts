import { traceOf } from '#http';
import type { Log } from '#joint';
import type { Change, Feed } from '#repository';
import type { Transaction } from '#store';

export type ConsumerParts = {
  readonly name: string;
  readonly consume: Feed['consume'];
  readonly onChanges: (changes: readonly Change[], transaction: Transaction) => Promise<void>;
  readonly log: Log;
};

export type Consumer = {
  readonly name: string;
  /** There is something new. */
  readonly wake: () => void;
  /** Resolves when the feed was found empty after this call; says whether anything was taken until then. */
  readonly drained: () => Promise<boolean>;
  readonly stop: () => Promise<void>;
  /** Whether the last tries failed: what it keeps is getting old. */
  readonly failing: () => boolean;
};

const BATCH = 500;
/** A notification may be lost while the connection for them is down: the feed is looked at this often anyway. */
const LOOK_MS = 2_000;
/** While more is coming, changes gather for a moment: a busy feed costs a few batches a second, not one a commit. */
const GATHER_MS = 250;
const BACK_OFF_MS = [100, 500, 2_000, 5_000] as const;
const FAILURES_MAX = 2;

type Waiter = { readonly done: (took: boolean) => void; took: boolean; asked: boolean };

/** One loop: takes batches while there are any, then waits for a wake. A failed batch is tried again; nothing is skipped. */
export function startConsumer(parts: ConsumerParts): Consumer {
  const alarm = newAlarm();
  /** Rung where somebody waits for the feed to be empty, and not by what is new in it. */
  const hurry = newAlarm();
  let waiting: Waiter[] = [];
  const state = { stopped: false };
  let failures = 0;

  const take = async (): Promise<void> => {
    for (const waiter of waiting) waiter.asked = true;
    const taken = await parts.consume(parts.name, BATCH, parts.onChanges);
    failures = 0;
    const asked = waiting.filter((waiter) => waiter.asked);
    for (const waiter of asked) waiter.took ||= taken > 0;
    if (taken > 0) {
      if (taken < BATCH && waiting.length === 0) await hurry.sleep(GATHER_MS);
      return;
    }
    waiting = waiting.filter((waiter) => !waiter.asked);
    for (const waiter of asked) waiter.done(waiter.took);
    await alarm.sleep(LOOK_MS);
  };
  const loop = (async () => {
    while (!state.stopped) {
      await take().catch(async (error: unknown) => {
        const wait = BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length - 1)] ?? LOOK_MS;
        failures++;
        parts.log.error(
          { consumer: parts.name, failures, ...traceOf(error) },
          'feed: a batch failed, to be tried again',
        );
        await alarm.sleep(wait);
      });
    }
  })();
  return {
    name: parts.name,
    wake: alarm.ring,
    drained: () =>
      new Promise((done) => {
        waiting.push({ done, took: false, asked: false });
        alarm.ring();
        hurry.ring();
      }),
    failing: () => failures > FAILURES_MAX,
    stop: async () => {
      state.stopped = true;
      alarm.ring();
      hurry.ring();
      await loop;
      for (const waiter of waiting) waiter.done(waiter.took);
    },
  };
}

/** A sleep that a ring ends; a ring that comes before the sleep is not lost. */
function newAlarm(): { readonly ring: () => void; readonly sleep: (ms: number) => Promise<void> } {
  let rung = false;
  let wake: () => void = () => undefined;
  return {
    ring: () => {
      rung = true;
      wake();
    },
    sleep: async (ms) => {
      await new Promise<void>((resolve) => {
        if (rung) return resolve();
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      rung = false;
    },
  };
}

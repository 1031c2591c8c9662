import { traceOf } from '#http';
import type { Log } from '#joint';
import type { Head, Seals } from '#repository';

/** Where else the seals are told: whoever rewrites the audit and its seals cannot reach all of them. */
export type Anchoring = { readonly name: string; readonly tell: (head: Head) => Promise<void> };

export type SealingParts = { readonly seals: Seals; readonly anchorings: readonly Anchoring[]; readonly log: Log };

const EVERY_MS = 1_000;
const ANCHOR_EVERY_MS = 10_000;

export type Sealing = {
  /** Seals and tells what there is now. */
  readonly now: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Seals the audit every second, and tells the newest seal elsewhere every ten. What fails is tried again the next time. */
export function startSealing({ seals, anchorings, log }: SealingParts): Sealing {
  const told = new Map<string, number>();
  let anchored = 0;
  let running: Promise<void> = Promise.resolve();
  const failed = (what: string) => (error: unknown) => {
    log.warn({ what, ...traceOf(error) }, 'audit: not done, to be tried again');
  };
  const anchor = async (): Promise<void> => {
    const head = await seals.head();
    if (!head) return;
    await Promise.all(
      anchorings.map(async ({ name, tell }) => {
        if (told.get(name) === head.n) return;
        await tell(head).then(() => told.set(name, head.n), failed(`anchor ${name}`));
      }),
    );
  };
  const pass = async (last: boolean): Promise<void> => {
    while ((await seals.seal()) > 0);
    anchored += EVERY_MS;
    if (!last && anchored < ANCHOR_EVERY_MS) return;
    anchored = 0;
    await anchor();
  };
  const next = (last: boolean): Promise<void> => {
    running = running.then(() => pass(last)).catch(failed('seal'));
    return running;
  };
  const timer = setInterval(() => void next(false), EVERY_MS);
  timer.unref();
  return {
    now: () => next(true),
    stop: async () => {
      clearInterval(timer);
      await next(true);
    },
  };
}

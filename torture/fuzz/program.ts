import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../cluster.ts';

/** The program as it is measured: its process, and how to have all that is free in it collected. */
export type Program = { readonly pid: number; readonly collect: () => Promise<void> };

/** Small enough that a leak shows, and what a small machine gives. */
const HEAP_MB = 700;
const PATIENCE_MS = 30_000;
const COLLECT = join(import.meta.dirname, 'collect.mjs');

/** Starts the program so that it can be told to collect: what earlier requests left would be taken for memory that this one did not need. */
export async function startMeasured(cluster: Cluster): Promise<Program> {
  await cluster.start({ NODE_OPTIONS: `--max-old-space-size=${HEAP_MB} --import ${COLLECT}` });
  const pid = cluster.pid();
  let times = 0;
  return {
    pid,
    collect: async () => {
      times += 1;
      process.kill(pid, 'SIGUSR2');
      const until = performance.now() + PATIENCE_MS;
      while (!cluster.output().includes(`collected ${times}\n`)) {
        if (performance.now() > until) throw new Error('the program did not collect what is free');
        await sleep(5);
      }
    },
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '#app';
import { migrate, openStore, type Store, startEmbedded } from '#store';
import { BASE, COUNCIL, HOST, openWorld, TRUST, type World } from '../src/obligation/world.testing.ts';
import { quantile } from './gauge.ts';
import type { Claim } from './run.ts';

const OPEN = 10_000;
const AT_ONCE = 500;
const ROUNDS = 7;
const DAY_MS = 86_400_000;

/** 10,000 open obligations: every date counted anew, and all of them falling due at one moment, each told to its next rung. */
export const obligations: Claim = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'concord-bench-obligations-'));
  const engine = await startEmbedded({ folder, sharedBuffers: '256MB' });
  const store = await openStore({ url: engine.url, max: 12, statementTimeoutMs: 300_000 });
  try {
    await migrate(store, migrations());
    const world = await openWorld(store);
    await fill(store, world);
    const recounts: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) recounts.push(await timed(() => world.obligations.recount()));
    const falls: number[] = [];
    for (const days of [30, 30, 30, 30]) {
      world.clock.now += days * DAY_MS;
      falls.push(await timed(() => world.obligations.fallDue()));
    }
    return [
      { name: '10,000 open obligations counted anew, median', value: Math.round(quantile(recounts, 0.5)), unit: 'ms' },
      { name: 'the same, slowest', value: Math.round(Math.max(...recounts)), unit: 'ms' },
      { name: '10,000 falling due at once, each told to a rung', value: Math.round(Math.max(...falls)), unit: 'ms' },
    ];
  } finally {
    await store.close();
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

/** Of every three one was paused and resumed; rungs lie 20 working days apart, so that each wait tells one of them. */
async function fill(store: Store, { obligations: engine, repository, seat }: World): Promise<void> {
  const by = await repository.system(TRUST);
  const social = await seat(COUNCIL, 'social-worker');
  const ladder = [0, 20, 40, 60].map((afterWorkingDays) => ({
    to: { organization: HOST, role: 'programme-lead' as const },
    afterWorkingDays,
  }));
  for (let first = 0; first < OPEN; first += AT_ONCE) {
    await store.write(async (transaction) => {
      for (let number = first; number < first + AT_ONCE; number += 1) {
        const opened = await engine.open(transaction, by, { ...BASE, ladder, key: `bench/${number}` });
        if (!opened.ok) throw new Error('the bench opens what is in order');
        if (number % 3 !== 0) continue;
        await engine.pause(transaction, social, opened.value, 'waits for the list');
        await engine.resume(transaction, social, opened.value);
      }
    });
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

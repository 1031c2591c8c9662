import { type Random, seeded } from '#base';
import { startEmbedded } from '#store';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openProxy, type Proxy } from '../../src/store/proxy.testing.ts';
import { checkRecord, type Violation } from '../checkers/record.ts';
import { type Cluster, freePort } from '../cluster.ts';
import { mounted, run } from '../mount.ts';
import { type Arena, inArena, type Result, type Scenario, withDatabaseAt } from '../scenario.ts';
import { startWriters, type Writers } from '../writer.ts';

const WRITERS = 16;
/** Whoever asks is answered by then, and what works again is used again by then. */
const ANSWER_WITHIN_MS = 20_000;
const HEALED_WITHIN_MS = 30_000;

/** R6: the connection to the database is cut at a random byte, goes silent, or stands still for 2 s; once it stands still until it is let go. */
export const connectionFaults: Scenario = {
  name: 'R6',
  run: ({ count, seed, until }) =>
    inArena('r6', async ({ cluster, journal }) => {
      const engine = await startEmbedded({ folder: join(cluster.folder, 'server'), port: await freePort() });
      const proxy = await openProxy(engine.url);
      try {
        await cluster.start({ DATABASE_URL: proxy.url });
        const writers = startWriters(cluster, journal, { count: WRITERS, seed });
        const random = seeded(seed);
        const violations: Violation[] = [];
        let slowest = 0;
        let cases = 0;
        for (; cases < count && Date.now() < until; cases += 1) {
          await sleep(100 + random() * 200);
          await harm(proxy, random, cases);
          slowest = Math.max(slowest, await healed(writers));
        }
        proxy.stall();
        violations.push(...(await refusals(cluster, 'R6')));
        proxy.flow();
        slowest = Math.max(slowest, await healed(writers));
        await writers.settle();
        violations.push(...late('R6', slowest));
        // What the server and its lines hold is given back before the record is looked at past them.
        await cluster.term();
        await proxy.close();
        violations.push(...(await withDatabaseAt(engine.url, (database) => checkRecord(database, journal.lines))));
        return { name: 'R6', cases: cases + 1, violations, note: `progress again after at most ${slowest} ms` };
      } finally {
        await cluster.term();
        await proxy.close();
        await engine.stop();
      }
    }),
};

async function harm(proxy: Proxy, random: Random, place: number): Promise<void> {
  const bytes = 1 + Math.floor(random() * 20_000);
  switch (place % 10) {
    case 3:
      return proxy.halfOpen();
    case 7:
      proxy.stall();
      await sleep(2_000);
      return proxy.flow();
    case 0:
    case 5:
      return proxy.cutAfter(0, 'to database');
    default:
      return proxy.cutAfter(bytes, place % 2 === 0 ? 'to database' : 'from database');
  }
}

/** R5: the disk is full, then free again; and a disk that stands still, then moves. */
export const diskFaults: Scenario = {
  name: 'R5',
  run: async ({ count, seed }) => {
    const results: Result[] = [];
    for (let time = 0; time < count; time += 1) {
      results.push(await onDisk('full', seed + time, fullDisk), await onDisk('frozen', seed + time, frozenDisk));
    }
    const notes = results.flatMap(({ note }) => (note === undefined ? [] : [note]));
    const violations = results.flatMap((result) => result.violations);
    return { name: 'R5', cases: results.length, violations, note: [...new Set(notes)].join('; ') };
  },
};

type Harm = (arena: Arena, disk: string) => Promise<() => Promise<void>>;

/** A server on a small disk of its own, which is harmed under writers and then let go. */
async function onDisk(kind: 'full' | 'frozen', seed: number, harmed: Harm): Promise<Result> {
  const result = await mounted(kind === 'full' ? 'tmpfs' : 'ext4', (disk) =>
    inArena(
      `r5-${kind}`,
      async (arena) => {
        const { cluster, journal, check } = arena;
        await cluster.start();
        const writers = startWriters(cluster, journal, { count: WRITERS, seed });
        await healed(writers);
        const release = await harmed(arena, disk);
        const told = await refusals(cluster, 'R5').finally(release);
        const slowest = await healed(writers);
        await writers.settle();
        const ended = cluster.running() ? [] : [{ invariant: 'R5', text: 'the server ended' }];
        const violations = [...told, ...ended, ...late('R5', slowest), ...(await check())];
        return { name: 'R5', cases: 1, violations, note: `${kind} disk: work again after ${slowest} ms` };
      },
      disk,
    ),
  );
  return result ?? { name: 'R5', cases: 0, violations: [], note: `${kind} disk skipped: no mount` };
}

async function fullDisk(_: Arena, disk: string): Promise<() => Promise<void>> {
  const ballast = join(disk, 'ballast');
  const { bavail, bsize } = await statfs(disk);
  await mkdir(ballast, { recursive: true });
  // PostgreSQL has prepared room for its log; writers go on until that is used up too.
  await writeFile(join(ballast, 'all'), Buffer.alloc(bavail * bsize)).catch(() => undefined);
  return () => rm(ballast, { recursive: true, force: true });
}

async function frozenDisk(_: Arena, disk: string): Promise<() => Promise<void>> {
  await run('fsfreeze', ['-f', disk]);
  return () => run('fsfreeze', ['-u', disk]);
}

/** A read and a write while the fault lasts: a 503 that says when to come again, within bounds, sooner or later. */
async function refusals(cluster: Cluster, invariant: string): Promise<readonly Violation[]> {
  const began = Date.now();
  while (Date.now() - began < 60_000) {
    const asked = Date.now();
    const answer = await fetch(`${cluster.base()}/fhir/Patient`, {
      method: 'POST',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      headers: { authorization: `Bearer ${cluster.token}`, 'content-type': 'application/fhir+json' },
      body: JSON.stringify({ resourceType: 'Patient', name: [{ text: 'x'.repeat(20_000) }] }),
    }).catch(() => undefined);
    if (answer === undefined)
      return [{ invariant, text: `no answer within ${Date.now() - asked} ms while the fault lasted` }];
    const body = await answer.text();
    if (answer.status < 300) continue;
    const isTold = answer.status === 503 && Number(answer.headers.get('retry-after')) > 0 && body.includes('transient');
    return isTold ? [] : [{ invariant, text: `while the fault lasted: ${answer.status} ${body.slice(0, 200)}` }];
  }
  return [{ invariant, text: 'the fault did not show within 60 s' }];
}

/** How long until every writer has moved twice, in ms. */
async function healed(writers: Writers): Promise<number> {
  const [before, began] = [writers.answered(), Date.now()];
  while (writers.answered() < before + WRITERS * 2 && Date.now() - began < 2 * HEALED_WITHIN_MS) await sleep(20);
  return Date.now() - began;
}

function late(invariant: string, ms: number): readonly Violation[] {
  return ms > HEALED_WITHIN_MS ? [{ invariant, text: `nobody got on for ${ms} ms after the fault` }] : [];
}

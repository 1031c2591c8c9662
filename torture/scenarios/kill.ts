import { readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { seeded } from '#base';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../cluster.ts';
import { inArena, type Scenario, withDatabase } from '../scenario.ts';
import { startWriters } from '../writer.ts';

const WRITERS = 16;

/** R1: the server is killed at a random moment under 16 writers, again and again. */
export const randomKills: Scenario = {
  name: 'R1',
  run: ({ count, seed, until }) =>
    inArena('r1', async ({ cluster, journal, check }) => {
      const random = seeded(seed);
      let slowest = await cluster.start();
      const writers = startWriters(cluster, journal, { count: WRITERS, seed });
      let cycles = 0;
      for (; cycles < count && Date.now() < until; cycles += 1) {
        await sleep(150 + random() * 700);
        await cluster.kill();
        slowest = Math.max(slowest, await cluster.start());
      }
      await writers.settle();
      const note = `${writers.answered()} operations, slowest start ${Math.round(slowest)} ms`;
      return { name: 'R1', cases: cycles, violations: await check(), note };
    }),
};

/** R2: the server kills itself at a named point of a write. */
export const POINTS = ['after-begin', 'mid-bundle', 'before-commit', 'after-commit-before-ack'] as const;

export const pointKills: Scenario = {
  name: 'R2',
  run: ({ count, seed, until }) =>
    inArena('r2', async ({ cluster, journal, check }) => {
      let cases = 0;
      const never: string[] = [];
      await cluster.start();
      for (const [index, point] of POINTS.entries()) {
        for (let time = 0; time < count && Date.now() < until; time += 1) {
          await cluster.term();
          await cluster.start({ CONCORD_TORTURE: '1', CONCORD_FAULT: `${point}:0.02:${seed + time}` });
          const writers = startWriters(cluster, journal, { count: WRITERS, seed: seed * 1_000 + index * 100 + time });
          if (!(await cluster.ended(15_000))) never.push(point);
          await cluster.kill();
          await cluster.start();
          await writers.settle();
          cases += 1;
        }
      }
      const missed = never.map((point) => ({ invariant: 'R2', text: `the point ${point} was never reached` }));
      return { name: 'R2', cases, violations: [...missed, ...(await check())] };
    }),
};

/** R3: one backend of PostgreSQL, then the postmaster, is killed; the server must come back by itself. */
export const databaseKills: Scenario = {
  name: 'R3',
  run: ({ count, seed, until }) =>
    inArena('r3', async ({ cluster, journal, check }) => {
      await cluster.start();
      const writers = startWriters(cluster, journal, { count: WRITERS, seed });
      const random = seeded(seed);
      let slowest = 0;
      let cases = 0;
      for (; cases < count && Date.now() < until; cases += 1) {
        await sleep(300 + random() * 400);
        const pid = await withDatabase(cluster, (database) => victim(database, cluster, cases % 3 === 2));
        process.kill(pid, 'SIGKILL');
        const before = writers.answered();
        const began = Date.now();
        while (writers.answered() < before + WRITERS * 2 && Date.now() - began < 30_000) await sleep(20);
        slowest = Math.max(slowest, Date.now() - began);
      }
      await writers.settle();
      const stuck = cluster.running() ? [] : [{ invariant: 'R3', text: 'the server ended' }];
      return {
        name: 'R3',
        cases,
        violations: [...stuck, ...(await check())],
        note: `progress again after at most ${slowest} ms`,
      };
    }),
};

/** A backend of this cluster, or its postmaster: whatever has the number by now, only what lives in the cluster's own folder is killed. */
async function victim(
  database: { query: (text: string) => Promise<{ rows: { pid: number }[] }> },
  { folder }: Cluster,
  postmaster: boolean,
): Promise<number> {
  const data = join(folder, 'postgres', 'cluster');
  for (let tried = 0; tried < 20; tried += 1) {
    const { rows } = await database.query(
      `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() order by random() limit 1`,
    );
    const pid = postmaster ? Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]) : rows[0]?.pid;
    if (pid !== undefined && livesIn(pid, data)) return pid;
    await sleep(50);
  }
  throw new Error('no backend to kill');
}

function livesIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false;
  }
}

/** R16: SIGTERM under load drains: whatever was accepted is answered, and nothing is lost. */
export const terms: Scenario = {
  name: 'R16',
  run: ({ count, seed, until }) =>
    inArena('r16', async ({ cluster, journal, check }) => {
      await cluster.start();
      const writers = startWriters(cluster, journal, { count: WRITERS, seed });
      let slowest = 0;
      let cases = 0;
      for (; cases < count && Date.now() < until; cases += 1) {
        await sleep(500);
        slowest = Math.max(slowest, await cluster.term());
        await cluster.start();
      }
      await writers.settle();
      const slow = slowest > 10_000 ? [{ invariant: 'R16', text: `draining took ${Math.round(slowest)} ms` }] : [];
      return {
        name: 'R16',
        cases,
        violations: [...slow, ...(await check())],
        note: `slowest drain ${Math.round(slowest)} ms`,
      };
    }),
};

/** C1: a server that acknowledges before it commits. The checkers must catch it, or every other result is void. */
export const control: Scenario = {
  name: 'C1',
  run: ({ seed }) =>
    inArena('c1', async ({ cluster, journal, check }) => {
      await cluster.start({ CONCORD_TORTURE: '1', CONCORD_FAULT_ACK_BEFORE_COMMIT: '1' });
      const writers = startWriters(cluster, journal, { count: WRITERS, seed });
      for (let time = 0; time < 4; time += 1) {
        await sleep(600);
        await cluster.kill();
        await cluster.start({ CONCORD_TORTURE: '1', CONCORD_FAULT_ACK_BEFORE_COMMIT: '1' });
      }
      await writers.settle();
      const caught = (await check()).filter((violation) => violation.invariant === 'I1');
      const note = `${caught.length} lost writes caught`;
      const missed =
        caught.length > 0
          ? []
          : [{ invariant: 'C1', text: 'a server that acknowledges before it commits was not caught' }];
      return { name: 'C1', cases: 1, violations: missed, note };
    }),
};

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Violation } from '../checkers/record.ts';
import type { Cluster } from '../cluster.ts';
import { memoryOf } from '../fuzz/process.ts';
import { inArena, type Scenario } from '../scenario.ts';
import { startWriters } from '../writer.ts';

const WRITERS = 16;

/** R15: the program stands still for 600 ms (stopped and let go), as by a long pause of its memory or its machine. */
export const stalls: Scenario = {
  name: 'R15',
  run: ({ count, seed, until }) =>
    inArena('r15', async ({ cluster, journal, check }) => {
      await cluster.start();
      const writers = startWriters(cluster, journal, { count: WRITERS, seed });
      let cases = 0;
      for (; cases < count && Date.now() < until; cases += 1) {
        await sleep(300);
        process.kill(cluster.pid(), 'SIGSTOP');
        await sleep(600);
        process.kill(cluster.pid(), 'SIGCONT');
      }
      await writers.settle();
      return { name: 'R15', cases, violations: await check() };
    }),
};

/** R7: the clock of the program jumps by up to two hours, both ways: versions are counted, and no time runs backwards. */
export const clocks: Scenario = {
  name: 'R7',
  run: ({ count, until }) =>
    inArena('r7', async ({ cluster, check }) => {
      const folder = await mkdtemp(join(tmpdir(), 'concord-clock-'));
      const [offset, script] = [join(folder, 'offset'), join(folder, 'clock.mjs')];
      await writeFile(offset, '0');
      await writeFile(script, CLOCK);
      try {
        const options = `${process.env['NODE_OPTIONS'] ?? ''} --import ${script}`.trim();
        await cluster.start({ NODE_OPTIONS: options, TORTURE_CLOCK: offset });
        const violations: Violation[] = [];
        let last = { version: 0, at: '' };
        let cases = 0;
        for (; cases < count && Date.now() < until; cases += 1) {
          for (const hours of [0, 2, -2, 1, -1, 0]) {
            await writeFile(offset, String(hours * 3_600_000));
            await sleep(60);
            const now = await written(cluster, cases, hours);
            if (now.version !== last.version + 1 || now.at < last.at)
              violations.push({ invariant: 'R7', text: `${hours} h off: ${JSON.stringify([last, now])}` });
            last = now;
          }
        }
        return { name: 'R7', cases, violations: [...violations, ...(await check())] };
      } finally {
        await cluster.term();
        await rm(folder, { recursive: true, force: true });
      }
    }),
};

/** Loaded before the program: its clock is that of the machine and what a file says. */
const CLOCK = `
import { readFileSync } from 'node:fs';
const real = Date.now;
let off = 0;
setInterval(() => { try { off = Number(readFileSync(process.env.TORTURE_CLOCK, 'utf8')); } catch {} }, 10).unref();
Date.now = () => real() + off;
globalThis.Date = new Proxy(Date, { construct: (of, given, to) => Reflect.construct(of, given.length === 0 ? [real() + off] : given, to) });
`;

async function written(cluster: Cluster, round: number, hours: number): Promise<{ version: number; at: string }> {
  const answer = await fetch(`${cluster.base()}/fhir/Basic/clock`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${cluster.token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Basic', id: 'clock', code: { text: `${round} ${hours} ${Math.random()}` } }),
  });
  const body = (await answer.json()) as { meta?: { versionId?: string; lastUpdated?: string } };
  return { version: Number(body.meta?.versionId), at: body.meta?.lastUpdated ?? '' };
}

const IDLE = 5_000;
const SLOW = 200;
const LARGE = 6;
const LARGE_MB = 200;
const HELD_MB = 700;
/** Others share two processors with whoever sends 1.6 GB: below this the ratio to a quiet moment says nothing. */
const WAIT_MS = 1_000;

/** R14: bodies of 200 MB, thousands of connections that say nothing, and some that say a letter a second; others are served. */
export const pressure: Scenario = {
  name: 'R14',
  run: () =>
    inArena('r14', async ({ cluster, check }) => {
      await cluster.start({ NODE_OPTIONS: '--max-old-space-size=512' });
      const quiet = await p99(cluster, 200);
      const port = Number(new URL(cluster.base()).port);
      const idle = Array.from({ length: IDLE }, () => opened(port));
      const slow = Array.from({ length: SLOW }, () => opened(port));
      const drip = setInterval(() => {
        for (const socket of slow) socket.write('G');
      }, 1_000);
      try {
        const large = Array.from({ length: LARGE }, () => flood(port, cluster.token));
        const pressed = await p99(cluster, 400);
        const told = await Promise.all(large);
        const held = memoryOf(cluster.pid()).peak;
        const bad = told.filter((status) => status !== 413 && status !== 0);
        const violations = [
          ...(held > HELD_MB ? [{ invariant: 'R14', text: `${Math.round(held)} MB were held` }] : []),
          ...(bad.length > 0
            ? [{ invariant: 'R14', text: `a body of ${LARGE_MB} MB was told ${bad.join(', ')}` }]
            : []),
          ...(pressed > Math.max(3 * quiet, WAIT_MS)
            ? [{ invariant: 'R14', text: `others waited ${Math.round(pressed)} ms, ${Math.round(quiet)} ms before` }]
            : []),
          ...(cluster.running() ? [] : [{ invariant: 'R14', text: 'the server ended' }]),
        ];
        const note = `p99 of others ${Math.round(pressed)} ms (${Math.round(quiet)} ms alone), ${Math.round(held)} MB held at most`;
        return { name: 'R14', cases: IDLE + SLOW + LARGE, violations: [...violations, ...(await check())], note };
      } finally {
        clearInterval(drip);
        for (const socket of [...idle, ...slow]) socket.destroy();
      }
    }),
};

function opened(port: number): Socket {
  return connect(port, '127.0.0.1').on('error', () => undefined);
}

/** Sends a body of 200 MB as fast as it is taken; what it is told, 0 where the connection is closed on it. */
function flood(port: number, token: string): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const piece = Buffer.alloc(1024 * 1024, ' ');
    let left = LARGE_MB;
    let status = 0;
    const more = (): void => {
      while (left > 0 && !socket.destroyed) {
        left -= 1;
        if (!socket.write(piece)) return;
      }
    };
    socket.on('data', (part: Buffer) => {
      status ||= Number(part.toString('latin1').split(' ')[1]);
      socket.destroy();
    });
    socket.on('drain', more).on('error', () => undefined);
    socket.on('close', () => resolve(status));
    socket.write(
      `POST /fhir/ HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/fhir+json\r\ntransfer-encoding: chunked\r\n\r\n`,
    );
    socket.write(`${(LARGE_MB * 1024 * 1024).toString(16)}\r\n`);
    more();
  });
}

async function p99(cluster: Cluster, times: number): Promise<number> {
  const all: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const began = performance.now();
    const answer = await fetch(`${cluster.base()}/fhir/Patient?_count=1`, {
      headers: { authorization: `Bearer ${cluster.token}` },
    });
    await answer.arrayBuffer();
    all.push(performance.now() - began);
  }
  return all.sort((a, b) => a - b)[Math.floor(times * 0.99)] ?? 0;
}

import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from './run.ts';

/** Hundredths of a second: the kernel's clock ticks of /proc. */
const TICKS_A_SECOND = 100;

/**
 * CPU seconds used so far by processes and all their descendants, and their memory now: `pssMb` counts each page once (PostgreSQL's
 * backends share theirs), `rssMb` once a process. The embedded PostgreSQL is a descendant of the program that started it: name it in
 * `without` to leave it out.
 */
export function usage(
  roots: readonly number[],
  without: readonly number[] = [],
): {
  readonly cpuSeconds: number;
  readonly rssMb: number;
  readonly pssMb: () => number;
} {
  const known = new Map<number, { parent: number; ticks: number; rss: number }>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const text = readFileSync(`/proc/${name}/stat`, 'latin1');
      const field = text
        .slice(text.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      const at = (index: number) => field[index] ?? 0;
      // own time and that of children already reaped
      known.set(Number(name), { parent: at(1), ticks: at(11) + at(12) + at(13) + at(14), rss: at(21) * 4_096 });
    } catch {
      // it ended between the listing and the reading
    }
  }
  let ticks = 0;
  let rss = 0;
  const counted: number[] = [];
  for (const [pid, process] of known) {
    let up = pid;
    while (up > 1 && !roots.includes(up) && !without.includes(up)) up = known.get(up)?.parent ?? 0;
    if (!roots.includes(up)) continue;
    ticks += process.ticks;
    rss += process.rss;
    counted.push(pid);
  }
  const pssMb = () => Math.round(counted.map((pid) => kilobytes(pid, 'smaps_rollup', 'Pss')).reduce(sum, 0) / 1_024);
  return { cpuSeconds: ticks / TICKS_A_SECOND, rssMb: Math.round(rss / 1_048_576), pssMb };
}

/** The most memory that a process has had since it began, in MB. */
export function peakMb(pid: number): number {
  return Math.round(kilobytes(pid, 'status', 'VmHWM') / 1_024);
}

/** The memory that a process has now, in MB, without its children. */
export function ownMb(pid: number): number {
  return Math.round(kilobytes(pid, 'status', 'VmRSS') / 1_024);
}

/** A line of a file of /proc, 'Pss:   1234 kB'; 0 where the process has ended. */
function kilobytes(pid: number, file: string, name: string): number {
  try {
    return Number(
      new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/${file}`, 'latin1'))?.[1] ?? 0,
    );
  } catch {
    return 0;
  }
}

function sum(all: number, one: number): number {
  return all + one;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Runs jobs on a fixed number of connections until the count is done; answers each job's ms. */
export async function timed(
  width: number,
  count: number,
  job: (n: number) => Promise<void>,
): Promise<readonly number[]> {
  const took: number[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (next < count) {
        const n = next;
        next += 1;
        const began = performance.now();
        await job(n);
        took.push(performance.now() - began);
      }
    }),
  );
  return took;
}

const QUIET_SHARE = 0.15;
const LOOKS = 3;
const LOOK_MS = 2_000;
const QUIET_PATIENCE_MS = 180_000;

/** Waits until little else is done on the machine, for three minutes at most; says how much is. */
export async function quiet(): Promise<Figure> {
  console.error('waiting for a quiet machine');
  const until = performance.now() + QUIET_PATIENCE_MS;
  let [share, still] = [1, 0];
  while (still < LOOKS && performance.now() < until) {
    const before = worked();
    await sleep(LOOK_MS);
    const now = worked();
    share = (now.busy - before.busy) / Math.max(1, now.all - before.all);
    still = share < QUIET_SHARE ? still + 1 : 0;
  }
  return { name: 'of the machine in use as measuring began', value: Math.round(share * 100), unit: '%' };
}

function worked(): { readonly busy: number; readonly all: number } {
  const times = cpus().map((one) => one.times);
  const all = times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0);
  return { busy: all - times.reduce((sum, { idle }) => sum + idle, 0), all };
}

export function machine(): string {
  return `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
}

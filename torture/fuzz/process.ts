import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const TICK_MS = 10;

/** Processor time of a process and of all that it started, in ms (to a hundredth of a second each): a server and its database. */
export function cpuMsOf(pid: number): number {
  const all = new Map(processes().map((one) => [one.pid, one]));
  const belongs = (at: number): boolean => at === pid || (all.has(at) && belongs(all.get(at)?.parent ?? 0));
  return [...all.values()].filter((one) => belongs(one.pid)).reduce((sum, { ms }) => sum + ms, 0);
}

function processes(): readonly { readonly pid: number; readonly parent: number; readonly ms: number }[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    const fields = statOf(name);
    // Of its own and of children that have ended: user and system.
    const ms = [11, 12, 13, 14].reduce((sum, place) => sum + Number(fields[place]), 0) * TICK_MS;
    return fields.length === 0 ? [] : [{ pid: Number(name), parent: Number(fields[1]), ms }];
  });
}

function statOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
  } catch {
    return [];
  }
}

/** Memory of a process in MB: what it holds now, and the most it held since `forgetPeak`. */
export function memoryOf(pid: number): { readonly now: number; readonly peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  const read = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
  return { now: read('VmRSS'), peak: read('VmHWM') };
}

export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Case } from './case.ts';
import type { Fault } from './judge.ts';
import type { Target } from './patches.ts';
import { put } from './patching.ts';
import { cpuMsOf, forgetPeak, memoryOf } from './process.ts';
import type { Program } from './program.ts';
import type { Wire } from './wire.ts';

/** A case to be asked again, and what a patch meets. */
export type Again = { readonly one: Case; readonly before?: Target };

/** What a case costs: time on the clock, of the processors of server and database, and memory above what was held. */
export type Cost = { readonly ms: number; readonly cpuMs: number; readonly mb: number };

export const SLOW_MS = 200;
export const MEMORY_MB = 100;
const MUCH_TOO_SLOW_MS = 2_000;
/** What it takes to receive a body and to look at each of its letters once, whatever is said of it then. */
const READING_MS_A_MB = 10;
const TRIES = 5;
/** Where it is memory alone that is too much: what is free is given back by threads that a busy machine keeps waiting. */
const PATIENT_TRIES = 20;
const PAUSE_MS = 300;

/**
 * Alone, and the best of several tries: a machine that is busy with others has made it slow, not the case. What is free is collected
 * before each, and memory counts from the least that was then held: what others left lying about is none that this one did without.
 */
export async function costAlone(wire: Wire, program: Program, { one, before }: Again): Promise<Cost> {
  const { pid } = program;
  let best: Cost = { ms: Number.POSITIVE_INFINITY, cpuMs: Number.POSITIVE_INFINITY, mb: Number.POSITIVE_INFINITY };
  let [held, peak] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const again = (tried: number): boolean => tried < TRIES || (best.mb > MEMORY_MB && tried < PATIENT_TRIES);
  for (let tried = 0; again(tried); tried += 1) {
    if (tried >= TRIES) await sleep(PAUSE_MS);
    if (before) await put(wire, before);
    await program.collect();
    forgetPeak(pid);
    held = Math.min(held, memoryOf(pid).now);
    const cpuMs = cpuMsOf(pid);
    const { ms } = await wire.ask(one);
    peak = Math.min(peak, memoryOf(pid).peak);
    best = {
      ms: Math.min(best.ms, ms),
      cpuMs: Math.min(best.cpuMs, cpuMsOf(pid) - cpuMs),
      mb: peak - held,
    };
    if ((best.ms <= SLOW_MS && best.mb <= MEMORY_MB) || (tried > 0 && best.ms > MUCH_TOO_SLOW_MS)) break;
  }
  return best;
}

/**
 * A fault of time needs the processor's word as well as the clock's; only what is far beyond needs none. A body has the time that
 * reading its megabytes takes besides; a file of many records has the whole for each megabyte: it is a file, not a request.
 */
export function costFaults({ ms, cpuMs, mb }: Cost, one: Case): readonly Fault[] {
  const megabytes = (one.body?.length ?? 0) / 1_000_000;
  const times = one.kind === 'intake' ? Math.max(1, megabytes) : 1;
  const most = SLOW_MS * times + READING_MS_A_MB * megabytes;
  const isSlow = (ms > most && cpuMs > most) || ms > MUCH_TOO_SLOW_MS * times;
  return [
    ...(isSlow
      ? [{ rule: 'time', text: `${Math.round(ms)} ms alone, ${cpuMs} ms of processor, the best of ${TRIES}` }]
      : []),
    ...(mb > MEMORY_MB ? [{ rule: 'memory', text: `${Math.round(mb)} MB alone, the best of ${PATIENT_TRIES}` }] : []),
  ];
}

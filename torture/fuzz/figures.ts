import { type Answer, type Case, type Kind, told } from './case.ts';
import type { Fault } from './judge.ts';
import { cpuMsOf } from './process.ts';
import type { Target } from './patches.ts';
import type { Wire } from './wire.ts';

/** What a case showed; `before` is the resource that a patch met. */
export type Found = { readonly one: Case; readonly fault: Fault; readonly before?: Target };

const SLOW_MS = 200;
const TOO_SLOW_MS = 2_000;
const MEMORY_MB = 100;
/** Of one rule and refusal; more of the same teach nothing. */
const KEPT = 3;
const MOST_AGAIN = 200;

/** Counts answers, keeps what broke a rule, and asks again alone what was slow among others. */
export function openFigures() {
  const times = new Map<Kind, number[]>();
  const statuses = new Map<Kind, Map<number, number>>();
  const alike = new Map<string, number>();
  const found: Found[] = [];
  const slow: Case[] = [];
  const worst = { ms: 0, cpuMs: 0, over: 0, told: '' };
  let held = { before: 0, now: 0, peak: 0, cpuMs: 0 };
  const broke = (one: Case, fault: Fault, before?: Target): void => {
    const like = `${fault.rule} ${/"code":"[a-z]+\.[^"]*"/.exec(fault.text)?.[0] ?? fault.text.slice(0, 40)}`;
    alike.set(like, (alike.get(like) ?? 0) + 1);
    if ((alike.get(like) ?? 0) <= KEPT) found.push({ one, fault, ...(before === undefined ? {} : { before }) });
  };
  return {
    count: (one: Case, answer: Answer, faults: readonly Fault[], before?: Target): void => {
      const all = times.get(one.kind) ?? [];
      all.push(answer.ms);
      times.set(one.kind, all);
      const counts = statuses.get(one.kind) ?? new Map<number, number>();
      statuses.set(one.kind, counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1));
      for (const fault of faults) broke(one, fault, before);
      if (answer.ms > SLOW_MS && one.kind !== 'patch') slow.push(one);
    },
    /** The best of three times alone is what the case costs; the machine may be busy with others. */
    again: async (wire: Wire, pid: number): Promise<void> => {
      for (const one of slow.slice(0, MOST_AGAIN)) {
        const tries: { ms: number; cpuMs: number }[] = [];
        for (let round = 0; round < 3; round += 1) {
          const began = cpuMsOf(pid);
          const { ms } = await wire.ask(one);
          tries.push({ ms, cpuMs: cpuMsOf(pid) - began });
        }
        const ms = Math.min(...tries.map((each) => each.ms));
        if (ms > worst.ms) worst.told = told(one);
        worst.ms = Math.max(worst.ms, ms);
        worst.cpuMs = Math.max(worst.cpuMs, Math.min(...tries.map((each) => each.cpuMs)));
        if (ms > SLOW_MS) worst.over += 1;
        if (ms > TOO_SLOW_MS) broke(one, { rule: 'time', text: `${Math.round(ms)} ms alone, the best of three` });
      }
    },
    memory: (measured: typeof held): void => {
      held = measured;
    },
    found: (): readonly Found[] => found,
    lines: (): readonly string[] => [
      ...[...times].map(
        ([kind, all]) => `${kind}: ${all.length} cases, ${quantiles(all)}, ${counted(statuses.get(kind))}`,
      ),
      `${slow.length} over ${SLOW_MS} ms among others; alone at most ${Math.round(worst.ms)} ms and ${worst.cpuMs} ms of processor, ${worst.over} over ${SLOW_MS} ms`,
      `slowest alone: ${worst.told.slice(0, 400)}`,
      `memory: ${Math.round(held.before)} MB before, ${Math.round(held.now)} MB after, ${Math.round(held.peak)} MB at most (${MEMORY_MB} MB a case)`,
      `server: ${held.cpuMs} ms of processor`,
      ...[...alike].map(([like, count]) => `${count} x ${like}`),
    ],
    last: (): string =>
      `${[...times.values()].reduce((sum, all) => sum + all.length, 0)} cases, ${[...alike.values()].reduce((sum, count) => sum + count, 0)} faults`,
  };
}

function quantiles(all: readonly number[]): string {
  const sorted = [...all].sort((a, b) => a - b);
  const at = (part: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms`;
}

function counted(statuses: ReadonlyMap<number, number> = new Map()): string {
  return [...statuses]
    .sort(([a], [b]) => a - b)
    .map(([status, count]) => `${status}: ${count}`)
    .join(', ');
}

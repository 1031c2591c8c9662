import { type Again, costAlone, costFaults, MEMORY_MB, SLOW_MS } from './alone.ts';
import { type Answer, type Case, type Kind, told } from './case.ts';
import type { Fault } from './judge.ts';
import type { Target } from './patches.ts';
import type { Program } from './program.ts';
import type { Wire } from './wire.ts';

/** What a case showed; `before` is the resource that a patch met. */
export type Found = { readonly one: Case; readonly fault: Fault; readonly before?: Target };

/** Of one rule and refusal; more of the same teach nothing. */
const KEPT = 3;
/** Asked again alone: the slowest, and those with the longest bodies. */
const MOST_AGAIN = 120;
const LONGEST = 30;

/** Counts answers, keeps what broke a rule, and asks again alone what was slow among others. */
export function openFigures() {
  const times = new Map<Kind, number[]>();
  const statuses = new Map<Kind, Map<number, number>>();
  const alike = new Map<string, number>();
  const found: Found[] = [];
  const notes: string[] = [];
  const slow: (Again & { readonly ms: number })[] = [];
  let longest: readonly Again[] = [];
  const worst = { ms: 0, cpuMs: 0, mb: 0, told: '' };
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
      const again = before === undefined ? { one } : { one, before };
      if (answer.ms > SLOW_MS) slow.push({ ...again, ms: answer.ms });
      if ((one.body?.length ?? 0) > (longest.at(-1)?.one.body?.length ?? 0) || longest.length < LONGEST)
        longest = [...longest, again].sort((a, b) => lengthOf(b) - lengthOf(a)).slice(0, LONGEST);
    },
    again: async (wire: Wire, program: Program): Promise<void> => {
      const slowest = slow.sort((a, b) => b.ms - a.ms).slice(0, MOST_AGAIN);
      for (const again of new Set([...slowest, ...longest])) {
        const cost = await costAlone(wire, program, again);
        if (cost.ms > worst.ms) worst.told = told(again.one);
        worst.ms = Math.max(worst.ms, cost.ms);
        worst.cpuMs = Math.max(worst.cpuMs, cost.cpuMs);
        worst.mb = Math.max(worst.mb, cost.mb);
        for (const fault of costFaults(cost, again.one)) broke(again.one, fault, again.before);
      }
    },
    memory: (measured: typeof held): void => {
      held = measured;
    },
    /** A bomb, which is held to limits of its own. */
    burst: (one: Case, faults: readonly Fault[]): void => {
      for (const fault of faults) broke(one, fault);
    },
    note: (line: string): void => void notes.push(line),
    found: (): readonly Found[] => found,
    lines: (): readonly string[] => [
      ...[...times].map(
        ([kind, all]) => `${kind}: ${all.length} cases, ${quantiles(all)}, ${counted(statuses.get(kind))}`,
      ),
      `${slow.length} over ${SLOW_MS} ms among others; of these and the longest, alone at most ${Math.round(worst.ms)} ms, ${worst.cpuMs} ms of processor and ${Math.round(worst.mb)} MB`,
      `slowest alone: ${worst.told.slice(0, 400)}`,
      `memory: ${Math.round(held.before)} MB before, ${Math.round(held.now)} MB after, ${Math.round(held.peak)} MB at most (${MEMORY_MB} MB a case alone)`,
      `server and database: ${held.cpuMs} ms of processor`,
      ...notes,
      ...[...alike].map(([like, count]) => `${count} x ${like}`),
    ],
    last: (): string =>
      `${[...times.values()].reduce((sum, all) => sum + all.length, 0)} cases, ${[...alike.values()].reduce((sum, count) => sum + count, 0)} faults`,
  };
}

function lengthOf({ one }: Again): number {
  return one.body?.length ?? 0;
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

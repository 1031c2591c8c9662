import type { RiskStep, ShareRiskClause } from '#agreement';
import { splitByWeight } from '../split.ts';

/** What other money there is that a step can use: what schemes did not spend, and reserves. */
export type OtherMoney = (name: string) => bigint;

export type Taken = {
  /** 'Organization/x', the name of a pool or reserve, or '' for the pool itself. */
  readonly by: string;
  readonly minor: bigint;
  /** Whether it took as much as it was agreed to take at most. */
  readonly capped: boolean;
};

/** One step as it ran: what came to it, who took how much, and what it left to the next. */
export type StepRun = {
  readonly step: RiskStep;
  readonly came: bigint;
  readonly taken: readonly Taken[];
  readonly left: bigint;
};

/**
 * Runs what was agreed for a result, an underspend above nought or an overspend below it: each step takes what the ones before left,
 * up to what it may, split exactly by largest remainder. What one share cannot take because of its cap is left to the next step. Amounts of
 * steps are above nought both ways; the steps of an agreement that can be signed leave nothing.
 */
export function runShare(clause: ShareRiskClause, result: bigint, other: OtherMoney): readonly StepRun[] {
  const steps = result < 0n ? clause.overspend : clause.underspend;
  const runs: StepRun[] = [];
  let left = result < 0n ? -result : result;
  for (const step of steps) {
    if (left === 0n) break;
    const there = result < 0n ? without(other, runs) : ANY;
    const taken = takenBy(step, left, there).filter(({ minor }) => minor > 0n);
    const rest = left - taken.reduce((sum, { minor }) => sum + minor, 0n);
    runs.push({ step, came: left, taken, left: rest });
    left = rest;
  }
  return runs;
}

/** What each organisation carries or is given over all steps; what is kept in the pool or met by other money is nobody's. */
export function positionsOf(runs: readonly StepRun[]): ReadonlyMap<string, bigint> {
  const found = new Map<string, bigint>();
  for (const { taken } of runs)
    for (const { by, minor } of taken) if (by.startsWith('Organization/')) found.set(by, (found.get(by) ?? 0n) + minor);
  return found;
}

/** What other money there is still: what an earlier step took of it is not there twice. */
function without(other: OtherMoney, runs: readonly StepRun[]): OtherMoney {
  const used = runs.flatMap(({ taken }) => taken);
  return (name) => used.reduce((rest, { by, minor }) => (by === name ? rest - minor : rest), other(name));
}

/** What is left over goes into a reserve, which holds any amount, and not into what others left over. */
const ANY = undefined;

function takenBy(step: RiskStep, left: bigint, other: OtherMoney | undefined): readonly Taken[] {
  switch (step.step) {
    case 'carry':
      return [{ by: step.by, minor: left, capped: false }];
    case 'keep-in-pool':
      return [whole('', left, step.most?.minor)];
    case 'draw-reserve':
      return [whole(step.reserve, left, other ? least(other(step.reserve), step.most?.minor) : step.most?.minor)];
    case 'use-underspends':
      return other ? fromEach(step.of, left, other) : [];
    case 'split': {
      const shared = least(left, step.most?.minor);
      const parts = splitByWeight(
        shared,
        step.shares.map(({ parts: weight }) => BigInt(weight)),
      );
      return step.shares.map(({ organization, most }, at) => whole(organization, parts[at] ?? 0n, most?.minor));
    }
  }
}

/** One after the other, each as far as it goes. */
function fromEach(names: readonly string[], left: bigint, other: OtherMoney): readonly Taken[] {
  let wanted = left;
  return names.map((name) => {
    const taken = whole(name, wanted, other(name));
    wanted -= taken.minor;
    return taken;
  });
}

function whole(by: string, wanted: bigint, most: bigint | number | undefined): Taken {
  const cap = most === undefined ? undefined : BigInt(most) < 0n ? 0n : BigInt(most);
  const capped = cap !== undefined && wanted > cap;
  return { by, minor: capped ? cap : wanted, capped };
}

function least(one: bigint, other: number | undefined): bigint {
  return other === undefined || one < BigInt(other) ? one : BigInt(other);
}

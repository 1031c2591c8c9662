import { rounded } from '../charge/parts.ts';

/** A scheme so far: what was budgeted and spent, with how much was planned and done where both are known. */
export type SchemeSoFar = {
  readonly scheme: string;
  readonly budget: bigint;
  readonly spent: bigint;
  readonly promised: bigint;
  /** In ten-thousandths of a unit. */
  readonly planned?: bigint;
  readonly done?: bigint;
};

export type Cause = { readonly cause: 'price' | 'volume' | 'mix' | 'timing' | 'other'; readonly minor: bigint };

/**
 * What moved spending away from the budget, adding up to the difference to the penny. Where it is known how much was planned and done:
 * price is what each unit cost more, times what was done; volume is how much more was done in all, at the planned mean price; mix is that
 * more was done of what costs more, or less. Elsewhere: timing is what is promised and not spent yet, as far as less was spent than
 * budgeted; other is what was spent otherwise than budgeted.
 */
export function causesOf(schemes: readonly SchemeSoFar[]): readonly Cause[] {
  const counted = schemes.filter(isCounted);
  const rest = schemes.filter((one) => !isCounted(one));
  const budget = sum(counted, ({ budget: minor }) => minor);
  const [planned, done] = [sum(counted, (one) => one.planned), sum(counted, (one) => one.done)];
  // What the work that was done would have cost at the prices that were planned.
  const atPlan = sum(counted, (one) => rounded(one.budget * one.done, one.planned));
  const price = sum(counted, ({ spent }) => spent) - atPlan;
  const volume = planned === 0n ? 0n : rounded(budget * (done - planned), planned);
  const mix = atPlan - budget - volume;
  const timing = sum(rest, ({ budget: minor, spent, promised }) => {
    const under = minor - spent;
    return under > 0n ? -(under < promised ? under : promised) : 0n;
  });
  const other = sum(rest, ({ spent, budget: minor }) => spent - minor) - timing;
  const causes: readonly Cause[] = [
    { cause: 'price', minor: price },
    { cause: 'volume', minor: volume },
    { cause: 'mix', minor: mix },
    { cause: 'timing', minor: timing },
    { cause: 'other', minor: other },
  ];
  return causes.filter(({ minor }) => minor !== 0n);
}

type Counted = SchemeSoFar & { readonly planned: bigint; readonly done: bigint };

function isCounted(one: SchemeSoFar): one is Counted {
  return one.planned !== undefined && one.planned > 0n && one.done !== undefined;
}

function sum<T>(all: readonly T[], of: (one: T) => bigint): bigint {
  return all.reduce((total, one) => total + of(one), 0n);
}

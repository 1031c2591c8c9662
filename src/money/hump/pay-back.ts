import type { TransitionClause } from '#agreement';
import { type Day, plusMonths } from '#base';
import { partsOf, type Span } from '../charge/parts.ts';
import { worthOf } from './forecast.ts';

export type PaidBack = { readonly from: Day; readonly saved: bigint; readonly minor: bigint };

/** What is to be paid back for a period, once somebody has looked at what was saved. */
export type BackPart = Span & {
  /** Since the paying back began, up to the end of the period; below nought counts as nothing. */
  readonly saved: bigint;
  readonly minor: bigint;
  readonly agreed: boolean;
};

type Sums = {
  /** How many were done, by month. */
  readonly done: ReadonlyMap<string, number>;
  readonly agreed: readonly PaidBack[];
  /** What was given so far: no more is paid back. */
  readonly given: bigint;
  /** Periods that end by then are over. */
  readonly today: Day;
};

/**
 * The periods of paying back that are over. What is saved is counted from the first on, so that what is recorded later counts with the
 * next period, and a bad month is made good before anything is paid. Never more than was agreed, nor than was given.
 */
export function backParts(clause: TransitionClause, { done, agreed, given, today }: Sums): readonly BackPart[] {
  const { payBack } = clause;
  if (!payBack) return [];
  const until = payBack.until !== undefined && payBack.until < today ? payBack.until : today;
  const every = payBack.every === 'once' || payBack.every === 'week' ? 'month' : payBack.every;
  const most = smaller(BigInt(payBack.most.minor), given);
  let paid = 0n;
  return partsOf(every, payBack.from, { from: monthFirst(payBack.from), until })
    .filter((part) => part.until <= today)
    .map((part) => {
      const known = agreed.find(({ from }) => from === part.from);
      const saved = known?.saved ?? savedUpTo(clause, done, { from: monthFirst(payBack.from), until: part.until });
      const all = smaller((larger(saved, 0n) * BigInt(payBack.percentOfSavings)) / 100n, most);
      const minor = known?.minor ?? larger(all - paid, 0n);
      paid += minor;
      return { ...part, saved, minor, agreed: known !== undefined };
    });
}

/** Months of which nothing is known save nothing. */
function savedUpTo(clause: TransitionClause, done: ReadonlyMap<string, number>, { from, until }: Span): bigint {
  let saved = 0n;
  for (let month = from; month < until; month = plusMonths(month, 1)) {
    const count = done.get(month.slice(0, 7));
    if (count !== undefined) saved += worthOf(clause, count);
  }
  return saved;
}

function monthFirst(on: Day): Day {
  return `${on.slice(0, 7)}-01` as Day;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

import type { ShareRiskClause } from '#agreement';
import type { Day } from '#base';
import { runShare } from '../risk/program.ts';
import { type Share, sharesOfRun } from '../risk/share.ts';

/** What is put into a pool. */
export type PutIn = {
  readonly pool: string;
  readonly party: string;
  readonly on: Day;
  readonly minor: bigint;
  readonly fence: string;
};
/** What somebody is paid: out of a pool, or by a payer itself. */
export type Paid = {
  readonly pool: string;
  readonly payer?: string;
  readonly payee: string;
  readonly scheme: string;
  /** Names under which ring-fenced money pays for it, the closest first; absent: that of its scheme. */
  readonly fences?: readonly string[];
  /** What was done, where it is priced. */
  readonly activity?: string;
  readonly on: Day;
  readonly minor: bigint;
  /** Told apart for what it would move: care that is priced, or what was spent otherwise. */
  readonly priced: boolean;
};
/** A period after which a pool's result is shared. */
export type SharedAt = { readonly pool: string; readonly until: Day; readonly clause: ShareRiskClause };
/** What is kept apart for promises, by the day it was promised. */
export type Promised = { readonly pool: string; readonly on: Day; readonly minor: bigint };

/** All that happened in a period, under one agreement. */
export type Flows = {
  readonly putIn: readonly PutIn[];
  readonly paid: readonly Paid[];
  readonly shared: readonly SharedAt[];
  readonly promised: readonly Promised[];
};

export type Position = { putIn: bigint; inKind: bigint; pays: bigint; earned: bigint; shared: bigint };
export type Replayed = {
  readonly positions: ReadonlyMap<string, Position>;
  /** What is left in each pool, ring-fenced money and money in kind that was not given yet with it. */
  readonly left: ReadonlyMap<string, bigint>;
};

export const IN_KIND = 'in-kind ';

/**
 * Replays a period: who puts in, pays, earns and shares how much. What all have in the end and what is left in the pools add up to
 * nought, to the penny: money is neither made nor lost.
 */
export function replay(flows: Flows, parties: readonly string[]): Replayed {
  const positions = new Map<string, Position>(parties.map((party) => [party, none()]));
  const of = (party: string): Position => {
    const known = positions.get(party) ?? none();
    positions.set(party, known);
    return known;
  };
  const left = new Map<string, bigint>();
  const move = (pool: string, minor: bigint): void => void left.set(pool, (left.get(pool) ?? 0n) + minor);
  for (const { party, pool, minor, fence } of flows.putIn) {
    of(party)[fence.startsWith(IN_KIND) ? 'inKind' : 'putIn'] += minor;
    move(pool, minor);
  }
  for (const { payee, payer, pool, minor } of flows.paid) {
    of(payee).earned += minor;
    if (payer === undefined) move(pool, -minor);
    else of(payer).pays += minor;
  }
  const moved = new Map<string, Moved[]>();
  for (const one of [...flows.shared].sort((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : 0))) {
    for (const share of sharesOf(flows, one, moved)) {
      note(moved, one.pool, one.until, share.minor);
      if (share.by.startsWith('Organization/')) {
        of(share.by).shared += share.minor;
        move(one.pool, share.minor);
      } else if (flows.putIn.some(({ pool }) => pool === share.by)) {
        note(moved, share.by, one.until, -share.minor);
        move(one.pool, share.minor);
        move(share.by, -share.minor);
      }
    }
  }
  return { positions, left };
}

export function netOf({ putIn, inKind, pays, earned, shared }: Position): bigint {
  return earned - putIn - inKind - pays - shared;
}

type Moved = { readonly on: Day; readonly minor: bigint };

function sharesOf(
  flows: Flows,
  { pool, until, clause }: SharedAt,
  moved: ReadonlyMap<string, readonly Moved[]>,
): readonly Share[] {
  const result = resultOf(flows, moved, { pool, on: until });
  const runs = runShare(clause, result, (name) => {
    const other = flows.putIn.some((one) => one.pool === name);
    const there = other
      ? resultOf(flows, moved, { pool: name, on: until })
      : fencedLeft(flows, { pool, on: until }, name);
    return there > 0n ? there : 0n;
  });
  return sharesOfRun(runs, result < 0n);
}

type At = { readonly pool: string; readonly on: Day };

/** What is there for all of a pool on a day: what is ring-fenced for a scheme pays for it first, and is not shared. */
function resultOf(flows: Flows, moved: ReadonlyMap<string, readonly Moved[]>, at: At): bigint {
  const { left, beyond } = fencedOn(flows, at);
  const promised = sum(flows.promised, ({ pool, on, minor }) => (pool === at.pool && on <= at.on ? minor : 0n));
  const before = sum(moved.get(at.pool) ?? [], ({ on, minor }) => (on <= at.on ? minor : 0n));
  return (left.get('') ?? 0n) - beyond - promised + before;
}

function fencedLeft(flows: Flows, at: At, fence: string): bigint {
  return fencedOn(flows, at).left.get(fence) ?? 0n;
}

/** What is left of what each fence was given, '' without one, and what was spent beyond all that was ring-fenced for it. */
function fencedOn({ putIn, paid }: Flows, { pool, on }: At): Fenced {
  const left = new Map<string, bigint>();
  for (const one of putIn)
    if (one.pool === pool && one.on <= on) left.set(one.fence, (left.get(one.fence) ?? 0n) + one.minor);
  const spending = new Map<string, { readonly fences: readonly string[]; minor: bigint }>();
  for (const { pool: from, payer, on: day, scheme, fences = [scheme], minor } of paid) {
    if (from !== pool || payer !== undefined || day > on) continue;
    const known = spending.get(fences.join(' ')) ?? { fences, minor: 0n };
    spending.set(fences.join(' '), { fences, minor: known.minor + minor });
  }
  let beyond = 0n;
  for (const { fences, minor } of spending.values()) {
    const own = fences.filter((fence) => fence !== '' && left.has(fence));
    // What was paid back beyond what was paid is there for all, where nothing is ring-fenced for its scheme.
    let still = own.length > 0 && minor < 0n ? 0n : minor;
    for (const fence of own) {
      const there = left.get(fence) ?? 0n;
      const part = there < still ? there : still;
      left.set(fence, there - part);
      still -= part;
    }
    beyond += still;
  }
  return { left, beyond };
}

type Fenced = { readonly left: ReadonlyMap<string, bigint>; readonly beyond: bigint };

function note(moved: Map<string, Moved[]>, pool: string, on: Day, minor: bigint): void {
  moved.set(pool, [...(moved.get(pool) ?? []), { on, minor }]);
}

function none(): Position {
  return { putIn: 0n, inKind: 0n, pays: 0n, earned: 0n, shared: 0n };
}

function sum<T>(all: readonly T[], of: (one: T) => bigint): bigint {
  return all.reduce((total, one) => total + of(one), 0n);
}

import { openStore, type Store } from '#store';
import { type Front, openFront, type Place } from './world.ts';

/** Where a pair of worlds stands: A here, B there. */
export type Pair = {
  readonly left: Place;
  readonly right: Place;
  /** Both can stand at once, and are asked side by side; else B stands where A stood. */
  readonly isApart: boolean;
  readonly close: () => Promise<void>;
};

/** Where one pair of worlds after the other stands. */
export type Ground = {
  readonly pair: (seed: number) => Promise<Pair>;
  readonly close: () => Promise<void>;
};

/** Databases with the tables of the repository, which are nobody else's. */
export type Addresses = { readonly shared: string; readonly left: string; readonly right: string };

const EVERY = 10;
/** A file that staff's own document brought to them was once told in the pair of 1,000,507: that stands apart for good. */
const APART = 7;

/**
 * One pair in ten stands as an installation does: each world in a database of its own with figures of its own, plans made for its own
 * rows, and a server that was opened for it; both are asked at once. What the other nine share cannot hide anything for long.
 */
export function standsApart(seed: number): boolean {
  return seed % EVERY === APART;
}

export async function openGround({ shared, left, right }: Addresses): Promise<Ground> {
  const together = await openTogether(shared);
  return {
    pair: (seed) => (standsApart(seed) ? apart(left, right) : together.pair()),
    close: together.close,
  };
}

async function apart(left: string, right: string): Promise<Pair> {
  const [a, b] = await Promise.all([alone(left), alone(right)]);
  return { left: a, right: b, isApart: true, close: async () => void (await Promise.all([a.close(), b.close()])) };
}

async function alone(url: string): Promise<Place & { readonly close: () => Promise<void> }> {
  const store = await openStore({ url, max: 4, acceptDataLoss: true });
  const front = await openFront();
  const close = async (): Promise<void> => {
    await front.close();
    await store.close();
  };
  return { store, front, emptied: 'by truncation', close };
}

/** Most plans are of one viewer, and a connection keeps them all: after so many pairs of worlds others take its place. */
const PAIRS_A_CONNECTION = 5;

/**
 * B in A's tables, after A: what PostgreSQL was asked in A it need not plan again in B, or for the next program of the same viewer. The
 * servers are opened once; A has one and B another, so that what a server may remember of A is nowhere near B.
 */
async function openTogether(url: string) {
  const [left, right] = await Promise.all([openFront(), openFront()]);
  let open: Store | undefined;
  let pairs = 0;
  const shut = async (): Promise<void> => {
    const last = open;
    open = undefined;
    pairs = 0;
    await last?.close();
  };
  const pair = async (): Promise<Pair> => {
    if (pairs >= PAIRS_A_CONNECTION) await shut();
    open ??= await openStore({ url: withOnePlan(url), max: 2, acceptDataLoss: true, keepsPlans: true });
    pairs += 1;
    const store = open;
    const placed = (front: Front): Place => ({ store, front, emptied: 'by deletion' });
    return { left: placed(left), right: placed(right), isApart: false, close: async () => undefined };
  };
  return { pair, close: async () => void (await Promise.all([shut(), left.close(), right.close()])) };
}

/** A statement has one plan, whatever its values: over tables as small as these none is better than another. */
function withOnePlan(url: string): string {
  const there = new URL(url);
  there.searchParams.set('options', '-c plan_cache_mode=force_generic_plan');
  return String(there);
}

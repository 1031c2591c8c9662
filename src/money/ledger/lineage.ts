import { splitByWeight } from '../split.ts';
import { type BookAccount, sharesOf, type Share } from './book.ts';
import { NOBODY, type Part, type Whose } from './entry.ts';

/**
 * Whose money pays: first what is ring-fenced for it, by each of these fences in turn, then what is for all of the pool, each pro rata
 * of what its owners have there, by largest remainder. What is missing is nobody's: an overspend, until it is shared.
 */
export function draw(fund: BookAccount, amount: bigint, fences: readonly string[]): readonly Part[] {
  const shares = sharesOf(fund).filter(({ owner }) => owner !== '');
  const parts: Part[] = [];
  let left = amount;
  for (const one of [...fences.filter((fence) => fence !== ''), '']) {
    const from = take(
      shares.filter(({ fence }) => fence === one),
      left,
    );
    parts.push(...from.parts);
    left -= from.taken;
  }
  return left > 0n ? [...parts, { ...NOBODY, minor: left }] : parts;
}

/** The money of one owner and fence alone; what is missing is nobody's. */
export function drawFrom(fund: BookAccount, amount: bigint, { owner, fence }: Whose): readonly Part[] {
  const mine = sharesOf(fund).filter((share) => share.owner === owner && share.fence === fence);
  const { parts, taken } = take(mine, amount);
  return taken < amount ? [...parts, { ...NOBODY, minor: amount - taken }] : parts;
}

/** Gives an amount back to those from whom it was taken, in the proportions in which it was. The amount is below nought. */
export function giveBack(taken: readonly Part[], amount: bigint): readonly Part[] {
  const from = taken.filter(({ minor }) => minor > 0n);
  if (from.length === 0) return [];
  const parts = splitByWeight(
    amount,
    from.map(({ minor }) => minor),
  );
  return from
    .map(({ owner, fence }, at) => ({ owner, fence, minor: parts[at] ?? 0n }))
    .filter(({ minor }) => minor !== 0n);
}

/** The same parts for another amount of the same sign. */
export function scale(parts: readonly Part[], amount: bigint): readonly Part[] {
  const sign = amount < 0n ? -1n : 1n;
  // Parts of a posting may have both signs where money changes hands inside the fund: those are never scaled.
  const split = splitByWeight(
    amount,
    parts.map(({ minor }) => minor * sign),
  );
  return parts.map((part, at) => ({ ...part, minor: split[at] ?? 0n })).filter(({ minor }) => minor !== 0n);
}

function take(shares: readonly Share[], wanted: bigint): { readonly parts: readonly Part[]; readonly taken: bigint } {
  const there = shares.map(({ posted, reserved }) => (posted > reserved ? posted - reserved : 0n));
  const total = there.reduce((sum, one) => sum + one, 0n);
  const taken = wanted < total ? wanted : total;
  if (taken <= 0n) return { parts: [], taken: 0n };
  // No owner gives more than they have: a share of no more than the whole is never above the whole, remainder included.
  const parts = splitByWeight(taken, there);
  return {
    taken,
    parts: shares
      .map(({ owner, fence }, at) => ({ owner, fence, minor: parts[at] ?? 0n }))
      .filter(({ minor }) => minor !== 0n),
  };
}

import { assert } from '#base';

/**
 * Splits an amount exactly by weights: each part is the share rounded towards nought, and what is left over goes, one unit each, to
 * the largest remainders (of equal ones to the first). The parts always add up to the amount.
 */
export function splitByWeight(amount: bigint, weights: readonly bigint[]): readonly bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  assert(total > 0n && weights.every((weight) => weight >= 0n), 'weights are not negative, and not all nought');
  const sign = amount < 0n ? -1n : 1n;
  const size = amount * sign;
  const parts = weights.map((weight) => (size * weight) / total);
  const rests = weights.map((weight, at) => ({ at, rest: (size * weight) % total }));
  const left = size - parts.reduce((sum, part) => sum + part, 0n);
  const chosen = rests.sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1));
  for (const { at } of chosen.slice(0, Number(left))) parts[at] = (parts[at] ?? 0n) + 1n;
  return parts.map((part) => part * sign);
}

/** Equal parts; what does not divide goes to the first. */
export function equalParts(amount: bigint, count: number): readonly bigint[] {
  assert(count > 0, 'at least one part');
  const each = amount / BigInt(count);
  const rest = amount - each * BigInt(count);
  return Array.from({ length: count }, (_, at) => (at === 0 ? each + rest : each));
}

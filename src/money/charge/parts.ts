import type { Every } from '#agreement';
import { type Day, daysBetween, plusDays, plusMonths } from '#base';

export type Span = { readonly from: Day; readonly until: Day };

const MONTHS: Readonly<Partial<Record<Every, number>>> = { month: 1, quarter: 3, 'half-year': 6, year: 12 };
const PARTS_MAX = 1_000;

/**
 * The parts of a price by the period that lie between two days: counted from the first of the month in which its agreement began, so
 * that a later version has the same parts. What is paid once is a part of one day.
 */
export function partsOf(every: Every, begun: Day, { from, until }: Span): readonly Span[] {
  if (every === 'once') return begun >= from && begun < until ? [{ from: begun, until: plusDays(begun, 1) }] : [];
  const months = MONTHS[every];
  const first = months === undefined ? begun : (`${begun.slice(0, 7)}-01` as Day);
  const edge = (at: number): Day => (months === undefined ? plusDays(first, 7 * at) : plusMonths(first, months * at));
  const found: Span[] = [];
  for (let at = 0; at < PARTS_MAX && edge(at) < until; at += 1)
    if (edge(at) >= from) found.push({ from: edge(at), until: edge(at + 1) });
  return found;
}

/**
 * What of an amount for a part belongs to some of its days. Days that follow each other add up to the amount whatever it is cut into:
 * each is the whole up to its end less the whole up to its start.
 */
export function shareOfDays(amount: bigint, part: Span, days: Span): bigint {
  const all = BigInt(daysBetween(part.from, part.until));
  const upTo = (to: Day): bigint => (amount * BigInt(daysBetween(part.from, to))) / all;
  return upTo(days.until) - upTo(days.from);
}

/** Rounded once, half up. */
export function rounded(over: bigint, under: bigint): bigint {
  const sign = over < 0n ? -1n : 1n;
  return sign * ((2n * over * sign + under) / (2n * under));
}

import type { Limits } from './limits.ts';
import type { Signal, SignalRule } from './series.ts';

/** A point with the limits it is held against; a gap has neither and breaks every row. */
export type Held = { readonly value: number; readonly limits: Limits } | undefined;

const SHIFT = 7;
const TREND = 6;

/** The four usual rules over one phase, in the order of where they begin. Positions count from the first point given. */
export function signalsOf(held: readonly Held[]): readonly Signal[] {
  const found = [
    ...rowsOf('outside', held.map(outside), 1),
    ...rowsOf('shift', held.map(sideOfMean), SHIFT),
    ...trends(held),
    ...twoOfThree(held),
  ];
  return found.sort((a, b) => a.from - b.from || a.to - b.to);
}

type Side = Signal['side'] | undefined;

function outside(one: Held): Side {
  if (!one) return undefined;
  const { value, limits } = one;
  return above(value, limits.high) ? 'high' : above(limits.low, value) ? 'low' : undefined;
}

function sideOfMean(one: Held): Side {
  if (!one) return undefined;
  const { value, limits } = one;
  return above(value, limits.mean) ? 'high' : above(limits.mean, value) ? 'low' : undefined;
}

/** Where all values are one, their mean comes out a rounding beside it: no signal is made of that. */
function above(one: number, other: number): boolean {
  return one - other > 1e-9;
}

function beyondTwo(one: Held): Side {
  if (!one || one.limits.sigma === 0) return undefined;
  const off = (one.value - one.limits.mean) / one.limits.sigma;
  return off > 2 ? 'high' : off < -2 ? 'low' : undefined;
}

/** Rows of the same side, at least so many long. */
function rowsOf(rule: SignalRule, sides: readonly Side[], least: number): readonly Signal[] {
  const rows: Signal[] = [];
  for (let from = 0; from < sides.length; from += 1) {
    const side = sides[from];
    if (!side) continue;
    let to = from;
    while (sides[to + 1] === side) to += 1;
    if (to - from + 1 >= least) rows.push({ rule, from, to, side });
    from = to;
  }
  return rows;
}

/** Six points that all rise are five steps up. */
function trends(held: readonly Held[]): readonly Signal[] {
  const steps = held.map((one, at): Side => {
    const before = held[at - 1];
    if (!one || !before || one.value === before.value) return undefined;
    return one.value > before.value ? 'high' : 'low';
  });
  return rowsOf('trend', steps, TREND - 1).map((row) => ({ ...row, from: row.from - 1 }));
}

/** Two of three in a row beyond two deviations on one side. Overlapping ones are one signal. */
function twoOfThree(held: readonly Held[]): readonly Signal[] {
  const sides = held.map(beyondTwo);
  const found: Signal[] = [];
  for (const side of ['high', 'low'] as const) {
    for (let at = 0; at + 2 < sides.length; at += 1) {
      const three = sides.slice(at, at + 3);
      if (held.slice(at, at + 3).some((one) => one === undefined)) continue;
      if (three.filter((one) => one === side).length < 2) continue;
      const from = at + three.indexOf(side);
      const to = at + three.lastIndexOf(side);
      const last = found.at(-1);
      if (last && last.side === side && from <= last.to)
        found[found.length - 1] = { ...last, to: Math.max(to, last.to) };
      else found.push({ rule: 'two-of-three', from, to, side });
    }
  }
  return found;
}

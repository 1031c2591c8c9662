import type { Day } from '#base';
import type { Store } from '#store';
import type { Tally } from './contract.ts';
import { type Counting, newFigures, sweep } from './counting.ts';
import type { TallyRow } from './state.queries.ts';
import { readTallies } from './state.queries.ts';

/** Every figure of every practice, as at days. */
export type Figures = {
  /** Sum over practices. */
  readonly sum: (practices: readonly string[], cell: Cell) => Tally;
  /** Strata in which anybody is counted. */
  readonly strata: (cell: Omit<Cell, 'stratum'>) => readonly string[];
};

/** One figure: `measure` is the place in the pack from 1, or 0 for the register. */
export type Cell = {
  readonly pack: number;
  readonly slot: number;
  readonly measure: number;
  readonly stratum?: string;
};

export function figuresOf(rows: readonly TallyRow[]): Figures {
  const kept = new Map(
    rows.map((row) => [`${row.place} ${cellKey(row)} ${row.stratum}`, { met: row.met, of: row.counted }]),
  );
  const strata = new Map<string, Set<string>>();
  for (const row of rows)
    if (row.stratum !== '' && row.counted > 0)
      strata.set(cellKey(row), (strata.get(cellKey(row)) ?? new Set()).add(row.stratum));
  return {
    strata: (cell) => [...(strata.get(cellKey(cell)) ?? [])].sort(),
    sum: (practices, cell) => {
      const key = `${cellKey(cell)} ${cell.stratum ?? ''}`;
      let met = 0;
      let of = 0;
      for (const practice of practices) {
        const tally = kept.get(`${practice} ${key}`);
        met += tally?.met ?? 0;
        of += tally?.of ?? 0;
      }
      return { met, of };
    },
  };
}

function cellKey({ pack, slot, measure }: Cell): string {
  return `${pack} ${slot} ${measure}`;
}

/** Reads the kept figures once a revision, however many ask. */
export function figuresOn(store: Store): (revision: string) => Promise<Figures> {
  let known: { readonly revision: string; readonly figures: Promise<Figures> } | undefined;
  return (revision) => {
    if (known?.revision === revision) return known.figures;
    const figures = readTallies(store).then(figuresOf);
    known = { revision, figures };
    figures.catch(() => (known = undefined));
    return figures;
  };
}

/** Figures as at one day, counted from the facts: for days that are not kept, and as known at an earlier instant. */
export async function figuresAt(store: Store, counting: Omit<Counting, 'days'>, asAt: Day): Promise<Figures> {
  const sums = newFigures();
  for await (const people of sweep(store, { ...counting, days: [asAt] }))
    for (const { states } of people) for (const state of states) sums.add(state, 1);
  return figuresOf(sums.rows());
}

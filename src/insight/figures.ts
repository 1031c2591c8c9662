import type { Day } from '#base';
import type { Store } from '#store';
import type { Tally } from './contract.ts';
import { type Counting, newFigures, sweep } from './counting.ts';
import type { TallyRow } from './state.queries.ts';
import { readTallies } from './state.queries.ts';

/** Every figure of every practice, as at days. */
export type Figures = {
  /** Sum over practices; `measure` is the place in the pack from 1, or 0 for the register. */
  readonly sum: (practices: readonly string[], slot: number, measure: number) => Tally;
};

export function figuresOf(rows: readonly TallyRow[]): Figures {
  const kept = new Map(
    rows.map(({ place, slot, measure, met, counted }) => [`${place} ${slot} ${measure}`, { met, of: counted }]),
  );
  return {
    sum: (practices, slot, measure) => {
      let met = 0;
      let of = 0;
      for (const practice of practices) {
        const tally = kept.get(`${practice} ${slot} ${measure}`);
        met += tally?.met ?? 0;
        of += tally?.of ?? 0;
      }
      return { met, of };
    },
  };
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

/** Figures as at one day, counted from the facts: for days that are not kept. */
export async function figuresAt(store: Store, counting: Omit<Counting, 'days'>, asAt: Day): Promise<Figures> {
  const sums = newFigures();
  for await (const people of sweep(store, { ...counting, days: [asAt] }))
    for (const { state } of people) if (state) sums.add(state, 1);
  return figuresOf(sums.rows());
}

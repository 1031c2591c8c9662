import type { AccessRow, PolicyRow } from '../access.ts';
import { explain, type Verdict } from '../explain.ts';
import { type Expr, holds } from '../expr.ts';
import type { Seat } from '../filter.ts';
import { DATA_CLASSES, type DataClass, LABELS, type Label } from '../words.ts';
import { bothWays, changesOf, seatsOf, type Simulation } from './simulate.ts';

/** How many items and people, of one class and set of labels. */
export type Tally = {
  readonly cls: DataClass;
  readonly labels: readonly Label[];
  readonly items: number;
  readonly people: number;
};
export type Effect = { readonly seat: Seat; readonly appears: readonly Tally[]; readonly vanishes: readonly Tally[] };

/** What `changesOf` asks, counted over a sample in place of the repository. */
export function effectsOn(simulation: Simulation, sample: Sample): readonly Effect[] {
  return changesOf(simulation).map(({ seat, appears, vanishes }) => ({
    seat,
    appears: counted(sample, appears, seat),
    vanishes: counted(sample, vanishes, seat),
  }));
}

export type SampleItem = { readonly reference: string; readonly person: string; readonly row: PolicyRow };
export type Sample = {
  readonly items: readonly SampleItem[];
  /** The row by which a seat looks at a person. */
  readonly accessOf: (seat: Seat, person: string) => AccessRow | undefined;
};

function counted({ items, accessOf }: Sample, expr: Expr, seat: Seat): readonly Tally[] {
  const groups = new Map<string, SampleItem[]>();
  for (const item of items) {
    if (!holds(expr, item.row, accessOf(seat, item.person))) continue;
    const name = `${item.row.cls} ${item.row.lab}`;
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return [...groups.values()].map((group) => ({
    cls: DATA_CLASSES[group[0]?.row.cls ?? -1] ?? 'other',
    labels: LABELS.filter((_, bit) => (group[0]?.row.lab ?? 0) & (1 << bit)),
    items: group.length,
    people: new Set(group.map(({ person }) => person)).size,
  }));
}

export type ItemChange = {
  readonly reference: string;
  readonly seat: Seat;
  readonly before: Verdict;
  readonly after: Verdict;
};

/** One person's items that would appear or vanish for a seat, each with the why of both sides. */
export function changesFor(simulation: Simulation, sample: Sample, person: string): readonly ItemChange[] {
  const { before, after } = bothWays(simulation);
  const { keyOf } = simulation;
  return seatsOf([before, after], keyOf).flatMap((seat) =>
    sample.items
      .filter((item) => item.person === person)
      .map(({ reference, row }) => {
        const facts = { row, access: sample.accessOf(seat, person), seat };
        return { reference, seat, before: explain(before, facts, keyOf), after: explain(after, facts, keyOf) };
      })
      .filter((change) => change.before.visible !== change.after.visible),
  );
}

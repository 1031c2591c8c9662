import type { PartyRef } from '../instrument.ts';
import { classBits, DATA_CLASSES, type DataClass, LABELS, type Label, labelBits, type Purpose } from '../words.ts';

/** Something that a person has decided about who sees what. Absent members do not narrow it. Its force is 'person'. */
export type Denial = {
  readonly because: string;
  /** Whose staff. */
  readonly viewers?: readonly PartyRef[];
  readonly purposes?: readonly Purpose[];
  /** Recorded by whom. */
  readonly recorders?: readonly PartyRef[];
  readonly classes?: readonly DataClass[];
  readonly labels?: readonly Label[];
};

/** One look: by whom, for what, at what. */
export type Look = {
  readonly viewer: PartyRef;
  readonly purpose: Purpose;
  readonly recorder: PartyRef;
  readonly cls: DataClass;
  readonly labels: readonly Label[];
};

export function meets(denial: Denial, look: Look): boolean {
  return (
    (denial.viewers === undefined || denial.viewers.includes(look.viewer)) &&
    (denial.purposes === undefined || denial.purposes.includes(look.purpose)) &&
    (denial.recorders === undefined || denial.recorders.includes(look.recorder)) &&
    (denial.classes === undefined || denial.classes.includes(look.cls)) &&
    (denial.labels === undefined || look.labels.some((label) => denial.labels?.includes(label)))
  );
}

/**
 * What a viewer's row of `access` keeps of a person's decisions for one purpose. A row holds whole organisations, labels and
 * classes; where a person joined two of them ("what the trust wrote about HIV") the row keeps the wider one back: it may hide
 * more than was asked, never less. `everything`: the row goes, or denies all.
 */
export type Denied = {
  readonly everything: boolean;
  readonly organizations: readonly PartyRef[];
  readonly labels: number;
  readonly classes: number;
  readonly because: readonly string[];
};

/** Asks `denied` about every kind of item there can be, and gathers the answers into what a row can hold. */
export function gather(recorders: readonly PartyRef[], denied: (item: Item) => string | undefined): Denied {
  const because = new Set<string>();
  const is = (recorder: PartyRef, cls: DataClass, labels: readonly Label[]) => {
    const why = denied({ recorder, cls, labels });
    if (why !== undefined) because.add(why);
    return why !== undefined;
  };
  const plain = (recorder: PartyRef) => DATA_CLASSES.filter((cls) => is(recorder, cls, []));
  const anybody = plain(ANYBODY);
  const organizations = recorders.filter((one) => plain(one).length === DATA_CLASSES.length);
  const rest = [ANYBODY, ...recorders.filter((one) => !organizations.includes(one))];
  const classes = DATA_CLASSES.filter((cls) => rest.some((one) => is(one, cls, [])));
  const labels = LABELS.filter((label) =>
    rest.some((one) => DATA_CLASSES.some((cls) => !classes.includes(cls) && is(one, cls, [label]))),
  );
  return {
    everything: anybody.length === DATA_CLASSES.length && organizations.length === recorders.length,
    organizations,
    labels: labelBits(...labels),
    classes: classBits(...classes),
    because: [...because],
  };
}

type Item = Pick<Look, 'recorder' | 'cls' | 'labels'>;

/** Stands for every organisation that nobody named. */
export const ANYBODY = 'Organization/*';

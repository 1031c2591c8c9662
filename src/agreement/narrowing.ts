import type { PolicyRow } from './access.ts';
import type { Verdict } from './explain.ts';
import { type Expr, holds } from './expr.ts';
import type { Condition } from './filter.ts';
import { CLASS_WORDS, LABEL_WORDS, listed } from './phrases.ts';
import { classBits, DATA_CLASSES, type DataClass, type Label, LABELS } from './words.ts';

/** What of a record somebody who sits in the place of the person does not see although the person does: bits of labels and of classes. */
export type Narrowing = { readonly labels: number; readonly classes: number };

/**
 * The same of a seat, with what of it whoever sits there is told: the kinds of data that the person chose for them, and what the law says of an age.
 * That a young person was found to understand something they decide about is not theirs to know, nor which condition the person keeps to themself.
 */
export type SeatNarrowing = Narrowing & { readonly told: Narrowing };

const NOTHING: Narrowing = { labels: 0, classes: 0 };
export const WHOLE: SeatNarrowing = { ...NOTHING, told: NOTHING };

/** What a person chooses from when they let somebody see a part. Who they are stands on every page of a record, and is seen by whoever sees any of it. */
export const LET_SEE: readonly DataClass[] = DATA_CLASSES.filter(
  (one) => one !== 'directory' && one !== 'demographics',
);

/** What a person may keep from whoever they let in, in every kind of data. What somebody else marked as restricted is not for them to weigh. */
export const LET_HIDE: readonly Label[] = LABELS.filter((one) => one !== 'restricted');

/** All that is not among these. */
export function classesBut(seen: readonly DataClass[]): number {
  return classBits(...LET_SEE.filter((one) => !seen.includes(one)));
}

/** What has to hold beside what was agreed. The filter and the explanation both read it, so that words and rows cannot part. */
export function conditionsOf({ labels, classes }: Narrowing): readonly Condition[] {
  const [kept, marked] = [chosen(DATA_CLASSES, classes), chosen(LABELS, labels)];
  const kinds = listed(kept.map((one) => CLASS_WORDS[one]));
  const marks = listed(
    marked.map((one) => LABEL_WORDS[one]),
    'or',
  );
  return [
    ...(labels === 0
      ? []
      : [
          {
            words: `It is not labelled ${marks}, which the person decides about themself.`,
            otherwise: `it is labelled ${marks}, and the person decides about that themself`,
            expr: { op: 'unlabelled' as const, bits: labels },
          },
        ]),
    ...(classes === 0
      ? []
      : [
          {
            words: `It belongs to what this seat was let see: not ${kinds}.`,
            otherwise: `this seat was not let see ${kinds}`,
            expr: { op: 'not' as const, of: { op: 'class' as const, bits: classes } },
          },
        ]),
  ];
}

export function narrowedTo(filter: Expr, narrowing: Narrowing): Expr {
  const conditions = conditionsOf(narrowing);
  return conditions.length === 0 ? filter : { op: 'and', of: [filter, ...conditions.map(({ expr }) => expr)] };
}

/** Why somebody in the person's place sees an item or not: what holds for the person, and what they are let see of it. */
export function explainedInPlace(verdict: Verdict, row: PolicyRow, narrowing: Narrowing): Verdict {
  const answers = conditionsOf(narrowing).map((condition) => ({
    condition,
    met: holds(condition.expr, row, undefined),
  }));
  const steps = [...verdict.steps, ...answers.map(({ condition: { words }, met }) => ({ words, holds: met }))];
  const missing = answers.find(({ met }) => !met)?.condition;
  if (!verdict.visible || missing === undefined) return { ...verdict, steps };
  const words = `Not visible: ${missing.otherwise}. But for that it would be seen, as the person sees it.`;
  return { visible: false, words, rank: 'person', steps };
}

function chosen<T>(words: readonly T[], bits: number): readonly T[] {
  return words.filter((_, at) => (bits & (1 << at)) !== 0);
}

import type { ReadBack } from '#joint';
import { keyOf } from './cells.ts';
import type { Comparison, ReportCause, ReportCell, ReportDifference } from './contract.ts';
import { REPORT } from './pack.ts';

export type Sides = {
  readonly now: readonly ReportCell[];
  readonly sent: readonly ReportCell[] | undefined;
  readonly there: ReadBack;
  /** How many items of an element were learned of after it was submitted. */
  readonly late: (element: string) => number;
};

/** What another system holds against what is here, each difference with its cause. Pure. */
export function compareReport({ now, sent, there, late }: Sides): Comparison {
  const theirs = new Map(there.values.map((one) => [`${one.dataElement}\n${one.option}`, one.value]));
  const submitted = sent && new Map(sent.map((cell) => [keyOf(cell), cell.value]));
  const leaves = leavesOf(now);
  const known = new Set(leaves.map((cell) => `${cell.dataElement}\n${cell.part}`));
  const judged = leaves.map((cell): ReportDifference | 'same' => {
    const value = theirs.get(`${cell.dataElement}\n${cell.part}`);
    const before = submitted?.get(keyOf(cell));
    if (value === undefined && cell.value === 0) return 'same';
    if (value !== undefined && Number(value) === cell.value) return 'same';
    const cause = causeOf({ here: cell.value, before, there: value });
    return {
      words: cell.words,
      part: cell.part,
      here: cell.value,
      there: value,
      cause,
      because: why(cause, late(cell.element)),
    };
  });
  const strange = there.values.flatMap((one): readonly ReportDifference[] =>
    known.has(`${one.dataElement}\n${one.option}`)
      ? []
      : [
          {
            words: one.dataElement,
            part: one.option,
            here: undefined,
            there: one.value,
            cause: 'unknown-here',
            because: why('unknown-here', 0),
          },
        ],
  );
  const differences = judged.flatMap((one) => (one === 'same' ? [] : [one]));
  return { same: judged.length - differences.length, differences: [...differences, ...strange] };
}

/** Where a figure is split its parts are exchanged alone: the receiver adds them up. */
export function leavesOf(cells: readonly ReportCell[]): readonly ReportCell[] {
  const split = new Set(cells.filter(({ part }) => part !== '').map(({ element }) => element));
  return cells.filter(({ element, part }) => part !== '' || !split.has(element));
}

type Three = { readonly here: number; readonly before: number | undefined; readonly there: string | undefined };

function causeOf({ here, before, there }: Three): ReportCause {
  if (before === undefined) return there === undefined ? 'not-submitted' : 'both';
  if (there === undefined) return 'missing-there';
  if (Number(there) === before) return 'came-late';
  return here === before ? 'changed-there' : 'both';
}

function why(cause: ReportCause, late: number): string {
  switch (cause) {
    case 'came-late':
      return `They hold what was submitted; ${late} of it ${late === 1 ? 'was' : 'were'} recorded or put right here since. Submit a correction.`;
    case 'changed-there':
      return 'What was submitted still stands here: it was changed there. Ask who keeps the figures there, and why.';
    case 'both':
      return 'It is neither what was submitted nor what is recorded here now. Submit again, then compare again.';
    case 'not-submitted':
      return 'This month was not submitted from here.';
    case 'missing-there':
      return 'It was submitted and is not held there: the import left it out. Map the data element, then send it again.';
    case 'unknown-here':
      return `This report (${REPORT.id} ${REPORT.version}) has no such figure: it is typed there, or mapped to another.`;
  }
}

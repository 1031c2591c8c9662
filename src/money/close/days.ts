import { type DaysOff, workingDayOf } from '#agreement';
import { day, type Day, plusDays, plusMonths } from '#base';
import pack from '#packs/close/pack.json' with { type: 'json' };
import { CLOSE_STEPS, type CloseDays, type CloseStep, type CloseStepName } from './contract.ts';

/** Days that whoever keeps the books laid down, from a month on; a higher number is newer. */
export type DaysRow = CloseDays & { readonly number: number; readonly from_month: Day };

const OWN: Readonly<Record<string, CloseDays>> = pack.jurisdictions;
export const DAYS_MAX = 60;

/** The days of a place, where nobody laid down others. */
export function usualDays(jurisdiction: string): CloseDays {
  return OWN[jurisdiction] ?? pack.usual;
}

/** The days of a month: the newest that count from it or from before. */
export function daysOfMonth(rows: readonly DaysRow[], month: Day, usual: CloseDays): CloseDays {
  const laid = rows.filter(({ from_month }) => from_month <= month);
  return (
    laid.reduce<DaysRow | undefined>((last, row) => (last && last.number > row.number ? last : row), undefined) ?? usual
  );
}

export function laterOf(one: Day, other: Day): Day {
  return one > other ? one : other;
}

/** The first day of the month that a day lies in. */
export function monthOf(on: Day): Day {
  return day(`${on.slice(0, 7)}-01`);
}

export function lastDayOf(month: Day): Day {
  return plusDays(plusMonths(month, 1), -1);
}

/** The day by which a step of a month is done: counted from the first working day of the month after it. */
export function dueOf(month: Day, step: CloseStepName, { days, off }: Counted): Day {
  return workingDayOf(plusMonths(month, 1), days[step], off);
}

type Counted = { readonly days: CloseDays; readonly off: DaysOff };

/** Whole, from the first working day to the sixtieth, and none before the step that it rests on. */
export function inOrder(days: CloseDays): boolean {
  return CLOSE_STEPS.every((step, at) => {
    const before = CLOSE_STEPS[at - 1];
    return Number.isInteger(days[step]) && days[step] >= (before ? days[before] : 1) && days[step] <= DAYS_MAX;
  });
}

/** Where a step stands on a day: nothing is late before its day is over, and nothing due before its month is. */
export function stateOf(
  done: boolean,
  { month, due, today }: { readonly month: Day; readonly due: Day; readonly today: Day },
): CloseStep['state'] {
  if (done) return 'done';
  if (due < today) return 'late';
  return lastDayOf(month) < today ? 'due' : 'to-come';
}

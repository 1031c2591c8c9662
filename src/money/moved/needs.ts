import { type Day, plusMonths } from '#base';
import type { Needs, WorkMonth } from './contract.ts';

export type Work = {
  readonly count: number;
  readonly minutes: number;
  readonly minor: number;
  readonly currency: string;
};

/** Hours that a whole post gives in a year: 37.5 a week, 52 weeks, less leave, training and sickness of 340. */
export const HOURS_A_POST = 1_610;
const MINUTES_A_POST = HOURS_A_POST * 60;

/** What so many a year take; a hundredth of a post that is begun is one. */
export function needsOf({ count, minutes, minor, currency }: Work): Needs {
  return {
    staff: Math.ceil((count * minutes * 100) / MINUTES_A_POST),
    money: { minor: count * minor, currency },
  };
}

/** What lacks, in words for whoever can mend it. */
export function lacksOf(
  needs: Needs,
  assigned: Needs,
  names: { readonly to: string; readonly payer: string },
): readonly string[] {
  const staff = needs.staff - assigned.staff;
  const money = needs.money.minor - assigned.money.minor;
  return [
    ...(staff > 0
      ? [`${posts(staff)} of staff of ${posts(needs.staff)} are not assigned: ${names.to} says who does the work.`]
      : []),
    ...(money > 0
      ? [
          `${inWords(money)} of ${inWords(needs.money.minor)} ${needs.money.currency} a year are not assigned: ${names.payer} gives them.`,
        ]
      : []),
  ];
}

export function posts(hundredths: number): string {
  return `${(hundredths / 100).toFixed(2)} posts`;
}

/** Months that are over since it began, against an even twelfth: what remains of a division falls in the last months. */
export function monthsOf(
  work: Work,
  from: Day,
  done: {
    readonly months: number;
    readonly there: ReadonlyMap<string, number>;
    readonly here: ReadonlyMap<string, number>;
  },
): readonly WorkMonth[] {
  return Array.from({ length: done.months }, (_, at) => {
    const month = plusMonths(from, at);
    const planned = upTo(work.count, (at % 12) + 1) - upTo(work.count, at % 12);
    const there = done.there.get(month.slice(0, 7)) ?? 0;
    return {
      month,
      planned,
      there,
      here: done.here.get(month.slice(0, 7)) ?? 0,
      // A month is a twelfth of a post.
      staff: Math.round(((there - planned) * work.minutes * 100 * 12) / MINUTES_A_POST),
      money: { minor: (there - planned) * work.minor, currency: work.currency },
    };
  });
}

function upTo(count: number, months: number): number {
  return Math.floor((count * months) / 12);
}

function inWords(minor: number): string {
  const whole = Math.floor(minor / 100).toLocaleString('en-GB');
  return minor % 100 === 0 ? whole : `${whole}.${String(minor % 100).padStart(2, '0')}`;
}

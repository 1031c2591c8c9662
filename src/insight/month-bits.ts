import { type Day, day } from '#base';
import { type MeasureDefinition, type Pack, type Rule, rulesOf } from './pack.ts';
import { numberOf, type Timeline } from './timeline.ts';

/**
 * How a measure is told of single months: 'done' is who of those whom it counts at the end of a month had it in that month; 'reached', of those of
 * whom it was recorded in that month, who had reached it at its end.
 */
export type MonthKind = 'done' | 'reached';

export type MonthlyRule = { readonly kind: MonthKind; readonly facts: readonly string[] };

/** By what a measure is told of single months. */
export function monthlyRule(measure: MeasureDefinition): MonthlyRule | undefined {
  const { met } = measure;
  if (rulesOf(measure).some(comesAfter)) return undefined;
  if ('latest' in met) return { kind: 'reached', facts: [met.latest] };
  const facts = doneBy(met);
  return facts && { kind: 'done', facts };
}

/** What is done once for ever is done in no month but one. */
function doneBy(rule: Rule): readonly string[] | undefined {
  if ('has' in rule) return rule.within === undefined ? undefined : [rule.has];
  if (!('any' in rule)) return undefined;
  const parts = rule.any.map(doneBy);
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

function comesAfter(rule: Rule): boolean {
  if ('all' in rule) return rule.all.some(comesAfter);
  if ('any' in rule) return rule.any.some(comesAfter);
  if ('not' in rule) return comesAfter(rule.not);
  return 'after' in rule && rule.after !== undefined;
}

/** Of the days of which the first is today and the others are month ends: of which measures, as bits, something was recorded in that month. */
export type MonthReader = (person: Timeline, days: readonly Day[]) => readonly number[];

const NONE: readonly number[] = [];

/** Empty where nothing was recorded in any of the months. */
export function monthReader(pack: Pack, numberIn: (fact: string) => number): MonthReader {
  const bits = new Map<number, number>();
  for (const [place, measure] of pack.measures.entries())
    for (const fact of monthlyRule(measure)?.facts ?? [])
      bits.set(numberIn(fact), (bits.get(numberIn(fact)) ?? 0) | (2 << place));
  return (person, days) => {
    const { from, slots } = calendarOf(days);
    let had: number[] | undefined;
    for (const [fact, own] of bits)
      for (const { at } of person.of(fact, 'each')) {
        const slot = slots[at - from];
        if (slot === undefined) continue;
        had ??= days.map(() => 0);
        had[slot] = (had[slot] ?? 0) | own;
      }
    return had ?? NONE;
  };
}

type Calendar = { readonly from: number; readonly slots: Uint8Array };

let known: { readonly days: readonly Day[]; readonly calendar: Calendar } | undefined;

/** The slot of every day of the months, from the first on; the same for everybody who is counted together. */
function calendarOf(days: readonly Day[]): Calendar {
  if (known?.days === days) return known.calendar;
  const ends = days.slice(1);
  const [newest, oldest] = [ends[0], ends.at(-1)];
  const firstOf = (end: Day): number => numberOf(day(`${end.slice(0, 8)}01`));
  const from = oldest === undefined ? 0 : firstOf(oldest);
  const slots = new Uint8Array(newest === undefined ? 0 : numberOf(newest) - from + 1);
  for (const [back, end] of ends.entries()) slots.fill(back + 1, firstOf(end) - from, numberOf(end) - from + 1);
  const calendar = { from, slots };
  known = { days, calendar };
  return calendar;
}

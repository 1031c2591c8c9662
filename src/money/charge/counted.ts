import type { AgeWeight, PayClause } from '#agreement';
import { type Day, daysBetween } from '#base';
import type { Span } from './parts.ts';

/** A spell of one person's registration, cut to the days that are asked about. */
export type Spell = Span & { readonly person: string; readonly born?: Day };

/**
 * Days on which people were counted, times per cent of their weight: a person who is in two records, or registered twice in one, counts
 * once on a day. The age is that of the first day of the part.
 */
export function weightedDays(spells: readonly Spell[], { price }: PayClause, start: Day): bigint {
  const weights = price.model === 'capitation' ? (price.weights ?? []) : [];
  let sum = 0n;
  let [person, until] = ['', start];
  for (const spell of [...spells].sort(byPerson)) {
    if (spell.person !== person) [person, until] = [spell.person, spell.from];
    const from = spell.from > until ? spell.from : until;
    if (from >= spell.until) continue;
    sum += BigInt(daysBetween(from, spell.until) * weightOf(weights, spell.born, start));
    until = spell.until;
  }
  return sum;
}

/** Something recorded for a person that is one of the sets of a premium. */
export type Given = { readonly person: string; readonly day: Day; readonly set: number };
export type Together = { readonly on: Day };

/**
 * How often care was given together: one of each set for the same person within so many days, each recorded thing once, as early as it
 * can be; the day is that of the last of them.
 */
export function givenTogether(given: readonly Given[], sets: number, withinDays: number): readonly Together[] {
  const found: Together[] = [];
  const open = new Map<string, Day[][]>();
  for (const { person, day, set } of [...given].sort(byDay)) {
    const queues = open.get(person) ?? Array.from({ length: sets }, () => []);
    open.set(person, queues);
    queues[set]?.push(day);
    for (const queue of queues) while (queue[0] !== undefined && daysBetween(queue[0], day) > withinDays) queue.shift();
    if (queues.every(({ length }) => length > 0)) {
      for (const queue of queues) queue.shift();
      found.push({ on: day });
    }
  }
  return found;
}

function weightOf(weights: readonly AgeWeight[], born: Day | undefined, on: Day): number {
  if (born === undefined) return 100;
  const age = Number(on.slice(0, 4)) - Number(born.slice(0, 4)) - (on.slice(5) < born.slice(5) ? 1 : 0);
  return (
    weights.find(({ fromAge, untilAge }) => age >= fromAge && (untilAge === undefined || age < untilAge))?.percent ??
    100
  );
}

function byPerson(a: Spell, b: Spell): number {
  return compare(a.person, b.person) || compare(a.from, b.from);
}

function byDay(a: Given, b: Given): number {
  return compare(a.day, b.day) || compare(a.person, b.person) || a.set - b.set;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

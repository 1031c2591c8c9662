import { accepted, dateRange, nameShown, type Outcome, refuse } from '#fhir';
import type { Pairs } from './links.ts';

export const COUNT_MAX = 1_000;

/** The parameters of an interaction or operation that is no search, each read by its own rule. */
export function valueOf(pairs: Pairs, name: string): string | undefined {
  return pairs.find(([key]) => key === name)?.[1];
}

/** What is not understood is refused, never passed over: it would show more than was asked for. */
export function onlyKnown(pairs: Pairs, known: readonly string[]): Outcome<true> {
  const odd = pairs.find(([name]) => !known.includes(name) && !SHAPES.has(name))?.[0];
  if (odd === undefined) return accepted(true);
  const shown = nameShown(odd);
  const taken = known.length === 0 ? 'no parameter does' : `${known.join(', ')} do`;
  const text = `The parameter ${shown} means nothing here; ${taken}.`;
  return refuse('not-supported', 'http.parameter', text, shown);
}

/** What shapes an answer and asks for nothing. */
const SHAPES = new Set(['_format', '_pretty', '_elements', '_summary']);

export function countOf(pairs: Pairs, otherwise: number): Outcome<number> {
  const text = valueOf(pairs, '_count');
  if (text === undefined) return accepted(otherwise);
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count >= 1) return accepted(Math.min(count, COUNT_MAX));
  return refuse('value', 'http.count', `_count is a whole number from 1 to ${COUNT_MAX}.`, '_count');
}

/** An instant, or the beginning of a date. */
export function instantOf(pairs: Pairs, name: string): Outcome<Date | undefined> {
  const range = rangeOf(pairs, name);
  return range.ok ? accepted(range.value && new Date(range.value.lo)) : range;
}

export function rangeOf(pairs: Pairs, name: string): Outcome<{ readonly lo: number; readonly hi: number } | undefined> {
  const text = valueOf(pairs, name);
  if (text === undefined) return accepted(undefined);
  const range = dateRange(text);
  if (range) return accepted(range);
  return refuse('value', 'http.date', `${name} is a date or an instant, like 2026-03-02T10:00:00Z.`, name);
}

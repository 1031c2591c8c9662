import { type Day, isDay, plusDays } from '#base';
import { dateRange } from '#fhir';
import type { Fields } from '../person/element.ts';

/** What of a Consent decides anything; narrative and papers are left where they are. */
const DECIDES = ['resourceType', 'id', 'status', 'scope', 'dateTime', 'policy', 'policyRule', 'provision'] as const;

export function saidOf(consent: Fields): string {
  return JSON.stringify(
    Object.fromEntries(DECIDES.flatMap((name) => (name in consent ? [[name, consent[name]]] : []))),
  );
}

/** Days on which a Consent begins to say something else than the day before. */
export function turnsOf(consent: Fields): readonly Day[] {
  const given = firstDay(consent['dateTime']);
  const days = [
    ...(given ? [given] : []),
    ...periodsIn(consent['provision']).flatMap(({ start, end }) => [start, end]),
  ];
  return [...new Set(days.flatMap((day) => day ?? []))];
}

type Turns = { readonly start: Day | undefined; readonly end: Day | undefined };

function periodsIn(provision: unknown): readonly Turns[] {
  if (typeof provision !== 'object' || provision === null) return [];
  const { period, provision: below } = provision as Fields;
  const { start, end } = (typeof period === 'object' && period !== null ? period : {}) as Fields;
  const last = lastDay(end);
  const own = { start: firstDay(start), end: last && plusDays(last, 1) };
  return [own, ...(Array.isArray(below) ? below : []).flatMap(periodsIn)];
}

/** As the decision reads it: the day as written, whatever its zone; of a month or a year the first. */
function firstDay(value: unknown): Day | undefined {
  const { whole, range } = readingOf(value);
  return whole ?? (range && dayOf(range.lo));
}

function lastDay(value: unknown): Day | undefined {
  const { whole, range } = readingOf(value);
  return whole ?? (range && dayOf(range.hi - 1));
}

function readingOf(value: unknown) {
  if (typeof value !== 'string') return {};
  const whole = value.slice(0, 10);
  return isDay(whole) ? { whole } : { range: dateRange(value) };
}

function dayOf(at: number): Day | undefined {
  const day = Number.isFinite(at) ? new Date(at).toISOString().slice(0, 10) : '';
  return isDay(day) ? day : undefined;
}

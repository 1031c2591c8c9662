import { expect, test } from 'vitest';
import { day } from '#base';
import type { Happening } from './happening.ts';
import { fallenBy } from './lapse.ts';
import { isLate, stateOf } from './state.ts';
import type { Terms } from './terms.ts';
import { BASE, daysFrom, LONDON, START } from './world.testing.ts';

const days = daysFrom('england');
const terms: Terms = { start: START, zone: LONDON, due: BASE.due, ladder: BASE.ladder ?? [] };
const at = (text: string) => Date.parse(text);
const iso = (instant: number | undefined) => (instant === undefined ? undefined : new Date(instant).toISOString());

test('five working days from a Monday end with the Monday after; then the first rung, then the next three days later', () => {
  const fresh = stateOf(terms, [], days);
  expect(fresh).toMatchObject({ state: 'open', dueDay: '2026-06-08', told: 0, answered: false });
  expect(iso(fresh.next?.at)).toBe('2026-06-08T23:00:00.000Z');
  const told = stateOf(terms, [{ at: fresh.next?.at ?? 0, what: 'escalated', rung: 0 }], days);
  expect(iso(told.next?.at)).toBe('2026-06-11T23:00:00.000Z');
});

test('late begins with the end of the last day', () => {
  const fresh = stateOf(terms, [], days);
  expect(isLate(fresh, at('2026-06-08T22:59:59Z'))).toBe(false);
  expect(isLate(fresh, at('2026-06-08T23:00:00Z'))).toBe(true);
});

test('the owner answers first: the ladder waits for the end of that time', () => {
  const first = { ...terms, answerFirst: { in: 5, unit: 'working-days' } } as const;
  const standing = stateOf(first, [], days);
  expect(iso(standing.due)).toBe('2026-06-08T23:00:00.000Z');
  expect(iso(standing.ownersOwnUntil)).toBe('2026-06-15T23:00:00.000Z');
  expect(standing.next?.at).toBe(standing.ownersOwnUntil);
});

test('an answer stops escalation and not the debt; asked again, it goes on', () => {
  const answered: Happening = { at: at('2026-06-09T10:00:00Z'), what: 'answered' };
  const standing = stateOf(terms, [answered], days);
  expect(standing.next).toBeUndefined();
  expect(standing.answered).toBe(true);
  expect(isLate(standing, at('2026-06-20T10:00:00Z'))).toBe(true);
  const again = stateOf(terms, [answered, { at: at('2026-06-10T10:00:00Z'), what: 'asked-again' }], days);
  expect(iso(again.next?.at)).toBe('2026-06-08T23:00:00.000Z');
});

test('an answer that names a day holds until its end', () => {
  const answered: Happening = { at: at('2026-06-09T10:00:00Z'), what: 'answered', until: day('2026-06-19') };
  expect(iso(stateOf(terms, [answered], days).next?.at)).toBe('2026-06-19T23:00:00.000Z');
});

test('paused it has no date; resumed it has as many days left as before', () => {
  const paused: Happening = { at: at('2026-06-03T10:00:00Z'), what: 'paused' };
  expect(stateOf(terms, [paused], days)).toEqual({
    state: 'paused',
    answered: false,
    round: 0,
    told: 0,
    repeated: false,
  });
  const resumed: Happening = { at: at('2026-06-17T10:00:00Z'), what: 'resumed' };
  expect(stateOf(terms, [paused, resumed], days).dueDay).toBe('2026-06-22');
});

test('a pause when it is late already holds the rungs and leaves it late', () => {
  const past: readonly Happening[] = [
    { at: at('2026-06-09T00:00:00Z'), what: 'escalated', rung: 0 },
    { at: at('2026-06-09T10:00:00Z'), what: 'paused' },
    { at: at('2026-06-11T10:00:00Z'), what: 'resumed' },
  ];
  const standing = stateOf(terms, past, days);
  expect(standing.dueDay).toBe('2026-06-08');
  expect(iso(standing.next?.at)).toBe('2026-06-15T23:00:00.000Z');
});

test('another date begins the ladder anew', () => {
  const past: readonly Happening[] = [
    { at: at('2026-06-09T00:00:00Z'), what: 'escalated', rung: 0 },
    { at: at('2026-06-09T10:00:00Z'), what: 'extended', due: { on: day('2026-06-30') } },
  ];
  expect(stateOf(terms, past, days)).toMatchObject({ dueDay: '2026-06-30', told: 0, round: 1, next: { rung: 0 } });
});

test('what happens after it was kept changes nothing', () => {
  const kept: Happening = { at: at('2026-06-05T10:00:00Z'), what: 'kept' };
  const after: Happening = { at: at('2026-06-20T10:00:00Z'), what: 'escalated', rung: 0 };
  expect(stateOf(terms, [kept, after], days)).toEqual(stateOf(terms, [kept], days));
});

test('after a long silence the rungs fall one after the other, each once', () => {
  const { fallen, standing } = fallenBy(terms, [], { days, now: at('2026-09-01T00:00:00Z') });
  expect(fallen.map(({ happening }) => happening)).toMatchObject([
    { what: 'escalated', rung: 0 },
    { what: 'escalated', rung: 1 },
  ]);
  expect(standing.next).toBeUndefined();
});

test('one that repeats comes again on the same date of each month, counted from the first', () => {
  const start = at('2026-01-31T10:00:00Z');
  const repeats = { every: 'monthly', anchor: day('2026-01-31') } as const;
  const starts = [0, 1, 2].map((number) => {
    const standing = stateOf({ ...terms, start, ladder: [], repeats: { ...repeats, number } }, [], days);
    return iso(standing.next?.at);
  });
  expect(starts).toEqual(['2026-02-28T00:00:00.000Z', '2026-03-30T23:00:00.000Z', '2026-04-29T23:00:00.000Z']);
});

test('kept it still repeats, withdrawn it does not', () => {
  const repeating: Terms = { ...terms, repeats: { every: 'quarterly', anchor: day('2026-06-01'), number: 0 } };
  const close = (what: 'kept' | 'withdrawn') => stateOf(repeating, [{ at: START + 1, what }], days).next?.what;
  expect([close('kept'), close('withdrawn')]).toEqual(['repeated', undefined]);
});

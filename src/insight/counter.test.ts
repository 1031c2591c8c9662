import { describe, expect, test } from 'vitest';
import { fc } from '#testing/chance';
import { day, plusDays } from '#base';
import { catalogue } from './catalogue.ts';
import { reachOf } from './counter.ts';
import type { Fact } from './evaluate.ts';
import { onDay } from './course.ts';
import { count, type Counted } from './person.ts';
import { slotDays } from './slots.ts';
import { dayOf, FOREVER, numberOf, timelineOf } from './timeline.ts';

const TODAY = day('2026-02-28');
const around = (days: number) => plusDays(TODAY, days);

/** Days near the edges of windows, leap days among them, on which several facts fall together. */
const days = fc.oneof(
  fc.integer({ min: -800, max: 60 }).map(around),
  fc
    .constantFrom('2024-02-29', '2025-01-01', '2025-02-27', '2025-02-28', '2025-03-01', '2025-03-31', '2026-02-28')
    .map(day),
);

const whole = (found: Counted | undefined) => ({ counted: found?.counted[0] ?? 0, met: found?.met[0] ?? 0 });

describe.each(catalogue.map((entry) => [entry.key, entry] as const))('%s', (_, entry) => {
  const { pack, factNumber, count: counter } = entry;
  const lasting = (name: string) => pack.facts.some(({ id, value }) => id === name && value?.from === 'end');
  const fact: fc.Arbitrary<Fact> = fc
    .record({
      fact: fc.constantFrom(...pack.facts.map(({ id }) => id)),
      at: days,
      value: fc.constantFrom(1, 2, 3, 50, 58, 59, 120, 140, 141, 1_200),
      second: fc.constantFrom(undefined, 80, 90, 91),
      end: fc.oneof(days.map(numberOf), fc.constant(FOREVER)),
    })
    .map(({ end, ...one }) => (lasting(one.fact) ? { ...one, value: end } : one));
  const person = fc.record({
    facts: fc.array(fact, { maxLength: 40 }),
    born: fc.option(fc.integer({ min: -34_000, max: -10_000 }).map(around), { nil: undefined }),
    died: fc.option(days, { nil: undefined }),
    sex: fc.constantFrom('female', 'male'),
  });
  /** Somebody on whom the pack has something to say. */
  const ill = pack.facts
    .map(({ id }) => ({ fact: id, at: day('2015-01-01'), value: lasting(id) ? FOREVER : 2 }))
    .slice(0, 1);
  const pointsOf = (facts: readonly Fact[]) =>
    facts.map(({ fact: name, at, value, second }) => ({
      fact: factNumber(name),
      at: numberOf(at),
      ...(value === undefined ? {} : { value }),
      ...(second === undefined ? {} : { second }),
    }));
  const numbered = (facts: readonly Fact[]) => facts.map((one) => ({ ...one, fact: String(factNumber(one.fact)) }));

  test('counts what the rules say, as at every day that is kept', () => {
    const slots = slotDays(TODAY);
    fc.assert(
      fc.property(person, ({ facts, born, died, sex }) => {
        const all = [...ill, ...facts];
        const timeline = timelineOf({ points: pointsOf(all), born, died });
        const ought = count(pack, entry.known(numbered(all), { born, died }), { sex }, slots);
        expect(counter(timeline, { sex }, slots)).toEqual(ought);
        const course = entry.course(timeline, numberOf(TODAY));
        expect(counter(timeline, { sex }, slots, { course })).toEqual(ought);
      }),
      { numRuns: 200 },
    );
  });

  test('a course says of every past day what the rules say of it', () => {
    fc.assert(
      fc.property(person, fc.array(fc.integer({ min: 0, max: 1_200 }), { maxLength: 8 }), (one, back) => {
        const { facts, born, died } = one;
        const all = [...ill, ...facts];
        const course = entry.course(timelineOf({ points: pointsOf(all), born, died }), numberOf(TODAY));
        const known = entry.known(numbered(all), { born, died });
        const turns = (course?.turns ?? []).flatMap((at) => (at < numberOf(day('1900-01-01')) ? [] : [dayOf(at)]));
        const asked = [TODAY, day('2014-12-31'), ...back.map((days) => around(-days)), ...turns];
        for (const on of [...asked, ...turns.map((turn) => plusDays(turn, -1))])
          expect([on, onDay(course, numberOf(on))]).toEqual([on, whole(count(pack, known, {}, [on]))]);
        expect(course?.turns.some((at) => at > numberOf(TODAY)) ?? false).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  test('what is out of reach changes nothing', () => {
    const slots = slotDays(TODAY);
    const { since, lasting } = reachOf(pack, factNumber, slots);
    fc.assert(
      fc.property(person, fc.array(fact, { maxLength: 10 }), ({ facts, born, died }, older) => {
        const far = older
          .filter(({ fact: name }) => !lasting.includes(factNumber(name)))
          .map((one) => ({ ...one, at: plusDays(since, -1 - (one.value ?? 0)) }));
        const near = [...facts, ...ill];
        expect(counter(timelineOf({ points: pointsOf([...near, ...far]), born, died }), {}, slots)).toEqual(
          counter(timelineOf({ points: pointsOf(near), born, died }), {}, slots),
        );
      }),
    );
  });

  test('time alone changes nothing before the day that was foretold', () => {
    fc.assert(
      fc.property(person, fc.integer({ min: 1, max: 900 }), ({ facts, born, died }, later) => {
        const timeline = timelineOf({ points: pointsOf([...ill, ...facts]), born, died });
        const now = counter(timeline, {}, [TODAY]);
        const then = plusDays(TODAY, later);
        if (now?.next !== undefined && then >= now.next) return;
        const after = counter(timeline, {}, [then]);
        expect([after?.counted ?? [0], after?.met ?? [0]]).toEqual([now?.counted ?? [0], now?.met ?? [0]]);
        if (now && now.counted[0] !== 0) expect(after?.strata).toEqual(now.strata);
      }),
      { numRuns: 200 },
    );
  });
});

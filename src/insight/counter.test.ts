import { expect, test } from 'vitest';
import fc from 'fast-check';
import { day, plusDays } from '#base';
import { counterOf, numberOf, reachOf } from './counter.ts';
import { factNumber, pack } from './diabetes.ts';
import type { Fact } from './evaluate.ts';
import { settle } from './fact.ts';
import { count } from './person.ts';
import { slotDays } from './slots.ts';

const TODAY = day('2026-02-28');
const around = (days: number) => plusDays(TODAY, days);

/** Days near the edges of windows, leap days among them, on which several facts fall together. */
const days = fc.oneof(
  fc.integer({ min: -800, max: 60 }).map(around),
  fc.constantFrom('2024-02-29', '2025-02-27', '2025-02-28', '2025-03-01', '2026-02-28', '2026-03-01').map(day),
);

const fact: fc.Arbitrary<Fact> = fc.record({
  fact: fc.constantFrom(...pack.facts.map(({ id }) => id)),
  at: days,
  value: fc.constantFrom(1, 2, 50, 58, 59, 120, 140, 141),
  second: fc.constantFrom(undefined, 80, 90, 91),
});

const person = fc.record({
  facts: fc.array(fact, { maxLength: 40 }),
  ill: fc.boolean(),
  born: fc.option(fc.integer({ min: -34_000, max: -10_000 }).map(around), { nil: undefined }),
  died: fc.option(days, { nil: undefined }),
});

test('counts what the rules say, as at every day that is kept', () => {
  const counter = counterOf(pack);
  fc.assert(
    fc.property(person, ({ facts, ill, born, died }) => {
      const all: readonly Fact[] = ill ? [...facts, { fact: 'diabetes', at: day('2015-01-01'), value: 2 }] : facts;
      const points = all.map(({ fact: name, at, value, second }) => ({
        fact: factNumber(name),
        at: numberOf(at),
        ...(value === undefined ? {} : { value }),
        ...(second === undefined ? {} : { second }),
      }));
      const slots = slotDays(TODAY);
      expect(counter({ points, born, died }, slots)).toEqual(
        count(pack, { facts: settle(pack, all), born, died }, slots),
      );
    }),
    { numRuns: 500 },
  );
});

test('what is out of reach changes nothing', () => {
  const counter = counterOf(pack);
  const slots = slotDays(TODAY);
  const { since, lasting } = reachOf(pack, slots);
  fc.assert(
    fc.property(person, fc.array(fact, { maxLength: 10 }), ({ facts, born, died }, older) => {
      const far = older
        .filter(({ fact: name }) => !lasting.includes(factNumber(name)))
        .map((one) => ({ ...one, at: plusDays(since, -1 - (one.value ?? 0)) }));
      const numbers = (of: readonly Fact[]) =>
        of.map(({ fact: name, at, value = 0 }) => ({ fact: factNumber(name), at: numberOf(at), value }));
      const near = [...facts, { fact: 'diabetes', at: day('2015-01-01'), value: 2 }];
      expect(counter({ points: numbers([...near, ...far]), born, died }, slots)).toEqual(
        counter({ points: numbers(near), born, died }, slots),
      );
    }),
  );
});

test('time alone changes nothing before the day that was foretold, and something may on it', () => {
  const counter = counterOf(pack);
  fc.assert(
    fc.property(person, fc.integer({ min: 1, max: 900 }), ({ facts, born, died }, later) => {
      const points = [
        { fact: factNumber('diabetes'), at: numberOf(day('2015-01-01')), value: 2 },
        ...facts.map(({ fact: name, at, value = 0 }) => ({ fact: factNumber(name), at: numberOf(at), value })),
      ];
      const now = counter({ points, born, died }, [TODAY]);
      const then = plusDays(TODAY, later);
      if (now?.next !== undefined && then >= now.next) return;
      const [counted, met] = [now?.counted ?? [0], now?.met ?? [0]];
      const after = counter({ points, born, died }, [then]);
      expect([after?.counted ?? [0], after?.met ?? [0]]).toEqual([counted, met]);
    }),
    { numRuns: 500 },
  );
});

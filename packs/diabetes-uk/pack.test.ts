import golden from '#packs/diabetes-uk/golden.json';
import json from '#packs/diabetes-uk/pack.json';
import { type Day, day } from '#base';
import { expect, test } from 'vitest';
import { evaluate, judge, lapses } from '../../src/insight/evaluate.ts';
import { factReader, settle } from '../../src/insight/fact.ts';
import { readPack } from '../../src/insight/pack.ts';

const pack = readPack(json);
const factsOf = factReader(pack);
const today = day(golden.today);

for (const person of golden.people) {
  test(`golden: ${person.name}`, () => {
    const facts = settle(
      pack,
      person.resources.flatMap((resource) => factsOf(resource)),
    );
    const known = { facts, born: person.born as Day, ...('died' in person ? { died: person.died as Day } : {}) };
    const result = evaluate(pack, known, today);
    const where = (part: 'counted' | 'met') =>
      [...result.measures]
        .filter(([, is]) => is[part])
        .map(([id]) => id)
        .sort();
    expect(result.onRegister).toBe(person.register);
    expect(where('counted')).toEqual(person.counted);
    expect(where('met')).toEqual(person.met);
    if ('flips' in person) expect(result.flips).toBe(person.flips);
  });
}

test('a check of 29 February counts up to 28 February of the next year', () => {
  expect(lapses(day('2024-02-29'), 12)).toBe('2025-03-01');
});

test('the day on which an answer may change is the first on which it does', () => {
  const known = { facts: [{ fact: 'bmi', at: day('2025-05-05'), value: 30 }] };
  const rule = { has: 'bmi', within: 12 };
  expect(judge(rule, known, today)).toMatchObject({ holds: true, flips: '2026-05-06' });
  expect(judge(rule, known, day('2026-05-05')).holds).toBe(true);
  expect(judge(rule, known, day('2026-05-06')).holds).toBe(false);
});

test('refuses a pack whose rule names a fact that it does not define', () => {
  expect(() => readPack({ ...pack, register: { has: 'no-such-fact' } })).toThrow("names the fact 'no-such-fact'");
});

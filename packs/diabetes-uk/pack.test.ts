import json from '#packs/diabetes-uk/pack.json';
import { day } from '#base';
import { expect, test } from 'vitest';
import { judge } from '../../src/insight/evaluate.ts';
import { readPack } from '../../src/insight/pack.ts';
import { lapses } from '../../src/insight/window.ts';

const pack = readPack(json);
const today = day('2026-03-15');

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

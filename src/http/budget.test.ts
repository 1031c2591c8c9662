import { expect, test } from 'vitest';
import { openBudgets } from './budget.ts';

const BUDGET = { perSecond: 2, most: 10 };

test('gives what is there at once, then as much as comes in', () => {
  const { spend } = openBudgets();
  expect([spend('a', 6, BUDGET, 0), spend('a', 4, BUDGET, 0)]).toEqual([0, 0]);
  expect(spend('a', 3, BUDGET, 0)).toBe(2);
  expect(spend('a', 3, BUDGET, 1_500)).toBe(0);
});

test('what was refused costs nothing', () => {
  const { spend } = openBudgets();
  spend('a', 10, BUDGET, 0);
  for (let time = 0; time < 50; time += 1) expect(spend('a', 2, BUDGET, 500)).toBe(1);
  expect(spend('a', 2, BUDGET, 1_000)).toBe(0);
});

test("nobody pays for somebody else's haste", () => {
  const { spend } = openBudgets();
  spend('a', 10, BUDGET, 0);
  expect(spend('b', 10, BUDGET, 0)).toBe(0);
});

test('what the end shows to be owed is waited for, and never longer than a budget takes', () => {
  const { spend, charge } = openBudgets();
  charge('a', 1_000_000, BUDGET, 0);
  expect(spend('a', 1, BUDGET, 0)).toBe(6);
  expect(spend('a', 1, BUDGET, 6_000)).toBe(0);
});

test('what costs more than a full budget is done with a full one', () => {
  const { spend } = openBudgets();
  expect(spend('a', 500, BUDGET, 0)).toBe(0);
  expect(spend('a', 1, BUDGET, 0)).toBe(6);
});

test('a clock that steps back gives and takes nothing', () => {
  const { spend } = openBudgets();
  spend('a', 10, BUDGET, 60_000);
  expect(spend('a', 1, BUDGET, 0)).toBe(1);
});

test('remembers no more than its bound, and forgets whoever asked longest ago', () => {
  const { spend } = openBudgets(2);
  for (const key of ['a', 'b', 'c']) spend(key, 10, BUDGET, 0);
  expect([spend('c', 1, BUDGET, 0), spend('b', 1, BUDGET, 0), spend('a', 1, BUDGET, 0)]).toEqual([1, 1, 0]);
});

import { expect, test } from 'vitest';
import { ROLES } from '#agreement';
import { purposeOf, writesOf } from './purpose.ts';

test('who plans, pays or audits does not write to the record', () => {
  const writers = ROLES.filter((role) => writesOf(role) !== 'none');
  expect(writers.every((role) => purposeOf(role) === 'direct-care')).toBe(true);
});

test('only systems write for people they have no relationship with', () => {
  expect(ROLES.filter((role) => writesOf(role) === 'everything')).toEqual(['system']);
});

import { expect, test } from 'vitest';
import { confided } from './confide.ts';
import { type Expr, holds } from './expr.ts';
import { classBits, classNumber, labelBits, relationshipBits, RESTRICTED_USE } from './words.ts';

const HERE = { bkt: 3, cmp: '7' };
const THERE = { bkt: 3, cmp: '8' };
const visit: Expr = {
  op: 'and',
  of: [
    { op: 'org', in: [1] },
    { op: 'class', bits: classBits('problems') },
    { op: 'relationship', bits: relationshipBits('team') },
    { op: 'unlabelled', bits: labelBits('hiv', 'mental-health') },
    { op: 'undenied' },
    { op: 'unlabelled', bits: RESTRICTED_USE },
    { op: 'not', of: { op: 'not', of: { op: 'unlabelled', bits: labelBits('tuberculosis') } } },
  ],
};
const row = { org: 1, basis: 1, cls: classNumber('problems'), lab: labelBits('hiv'), personal: true, home: HERE };
const known = { rel: relationshipBits('team'), denyOrg: [], denyLab: 0, denyCls: 0 };
const told = confided(visit, [{ places: [HERE], labels: labelBits('hiv', 'tuberculosis') }]);

test('who was told by name sees it of that person, and nothing else that they did not see before', () => {
  expect(holds(visit, row, known)).toBe(false);
  expect(holds(told, row, known)).toBe(true);
  expect(holds(told, { ...row, home: THERE }, known)).toBe(false);
  expect(holds(told, { ...row, org: 2 }, known)).toBe(false);
  expect(holds(told, { ...row, cls: classNumber('documents') }, known)).toBe(false);
  expect(holds(told, { ...row, lab: labelBits('hiv', 'mental-health') }, known)).toBe(false);
  expect(holds(told, row, { ...known, rel: relationshipBits('population') })).toBe(false);
  expect(holds(told, row, undefined)).toBe(false);
});

test('a denial, a restriction and an order are stronger', () => {
  expect(holds(told, row, { ...known, denyLab: labelBits('hiv') })).toBe(false);
  expect(holds(told, { ...row, lab: labelBits('hiv') | RESTRICTED_USE }, known)).toBe(false);
  expect(holds(told, { ...row, lab: labelBits('hiv', 'tuberculosis') }, known)).toBe(false);
});

test('nothing told changes nothing', () => {
  expect(confided(visit, [])).toBe(visit);
  expect(confided(visit, [{ places: [], labels: 1 }])).toBe(visit);
  expect(confided({ op: 'always' }, [{ places: [HERE], labels: 1 }])).toEqual({ op: 'always' });
});

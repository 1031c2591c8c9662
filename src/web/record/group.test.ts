import type { Medicine, Problem } from '#record/contract';
import { expect, test } from 'vitest';
import { groupMedicines, groupProblems } from './group.ts';

const from = (organization: string, recorded: string) => ({
  organization,
  recorded,
  reference: `X/${organization}${recorded}`,
});
const problem = (text: string, organization: string, recorded: string): Problem => ({
  text,
  status: 'active',
  source: from(organization, recorded),
});
const medicine = (dose: string, organization: string, status = 'active'): Medicine => ({
  text: 'Insulin glargine',
  dose,
  status,
  source: from(organization, '2026-01-01'),
});

test('one problem of two organisations is one row with both sources, the newest first', () => {
  const rows = groupProblems([
    problem('Hypertension', 'Practice', '2013'),
    problem('hypertension ', 'Hospital', '2020'),
  ]);
  expect(rows.map(({ sources }) => sources.map(({ organization }) => organization))).toEqual([
    ['Hospital', 'Practice'],
  ]);
});

test('one medicine in two doses stays two rows, and both say that doses differ', () => {
  const rows = groupMedicines([medicine('18 units', 'Hospital'), medicine('16 units', 'Practice')]);
  expect(rows.map(({ item, differs }) => [item.dose, differs])).toEqual([
    ['18 units', true],
    ['16 units', true],
  ]);
});

test('a stopped medicine differs from no current one', () => {
  const rows = groupMedicines([medicine('18 units', 'Hospital'), medicine('16 units', 'Practice', 'stopped')]);
  expect(rows.map(({ differs }) => differs)).toEqual([false, false]);
});

import { expect, test } from 'vitest';
import { EACH } from './clauses/sample.testing.ts';
import { coverage } from './coverage.ts';
import type { Clause } from './instrument.ts';
import { careClause, informClause, sharing } from './sample.testing.ts';

const of = (...clauses: readonly Clause[]) => coverage(sharing({ clauses })).find(({ id }) => id === '4.2')?.coverage;

test('a paragraph is carried out where a part of it runs, and left to judgement where none does', () => {
  expect(of(careClause, informClause)).toBe('carried-out');
  expect(of(informClause)).toBe('judgement');
});

test('whom an agreement counts narrows nothing that is seen, and says so', () => {
  const population = { ...EACH.population, cites: '4.2' };
  expect(of(population, informClause)).toBe('judgement');
  expect(of(population, careClause, informClause)).toBe('carried-out');
  const [only] = coverage(sharing({ clauses: [population] })).filter(({ id }) => id === '4.2');
  expect(only?.runs[0]).toContain('registered with');
});

test('kinds of which only the words are kept are left to judgement, whatever else is carried out', () => {
  for (const kind of ['functions', 'indemnify', 'practise'] as const)
    expect(of({ ...EACH[kind], cites: '4.2' }), kind).toBe('judgement');
  for (const kind of ['pay', 'decide', 'contribute', 'report', 'measure'] as const)
    expect(of({ ...EACH[kind], cites: '4.2' }), kind).toBe('carried-out');
});

test('what of a part that is carried out is left to people is told beside it', () => {
  const feared = [{ measure: 'falls', worse: 'above' as const, percent: 5 }];
  const left = (clause: Clause) =>
    coverage(sharing({ clauses: [{ ...clause, cites: '4.2' }] })).find(({ id }) => id === '4.2')?.left ?? [];
  expect(left({ ...EACH.measure, feared })).toEqual([expect.stringContaining('watched from the first day on')]);
  expect(left({ ...EACH.measure, feared: [] })).toEqual([]);
  expect(left(EACH.report)[0]).toContain('When it is due');
  expect(left(EACH.pay)).toEqual([]);
});

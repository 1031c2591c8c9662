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

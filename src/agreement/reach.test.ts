import { expect, test } from 'vitest';
import { typeNumber } from '#fhir';
import type { Scopes } from './access.ts';
import type { Expr } from './expr.ts';
import { notReached } from './reach.ts';

const ONE = { bkt: 3, cmp: '11' };
const OTHER = { bkt: 4, cmp: '12' };
const type = (...names: readonly string[]): Expr => ({ op: 'type', in: names.map(typeNumber) });
const of = (...parts: readonly Expr[]): Expr => ({ op: 'and', of: parts });
const directory: Expr = of({ op: 'impersonal' }, { op: 'class', bits: 1 });
const person: Expr = { op: 'or', of: [{ op: 'compartment', in: [ONE] }, directory] };

const missing = (read: readonly Expr[], home?: typeof ONE) =>
  notReached(
    { scopes: { read: { op: 'or', of: read } } as Scopes },
    { deed: 'read', types: ['Patient', 'Observation'], ...(home ? { home } : {}) },
  );

test('without scopes nothing is missing', () => {
  expect(notReached({}, { deed: 'read', types: ['Patient'] })).toEqual([]);
});

test('a scope of a type reaches it whole, one of every type reaches each, and what no scope names is missing', () => {
  expect(missing([])).toEqual(['Patient', 'Observation']);
  expect(missing([of(type('Observation'))])).toEqual(['Patient']);
  expect(missing([of(type('Patient')), of(type('Observation'))])).toEqual([]);
  expect(missing([of()])).toEqual([]);
});

test('a search behind a scope narrows it, whichever search; another scope of the type makes it whole', () => {
  const laboratory: Expr = { op: 'token', in: ['1'] };
  const narrowed = of(type('Observation'), { op: 'not', of: laboratory });
  expect(missing([of(type('Patient')), narrowed])).toEqual(['Observation']);
  expect(missing([of(type('Patient')), narrowed, of(type('Observation'))])).toEqual([]);
});

test('a scope of one person reaches their records and nobody else’s', () => {
  const scopes = [of(type('Patient', 'Observation'), person)];
  expect(missing(scopes, ONE)).toEqual([]);
  expect(missing(scopes, OTHER)).toEqual(['Patient', 'Observation']);
  expect(missing(scopes)).toEqual(['Patient', 'Observation']);
});

import { expect, test } from 'vitest';
import { type Priced, priceOf } from './price.ts';

const asked = (more: Partial<Priced>): Priced => ({
  method: 'GET',
  pattern: '/fhir/:type',
  kind: 'fhir',
  query: '',
  bytes: 0,
  ...more,
});

test.each([
  ['a read', { pattern: '/fhir/:type/:id' }, 1],
  ['a search', {}, 2],
  ['a search in a compartment', { pattern: '/fhir/:type/:id/:within' }, 2],
  ['a search by form', { method: 'POST', pattern: '/fhir/:type/_search' }, 2],
  ['a page of 1,000', { query: '_count=1000' }, 52],
  ['a chain of two', { query: 'subject.organization.name=x' }, 12],
  ['what refers to it', { query: '_has:Observation:patient:_has:AuditEvent:entity:agent=x' }, 12],
  ['what it brings', { query: '_include=Observation:subject&_revinclude=Provenance:target' }, 12],
  ['a hundred values', { query: `code=${Array.from({ length: 101 }, () => 'x').join(',')}` }, 12],
  ['a whole compartment', { pattern: '/fhir/:type/:id/$everything' }, 50],
  ['a write', { method: 'PUT', pattern: '/fhir/:type/:id' }, 2],
  ['a write that searches first', { method: 'PUT', query: 'identifier=x' }, 4],
  ['a bundle of 1 MB', { method: 'POST', pattern: '/fhir', bytes: 1024 * 1024 }, 66],
  ['a page', { kind: 'page' as const, pattern: '/people' }, 3],
  ['an address that leads nowhere', { kind: undefined, pattern: undefined }, 1],
  ['a query that is none', { query: '%&=&_count=many&&.' }, 7],
])('%s has its price', (_what, more, units) => {
  expect(priceOf(asked(more))).toBe(units);
});

test('nothing costs more than 1,000', () => {
  expect(priceOf(asked({ query: '_count=999999999' }))).toBe(1_000);
  expect(priceOf(asked({ query: 'a'.padEnd(9_000, '.b') }))).toBe(1_000);
});

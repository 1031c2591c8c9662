import { expect, test } from 'vitest';
import type { Answer, Case } from './case.ts';
import { faultsOf, searchFaults } from './judge.ts';
import { ownedFaults } from './patching.ts';

const FHIR = new Map([['content-type', 'application/fhir+json; charset=utf-8']]);
const answer = (status: number, body: unknown, headers: ReadonlyMap<string, string> = FHIR): Answer => ({
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  ms: 1,
});
const issue = (more: object) => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'value', details: { text: 'x cannot be read: it takes a date.' }, ...more }],
});
const search: Case = { kind: 'search', method: 'GET', target: '/Patient?x=1' };
const bundle: Case = { kind: 'bundle', method: 'POST', target: '/' };
const create: Case = {
  kind: 'resource',
  method: 'POST',
  target: '/Basic',
  body: Buffer.from('{"resourceType":"Basic","x":1.00}'),
};

test.each([
  ['no answer', search, answer(0, ''), 'answer'],
  ['a 500', search, answer(500, issue({ expression: ['x'] })), 'status'],
  ['a redirect', search, answer(302, ''), 'status'],
  ['a refusal as a page', search, answer(400, '<html>', new Map([['content-type', 'text/html']])), 'outcome'],
  ['a refusal without issues', search, answer(400, { resourceType: 'OperationOutcome', issue: [] }), 'outcome'],
  ['an issue without a place', search, answer(400, issue({})), 'place'],
  ['an issue with an empty place', search, answer(400, issue({ expression: [' '] })), 'place'],
  ['an issue without words', search, answer(400, issue({ details: {}, expression: ['x'] })), 'issue'],
  ['an entry with a 500', bundle, answer(200, { entry: [{ response: { status: '500 Error' } }] }), 'status'],
  [
    'an entry refused without a place',
    bundle,
    answer(200, { entry: [{ response: { status: '400 Bad', outcome: issue({}) } }] }),
    'place',
  ],
  ['JSON cut off', search, answer(200, '{"resourceType":'), 'json'],
  ['a digit lost', create, answer(201, '{"resourceType":"Basic","id":"1","x":1.0}'), 'kept'],
] as const)('%s is a fault', (_, one, got, rule) => {
  expect(faultsOf(one, got).map((fault) => fault.rule)).toEqual([rule]);
});

test('a result, a refusal with its place and a resource kept to the digit are none', () => {
  expect(faultsOf(search, answer(200, '{}'))).toEqual([]);
  expect(faultsOf(search, answer(400, issue({ expression: ['x'] })))).toEqual([]);
  expect(faultsOf(create, answer(201, '{"resourceType":"Basic","id":"1","meta":{},"x":1.00}'))).toEqual([]);
  expect(searchFaults({ ...search, target: '/Patient?name=a\\,b,c&birthdate=ge2020&_sort=-name' })).toEqual([]);
});

test('a patch that moves what the server keeps is a fault', () => {
  const body = (id: string, versionId: string, lastUpdated: string) =>
    JSON.stringify({ resourceType: 'Patient', id, meta: { versionId, lastUpdated } });
  const target = { type: 'Patient', id: '7', body: body('7', '1', '2026-01-01T00:00:00.000Z') };
  const headers = new Map([
    ['etag', 'W/"2"'],
    ['last-modified', 'Thu, 01 Jan 2026 00:00:01 GMT'],
  ]);
  const wrong = (text: string) =>
    ownedFaults(target, answer(200, text, headers)).map((fault) => fault.text.split(' of ')[0]);
  expect(wrong(body('7', '2', '2026-01-01T00:00:01.500Z'))).toEqual([]);
  expect(wrong(body('8', '2', '2026-01-01T00:00:01.500Z'))).toEqual(['type or id']);
  expect(wrong(body('7', '9', '2026-01-01T00:00:01.500Z'))).toEqual(['version']);
  expect(wrong(body('7', '2', '1999-01-01T00:00:00.000Z'))).toEqual(['time']);
});

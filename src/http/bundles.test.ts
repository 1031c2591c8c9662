import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql, type Store } from '#store';
import { type Answered, type Ask, askingServer } from './asking.testing.ts';

let ask: Ask;
let close: () => Promise<void>;
let store: Store;
beforeAll(async () => {
  const asking = await askingServer();
  ask = asking.ask;
  close = asking.server.close;
  store = asking.server.app.core.services.store;
});
afterAll(() => close?.());

const identified = (value: string) => ({ resourceType: 'Patient', identifier: [{ system: 'urn:test', value }] });
const post = (resource: object, fullUrl?: string) => ({
  ...(fullUrl === undefined ? {} : { fullUrl }),
  resource,
  request: { method: 'POST', url: (resource as { resourceType: string }).resourceType },
});
const send = (type: string, entry: readonly object[], headers: Readonly<Record<string, string>> = {}) =>
  ask('POST', '', { body: { resourceType: 'Bundle', type, entry }, headers });
const responses = (answer: Answered) =>
  (answer.json['entry'] as unknown as { response: { status: string; location: string; outcome?: unknown } }[]).map(
    ({ response }) => response,
  );

test('a transaction answers in order, with references rewritten', async () => {
  const person = `urn:uuid:${randomUUID()}`;
  const about = { resourceType: 'Observation', status: 'final', code: { text: 'x' }, subject: { reference: person } };
  const answer = await send('transaction', [post(about), post(identified(randomUUID()), person)]);
  expect(answer).toMatchObject({ status: 200, json: { type: 'transaction-response' } });
  const [observation, patient] = responses(answer);
  expect(observation?.status).toBe('201 Created');
  const read = await ask('GET', `/${observation?.location.replace(/\/_history.*/, '')}`);
  expect(read.json['subject']?.['reference']).toBe(patient?.location.replace(/\/_history.*/, ''));
});

// Shows requirement V2.3.3.
test('a transaction with one bad entry leaves nothing, and names the entry', async () => {
  const mark = randomUUID();
  const bad = { resourceType: 'Patient', birthDate: 'never' };
  const answer = await send('transaction', [post(identified(mark)), post(bad)]);
  expect(answer.status).toBe(400);
  expect(answer.text).toContain('Bundle.entry[1]');
  expect((await ask('GET', `/Patient?identifier=urn:test|${mark}`)).json['total']).toBe(0);
});

test('a batch answers each entry alone', async () => {
  const answer = await send('batch', [
    post(identified(randomUUID())),
    { request: { method: 'GET', url: 'Patient/absent' } },
    { request: { method: 'GET', url: 'Patient?_count=1' } },
  ]);
  expect(answer.json['type']).toBe('batch-response');
  expect(responses(answer).map(({ status }) => status)).toEqual(['201 Created', '404 Not Found', '200 OK']);
  expect(responses(answer)[1]?.outcome).toMatchObject({ resourceType: 'OperationOutcome' });
});

test('a look in a bundle is in the audit', async () => {
  const id = (await ask('POST', '/Patient', { body: identified(randomUUID()) })).json['id'] as unknown as string;
  await send('batch', [
    { request: { method: 'GET', url: `Patient/${id}` } },
    { request: { method: 'GET', url: 'Patient?_count=1' } },
  ]);
  const lines = await store.all<{ action: string; outcome: string }>(
    sql`select action, outcome from audit where typ = 'Patient' and action in ('read', 'search') order by seq`,
  );
  expect(lines).toContainEqual({ action: 'read', outcome: 'done' });
  expect(lines).toContainEqual({ action: 'search', outcome: 'done' });
});

test('bodies come back where they are asked for', async () => {
  const entries = [post(identified(randomUUID()))];
  const full = await send('transaction', entries, { prefer: 'return=representation' });
  expect(full.json['entry']?.[0]?.['resource']?.['resourceType']).toBe('Patient');
  expect((await send('transaction', entries)).json['entry']?.[0]?.['resource']).toBeUndefined();
});

test('a transaction under a key is done once', async () => {
  const mark = randomUUID();
  const key = { 'idempotency-key': randomUUID() };
  const first = await send('transaction', [post(identified(mark))], key);
  const second = await send('transaction', [post(identified(mark))], key);
  expect(second.text).toBe(first.text);
  expect((await ask('GET', `/Patient?identifier=urn:test|${mark}`)).json['total']).toBe(1);
});

test('a bundle of another type, or with half an entry, is refused by name', async () => {
  expect((await send('collection', [])).text).toContain('http.bundle-type');
  expect((await send('transaction', [{ resource: identified('x') }])).text).toContain('http.entry-request');
  expect((await ask('POST', '', { body: identified('x') })).status).toBe(400);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ask, askingServer } from './asking.testing.ts';

let ask: Ask;
let close: () => Promise<void>;
let address: string;
let token: string;
beforeAll(async () => {
  const asking = await askingServer();
  ask = asking.ask;
  close = asking.server.close;
  address = asking.server.app.address;
  token = asking.server.token;
});
afterAll(() => close?.());

test.each([
  ['GET', '/NoSuchType/1', {}, 404, 'http.unknown-type'],
  ['GET', '/Patient/1/2/3/4', {}, 404, 'http.no-such-path'],
  ['GET', '/Patient/1/$nothing', {}, 400, 'http.operation'],
  ['POST', '/Patient/1/$close', { body: '{}' }, 400, 'http.operation'],
  ['PUT', '/metadata', { body: '{}' }, 405, 'http.method'],
  ['POST', '/Patient/1', { body: '{}' }, 405, 'http.method'],
  ['GET', '/Patient?_format=xml', {}, 406, 'http.not-acceptable'],
  ['GET', '/Patient', { headers: { accept: 'application/fhir+xml' } }, 406, 'http.not-acceptable'],
  [
    'POST',
    '/Patient',
    { body: '<Patient/>', headers: { 'content-type': 'application/fhir+xml' } },
    415,
    'http.media-type',
  ],
  ['GET', '/Patient/1/_history?_count=many', {}, 400, 'http.count'],
  ['GET', '/Patient', { anonymous: true }, 401, 'http.not-signed-in'],
  ['GET', '/Patient', { anonymous: true, headers: { authorization: 'Bearer forged.token.here' } }, 401, 'auth.token'],
  ['GET', '/Patient/%E0%A4%A', {}, 400, 'http.address'],
] as const)('%s %s is refused with an OperationOutcome', async (...row) => {
  const [method, path, asked, status, code] = row;
  const answer = await ask(method, path, asked);
  expect(answer.status).toBe(status);
  expect(answer.json['resourceType']).toBe('OperationOutcome');
  expect(answer.json['issue']?.[0]?.['details']?.['coding']?.[0]?.['code']).toBe(code);
});

// Shows requirement V4.1.4.
test('a method that is not there says which are', async () => {
  expect((await ask('PATCH', '/metadata', { body: '{}' })).headers.get('allow')).toBe('GET');
});

test('broken JSON, and bytes that are no UTF-8, are 400', async () => {
  expect((await ask('POST', '/Patient', { body: '{"resourceType":"Patient",' })).status).toBe(400);
  const bytes = Buffer.concat([
    Buffer.from('{"resourceType":"Patient","id":"'),
    Buffer.from([0xff]),
    Buffer.from('"}'),
  ]);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
  const response = await fetch(`${address}/fhir/Patient`, { method: 'POST', headers, body: bytes });
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('http.not-utf8')]);
});

// Shows requirement API4:2023.
test('a body past its limit is 413', async () => {
  const body = `{"resourceType":"Patient","id":"${'x'.repeat(16 * 1024 * 1024)}"}`;
  const answer = await ask('POST', '/Patient', { body });
  expect([answer.status, answer.json['issue']?.[0]?.['code']]).toEqual([413, 'too-long']);
});

test('whoever has no token is told how to ask', async () => {
  expect((await ask('GET', '/Patient', { anonymous: true })).headers.get('www-authenticate')).toContain('Bearer');
});

test('everybody may read what the server offers, and whether it is well', async () => {
  const metadata = await ask('GET', '/metadata', { anonymous: true });
  expect(metadata.json).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' });
  expect(await ask('GET', `${address}/healthz`, { anonymous: true })).toMatchObject({
    status: 200,
    json: { status: 'ready' },
  });
});

test('an answer can be laid out for reading', async () => {
  const { text } = await ask('GET', '/metadata?_pretty=true');
  expect(text.startsWith('{\n  "resourceType"')).toBe(true);
});

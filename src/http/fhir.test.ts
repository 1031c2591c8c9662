import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '#testing/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

type Asked = { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> };

async function ask(method: string, path: string, { body, headers = {} }: Asked = {}) {
  const response = await fetch(`${server.base}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${server.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/fhir+json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = text === '' ? undefined : JSON.parse(text);
  return { status: response.status, headers: response.headers, text, json };
}

const patient = { resourceType: 'Patient', name: [{ family: 'Haddad', given: ['Zoë'] }] };

test('a resource is created, read and found', async () => {
  const created = await ask('POST', '/Patient', { body: patient });
  expect(created.status).toBe(201);
  const place = created.headers.get('location') ?? '';
  expect(place).toMatch(/\/fhir\/Patient\/[^/]+\/_history\/1$/);
  const id = created.json.id as string;
  const read = await ask('GET', `/Patient/${id}`);
  expect(read.status).toBe(200);
  expect(read.json.name[0].given[0]).toBe('Zoë');
  expect(read.headers.get('etag')).toBe('W/"1"');
  expect(read.headers.get('cache-control')).toBe('no-store');
  const found = await ask('GET', `/Patient?_id=${id}`);
  expect(found.json).toMatchObject({ resourceType: 'Bundle', type: 'searchset', total: 1 });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '#store';
import { type Ask, askingServer } from './asking.testing.ts';

let ask: Ask;
let server: Awaited<ReturnType<typeof askingServer>>['server'];

beforeAll(async () => {
  ({ ask, server } = await askingServer());
});
afterAll(() => server?.close());

const lines = () =>
  server.app.core.services.store.all(sql`
    select action, typ, id, query from audit where outcome = 'refused' order by seq`);

async function asStaff(method: string, path: string, body?: object) {
  const { auth } = server.app.core;
  await auth.keepAccount({
    id: 'denied-1',
    name: 'Wendy Oakes',
    seats: [{ id: 'denied-seat', role: 'receptionist', organization: 'Organization/elm', organizationName: 'Elm' }],
  });
  await auth.keepLink({
    link: 'denied-link-denied-link-denied-link',
    seat: 'denied-seat',
    days: 1,
    reusable: true,
  });
  const sid = await auth.signIn('denied-link-denied-link-denied-link');
  const origin = new URL(server.base).origin;
  return fetch(path.startsWith('/api') ? `${origin}${path}` : `${server.base}${path}`, {
    method,
    headers: {
      cookie: `concord-sid=${sid.ok ? sid.value : ''}`,
      'sec-fetch-site': 'same-origin',
      origin,
      ...(body ? { 'content-type': 'application/fhir+json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

// Shows requirement V16.3.2.
test('a write that is denied is in the audit; one that is merely wrong is not', async () => {
  await ask('POST', '/Patient', { body: { resourceType: 'Patient', birthDate: 'never' } });
  expect(await lines()).toEqual([]);
  const patient = { resourceType: 'Patient', id: 'x' };
  const denied = await asStaff('PUT', '/Patient/x', patient);
  expect([403, 404]).toContain(denied.status);
  expect(await lines()).toEqual([{ action: 'update', typ: 'Patient', id: 'x', query: null }]);
});

// Shows requirement V16.3.2.
test('a route that is not for a role is in the audit by its pattern', async () => {
  const denied = await asStaff('GET', '/api/audit/anchors?who=Zzyzx');
  expect(denied.status).toBe(403);
  expect((await lines()).at(-1)).toEqual({ action: 'denied', typ: null, id: null, query: 'GET /api/audit/anchors' });
});

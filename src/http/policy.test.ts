import { accepted } from '#fhir';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { mayCall, requireDeclared } from './policy.ts';
import { type Access, WHOLE } from '#agreement';

const handler = async () => accepted(true);
const as = (role: Access['role']) => ({ role }) as Access;

// Shows requirements API5:2023, API9:2023.
test('a route without a policy fails the start', async () => {
  const server = fastify();
  requireDeclared(server);
  server.get('/open', { config: { policy: { allow: 'public', why: 'a test' } } }, handler);
  server.get('/forgotten', handler);
  await expect(server.ready()).rejects.toThrow('GET /forgotten');
});

test('a server whose routes all declare one starts', async () => {
  const server = fastify();
  requireDeclared(server);
  server.get('/open', { config: { policy: { allow: 'signed-in' } } }, handler);
  await server.ready();
  await server.close();
});

// Shows requirements API5:2023, V8.2.1.
test('a policy by role lets these roles in and no other', () => {
  const policy = { allow: 'roles', roles: ['ig-lead'] } as const;
  expect(mayCall(policy, as('ig-lead')).ok).toBe(true);
  expect(mayCall(policy, as('gp'))).toMatchObject({ refusals: [{ code: 'http.role' }] });
  expect(mayCall({ allow: 'system' }, as('gp'))).toMatchObject({ refusals: [{ code: 'http.system-only' }] });
});

test('the token of an app opens the record, and a route of a joint only where that says so', () => {
  const app = { ...as('gp'), scopes: {} } as Access;
  const policy = { allow: 'signed-in' } as const;
  expect(mayCall(policy, app, 'fhir').ok).toBe(true);
  expect(mayCall(policy, app, 'json')).toMatchObject({ refusals: [{ code: 'http.not-for-apps' }] });
  expect(mayCall({ ...policy, apps: true }, app, 'json').ok).toBe(true);
});

test('who is narrowed opens the routes that say so and no others', () => {
  const narrowed = { ...as('person'), narrowed: WHOLE } as Access;
  const policy = { allow: 'roles', roles: ['person'] } as const;
  for (const closed of [policy, { allow: 'signed-in' } as const]) {
    expect(mayCall(closed, narrowed)).toMatchObject({ refusals: [{ code: 'http.themself' }] });
    expect(mayCall({ ...closed, narrowed: true }, narrowed).ok).toBe(true);
  }
  expect(mayCall({ ...policy, roles: ['gp'], narrowed: true }, narrowed)).toMatchObject({
    refusals: [{ code: 'http.role' }],
  });
});

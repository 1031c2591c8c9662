import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '#testing/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.app.core.auth.keepAccount({
    id: 'nurse',
    name: 'Amina Yusuf',
    seats: [
      { id: 'seat-1', role: 'practice-nurse', organization: 'Organization/elm', organizationName: 'Elm Tree Surgery' },
      { id: 'seat-2', role: 'ig-lead', organization: 'Organization/board', organizationName: 'Care Board' },
    ],
  });
  await server.app.core.auth.keepLink({ link: 'a-link', seat: 'seat-1', reusable: true, days: 1 });
});
afterAll(() => server?.close());

type Visit = {
  readonly cookie?: string;
  readonly form?: Record<string, string>;
  readonly headers?: Record<string, string>;
};

async function visit(path: string, { cookie, form, headers = {} }: Visit = {}) {
  const response = await fetch(`${server.app.address}${path}`, {
    redirect: 'manual',
    method: form ? 'POST' : 'GET',
    headers: { ...(cookie ? { cookie } : {}), ...(form ? { 'sec-fetch-site': 'same-origin' } : {}), ...headers },
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
  const cookies = response.headers.getSetCookie();
  return {
    status: response.status,
    to: response.headers.get('location'),
    html: await response.text(),
    cookies,
    response,
  };
}

async function signIn(): Promise<string> {
  const { cookies } = await visit('/sign-in?link=a-link');
  return (cookies.find((one) => one.startsWith('concord-sid=')) ?? '').split(';')[0] ?? '';
}

// Shows requirement V3.3.4.
test('a sign-in link opens a session that scripts cannot read', async () => {
  const { status, to, cookies } = await visit('/sign-in?link=a-link');
  expect([status, to]).toEqual([303, '/']);
  const cookie = cookies.find((one) => one.startsWith('concord-sid='));
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Lax/);
  expect(cookie).toMatch(/Path=\//);
});

test('who pastes the whole link signs in too', async () => {
  const pasted = encodeURIComponent(`${server.app.address}/sign-in?link=a-link`);
  expect((await visit(`/sign-in?link=${pasted}`)).status).toBe(303);
});

test('a wrong link says so, and signs nobody in', async () => {
  const { status, html, cookies } = await visit('/sign-in?link=guess');
  expect(status).toBe(401);
  expect(html).toContain('unknown, used or has expired');
  expect(cookies).toEqual([]);
});

test('the bare address leads to the first page of the role, or to sign-in', async () => {
  expect((await visit('/')).to).toBe('/sign-in');
  expect((await visit('/', { cookie: await signIn() })).to).toBe('/people');
});

// Shows requirement V14.3.2.
test('a page shows who is signed in, and is kept nowhere', async () => {
  const { status, html, response } = await visit('/look', { cookie: await signIn() });
  expect(status).toBe(200);
  expect(html).toContain('Amina Yusuf');
  expect(html).toContain('Elm Tree Surgery');
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('without a session a page is a way to sign in', async () => {
  const { status, html } = await visit('/look');
  expect(status).toBe(401);
  expect(html).toContain('href="/sign-in"');
});

test('an address that leads nowhere says so in a page', async () => {
  const { status, html } = await visit('/nowhere', { cookie: await signIn() });
  expect(status).toBe(404);
  expect(html).toContain('<!doctype html>');
});

test('a form that worked leads on and says what was done, once', async () => {
  const cookie = await signIn();
  const form = { action: 'keep', theme: 'dark', scale: '125', dir: 'ltr', keys: 'keys' };
  const { status, to, cookies } = await visit('/look', { cookie, form });
  expect([status, to]).toEqual([303, '/people']);
  const kept = cookies.map((one) => one.split(';')[0]).join('; ');
  expect(kept).toContain('concord-look=dark.125.ltr.keys');
  const next = await visit('/look', { cookie: `${cookie}; ${kept}` });
  expect(next.html).toContain('Kept.');
  expect(next.html).toContain('data-theme="dark"');
  expect(next.cookies.some((one) => one.startsWith('concord-said=;'))).toBe(true);
});

test.each(['', 'no-such', 'constructor', '__proto__'])('a page has no form called %j', async (action) => {
  const { status, html } = await visit('/look', { cookie: await signIn(), form: { action } });
  expect(status).toBe(404);
  expect(html).toContain('has no such form');
});

// Shows requirement V3.5.1.
test('a form from another site is not done', async () => {
  const cookie = await signIn();
  const form = { action: 'keep', theme: 'dark', scale: '100', dir: 'ltr', keys: 'keys' };
  const answer = await visit('/look', { cookie, form, headers: { 'sec-fetch-site': 'cross-site' } });
  expect(answer.status).toBe(403);
  expect(answer.cookies).toEqual([]);
  const out = await visit('/sign-out', { cookie, form: {}, headers: { 'sec-fetch-site': 'cross-site' } });
  expect(out.status).toBe(403);
  expect((await visit('/look', { cookie })).status).toBe(200);
});

test('another seat is another role, under another session', async () => {
  const cookie = await signIn();
  const { status, cookies } = await visit('/seat', { cookie, form: { seat: 'seat-2' } });
  expect(status).toBe(303);
  const next = (cookies.find((one) => one.startsWith('concord-sid=')) ?? '').split(';')[0] ?? '';
  expect(next).not.toBe(cookie);
  expect((await visit('/', { cookie: next })).to).toBe('/agreements');
  expect((await visit('/look', { cookie })).status).toBe(401);
});

test('signing out ends the session', async () => {
  const cookie = await signIn();
  expect((await visit('/sign-out', { cookie, form: {} })).to).toBe('/sign-in');
  expect((await visit('/look', { cookie })).status).toBe(401);
});

test('a session may use the FHIR API with the rights of its seat', async () => {
  const cookie = await signIn();
  const { status, html } = await visit('/fhir/Patient', { cookie });
  expect(status).toBe(200);
  expect(JSON.parse(html)).toMatchObject({ resourceType: 'Bundle', total: 0 });
});

test('a system opens no page', async () => {
  const headers = { authorization: `Bearer ${server.token}` };
  const { status, html } = await visit('/look', { headers });
  expect(status).toBe(403);
  expect(html).toContain('systems use the API');
});

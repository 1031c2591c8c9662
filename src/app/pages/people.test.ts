import { TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '#testing/server';

let server: TestServer;
const PRACTICE = { organization: 'Organization/elm', organizationName: 'Elm Tree Surgery' };

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

type Answer = { readonly status: number; readonly to: string | null; readonly html: string; readonly cookie: string };

/** A browser that keeps its session. */
function browser() {
  let cookie = '';
  return async (path: string, form?: Record<string, string>, site = 'same-origin'): Promise<Answer> => {
    const response = await fetch(`${server.app.address}${path}`, {
      redirect: 'manual',
      method: form ? 'POST' : 'GET',
      headers: { cookie, ...(form ? { 'sec-fetch-site': site } : {}) },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    const kept = response.headers.getSetCookie().find((one) => one.startsWith('concord-sid='));
    if (kept) cookie = kept.split(';')[0] ?? '';
    return { status: response.status, to: response.headers.get('location'), html: await response.text(), cookie };
  };
}

const codeFor = (secret: string, at = Date.now()) => new TOTP({ secret }).generate({ timestamp: at });
const secretIn = (html: string) => (/<code dir="ltr">([A-Z2-7 ]+)<\/code>/.exec(html)?.[1] ?? '').replaceAll(' ', '');

async function invite(role: 'practice-manager' | 'gp') {
  const given = await server.app.core.people.give({ name: 'Ines Duarte', role, by: 'operator', ...PRACTICE });
  if (!given.ok) throw new Error(given.refusals[0].code);
  return given.value;
}

/** Signed in as somebody new, with an app for codes. */
async function signedIn(role: 'practice-manager' | 'gp') {
  const visit = browser();
  await visit(`/sign-in?link=${(await invite(role)).link}`);
  const secret = secretIn((await visit('/sign-in')).html);
  const codes = await visit('/sign-in/enrol', { code: codeFor(secret) });
  return { visit, secret, codes };
}

test('an invitation opens nothing but the way to a second step, which opens the rest', async () => {
  const visit = browser();
  const { link } = await invite('gp');
  expect((await visit(`/sign-in?link=${link}`)).to).toBe('/');
  expect((await visit('/people')).status).toBe(401);
  const step = await visit('/sign-in');
  expect(step.html).toContain('Protect your account');
  const wrong = await visit('/sign-in/enrol', { code: '000000' });
  expect([wrong.status, wrong.html.includes('did not prove')]).toEqual([401, true]);
  const done = await visit('/sign-in/enrol', { code: codeFor(secretIn(step.html)) });
  expect(done.html).toContain('Keep these codes');
  expect((await visit('/people')).status).toBe(200);
});

test('a page of another site signs nobody in or out', async () => {
  const { visit } = await signedIn('gp');
  expect((await visit('/sign-out', {}, 'cross-site')).status).toBe(403);
  expect((await visit('/sign-in/code', { code: '123456' }, 'cross-site')).status).toBe(403);
  expect((await visit('/people')).status).toBe(200);
});

// Shows requirement V6.3.7.
test('the device is asked for a passkey of this site that names its holder', async () => {
  const asked = await fetch(`${server.app.address}/sign-in/passkey/ask`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ what: 'sign-in' }),
  });
  expect(await asked.json()).toMatchObject({ rpId: 'localhost', userVerification: 'required', allowCredentials: [] });
  const made = await fetch(`${server.app.address}/sign-in/passkey/ask`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ what: 'register' }),
  });
  expect(made.status).toBe(401);
});

test('a made-up answer of a device signs nobody in', async () => {
  const answers = [
    '',
    '{}',
    '[]',
    '{"id":"x"}',
    '{"id":"x","response":{"clientDataJSON":"","authenticatorData":"","signature":""}}',
  ];
  for (const answer of answers) {
    expect((await browser()('/sign-in/passkey', { what: 'sign-in', answer })).status).toBe(401);
  }
});

// Shows requirement V3.7.2.
test('a form leads to places of ours alone', async () => {
  const { visit, secret } = await signedIn('gp');
  const proved = await visit('/sign-in/code', {
    code: codeFor(secret, Date.now() + 30_000),
    to: '//elsewhere.example/',
  });
  expect([proved.status, proved.to]).toEqual([303, '/']);
});

test('a manager invites, sees who is there, and ends a seat at once', async () => {
  const { visit } = await signedIn('practice-manager');
  const form = { action: 'invite', name: 'Omar Haddad', role: 'practice-nurse', begins: '', ends: '' };
  const invited = await visit('/staff', form);
  const link = /\/sign-in\?link=([\w-]+)/.exec(invited.html)?.[1] ?? '';
  const nurse = browser();
  await nurse(`/sign-in?link=${link}`);
  const seat =
    /name="seat" value="(seat-[\w]+)"/.exec((await visit('/staff')).html.split('Omar Haddad')[1] ?? '')?.[1] ?? '';
  expect((await nurse('/sign-in')).html).toContain('Protect your account');
  expect((await visit('/staff', { action: 'end', seat, when: 'now' })).to).toBe('/staff');
  expect((await nurse('/sign-in')).html).not.toContain('Protect your account');
});

test('what was typed is still there when an invitation is refused, with the reason', async () => {
  const { visit } = await signedIn('practice-manager');
  const form = { action: 'invite', name: 'Omar Haddad', role: 'gp', begins: '', ends: '2001-01-01' };
  const refused = await visit('/staff', form);
  expect([refused.status, refused.html.includes('value="Omar Haddad"')]).toEqual([400, true]);
  expect(refused.html).toContain('A seat ends after it begins');
});

test('who does not manage the seats does not see them', async () => {
  const { visit } = await signedIn('gp');
  expect((await visit('/staff')).status).toBe(403);
});

test('an account shows its ways, sessions and what happened, and changes with a fresh proof alone', async () => {
  const { visit } = await signedIn('gp');
  const page = await visit('/account');
  expect(page.html).toContain('An app that shows codes');
  expect(page.html).toContain('10 recovery codes are left');
  expect(page.html).toContain('An app for codes was added');
  const last = await visit('/account', { action: 'remove-app' });
  expect(last.html).toContain('only way to prove who you are');
});

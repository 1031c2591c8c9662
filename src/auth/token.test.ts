import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { keyFor } from './secret.ts';
import { issueToken, readToken } from './token.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const HOUR_MS = 3_600_000;
const key = keyFor('a secret of the installation, long enough', 'token');
const wish = { client: 'loader', organization: 'Organization/trust', now: NOW, days: 1 };

test('a token says which client asks and for which organisation', async () => {
  const claims = await readToken(key, await issueToken(key, wish), NOW + HOUR_MS);
  expect(claims).toMatchObject({ ok: true, value: { client: 'loader', organization: 'Organization/trust' } });
});

// Shows requirement V9.2.1.
test('a token ends', async () => {
  const token = await issueToken(key, wish);
  expect(await readToken(key, token, NOW + 25 * HOUR_MS)).toMatchObject({ ok: false });
});

test('the key of another use or installation opens nothing', async () => {
  const token = await issueToken(key, wish);
  for (const other of [
    keyFor('a secret of the installation, long enough', 'paging'),
    keyFor('x'.repeat(32), 'token'),
  ]) {
    expect(await readToken(other, token, NOW)).toMatchObject({ ok: false, refusals: [{ code: 'auth.token' }] });
  }
});

/** A token made by our key but wrong in one place. */
const sign = (header: object, claims: object) =>
  new SignJWT({
    iss: 'concord',
    aud: 'concord-fhir',
    sub: 'client/x',
    org: 'Organization/x',
    exp: NOW / 1000 + 60,
    ...claims,
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', ...header })
    .sign(key);

test('takes what it is told to take', async () => {
  expect(await readToken(key, await sign({}, {}), NOW)).toMatchObject({ ok: true });
});

test.each([
  ['an id_token', { typ: 'JWT' }, {}],
  ['another audience', {}, { aud: 'https://elsewhere.example' }],
  ['another issuer', {}, { iss: 'elsewhere' }],
  ['no end', {}, { exp: undefined }],
  ['no organisation', {}, { org: undefined }],
  ['an account instead of a client', {}, { sub: 'account/1' }],
  ['a client name that is a path', {}, { sub: 'client/../x' }],
])('refuses a token with %s, always in the same words', async (_what, header, claims) => {
  const token = await sign(header, claims);
  const refusal = await readToken(key, token, NOW);
  expect(refusal).toEqual(await readToken(key, 'no token at all', NOW));
  expect(refusal).toMatchObject({ ok: false, refusals: [{ type: 'login' }] });
});

// Shows requirement V9.1.2.
test('refuses another algorithm, even under our key', async () => {
  const long = new Uint8Array(64).fill(7);
  const claims = { iss: 'concord', aud: 'concord-fhir', sub: 'client/x', org: 'Organization/x', exp: NOW / 1000 + 60 };
  const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS512', typ: 'at+jwt' }).sign(long);
  expect(await readToken(long, token, NOW)).toMatchObject({ ok: false });
});

// Shows requirement V9.1.2.
test('refuses the algorithm none', async () => {
  const [, payload = ''] = (await issueToken(key, wish)).split('.');
  const header = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
  expect(await readToken(key, `${header}.${payload}.`, NOW)).toMatchObject({ ok: false });
});

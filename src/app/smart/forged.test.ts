import { createHmac, randomBytes } from 'node:crypto';
import { issueToken, keyFor } from '#auth';
import { sql } from '#store';
import { exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askWith, type Json, type Launching, openApp, openLaunching, tokensFor } from './launching.testing.ts';

let launching: Launching;
beforeAll(async () => {
  launching = await openLaunching();
}, 60_000);
afterAll(() => launching?.server.close());

const HOUR_S = 3_600;
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const digestOf = (text: string) => sql`sha256(${Buffer.from(text)}::bytea)`;

const CLAIMS = { org: 'Organization/test', iss: 'concord', aud: 'concord-fhir', sub: 'client/test' };
const HEADER = { alg: 'HS256', typ: 'at+jwt' };

/** A token as the installation makes them, signed with a key of the forger's choice. */
function hmac(key: Uint8Array | string, header: object = {}, claims: object = {}, hash = 'sha256'): string {
  const now = Math.floor(Date.now() / 1000);
  const said = { ...CLAIMS, iat: now, exp: now + HOUR_S, ...claims };
  const text = `${encoded({ ...HEADER, ...header })}.${encoded(said)}`;
  return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`;
}

async function forgeries(): Promise<Readonly<Record<string, string>>> {
  const { server, origin } = launching;
  const { store } = server.app.core.services;
  const own = keyFor(server.app.core.secret, 'token');
  const valid = hmac(own);
  expect((await askWith(launching, valid, '/fhir/Patient')).status, 'the forger knows how tokens are made').toBe(200);
  const [head = '', body = '', signature = ''] = valid.split('.');
  const now = Math.floor(Date.now() / 1000);
  const publicKey = ((await (await fetch(`${origin}/smart/jwks`)).json()) as Json).keys[0];
  const pem = await exportSPKI((await importJWK(publicKey, 'RS256')) as CryptoKey);
  const foreign = await generateKeyPair('RS256');
  const elliptic = await generateKeyPair('ES384');
  const rsa = (header: object) =>
    new SignJWT({ ...CLAIMS, exp: now + HOUR_S })
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', ...header })
      .sign(foreign.privateKey);
  const opened = await openApp(launching, { scope: 'openid launch/patient patient/*.rs', person: 'Patient/one' });
  const tokens = await tokensFor(launching, {
    scope: 'openid offline_access launch/patient patient/*.rs',
    person: 'Patient/one',
  });
  const access = tokens['access_token'] as string;
  const cookie = await launching.signIn('gp-elm');
  const userScopes = randomBytes(32).toString('base64url');
  await launching.register({
    id: 'night',
    kind: 'system',
    organization: 'Organization/test',
    authenticates: 'key',
    jwks: { keys: [publicKey] },
    redirects: [],
    scopes: 'system/*.rs',
  });
  await store.run(sql`insert into smart_item (kind, hash, payload, ends) values ('ClientCredentials', ${digestOf(userScopes)},
    '{"clientId":"night","scope":"user/*.cruds patient/*.rs"}', 'infinity')`);
  const ended = randomBytes(32).toString('base64url');
  await store.run(sql`insert into smart_item (kind, hash, payload, ends) values ('ClientCredentials', ${digestOf(ended)},
    '{"clientId":"night","scope":"system/*.rs"}', now() - interval '1 second')`);
  return {
    'alg none': `${encoded({ alg: 'none', typ: 'at+jwt' })}.${body}.`,
    'alg none with a signature': `${encoded({ alg: 'none', typ: 'at+jwt' })}.${body}.${signature}`,
    'HS256 with the public key': hmac(pem),
    'HS256 with the public key as JWK': hmac(JSON.stringify(publicKey)),
    'HS256 with an empty key': hmac(''),
    'HS384 with our key': hmac(own, { alg: 'HS384' }, {}, 'sha384'),
    'another audience': hmac(own, {}, { aud: 'somebody-else' }),
    'another issuer': hmac(own, {}, { iss: origin }),
    'of another type': hmac(own, { typ: 'JWT' }),
    'of no type': hmac(own, { typ: undefined }),
    'a critical extension': hmac(own, { crit: ['exp'], exp: true }),
    expired: hmac(own, {}, { exp: now - HOUR_S }),
    'without an end': hmac(own, {}, { exp: undefined }),
    'not yet valid': hmac(own, {}, { nbf: now + HOUR_S }),
    'of no organisation': hmac(own, {}, { org: undefined }),
    'of a person': hmac(own, {}, { sub: 'account/doctor' }),
    'of another installation': await issueToken(keyFor('another installation, with another secret', 'token'), {
      client: 'test',
      organization: 'Organization/test',
      days: 1,
      now: Date.now(),
    }),
    'the kid of our key': await rsa({ kid: publicKey.kid }),
    'a kid that is a path': await rsa({ kid: '../../../../dev/null' }),
    'its key in the header': await rsa({ jwk: publicKey }),
    'an address of keys': await rsa({ jku: 'http://127.0.0.1:9/keys' }),
    'an address of a certificate': await rsa({ x5u: 'http://127.0.0.1:9/cert' }),
    'an elliptic signature': await new SignJWT({ ...CLAIMS, exp: now + HOUR_S })
      .setProtectedHeader({ alg: 'ES384', typ: 'at+jwt' })
      .sign(elliptic.privateKey),
    'cut off': valid.slice(0, -5),
    'without its signature': `${head}.${body}.`,
    'with other claims': `${head}.${encoded({ ...CLAIMS, org: 'Organization/other', exp: now + HOUR_S })}.${signature}`,
    'five parts': `${valid}.${body}.${signature}`,
    'an id_token': tokens['id_token'] as string,
    'a refresh token': tokens['refresh_token'] as string,
    'an authorization code': opened.code,
    'a session': cookie.split('=')[1] ?? '',
    'a sign-in link': 'link-gp-elm',
    'an access token, altered': (access.startsWith('A') ? 'B' : 'A') + access.slice(1),
    'an access token, cut': access.slice(0, -1),
    'an access token with its end repeated': `${access}${access.slice(-1)}`,
    'a guess': randomBytes(32).toString('base64url'),
    'of a system, with scopes of a user': userScopes,
    'of a system, run out': ended,
  };
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Every route of the server: method and an address that leads to it. */
function routes(): readonly (readonly [method: string, path: string])[] {
  const table = launching.server.app.server.printRoutes({ commonPrefix: false });
  const stack: string[] = [];
  return table.split('\n').flatMap((line) => {
    const found = /^((?:[│ ] {3})*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (!found) return [];
    const [, indent = '', part = '', methods] = found;
    stack.length = indent.length / 4;
    stack.push(part);
    const path = stack.join('').replace(/:type/g, 'Patient').replace(/:\w+/g, 'one').replace(/\*$/, 'x');
    return METHODS.filter((method) => methods?.split(', ').includes(method)).map((method) => [method, path] as const);
  });
}

/** What anybody may ask for; a new one is a decision, and is written down here. */
const OPEN =
  /^\/$|^\/(sign-in|sign-out|healthz|assets|smart|\.well-known|apps\/consent|fhir\/metadata|fhir\/\.well-known)|^\/fhir\/x$/;

async function ask(method: string, path: string, token?: string) {
  const headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' };
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
  const answer = await fetch(`${launching.origin}${path}`, { method, headers, redirect: 'manual' });
  return { status: answer.status, text: await answer.text() };
}

// Shows requirements API2:2023, V9.1.1.
test('no forged token is taken on any route, and all are refused in the same words', { timeout: 120_000 }, async () => {
  const forged = Object.entries(await forgeries());
  expect(forged.length).toBeGreaterThanOrEqual(30);
  const all = routes();
  expect(all.length).toBeGreaterThan(60);
  const closed = [];
  for (const [method, path] of all) {
    if ((await ask(method, path)).status === 401) closed.push([method, path] as const);
    else if (!OPEN.test(path))
      expect.soft([405, 404, 400], `${method} ${path} is open`).toContain((await ask(method, path)).status);
  }
  expect(closed.length).toBeGreaterThan(50);
  for (const [method, path] of closed) {
    const answers = await Promise.all(forged.map(([, token]) => ask(method, path, token)));
    const said = new Set(answers.map(({ status, text }) => `${status} ${text}`));
    const odd = forged.filter((_, index) => answers[index]?.status !== 401).map(([name]) => name);
    expect([odd, said.size], `${method} ${path}`).toEqual([[], 1]);
  }
});

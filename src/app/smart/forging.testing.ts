import { createHash, createHmac, randomBytes } from 'node:crypto';
import { issueToken, keyFor } from '#auth';
import { type Sql, sql } from '#store';
import { exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose';
import {
  APP,
  askToken,
  askWith,
  type Json,
  type Launching,
  openApp,
  REDIRECT,
  tokensFor,
} from './launching.testing.ts';

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

/** Tokens of every wrong kind, by what is wrong with them. */
export async function forgedTokens(launching: Launching): Promise<Readonly<Record<string, string>>> {
  return { ...(await forgedJwts(launching)), ...(await strayTokens(launching)), ...(await replayed(launching)) };
}

/** Of the kind that the installation signs. One that is right, made the same way, is taken: the forger knows how. */
async function forgedJwts(launching: Launching): Promise<Readonly<Record<string, string>>> {
  const { server, origin } = launching;
  const own = keyFor(server.app.core.secret, 'token');
  const valid = hmac(own);
  if ((await askWith(launching, valid, '/fhir/Patient')).status !== 200)
    throw new Error('the forger cannot make tokens');
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
  };
}

/** What opens something else, or nothing. */
async function strayTokens(launching: Launching): Promise<Readonly<Record<string, string>>> {
  const { server, origin } = launching;
  const { store } = server.app.core.services;
  const publicKey = ((await (await fetch(`${origin}/smart/jwks`)).json()) as Json).keys[0];
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

/** What was good a moment ago. */
async function replayed(launching: Launching): Promise<Readonly<Record<string, string>>> {
  const { server, origin } = launching;
  const { store } = server.app.core.services;
  const away = 'openid offline_access launch/patient patient/*.rs';
  const person = 'Patient/one';
  const { code, verifier } = await openApp(launching, { scope: away, person });
  const form = { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: REDIRECT };
  const first = (await askToken(origin, { ...form, client_id: APP.id })).json;
  const again = await askToken(origin, { ...form, client_id: APP.id });
  if (again.status < 400) throw new Error('a code was taken twice');
  const revoked = await tokensFor(launching, { scope: away, person });
  await fetch(`${origin}/smart/revoke`, {
    method: 'POST',
    body: new URLSearchParams({ token: revoked['access_token'] as string, client_id: APP.id }),
  });
  const cookie = await launching.signIn('gp-elm');
  const here = await tokensFor(launching, { scope: 'openid launch/patient patient/*.rs', person, cookie });
  await server.app.core.auth.signOut(valueOf(cookie));
  const old = await tokensFor(launching, { scope: away, person });
  await store.run(sql`update smart_item set ends = now() - interval '1 second'
    where kind = 'AccessToken' and hash = ${digestOf(old['access_token'] as string)}`);
  return {
    'of a grant whose code was used twice': first['access_token'] as string,
    'given back': revoked['access_token'] as string,
    'of somebody who signed out': here['access_token'] as string,
    'of an app, run out': old['access_token'] as string,
  };
}

/** Cookies that are no session, or none any more, by what is wrong with them. */
export async function forgedCookies(launching: Launching): Promise<Readonly<Record<string, string>>> {
  const { server } = launching;
  const { auth, services } = server.app.core;
  const { store } = services;
  const fresh = async () => valueOf(await launching.signIn('gp-elm'));
  const touched = async (change: (sid: string) => Promise<unknown>) => {
    const sid = await fresh();
    await change(sid);
    return sid;
  };
  const set = (sid: string, to: Sql) => store.run(sql`update auth_session set ${to} where hash = ${digestOf(sid)}`);
  const [good, listed] = [await fresh(), await fresh()];
  const row = await store.first<{ id: string }>(sql`select id from auth_session where hash = ${digestOf(listed)}`);
  await auth.keepAccount({ id: 'gone', name: 'Rosa Diaz', seats: [GONE] });
  await auth.keepLink({ link: 'link-gone', seat: GONE.id, reusable: true, days: 1 });
  const gone = valueOf(await launching.signIn('gone'));
  await store.run(sql`update auth_seat set ends = now() - interval '1 second' where id = ${GONE.id}`);
  return {
    'a guess': randomBytes(32).toString('base64url'),
    'of nothing': '',
    altered: (good.startsWith('A') ? 'B' : 'A') + good.slice(1),
    cut: good.slice(0, -1),
    'twice in one': good + good,
    'its stored hash': createHash('sha256').update(listed).digest('hex'),
    'its stored hash as text': createHash('sha256').update(listed).digest('base64url'),
    'its place in the list': row?.id ?? '',
    'signed out': await touched((sid) => auth.signOut(sid)),
    'before another seat was taken': await touched((sid) => auth.switchSeat(sid, 'lead')),
    'waits for its second step': await touched((sid) => set(sid, sql`waits = true`)),
    'idled out': await touched((sid) => set(sid, sql`seen = now() - interval '16 minutes'`)),
    'run its length': await touched((sid) => set(sid, sql`started = now() - interval '12 hours 1 minute'`)),
    'of somebody who left': gone,
    'a sign-in link': 'link-gp-elm',
    'a bearer token': server.token,
    'a statement': "' or '1'='1",
    'a seat': 'gp-elm',
    'an account': 'doctor',
    'very long': 'x'.repeat(6_000),
    'encoded odd': '%00%ff%',
    'a list': `${'x'.repeat(43)},${'y'.repeat(43)}`,
  };
}

const GONE = {
  id: 'gone',
  role: 'gp',
  organization: 'Organization/test',
  organizationName: 'Elm Tree Surgery',
} as const;

export const COOKIE = 'concord-sid';

/** What is right, in a place where it is none. */
export async function misplaced(launching: Launching): Promise<Readonly<Record<string, Asking>>> {
  const { token } = launching.server;
  const session = valueOf(await launching.signIn('gp-elm'));
  const access = (await tokensFor(launching, {
    scope: 'openid offline_access launch/patient patient/*.rs',
    person: 'Patient/one',
  })) as Json;
  const bearer = access['access_token'] as string;
  return {
    'a token in the address': { query: `access_token=${bearer}` },
    'a token of a system in the address': { query: `access_token=${token}&token=${token}` },
    'a session in the address': { query: `${COOKIE}=${session}&sid=${session}` },
    'a token without its scheme': { headers: { authorization: token } },
    'a token under another scheme': { headers: { authorization: `Basic ${token}` } },
    'a token as a password': { headers: { authorization: `Basic ${Buffer.from(`test:${token}`).toString('base64')}` } },
    'a scheme without a token': { headers: { authorization: 'Bearer ' } },
    'two tokens': { headers: { authorization: `Bearer ${token}, Bearer ${token}` } },
    'a token with a quote': { headers: { authorization: `Bearer "${token}"` } },
    'a token in a header of another name': {
      headers: { 'x-authorization': `Bearer ${token}`, 'x-access-token': token },
    },
    'a proxy that says who asks': {
      headers: { 'x-forwarded-user': 'doctor', 'x-remote-user': 'doctor', 'x-user': 'doctor' },
    },
    'a token in a cookie': { headers: { cookie: `access_token=${bearer}; ${COOKIE}=${bearer}` } },
    'a session as a token': { headers: { authorization: `Bearer ${session}` } },
    'a session in a cookie of another name': {
      headers: { cookie: `sid=${session}; session=${session}; x${COOKIE}=${session}` },
    },
    'a session under the name that https has': { headers: { cookie: `__Host-${COOKIE}=${session}` } },
    'a session in another case': { headers: { cookie: `${COOKIE.toUpperCase()}=${session}` } },
    'a wrong token beside a session': { headers: { authorization: 'Bearer wrong', cookie: `${COOKIE}=${session}` } },
  };
}

/** What a request brings that is to let it in. */
export type Asking = { readonly headers?: Readonly<Record<string, string>>; readonly query?: string };

function valueOf(cookie: string): string {
  return cookie.slice(cookie.indexOf('=') + 1);
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Every route of the server: method and an address that leads to it. */
export function routesOf({ server }: Launching): readonly (readonly [method: string, path: string])[] {
  const table = server.app.server.printRoutes({ commonPrefix: false });
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

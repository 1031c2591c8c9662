import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { Client } from 'fhir-kit-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askToken, askWith, type Json, type Launching, openLaunching, tokensFor } from './launching.testing.ts';

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

type Keys = { readonly sign: CryptoKey; readonly jwk: JWK };

let launching: Launching;
let rsa: Keys;
let elliptic: Keys;
let jwksServer: Server;
let served = 0;
beforeAll(async () => {
  launching = await openLaunching();
  [rsa, elliptic] = await Promise.all([keysOf('RS384'), keysOf('ES384')]);
  jwksServer = createServer((_, answer) => {
    served += 1;
    answer.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [elliptic.jwk] }));
  }).listen(0, '127.0.0.1');
  await once(jwksServer, 'listening');
  const port = (jwksServer.address() as AddressInfo).port;
  const system = { kind: 'system', organization: 'Organization/test', authenticates: 'key', redirects: [] } as const;
  await launching.register({
    ...system,
    id: 'registry',
    name: 'Registry',
    jwks: { keys: [rsa.jwk] },
    scopes: 'system/Observation.rs system/Patient.r system/Condition.c',
  });
  await launching.register({
    ...system,
    id: 'warehouse',
    name: 'Warehouse',
    jwksUrl: `http://127.0.0.1:${port}/jwks`,
    scopes: 'system/*.rs',
  });
}, 60_000);
afterAll(async () => {
  jwksServer?.close();
  await launching?.server.close();
});

async function keysOf(alg: 'RS384' | 'ES384'): Promise<Keys> {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  return { sign: privateKey, jwk: { ...(await exportJWK(publicKey)), kid: `key-${alg}`, alg, use: 'sig' } };
}

type Assertion = {
  readonly client: string;
  readonly keys: Keys;
  readonly claims?: object;
  readonly header?: object;
  readonly ends?: number;
};

let count = 0;
function assertionOf({ client, keys, claims = {}, header = {}, ends = 120 }: Assertion): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const said = {
    iss: client,
    sub: client,
    aud: `${launching.origin}/smart/token`,
    jti: `id-${++count}`,
    exp: now + ends,
    ...claims,
  };
  return new SignJWT(said)
    .setProtectedHeader({ alg: keys.jwk.alg as string, kid: keys.jwk.kid as string, typ: 'JWT', ...header })
    .sign(keys.sign);
}

const formOf = (scope: string, assertion: string) => ({
  grant_type: 'client_credentials',
  scope,
  client_assertion_type: ASSERTION,
  client_assertion: assertion,
});

test('a system that shows its key by RS384 gets what it was registered for, and no more', async () => {
  const scope = 'system/Observation.rs system/Condition.rs system/Patient.rs user/*.rs';
  const { status, json } = await askToken(
    launching.origin,
    formOf(scope, await assertionOf({ client: 'registry', keys: rsa })),
  );
  expect([status, json.scope, json.expires_in, json.refresh_token]).toEqual([
    200,
    'system/Observation.rs',
    300,
    undefined,
  ]);
  const ask = (path: string, init?: RequestInit) => askWith(launching, json.access_token, path, init);
  expect((await ask('/fhir/Observation?_total=accurate')).json.total).toBe(4);
  expect((await ask('/fhir/Patient/one')).status).toBe(404);
  expect((await ask('/fhir/Observation?_include=Observation:patient')).text).not.toContain('"resourceType":"Patient"');
  const condition = { resourceType: 'Condition', subject: { reference: 'Patient/one' }, code: { text: 'Asthma' } };
  expect((await ask('/fhir/Condition', { method: 'POST', body: JSON.stringify(condition) })).status).toBe(403);
  expect((await ask('/api/measures/recomputation', { method: 'POST', body: '{}' })).status).toBe(403);
});

test('a system writes what it may write, in the name of its organisation', async () => {
  const { json } = await askToken(
    launching.origin,
    formOf('system/Condition.c', await assertionOf({ client: 'registry', keys: rsa })),
  );
  const condition = { resourceType: 'Condition', subject: { reference: 'Patient/one' }, code: { text: 'Asthma' } };
  const made = await askWith(launching, json.access_token, '/fhir/Condition', {
    method: 'POST',
    body: JSON.stringify(condition),
  });
  expect(made.status).toBe(201);
  expect((await askWith(launching, json.access_token, `/fhir/Condition/${made.json.id}`)).status).toBe(404);
});

test('a client of the FHIR API finds its way from the metadata, and reads by ES384 with keys at an address', async () => {
  const client = new Client({ baseUrl: `${launching.origin}/fhir` });
  const told = await client.smartAuthMetadata();
  expect(String(told.tokenUrl)).toBe(`${launching.origin}/smart/token`);
  const assertion = await assertionOf({ client: 'warehouse', keys: elliptic });
  const answer = await fetch(String(told.tokenUrl), {
    method: 'POST',
    body: new URLSearchParams(formOf('system/*.rs', assertion)),
  });
  const { access_token } = (await answer.json()) as Json;
  expect(served).toBe(1);
  client.bearerToken = access_token;
  expect(await client.read({ resourceType: 'Patient', id: 'one' })).toMatchObject({ name: [{ family: 'Khan' }] });
  const found = await client.search({
    resourceType: 'Observation',
    searchParams: { patient: 'two', category: 'laboratory' },
  });
  expect((found as Json).total).toBe(1);
  await expect(client.create({ resourceType: 'Patient', body: { resourceType: 'Patient' } })).rejects.toThrow();
});

test('whoever shows another key, another audience, an old or a used word, or none, gets nothing', async () => {
  const good: Assertion = { client: 'registry', keys: rsa };
  const stranger = await keysOf('RS384');
  const used = await assertionOf(good);
  expect((await askToken(launching.origin, formOf('system/Observation.rs', used))).status).toBe(200);
  const bad: Readonly<Record<string, string>> = {
    used,
    'of another key': await assertionOf({ ...good, keys: { ...stranger, jwk: rsa.jwk } }),
    'for somebody else': await assertionOf({ ...good, claims: { aud: 'https://other.example/token' } }),
    'of another issuer': await assertionOf({ ...good, claims: { iss: 'warehouse' } }),
    'without an id': await assertionOf({ ...good, claims: { jti: undefined } }),
    old: await assertionOf({ ...good, ends: -120 }),
    'by RS256': await assertionOf({
      ...good,
      header: { alg: 'RS384' },
      keys: { sign: stranger.sign, jwk: { ...rsa.jwk } },
    }),
    'of another system': await assertionOf({ client: 'warehouse', keys: rsa }),
    'of nobody': await assertionOf({ client: 'nobody', keys: rsa }),
    none: 'x.y.z',
  };
  for (const [name, assertion] of Object.entries(bad)) {
    const { status, json } = await askToken(launching.origin, formOf('system/Observation.rs', assertion));
    expect([400, 401], name).toContain(status);
    expect(json.access_token, name).toBeUndefined();
  }
});

// Shows requirement V9.2.3.
test('what was signed for somebody else is not taken, by whatever name we are asked', async () => {
  const { request } = await import('node:http');
  const assertion = await assertionOf({
    client: 'registry',
    keys: rsa,
    claims: { aud: 'http://evil.example/smart/token' },
  });
  const body = new URLSearchParams(formOf('system/Observation.rs', assertion)).toString();
  const status = await new Promise<number | undefined>((done) => {
    const headers = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'content-type': 'application/x-www-form-urlencoded',
    };
    request(`${launching.origin}/smart/token`, { method: 'POST', headers }, (answer) => done(answer.statusCode)).end(
      body,
    );
  });
  expect(status).toBe(401);
});

test('a system asks for no scope of people', async () => {
  const { status, json } = await askToken(
    launching.origin,
    formOf('user/*.rs patient/*.rs', await assertionOf({ client: 'registry', keys: rsa })),
  );
  expect([status, json.error]).toEqual([400, 'invalid_scope']);
});

test('keys can be replaced, and the old ones stay to check by', async () => {
  const keys = async () =>
    (((await (await fetch(`${launching.origin}/smart/jwks`)).json()) as Json).keys as readonly Json[]).map(
      ({ kid }) => kid,
    );
  const { addKey, keyFor } = await import('#auth');
  const { core } = launching.server.app;
  const [before] = await keys();
  await addKey(core.services.store, keyFor(core.secret, 'smart-keys'), Date.now());
  const { openSmart } = await import('#auth');
  const again = openSmart({
    store: core.services.store,
    secret: core.secret,
    now: Date.now,
    newSecret: () => 'x',
    origin: () => launching.origin,
    failed: () => undefined,
  });
  const server = createServer((request, response) => void again.handle(request, response)).listen(0);
  await once(server, 'listening');
  const port = (server.address() as AddressInfo).port;
  const after = (
    ((await (await fetch(`http://127.0.0.1:${port}/smart/jwks`)).json()) as Json).keys as readonly Json[]
  ).map(({ kid }) => kid);
  server.close();
  expect([after.length, after.at(-1)]).toEqual([2, before]);
});

test('a service beside ours asks whether a token that it was shown is one, whose and for what; a system that may not is told nothing', async () => {
  const system = { kind: 'system', organization: 'Organization/test', authenticates: 'key', redirects: [] } as const;
  await launching.register({
    ...system,
    id: 'imaging',
    name: 'Imaging store',
    jwks: { keys: [elliptic.jwk] },
    scopes: 'system/Patient.r introspection',
  });
  const asked = async (client: string, keys: Keys, token: string) => {
    const assertion = await assertionOf({ client, keys });
    const form = { token, client_assertion_type: ASSERTION, client_assertion: assertion };
    const answer = await fetch(`${launching.origin}/smart/introspect`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    return (await answer.json()) as Json;
  };
  const cookie = await launching.signIn('gp-elm');
  const wish = { scope: 'openid fhirUser launch/patient patient/Observation.rs', person: 'Patient/one', cookie };
  const { access_token: token } = (await tokensFor(launching, wish)) as Json;
  expect(await asked('imaging', elliptic, token)).toMatchObject({
    active: true,
    scope: expect.stringContaining('patient/Observation.rs'),
    patient: 'one',
    sub: 'gp-elm',
    client_id: 'growth-chart',
  });
  expect(await asked('registry', rsa, token)).toEqual({ active: false });
  const own = await askToken(
    launching.origin,
    formOf('system/Patient.r introspection', await assertionOf({ client: 'imaging', keys: elliptic })),
  );
  expect(own.json.scope).toBe('system/Patient.r');
  expect(await asked('registry', rsa, own.json.access_token)).toEqual({ active: false });
  const others = await askToken(
    launching.origin,
    formOf('system/Patient.r', await assertionOf({ client: 'registry', keys: rsa })),
  );
  expect(await asked('imaging', elliptic, others.json.access_token)).toEqual({ active: false });
  await launching.server.app.core.auth.signOut(cookie.slice(cookie.indexOf('=') + 1));
  expect(await asked('imaging', elliptic, token)).toEqual({ active: false });
});

test('nobody but a system is registered to ask about the tokens of others', async () => {
  await expect(launching.register({ id: 'curious', scopes: 'patient/*.rs introspection' })).rejects.toThrow(
    'introspection',
  );
});

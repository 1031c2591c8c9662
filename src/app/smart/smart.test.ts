import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  APP,
  askToken,
  askWith,
  type Json,
  type Launching,
  openApp,
  openLaunching,
  REDIRECT,
  tokensFor,
  visit,
} from './launching.testing.ts';

let launching: Launching;
beforeAll(async () => {
  launching = await openLaunching();
}, 60_000);
afterAll(() => launching?.server.close());

const ids = (bundle: Json): readonly string[] =>
  (bundle['entry'] ?? []).map(({ resource }: Json) => `${resource['resourceType']}/${resource['id']}`);
const PATIENT = 'launch/patient patient/Patient.rs patient/Observation.rs patient/Condition.rs';

test('tells apps where to ask, in the words of SMART and of OpenID', async () => {
  for (const path of ['/.well-known/smart-configuration', '/fhir/.well-known/smart-configuration']) {
    const told = (await (await fetch(launching.origin + path)).json()) as Json;
    expect(told).toMatchObject({
      issuer: launching.origin,
      authorization_endpoint: `${launching.origin}/smart/authorize`,
      code_challenge_methods_supported: ['S256'],
    });
    expect(told['capabilities']).toContain('launch-ehr');
  }
  const openid = await (await fetch(`${launching.origin}/.well-known/openid-configuration`)).json();
  expect(openid).toMatchObject({ issuer: launching.origin, token_endpoint: `${launching.origin}/smart/token` });
  const keys = (await (await fetch(`${launching.origin}/smart/jwks`)).json()) as Json;
  expect(keys['keys'][0]).toMatchObject({ kty: 'RSA', use: 'sig', alg: 'RS256' });
  expect(JSON.stringify(keys)).not.toMatch(/"d":/);
  const metadata = (await (await fetch(`${launching.origin}/fhir/metadata`)).json()) as Json;
  expect(JSON.stringify(metadata['rest'][0]?.['security'])).toContain('/smart/authorize');
});

test('an app opened for one person sees that person and nobody else, at every depth', async () => {
  const tokens = await tokensFor(launching, { scope: `openid fhirUser ${PATIENT}`, person: 'Patient/one' });
  expect(tokens).toMatchObject({ patient: 'one', token_type: 'Bearer', need_patient_banner: true });
  const ask = (path: string) => askWith(launching, tokens['access_token'] as string, path);
  const { fhirUser } = JSON.parse(Buffer.from(tokens['id_token'].split('.')[1], 'base64url').toString());
  const who = await ask(new URL(fhirUser).pathname);
  expect(who.json).toMatchObject({ resourceType: 'Practitioner', name: [{ text: 'Amina Yusuf' }] });
  expect((await ask('/fhir/Practitioner')).json.total).toBe(0);
  expect((await ask('/fhir/Patient/one')).status).toBe(200);
  expect((await ask('/fhir/Patient/two')).status).toBe(404);
  expect(ids((await ask('/fhir/Patient')).json)).toEqual(['Patient/one']);
  expect((await ask('/fhir/Observation?_total=accurate')).json['total']).toBe(2);
  expect((await ask('/fhir/Observation?patient=two')).json['total']).toBe(0);
  expect((await ask('/fhir/Observation?patient.name=Reyes')).json['total']).toBe(0);
  const included = ids((await ask('/fhir/Observation?_include=Observation:patient&_id=laboratory-one')).json);
  expect(included).toEqual(['Observation/laboratory-one', 'Patient/one']);
  expect(ids((await ask('/fhir/Patient/one/$everything')).json)).toHaveLength(4);
  expect((await ask('/fhir/Patient/two/$everything')).status).toBe(404);
  expect(JSON.stringify((await ask('/fhir/_history')).json)).not.toContain('two');
  expect((await ask('/fhir/Patient/one/_history')).json['total']).toBe(1);
});

// Shows requirement V10.3.2.
test('an app sees no type that was not given', async () => {
  const { access_token } = await tokensFor(launching, {
    scope: 'launch/patient patient/Patient.rs patient/Condition.r',
    person: 'Patient/one',
  });
  const ask = (path: string) => askWith(launching, access_token as string, path);
  expect((await ask('/fhir/Observation/laboratory-one')).status).toBe(404);
  expect((await ask('/fhir/Observation')).json['total']).toBe(0);
  expect(ids((await ask('/fhir/Patient/one/$everything')).json)).toEqual(['Patient/one']);
  expect(ids((await ask('/fhir/Patient?_revinclude=Observation:patient')).json)).toEqual(['Patient/one']);
  expect((await ask('/fhir/Patient?_has:Observation:patient:code=4548-4')).json['total']).toBe(0);
  // Reading is not searching.
  expect((await ask('/fhir/Condition/problem-one')).status).toBe(200);
  expect((await ask('/fhir/Condition')).json['total']).toBe(0);
});

test('a scope with a search lets through what matches it, in every way to ask', async () => {
  const laboratory =
    'patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory';
  const { access_token, scope } = await tokensFor(launching, {
    scope: `launch/patient ${laboratory}`,
    person: 'Patient/one',
  });
  expect(scope).toContain('|laboratory');
  const ask = (path: string) => askWith(launching, access_token as string, path);
  expect(ids((await ask('/fhir/Observation')).json)).toEqual(['Observation/laboratory-one']);
  expect((await ask('/fhir/Observation?code=8867-4&_total=accurate')).json['total']).toBe(0);
  expect((await ask('/fhir/Observation?code=4548-4&_total=accurate')).json['total']).toBe(1);
  expect((await ask('/fhir/Observation/vital-signs-one')).status).toBe(404);
  expect((await ask('/fhir/Observation/vital-signs-one/_history')).status).toBe(404);
  expect((await ask('/fhir/Observation/_history')).json['total']).toBe(1);
});

test('what the person takes away is not given, and nothing can be added', async () => {
  const scope = 'openid launch/patient patient/*.cruds offline_access';
  const tokens = await tokensFor(launching, {
    scope,
    person: 'Patient/one',
    ticked: ['patient/Condition.rs', 'user/*.rs', 'patient/*.rs?_id=x', 'system/*.rs'],
  });
  expect(tokens['scope']?.split(' ').toSorted()).toEqual(['launch/patient', 'patient/Condition.rs']);
  expect([tokens['refresh_token'], tokens['id_token']]).toEqual([undefined, undefined]);
  const ask = (path: string) => askWith(launching, tokens['access_token'] as string, path);
  expect((await ask('/fhir/Observation')).json['total']).toBe(0);
  expect((await ask('/fhir/Condition')).json['total']).toBe(1);
  await expect(openApp(launching, { scope, person: 'Patient/one', ticked: [] })).rejects.toThrow(
    'Choose at least one thing',
  );
});

test('writes need their own letters, and stay with the person', async () => {
  const condition = (patient: string) =>
    JSON.stringify({
      resourceType: 'Condition',
      subject: { reference: `Patient/${patient}` },
      code: { text: 'Asthma' },
    });
  const reads = await tokensFor(launching, { scope: PATIENT, person: 'Patient/one' });
  const denied = await askWith(launching, reads['access_token'] as string, '/fhir/Condition', {
    method: 'POST',
    body: condition('one'),
  });
  expect([denied.status, denied.text]).toEqual([403, expect.stringContaining('repository.scope')]);
  const writes = await tokensFor(launching, {
    scope: 'launch/patient patient/Condition.c patient/Condition.rs',
    person: 'Patient/one',
  });
  const ask = (path: string, method: string, body: string) =>
    askWith(launching, writes['access_token'] as string, path, { method, body });
  const made = await ask('/fhir/Condition', 'POST', condition('one'));
  expect(made.status).toBe(201);
  expect((await ask('/fhir/Condition', 'POST', condition('two'))).status).toBe(403);
  const changed = JSON.stringify({ ...made.json, code: { text: 'COPD' } });
  expect((await ask(`/fhir/Condition/${made.json['id']}`, 'PUT', changed)).status).toBe(404);
  expect((await ask(`/fhir/Condition/${made.json['id']}`, 'DELETE', '')).status).toBe(404);
  const both = await tokensFor(launching, { scope: 'launch/patient patient/Condition.cruds', person: 'Patient/one' });
  const askBoth = (path: string, method: string, body?: string) =>
    askWith(launching, both['access_token'] as string, path, { method, ...(body === undefined ? {} : { body }) });
  expect((await askBoth(`/fhir/Condition/${made.json['id']}`, 'PUT', changed)).status).toBe(200);
  const moved = JSON.stringify({ ...made.json, subject: { reference: 'Patient/two' } });
  expect((await askBoth(`/fhir/Condition/${made.json['id']}`, 'PUT', moved)).status).toBe(403);
  expect((await askBoth(`/fhir/Condition/${made.json['id']}`, 'DELETE')).status).toBe(204);
});

// Shows requirement V10.4.5.
test('a refresh token is used once; using it again ends everything that came of it', async () => {
  const tokens = await tokensFor(launching, { scope: `openid offline_access ${PATIENT}`, person: 'Patient/one' });
  const refresh = (token: string) =>
    askToken(launching.origin, { grant_type: 'refresh_token', refresh_token: token, client_id: APP.id });
  const second = await refresh(tokens['refresh_token'] as string);
  expect(second.json).toMatchObject({ patient: 'one', scope: expect.stringContaining('patient/Observation.rs') });
  expect((await askWith(launching, second.json['access_token'] as string, '/fhir/Patient/one')).status).toBe(200);
  expect((await refresh(tokens['refresh_token'] as string)).status).toBe(400);
  expect((await refresh(second.json['refresh_token'] as string)).status).toBe(400);
  expect((await askWith(launching, second.json['access_token'] as string, '/fhir/Patient/one')).status).toBe(401);
});

test('an app without a secret asks for its next token by the refresh token alone', async () => {
  const tokens = await tokensFor(launching, { scope: `offline_access ${PATIENT}`, person: 'Patient/one' });
  const form = { grant_type: 'refresh_token', refresh_token: tokens['refresh_token'] as string };
  expect((await askToken(launching.origin, { ...form, client_id: 'clinic' })).status).toBe(401);
  expect((await askToken(launching.origin, form)).status).toBe(200);
  expect((await askToken(launching.origin, form)).status).toBe(400);
  expect((await askToken(launching.origin, { ...form, refresh_token: 'x'.repeat(43) })).status).toBe(400);
});

test('of two that use one refresh token at the same moment, at most one is answered', async () => {
  const tokens = await tokensFor(launching, { scope: `offline_access ${PATIENT}`, person: 'Patient/one' });
  const form = { grant_type: 'refresh_token', refresh_token: tokens['refresh_token'] as string, client_id: APP.id };
  const answers = await Promise.all(Array.from({ length: 6 }, () => askToken(launching.origin, form)));
  expect(answers.filter(({ status }) => status === 200).length).toBeLessThan(2);
});

// Shows requirements V10.4.1, V10.4.2, V10.4.6.
test('no second use of a code, no other redirect, no missing challenge, no other audience', async () => {
  const { code, verifier } = await openApp(launching, { scope: PATIENT, person: 'Patient/one' });
  const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, client_id: APP.id };
  expect((await askToken(launching.origin, { ...form, code_verifier: 'x'.repeat(43) })).status).toBe(400);
  expect(
    (await askToken(launching.origin, { ...form, code_verifier: verifier, redirect_uri: `${REDIRECT}x` })).status,
  ).toBe(400);
  const given = await askToken(launching.origin, { ...form, code_verifier: verifier });
  expect(given.status).toBe(200);
  expect((await askToken(launching.origin, { ...form, code_verifier: verifier })).status).toBe(400);
  expect((await askWith(launching, given.json['access_token'] as string, '/fhir/Patient/one')).status).toBe(401);
  const asks = (asked: Readonly<Record<string, string>>) => openApp(launching, { scope: PATIENT, asked });
  await expect(asks({ redirect_uri: 'http://127.0.0.1:9/app/../evil' })).rejects.toThrow('no question: 400');
  await expect(asks({ redirect_uri: 'http://localhost:9/app/' })).rejects.toThrow('no question: 400');
  await expect(asks({ client_id: 'nobody' })).rejects.toThrow('no question: 400');
  await expect(asks({ code_challenge_method: 'plain' })).rejects.toThrow('error=invalid_request');
  await expect(asks({ code_challenge: '' })).rejects.toThrow('error=invalid_request');
  await expect(asks({ aud: 'http://localhost:1/fhir' })).rejects.toThrow('error=invalid_target');
  await expect(asks({ aud: '' })).rejects.toThrow('error=invalid_target');
});

test('the audience may be said by any name of this machine', async () => {
  const port = new URL(launching.origin).port;
  const { code } = await openApp(launching, {
    scope: PATIENT,
    person: 'Patient/one',
    asked: { aud: `http://127.0.0.1:${port}/fhir/` },
  });
  expect(code).not.toBe('');
});

// Shows requirements V8.3.2, V10.4.9.
test('signing out, switching seats and taking it back reach every token at once', async () => {
  const cookie = await launching.signIn('gp-elm');
  const jar = new Map([cookie.split('=') as [string, string]]);
  const alive = async (tokens: Json) =>
    (await askWith(launching, tokens['access_token'] as string, '/fhir/Patient/one')).status;
  const here = await tokensFor(launching, { scope: `online_access ${PATIENT}`, person: 'Patient/one', cookie });
  const away = await tokensFor(launching, { scope: `offline_access ${PATIENT}`, person: 'Patient/one', cookie });
  expect([await alive(here), await alive(away)]).toEqual([200, 200]);
  const began = performance.now();
  expect((await visit(jar, `${launching.origin}/seat`, { seat: 'lead' })).status).toBe(303);
  expect([await alive(here), await alive(away)]).toEqual([401, 200]);
  expect(
    (
      await askToken(launching.origin, {
        grant_type: 'refresh_token',
        refresh_token: here['refresh_token'] as string,
        client_id: APP.id,
      })
    ).status,
  ).toBe(400);
  const page = await visit(jar, `${launching.origin}/apps`);
  expect(page.html).toContain('Growth chart');
  const grants = [...page.html.matchAll(/name="grant" value="([^"]+)"/g)].map(([, id]) => id as string);
  for (const grant of grants) await visit(jar, `${launching.origin}/apps`, { grant });
  expect(await alive(away)).toBe(401);
  expect(performance.now() - began).toBeLessThan(1_000);
});

test('a token goes where the record is, and nowhere else', async () => {
  const { access_token } = await tokensFor(launching, { scope: 'user/*.cruds' });
  for (const path of ['/people', '/apps', '/api/governance/instruments']) {
    expect((await askWith(launching, access_token as string, path)).status, path).not.toBe(200);
  }
  const { json } = await askWith(launching, access_token as string, '/fhir/Patient');
  expect(ids(json).toSorted()).toEqual(['Patient/one', 'Patient/two']);
});

test('an app opened by somebody who sees nobody sees nobody', async () => {
  const { access_token } = await tokensFor(launching, { scope: 'user/*.cruds', seat: 'lead' });
  const { json } = await askWith(launching, access_token as string, '/fhir/Patient');
  expect(json['total']).toBe(0);
});

test('introspection tells an app of its own tokens, and revocation ends them', async () => {
  await launching.register({ id: 'clinic', authenticates: 'secret', secret: 'a secret of the clinic app' });
  const basic = { authorization: `Basic ${Buffer.from('clinic:a secret of the clinic app').toString('base64')}` };
  const opened = await openApp(launching, {
    scope: `offline_access ${PATIENT}`,
    person: 'Patient/one',
    asked: { client_id: 'clinic' },
  });
  const post = async (path: string, form: Record<string, string>, headers: Record<string, string> = basic) => {
    const answer = await fetch(`${launching.origin}${path}`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(form),
    });
    const text = await answer.text();
    return { status: answer.status, json: (text === '' ? {} : JSON.parse(text)) as Json };
  };
  const form = {
    grant_type: 'authorization_code',
    code: opened.code,
    code_verifier: opened.verifier,
    redirect_uri: REDIRECT,
  };
  const wrong = { authorization: `Basic ${Buffer.from('clinic:another').toString('base64')}` };
  expect((await post('/smart/token', form, wrong)).status).toBe(401);
  const { json: tokens } = await post('/smart/token', form);
  const token = tokens['access_token'] as string;
  expect((await post('/smart/introspect', { token })).json).toMatchObject({
    active: true,
    patient: 'one',
    client_id: 'clinic',
  });
  const others = await tokensFor(launching, { scope: PATIENT, person: 'Patient/one' });
  expect((await post('/smart/introspect', { token: others['access_token'] as string })).json).toEqual({
    active: false,
  });
  expect((await post('/smart/revoke', { token: tokens['refresh_token'] as string })).status).toBe(200);
  expect((await post('/smart/introspect', { token })).json).toEqual({ active: false });
  expect((await askWith(launching, token, '/fhir/Patient/one')).status).toBe(401);
});

test('no token stands in the database', async () => {
  const tokens = await tokensFor(launching, { scope: `openid offline_access ${PATIENT}`, person: 'Patient/one' });
  const { store } = launching.server.app.core.services;
  const { sql } = await import('#store');
  const rows =
    JSON.stringify(await store.all(sql`select * from smart_item`)) +
    JSON.stringify(await store.all(sql`select * from smart_grant`));
  for (const name of ['access_token', 'refresh_token']) expect(rows).not.toContain(tokens[name] as string);
});

test('an app opened from the page of a person is opened for that person', async () => {
  const cookie = await launching.signIn('gp-elm');
  const jar = new Map([cookie.split('=') as [string, string]]);
  const begun = await visit(jar, `${launching.origin}/apps/open/${APP.id}?person=Patient/two`);
  const launch = new URL(begun.to);
  expect(launch.searchParams.get('iss')).toBe(`${launching.origin}/fhir`);
  const asked = { launch: launch.searchParams.get('launch') ?? '' };
  const tokens = await tokensFor(launching, { scope: 'launch patient/*.rs', cookie, asked });
  expect(tokens['patient']).toBe('two');
  const other = await launching.signIn('gp-elm');
  await expect(openApp(launching, { scope: 'launch patient/*.rs', cookie: other, asked })).rejects.toThrow(
    'another session',
  );
});

// Shows requirement V3.4.2.
test('pages of registered apps may ask from their own origin, others not, and none with our cookies', async () => {
  const from = async (origin: string, path: string, method = 'GET') => {
    const headers = { origin, ...(method === 'OPTIONS' ? { 'access-control-request-method': 'GET' } : {}) };
    const answer = await fetch(`${launching.origin}${path}`, { method, headers });
    return [answer.headers.get('access-control-allow-origin'), answer.headers.get('access-control-allow-credentials')];
  };
  const app = new URL(REDIRECT).origin;
  expect(await from(app, '/fhir/Patient')).toEqual([app, null]);
  expect(await from(app, '/fhir/Patient', 'OPTIONS')).toEqual([app, null]);
  expect(await from('https://evil.example', '/fhir/Patient')).toEqual([null, null]);
  expect(await from('https://evil.example', '/fhir/metadata')).toEqual(['*', null]);
  expect(await from(app, '/people')).toEqual([null, null]);
});

test('the question may be shown by systems that were registered for it, and leads on to the app alone', async () => {
  await launching.register({ id: 'framed', frames: ['https://ehr.example'] });
  const policyOf = async (client_id: string) => {
    const cookie = await launching.signIn('gp-elm');
    const jar = new Map([cookie.split('=') as [string, string]]);
    const asked = new URLSearchParams({
      response_type: 'code',
      client_id,
      redirect_uri: REDIRECT,
      scope: 'user/*.rs',
      aud: `${launching.origin}/fhir`,
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    });
    const { to } = await visit(jar, `${launching.origin}/smart/authorize?${asked}`);
    return (await visit(jar, `${launching.origin}${to}`)).headers.get('content-security-policy') ?? '';
  };
  const framed = await policyOf('framed');
  expect(framed).toContain('frame-ancestors https://ehr.example');
  expect(framed).toContain("form-action 'self' http://127.0.0.1:9;");
  expect(await policyOf(APP.id)).toContain("frame-ancestors 'none'");
});

test('an app may ask by a form', async () => {
  const answer = await fetch(`${launching.origin}/smart/authorize`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      response_type: 'code',
      client_id: APP.id,
      redirect_uri: REDIRECT,
      scope: 'user/*.rs',
      aud: `${launching.origin}/fhir`,
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    }),
  });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, expect.stringContaining('/apps/consent/')]);
});

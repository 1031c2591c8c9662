import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Outcome } from '#fhir';
import { openRepository } from '#repository';
import { testStore } from '#testing/database';
import { type Auth, openAuth } from '../auth.ts';
import { openPeople, type People } from '../people.ts';
import { keyFor } from '../secret.ts';
import { quietly } from '../smart/quiet.ts';

const BACK = 'http://localhost:1/sign-in/back';
const FROM = { site: { origin: 'http://localhost:1', host: 'localhost' } };
const SECRET = 'the secret of this test, of 32 bytes';
const ELM = { organization: 'Organization/elm', organizationName: 'Elm Tree Surgery' };

let provider: Server;
let issuer: string;
let auth: Auth;
let people: People;
let now = Date.now();

beforeAll(async () => {
  provider = await startProvider();
  issuer = `http://localhost:${(provider.address() as AddressInfo).port}`;
  const store = await testStore();
  const parts = { store, now: () => now, newSecret: () => randomBytes(32).toString('base64url') };
  const opened = openRepository({ ...parts, random: Math.random, projections: [], admissions: [], secret: 'x' });
  auth = openAuth({
    ...parts,
    tokenKey: keyFor(SECRET, 'token'),
    keys: opened.contributors,
    policy: { filterFor: () => ({ op: 'never' }) },
  });
  const keys = { codeKey: keyFor(SECRET, 'code apps'), issuerKey: keyFor(SECRET, 'issuers') };
  people = openPeople({ ...parts, ...keys, newId: () => randomBytes(8).toString('hex') });
  for (const [id, strong] of [
    ['trust', false],
    ['strict', true],
  ] as const) {
    must(
      await people.keepIssuer({
        id,
        name: id,
        issuer,
        app: 'concord',
        secret: 'of the app',
        claim: 'email',
        strong,
        ...ELM,
      }),
    );
  }
});

afterAll(() => {
  provider?.close();
});

/** A provider of an organisation, as it runs one: people are who they say in its own form. */
async function startProvider(): Promise<Server> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await quietly(async () => {
    const { Provider } = await import('oidc-provider');
    const made = new Provider(`http://localhost:${port}`, {
      clients: [{ client_id: 'concord', client_secret: 'of the app', redirect_uris: [BACK] }],
      claims: { email: ['email', 'email_verified'] },
      conformIdTokenClaims: false,
      ttl: { Interaction: 300, Session: 300, Grant: 300, AccessToken: 300, IdToken: 300 },
      findAccount: (_context: unknown, id: string) => ({
        accountId: id,
        claims: () => ({ sub: id, email: `${id}@elm.example`, email_verified: !id.startsWith('unverified') }),
      }),
    });
    server.on('request', made.callback());
  });
  return server;
}

/** A browser at the provider: signs in under a name, agrees, and answers the address that it is sent back to. */
async function through(address: string, name: string): Promise<URL> {
  const jar = new Map<string, string>();
  let [next, form] = [address, undefined as Record<string, string> | undefined];
  for (let step = 0; step < 12; step++) {
    if (next.startsWith(BACK)) return new URL(next);
    const answer = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...jar].map((pair) => pair.join('=')).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const html = await answer.text();
    const to = answer.headers.get('location');
    form =
      to === null
        ? html.includes('name="password"')
          ? { prompt: 'login', login: name, password: 'x' }
          : { prompt: 'consent' }
        : undefined;
    next = to === null ? next : new URL(to, issuer).href;
  }
  throw new Error('the provider did not send anybody back');
}

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.refusals[0].code);
  return outcome.value;
}

const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'accepted' : outcome.refusals[0].code);

async function expected(name: string, by = 'trust'): Promise<string> {
  const { account } = must(await people.give({ name, role: 'gp', by: 'operator', ...ELM }));
  await people.expect({ issuer: by, expected: `${name}@elm.example`, account });
  return account;
}

async function signIn(name: string, by = 'trust') {
  const { address, state } = must(await people.leaveFor(by, BACK));
  return people.comeBack({ address: await through(address, name), state }, FROM);
}

test('whom the organisation expects signs in with its own account, and still takes the second step here', async () => {
  const account = await expected('mara');
  const sid = must(await signIn('mara'));
  expect(await auth.callerOfSession(sid)).toBeUndefined();
  expect((await auth.waiting(sid))?.account).toBe(account);
});

test('an organisation that asks for a second factor itself is not asked again', async () => {
  await expected('nils', 'strict');
  expect(await auth.callerOfSession(must(await signIn('nils', 'strict')))).toMatchObject({ seat: { name: 'nils' } });
});

// Shows requirement V10.5.2.
test('who was bound stays who they are when the name is given to somebody else', async () => {
  const account = await expected('olga', 'strict');
  must(await signIn('olga', 'strict'));
  const other = await expected('olga', 'strict');
  const caller = await auth.callerOfSession(must(await signIn('olga', 'strict')));
  expect(caller?.seat?.account).toBe(account);
  expect(caller?.seat?.account).not.toBe(other);
});

// Shows requirement API10:2023.
test('nobody is let in whom nobody expects, nor by an address that is not verified', async () => {
  expect(codeOf(await signIn('stranger'))).toBe('auth.not-named');
  await expected('unverified-pim');
  expect(codeOf(await signIn('unverified-pim'))).toBe('auth.not-named');
});

// Shows requirement V10.5.1.
test('the way back counts once, in the browser that left', async () => {
  await expected('rosa', 'strict');
  const { address, state } = must(await people.leaveFor('strict', BACK));
  const back = await through(address, 'rosa');
  expect(codeOf(await people.comeBack({ address: back, state: 'another' }, FROM))).toBe('auth.not-named');
  must(await people.comeBack({ address: back, state }, FROM));
  expect(codeOf(await people.comeBack({ address: back, state }, FROM))).toBe('auth.not-named');
});

test('a way back that took too long counts no more', async () => {
  await expected('sven', 'strict');
  const { address, state } = must(await people.leaveFor('strict', BACK));
  const back = await through(address, 'sven');
  now += 6 * 60_000;
  expect(codeOf(await people.comeBack({ address: back, state }, FROM))).toBe('auth.not-named');
});

test('an issuer that does not answer is told as such', async () => {
  must(
    await people.keepIssuer({
      id: 'gone',
      name: 'gone',
      issuer: 'http://localhost:1/',
      app: 'x',
      claim: 'email',
      strong: false,
      ...ELM,
    }),
  );
  expect(codeOf(await people.leaveFor('gone', BACK))).toBe('auth.issuer-away');
  const plain = {
    id: 'plain',
    name: 'plain',
    issuer: 'http://elm.example/',
    app: 'x',
    claim: 'email',
    strong: false,
    ...ELM,
  };
  expect(codeOf(await people.keepIssuer(plain))).toBe('auth.issuer');
});

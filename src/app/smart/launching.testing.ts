import { createHash, randomBytes } from 'node:crypto';
import { type AppWish, keepApp } from '#auth';
import { startTestServer, type TestServer } from '#testing/server';

export const REDIRECT = 'http://127.0.0.1:9/app/';

/** An app that may ask for anything that an app may have. */
export const APP: AppWish = {
  id: 'growth-chart',
  name: 'Growth chart',
  kind: 'app',
  authenticates: 'none',
  redirects: [REDIRECT],
  launch: 'http://127.0.0.1:9/launch',
  frames: [],
  scopes: 'openid fhirUser profile launch launch/patient offline_access online_access patient/*.cruds user/*.cruds',
};

export type Launching = {
  readonly server: TestServer;
  readonly origin: string;
  readonly register: (app: Partial<AppWish>) => Promise<void>;
  /** Signs in as a seat; answers the cookie. */
  readonly signIn: (seat: string) => Promise<string>;
  readonly system: (method: string, path: string, body?: unknown) => Promise<Json>;
};

// What a server answers is looked at as it comes.
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

const SEATS = [
  { id: 'gp-elm', role: 'gp', organization: 'Organization/test', organizationName: 'Elm Tree Surgery' },
  { id: 'lead', role: 'commissioner', organization: 'Organization/board', organizationName: 'Care Board' },
] as const;

/** A server with two people, a few items about each, a seat that may see them, and an app. */
export async function openLaunching(): Promise<Launching> {
  const launching = launchingOn(await startTestServer());
  const { auth } = launching.server.app.core;
  await launching.register({});
  await auth.keepAccount({ id: 'doctor', name: 'Amina Yusuf', seats: SEATS });
  for (const { id } of SEATS) await auth.keepLink({ link: `link-${id}`, seat: id, reusable: true, days: 1 });
  for (const resource of [...records('one', 'Khan'), ...records('two', 'Reyes')])
    await launching.system('PUT', `/${resource.resourceType}/${resource.id}`, resource);
  await launching.server.app.caughtUp();
  return launching;
}

/** The same on any server. */
export function launchingOn(server: TestServer): Launching {
  const { store, now } = server.app.core.services;
  return {
    server,
    origin: server.app.address,
    register: async (app) => {
      const kept = await store.write((transaction) => keepApp(transaction, { ...APP, ...app }, new Date(now())));
      if (!kept.ok) throw new Error(kept.refusals[0].text);
    },
    system: async (method, path, body) => {
      const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/fhir+json' };
      const answer = await fetch(`${server.base}${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as Json;
    },
    signIn: (seat) => signInBy(`${server.app.address}/sign-in?link=link-${seat}`),
  };
}

/** The cookie of who opens a sign-in link. */
export async function signInBy(link: string): Promise<string> {
  const answer = await fetch(link, { redirect: 'manual' });
  const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('concord-sid='));
  return (cookie ?? '').split(';')[0] ?? '';
}

const CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category';

function records(id: string, family: string) {
  const subject = { reference: `Patient/${id}` };
  const observation = (kind: string, code: string) => ({
    resourceType: 'Observation',
    id: `${kind}-${id}`,
    status: 'final',
    subject,
    category: [{ coding: [{ system: CATEGORY, code: kind }] }],
    code: { coding: [{ system: 'http://loinc.org', code }] },
    valueQuantity: { value: 7, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
  });
  return [
    { resourceType: 'Patient', id, name: [{ family, given: ['Sam'] }], birthDate: '1957-07-14' },
    observation('laboratory', '4548-4'),
    observation('vital-signs', '8867-4'),
    { resourceType: 'Condition', id: `problem-${id}`, subject, code: { text: 'Diabetes' } },
  ];
}

/** A browser's cookies, for one host. */
export type Jar = Map<string, string>;

/** Asks as a browser does, without following. */
export async function visit(
  jar: Jar,
  address: string,
  form?: Readonly<Record<string, string | readonly string[]>>,
): Promise<{ readonly status: number; readonly to: string; readonly html: string; readonly headers: Headers }> {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(form ?? {})) for (const one of [value].flat()) body.append(name, one);
  const answer = await fetch(address, {
    redirect: 'manual',
    method: form ? 'POST' : 'GET',
    headers: {
      cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(form ? { 'sec-fetch-site': 'same-origin' } : {}),
    },
    ...(form ? { body } : {}),
  });
  for (const line of answer.headers.getSetCookie()) {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    if (/expires=Thu, 01 Jan 1970/i.test(line) || pair.length === at + 1) jar.delete(pair.slice(0, at));
    else jar.set(pair.slice(0, at), pair.slice(at + 1));
  }
  return {
    status: answer.status,
    to: answer.headers.get('location') ?? '',
    html: await answer.text(),
    headers: answer.headers,
  };
}

export type Wish = {
  readonly scope: string;
  readonly seat?: string;
  readonly cookie?: string;
  /** Ticked lines; all that are ticked on the page where left out. */
  readonly ticked?: readonly string[];
  readonly person?: string;
  readonly asked?: Readonly<Record<string, string>>;
};

export type Launched = { readonly code: string; readonly verifier: string; readonly back: URL; readonly page: string };

/** Opens the app as a person does: asked by the app, ticked by the person, sent back with a code. */
export async function openApp(launching: Launching, wish: Wish): Promise<Launched> {
  const { origin } = launching;
  const verifier = randomBytes(32).toString('base64url');
  const cookie = wish.cookie ?? (await launching.signIn(wish.seat ?? 'gp-elm'));
  const jar: Jar = new Map([cookie.split('=') as [string, string]]);
  const asked = new URLSearchParams({
    response_type: 'code',
    client_id: APP.id,
    redirect_uri: REDIRECT,
    scope: wish.scope,
    state: 'a-state',
    aud: `${origin}/fhir`,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...wish.asked,
  });
  const first = await visit(jar, `${origin}/smart/authorize?${asked}`);
  if (!first.to.startsWith('/apps/consent/')) throw new Error(`no question: ${first.status} ${first.to} ${first.html}`);
  const page = await visit(jar, `${origin}${first.to}${wish.person === undefined ? '' : `?person=${wish.person}`}`);
  const field = (name: string) =>
    [...page.html.matchAll(new RegExp(`<input[^>]*name="${name}"[^>]*>`, 'g'))].map(([text]) => text);
  const valueOf = (input: string) => (/value="([^"]*)"/.exec(input)?.[1] ?? '').replaceAll('&amp;', '&');
  const kept = field('scope').filter((input) => input.includes('type="hidden"'));
  const ticked = field('scope').filter((input) => input.includes('checked'));
  const scope = [...kept.map(valueOf), ...(wish.ticked ?? ticked.map(valueOf))];
  const person = field('person').map(valueOf);
  const answered = await visit(jar, `${origin}${first.to}`, { action: 'give', scope, person });
  if (answered.status !== 303) throw new Error(`not given: ${answered.status} ${answered.html}`);
  const back = new URL((await visit(jar, answered.to)).to);
  return { code: back.searchParams.get('code') ?? '', verifier, back, page: page.html };
}

/** Asks the token endpoint. */
export async function askToken(
  origin: string,
  form: Readonly<Record<string, string>>,
): Promise<{ status: number; json: Json }> {
  const answer = await fetch(`${origin}/smart/token`, { method: 'POST', body: new URLSearchParams(form) });
  return { status: answer.status, json: (await answer.json()) as Json };
}

/** Opens the app and changes the code for tokens. */
export async function tokensFor(launching: Launching, wish: Wish): Promise<Json> {
  const { code, verifier } = await openApp(launching, wish);
  const form = {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: REDIRECT,
    client_id: APP.id,
  };
  const { status, json } = await askToken(launching.origin, form);
  if (status !== 200) throw new Error(JSON.stringify(json));
  return json;
}

/** Asks the FHIR API with a token. */
export async function askWith(launching: Launching, token: string, path: string, init: RequestInit = {}) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json', ...init.headers };
  const answer = await fetch(`${launching.origin}${path}`, { ...init, headers });
  const text = await answer.text();
  return { status: answer.status, text, json: (text.startsWith('{') ? JSON.parse(text) : {}) as Json };
}

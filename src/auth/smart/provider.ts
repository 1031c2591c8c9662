import { createHash, timingSafeEqual } from 'node:crypto';
import type { Client, Context, Payload, Provider, Token } from 'oidc-provider';
import type { JWK } from 'jose';
import type { Store } from '#store';
import { findSeat } from '../seat.ts';
import { adapterOn } from './adapter.ts';
import { findApp } from './app.ts';
import { SIGNING_ALGORITHMS } from './client.ts';
import { PATHS } from './discovery.ts';
import { liveGrant } from './grant.ts';
import { guardedFetch } from './guarded-fetch.ts';
import { quietly } from './quiet.ts';
import { whyNotHeld } from './reach.ts';
import { grantable, INTROSPECTION, readScope } from './scope.ts';

export type ProviderParts = {
  readonly store: Store;
  readonly now: () => number;
  /** 'https://concord.example.org': what tokens and discovery say we are. */
  readonly origin: string;
  readonly keys: readonly JWK[];
  readonly cookieKey: string;
  /** Told of mistakes of ours, which the app is only told of as such. */
  readonly failed: (error: unknown) => void;
};

/** The resource that every access token is for. */
export function resourceOf(origin: string): string {
  return `${origin}/fhir`;
}

const MINUTE_S = 60;
const DAY_S = 86_400;
export const SECONDS = {
  accessToken: 10 * MINUTE_S,
  systemToken: 5 * MINUTE_S,
  code: MINUTE_S,
  interaction: 15 * MINUTE_S,
  idToken: 10 * MINUTE_S,
  /** A grant for when the person is away ends after so long, whoever still uses it. */
  away: 90 * DAY_S,
  /** One for while they are here: a session is no longer than that. */
  here: 12 * 60 * MINUTE_S,
} as const;

/** The OAuth server of SMART App Launch, with our tables, our pages and our rules. */
export async function makeProvider(parts: ProviderParts): Promise<Provider> {
  return quietly(async () => {
    const library = await import('oidc-provider');
    const provider = new library.Provider(parts.origin, configurationOf(parts, library));
    provider.proxy = true;
    provider.on('server_error', (_, error) => parts.failed(error));
    provider.Client.prototype.compareClientSecret = async function (this: Client, sent: string) {
      const hash = createHash('sha256').update(sent).digest();
      const kept = Buffer.from(this.clientSecret ?? '', 'hex');
      return kept.length === hash.length && timingSafeEqual(kept, hash);
    };
    provider.use((context, next) => withLaunchContext(parts, context, next));
    return provider;
  });
}

type Library = typeof import('oidc-provider');

function configurationOf(parts: ProviderParts, library: Library): Record<string, unknown> {
  const { store, now, origin } = parts;
  const cookie = { httpOnly: true, sameSite: 'lax', secure: origin.startsWith('https:'), signed: true };
  return {
    adapter: adapterOn({ store, now, usedTwice: () => new library.errors.InvalidGrant('used already') }),
    jwks: { keys: parts.keys },
    cookies: { keys: [parts.cookieKey], long: cookie, short: cookie },
    routes: {
      authorization: PATHS.authorize,
      token: PATHS.token,
      introspection: PATHS.introspect,
      revocation: PATHS.revoke,
      jwks: PATHS.jwks,
    },
    scopes: ['openid', 'fhirUser', 'profile'],
    claims: { openid: ['sub'], fhirUser: ['fhirUser'], profile: ['name'] },
    responseTypes: ['code'],
    clientAuthMethods: ['none', 'client_secret_basic', 'private_key_jwt'],
    enabledJWA: {
      clientAuthSigningAlgValues: [...SIGNING_ALGORITHMS],
      idTokenSigningAlgValues: ['RS256'],
    },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    allowOmittingSingleRegisteredRedirectUri: false,
    extraParams: ['aud', 'launch'],
    fetch: (address: string) => guardedFetch(address),
    clientBasedCORS: (_: Context, from: string, client: Client) => originsOf(client.redirectUris).includes(from),
    expiresWithSession: () => false,
    issueRefreshToken: async (_: Context, client: Client, source: Token) =>
      client.grantTypeAllowed('refresh_token') &&
      (source.scopes.has('offline_access') || source.scopes.has('online_access')),
    findAccount: (_: Context, seat: string, token?: Token) => accountOf(parts, seat, token),
    extraTokenClaims: async (_: Context, token: Token) => launchContext(parts, token),
    formats: { bitsOfOpaqueRandomness: 256 },
    clockTolerance: 30,
    ttl: lifetimes(),
    interactions: {
      url: (_: Context, { uid }: { uid: string }) => `${PATHS.consent}/${uid}`,
      policy: policyOf(library),
    },
    renderError: async (context: Context, out: { error: string; error_description?: string }) => {
      context.type = 'html';
      context.body = errorPage(out);
    },
    features: featuresOf(parts, library),
  };
}

function featuresOf(parts: ProviderParts, library: Library): Record<string, unknown> {
  const off = { enabled: false };
  return {
    devInteractions: off,
    dPoP: off,
    userinfo: off,
    rpInitiatedLogout: off,
    pushedAuthorizationRequests: off,
    clientCredentials: { enabled: true },
    revocation: {
      enabled: true,
      allowedPolicy: async (_: Context, client: Client, token: Token) => token.clientId === client.clientId,
    },
    introspection: {
      enabled: true,
      allowedPolicy: (_: Context, client: Client, token: Token) => mayIntrospect(parts, client, token),
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => resourceOf(parts.origin),
      useGrantedResource: () => true,
      getResourceServerInfo: (context: Context, resource: string, client: Client) =>
        resourceServer({ parts, library, context }, resource, client),
    },
  };
}

function lifetimes(): Record<string, unknown> {
  const away = (token: Token) => token.scopes.has('offline_access');
  return {
    AccessToken: SECONDS.accessToken,
    ClientCredentials: SECONDS.systemToken,
    AuthorizationCode: SECONDS.code,
    IdToken: SECONDS.idToken,
    Interaction: SECONDS.interaction,
    Session: SECONDS.interaction,
    Grant: SECONDS.away,
    RefreshToken: (_: Context, token: Token) => (away(token) ? SECONDS.away : SECONDS.here),
  };
}

/** Every authorization is asked for anew: nothing is remembered that could answer for a person who is not asked. */
function policyOf({ interactionPolicy: { Check, Prompt } }: Library): readonly unknown[] {
  const asked = (name: 'login' | 'consent') =>
    new Prompt(
      { name, requestable: true },
      new Check(
        `${name}_needed`,
        'the person has to be asked',
        `${name}_required`,
        ({ oidc }) => oidc?.result?.[name] === undefined,
      ),
    );
  return [asked('login'), asked('consent')];
}

type Asked = { readonly parts: ProviderParts; readonly library: Library; readonly context: Context };

/** The FHIR API; and what of the scopes asked for this app can have. */
async function resourceServer({ parts, library, context }: Asked, resource: string, client: Client) {
  if (resource !== resourceOf(parts.origin)) {
    throw new library.errors.InvalidTarget('aud is not the address of this FHIR API');
  }
  const app = await findApp(parts.store, client.clientId);
  const { params = {}, entities = {} } = context.oidc ?? {};
  const source = params['scope'] ?? entities['AuthorizationCode']?.scope ?? entities['RefreshToken']?.scope ?? '';
  const scopes = grantable(source, app?.scopes ?? '');
  for (const text of scopes) {
    const scope = readScope(text);
    const why = scope && whyNotHeld(scope);
    // Said now, so that no app believes itself limited, or its people protected, by what is not looked at.
    if (why !== undefined) throw new library.errors.InvalidScope(asDescription(`${text}: ${why}`), text);
  }
  if (app?.kind === 'system' && scopes.length === 0) {
    throw new library.errors.InvalidScope('none of these scopes can be given to this system', source);
  }
  return { scope: scopes.join(' '), audience: resource, accessTokenFormat: 'opaque' };
}

/** In the characters that a description of an error may have: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1 */
function asDescription(text: string): string {
  return text.replace(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, ' ').slice(0, 400);
}

async function accountOf({ store, now }: ProviderParts, id: string, token?: Token) {
  const seat = await findSeat(store, id, now());
  if (!seat) return undefined;
  const grant = token?.grantId === undefined ? undefined : await liveGrant(store, token.grantId, now());
  return {
    accountId: id,
    claims: async () => ({
      sub: id,
      name: seat.name,
      ...(grant?.fhirUser === undefined ? {} : { fhirUser: grant.fhirUser }),
    }),
  };
}

/**
 * An app is told of its own tokens; one that cannot keep a secret is told of none. A system that was registered for it is told of
 * those that apps were given, so that a service beside ours can honour them: of other systems' tokens it is told nothing.
 */
async function mayIntrospect({ store }: ProviderParts, client: Client, token: Token): Promise<boolean> {
  if (client.clientAuthMethod === 'none') return false;
  if (token.clientId === client.clientId) return true;
  if (token.grantId === undefined) return false;
  const asker = await findApp(store, client.clientId);
  return asker?.kind === 'system' && asker.scopes.split(' ').includes(INTROSPECTION);
}

async function launchContext(
  { store, now }: ProviderParts,
  token: Token,
): Promise<Record<string, unknown> | undefined> {
  if (token.grantId === undefined) return undefined;
  const grant = await liveGrant(store, token.grantId, now());
  if (!grant) return undefined;
  return {
    ...(grant.patient === undefined ? {} : { patient: grant.patient }),
    ...(grant.fhirUser === undefined ? {} : { fhirUser: grant.fhirUser }),
  };
}

/** What SMART wants told beside the token: for whom the app was opened. */
async function withLaunchContext(parts: ProviderParts, context: Context, next: () => Promise<void>): Promise<void> {
  await next();
  const { oidc } = context;
  if (oidc?.route === 'token' && context.status === 200) {
    const token = oidc.entities['AccessToken'];
    const { patient } = (token && (await launchContext(parts, token))) ?? {};
    if (patient !== undefined) Object.assign(context.body as Payload, { patient, need_patient_banner: true });
  }
  if (oidc?.client) await allowFraming(parts, context, oidc.client.clientId);
}

/** A launch that another system shows within its own page has cookies of its own there, apart for each such page. */
async function allowFraming({ store, origin }: ProviderParts, context: Context, app: string): Promise<void> {
  const cookies = context.response.headers['set-cookie'];
  if (cookies === undefined || !origin.startsWith('https:')) return;
  const framed = ((await findApp(store, app))?.frames.length ?? 0) > 0;
  if (!framed) return;
  const all = [cookies].flat().map(String);
  context.set(
    'set-cookie',
    all.map(
      (one) => `${one.replace(/; *samesite=\w+/i, '').replace(/; *secure/i, '')}; SameSite=None; Secure; Partitioned`,
    ),
  );
}

export function originsOf(addresses: readonly string[]): readonly string[] {
  return [...new Set(addresses.map((address) => new URL(address).origin))];
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Said where there is no app to go back to. Plain, since it is shown before anybody is known. */
function errorPage({ error, error_description = '' }: { error: string; error_description?: string }): string {
  const safe = (text: string) => text.replace(/[&<>"]/g, (one) => ESCAPES[one] ?? '');
  return `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>The app was not opened · Concord</title></head>
<body><main><h1>The app was not opened</h1><p>It asked for something that cannot be given: ${safe(error_description)}.</p>
<p>Go back and open it again. If it happens again, tell whoever provides the app: <code>${safe(error)}</code>.</p></main></body></html>`;
}

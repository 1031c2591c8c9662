import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Interaction, Provider } from 'oidc-provider';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Store } from '#store';
import { digest, keyFor } from '../secret.ts';
import type { Seat } from '../seat.ts';
import { namesOf } from './address.ts';
import { findApp, listApps, type RegisteredApp } from './app.ts';
import { PATHS } from './discovery.ts';
import { type GivenGrant, grantsOf, keepGrant, revokeGrant } from './grant.ts';
import { addKey, signingKeys } from './keys.ts';
import { keepLaunch, launchedFor } from './launch.ts';
import { isTokenAsked, withClient } from './refreshing.ts';
import { makeProvider, originsOf, resourceOf, SECONDS } from './provider.ts';
import { whyNotHeld } from './reach.ts';
import { covers, grantable, isOtherScope, readScope, readScopes } from './scope.ts';

export type SmartParts = {
  readonly store: Store;
  /** The installation's secret: keys of their own are derived from it. */
  readonly secret: string;
  readonly now: () => number;
  readonly newSecret: () => string;
  /** The address of the installation; known once it listens. */
  readonly origin: () => string;
  /** Told of mistakes of ours, for the log. */
  readonly failed: (error: unknown) => void;
};

/** Somebody is asked whether they open an app. */
export type Question = {
  readonly id: string;
  readonly app: RegisteredApp;
  /** The scopes that can be given: what was asked, less what the app was never registered for. */
  readonly scopes: readonly string[];
  /** Id of the Patient whose page it is opened from. */
  readonly patient?: string;
  /** It speaks of one person and nobody has said whom. */
  readonly needsPatient: boolean;
  /** The origin that the answer leads to. */
  readonly backTo: string;
};

export type Decision = {
  readonly seat: Seat;
  readonly sid: string;
  readonly scopes: readonly string[];
  readonly patient?: string;
  readonly fhirUser?: string;
};

export type Smart = {
  /** The OAuth endpoints. Takes the request as it came, before anybody has read its body. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly question: (id: string, cookies: Cookies, sid: string | undefined) => Promise<Outcome<Question>>;
  /** Gives what was chosen; answers the address to go on to. */
  readonly give: (question: Question, decision: Decision) => Promise<Outcome<string>>;
  readonly decline: (question: Question) => Promise<Outcome<string>>;
  readonly apps: () => Promise<readonly RegisteredApp[]>;
  /** Begins to open an app for a person; answers where. */
  readonly launch: (app: string, sid: string, patient: string) => Promise<Outcome<string>>;
  readonly given: (account: string) => Promise<readonly GivenGrant[]>;
  /** Takes back what an account gave; false where it gave no such thing. */
  readonly takeBack: (account: string, grant: string) => Promise<boolean>;
  readonly rotateKeys: () => Promise<void>;
};

/** The raw request and its answer: the provider knows its own cookies. */
export type Cookies = { readonly request: IncomingMessage; readonly response: ServerResponse };

const KEYS_READ_MS = 30_000;

export function openSmart(parts: SmartParts): Smart {
  const { store, now, origin } = parts;
  const provider = rememberedProvider(parts);
  const asked = async (id: string): Promise<Interaction | undefined> => (await provider()).Interaction.find(id);
  return {
    async handle(request, response) {
      asOurselves(request, origin());
      const asked = isTokenAsked(request, origin()) ? await withClient(store, request) : request;
      await (await provider()).callback()(asked, response);
    },
    async question(id, { request, response }, sid) {
      const own = await (await provider()).interactionDetails(request, response).catch(() => undefined);
      if (own?.uid !== id) return noQuestion();
      return questionOf(parts, own, sid);
    },
    give: async (question, decision) => {
      const interaction = await asked(question.id);
      return interaction ? give(parts, await provider(), { interaction, question, decision }) : noQuestion();
    },
    async decline(question) {
      const interaction = await asked(question.id);
      if (!interaction) return noQuestion();
      const error_description = 'the person decided not to open the app';
      return answered(interaction, { error: 'access_denied', error_description });
    },
    apps: () => listApps(store),
    launch: (app, sid, patient) => launch(parts, { app, sid, patient }),
    given: (account) => grantsOf(store, account),
    async takeBack(account, grant) {
      const own = (await grantsOf(store, account)).some(({ id }) => id === grant);
      if (own) await store.write((transaction) => revokeGrant(transaction, grant));
      return own;
    },
    rotateKeys: () => addKey(store, keyFor(parts.secret, 'smart-keys'), now()),
  };
}

/** One provider for a set of keys; who adds a key, in whichever program, is noticed in half a minute. */
function rememberedProvider(parts: SmartParts): () => Promise<Provider> {
  const { store, secret, now, origin } = parts;
  const sealing = keyFor(secret, 'smart-keys');
  const cookieKey = Buffer.from(keyFor(secret, 'smart-cookies')).toString('base64url');
  let made: { readonly kids: string; readonly provider: Promise<Provider>; readonly looked: number } | undefined;
  return async () => {
    if (made && now() - made.looked < KEYS_READ_MS) return made.provider;
    const keys = await signingKeys(store, sealing, now());
    const kids = keys.map(({ kid }) => kid).join(' ');
    const provider =
      made?.kids === kids
        ? made.provider
        : makeProvider({ store, now, origin: origin(), keys, cookieKey, failed: parts.failed });
    made = { kids, provider, looked: now() };
    return provider;
  };
}

/**
 * The provider reads from the request by which name it was asked, and holds what others signed for us to that name. It is told
 * ours, so that nobody can pass on to us what was signed for somebody else. And it is told of no session of its own: who is
 * there is known by our session alone.
 */
function asOurselves(request: IncomingMessage, origin: string): void {
  const { protocol, host } = new URL(origin);
  const known = namesOf(origin).map((name) => new URL(name).host);
  const asked = request.headers.host ?? '';
  request.headers.host = known.includes(asked) ? asked : host;
  request.headers['x-forwarded-host'] = request.headers.host;
  request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
  const cookies = (request.headers.cookie ?? '').split(/; */).filter((one) => !/^_session(\.sig)?=/.test(one));
  request.headers.cookie = cookies.join('; ');
  if (new URL(request.url ?? '/', origin).pathname === PATHS.authorize)
    request.url = asWeAsk(request.url ?? '', origin);
}

/** SMART's `aud` is OAuth's `resource`, under any of our names; and consent is always asked for. */
function asWeAsk(url: string, origin: string): string {
  const { pathname, searchParams } = new URL(url, origin);
  const aud = searchParams.get('aud')?.replace(/\/$/, '') ?? '';
  const ours = namesOf(origin).map(resourceOf).includes(aud);
  searchParams.delete('resource');
  // An app that does not say whom it asks may have been told to ask somebody else.
  searchParams.set('resource', ours ? resourceOf(origin) : 'urn:none');
  if (searchParams.get('prompt') !== 'none') searchParams.set('prompt', 'consent');
  return `${pathname}?${searchParams}`;
}

async function questionOf(
  parts: SmartParts,
  interaction: Interaction,
  sid: string | undefined,
): Promise<Outcome<Question>> {
  const { client_id = '', scope = '', launch: code, redirect_uri = '' } = interaction.params;
  const app = await findApp(parts.store, client_id);
  if (!app) return noQuestion();
  const scopes = grantable(scope, app.scopes).filter((text) => isOtherScope(text) || isHeld(text));
  const question = { id: interaction.uid, app, scopes, backTo: originsOf([redirect_uri])[0] ?? '' };
  if (code !== undefined && sid !== undefined) {
    const session = digest(sid);
    const patient = await parts.store.write((transaction) =>
      launchedFor(transaction, { code, app: app.id, session }, parts.now()),
    );
    if (patient === undefined) {
      const text =
        'This app was opened in another session, or too long ago. Open it again from the page of the person.';
      return refuse('business-rule', 'auth.launch', text);
    }
    return accepted({ ...question, patient, needsPatient: false });
  }
  const one =
    scopes.includes('launch/patient') || readScopes(scopes.join(' ')).some(({ context }) => context === 'patient');
  return accepted({ ...question, needsPatient: one });
}

function isHeld(text: string): boolean {
  const scope = readScope(text);
  return scope !== undefined && whyNotHeld(scope) === undefined;
}

type Giving = { readonly interaction: Interaction; readonly question: Question; readonly decision: Decision };

/** What is given is never more than what was asked, whatever the form says. */
async function give(parts: SmartParts, provider: Provider, giving: Giving): Promise<Outcome<string>> {
  const { interaction, question, decision } = giving;
  const { seat, sid, patient, fhirUser } = decision;
  const scopes = narrowed(question.scopes, decision.scopes);
  if (!scopes.some((text) => readScope(text) !== undefined || text === 'openid')) {
    return refuse('value', 'auth.nothing-given', 'Choose at least one thing that the app may do, or do not open it.');
  }
  const text = scopes.join(' ');
  const grant = new provider.Grant({ accountId: seat.id, clientId: question.app.id });
  const resource = resourceOf(parts.origin());
  grant.addResourceScope(resource, text);
  grant.addOIDCScope(scopes.filter((one) => one === 'openid' || one === 'fhirUser' || one === 'profile').join(' '));
  const id = await grant.save();
  const away = scopes.includes('offline_access');
  const ends = new Date(parts.now() + (away ? SECONDS.away : SECONDS.here) * 1000);
  const kept = { id, app: question.app.id, seat: seat.id, scopes: text, ends };
  await parts.store.write((transaction) =>
    keepGrant(
      transaction,
      {
        ...kept,
        ...(away ? {} : { session: digest(sid) }),
        ...(patient === undefined ? {} : { patient }),
        ...(fhirUser === undefined || !scopes.includes('fhirUser') ? {} : { fhirUser }),
      },
      new Date(parts.now()),
    ),
  );
  // What goes on from here asks for what was given and for nothing else.
  interaction.params = { ...interaction.params, scope: text };
  return answered(interaction, { login: { accountId: seat.id, remember: false }, consent: { grantId: id } });
}

/** The chosen scopes that the asked ones cover. */
export function narrowed(asked: readonly string[], chosen: readonly string[]): readonly string[] {
  const most = readScopes(asked.join(' '));
  return [...new Set(chosen)].filter((text) => {
    if (isOtherScope(text)) return asked.includes(text);
    const scope = readScope(text);
    return scope !== undefined && scope.deeds.length > 0 && covers(most, scope) && whyNotHeld(scope) === undefined;
  });
}

async function answered(interaction: Interaction, result: Record<string, unknown>): Promise<Outcome<string>> {
  interaction.result = result;
  await interaction.save(SECONDS.interaction);
  return accepted(interaction.returnTo);
}

type LaunchWish = { readonly app: string; readonly sid: string; readonly patient: string };

async function launch(parts: SmartParts, { app: id, sid, patient }: LaunchWish): Promise<Outcome<string>> {
  const app = await findApp(parts.store, id);
  if (app?.launch === undefined) return refuse('not-found', 'auth.no-app', 'There is no app of this name to open.');
  const code = parts.newSecret();
  const wish = { code, app: id, session: digest(sid), patient };
  await parts.store.write((transaction) => keepLaunch(transaction, wish, parts.now()));
  const address = new URL(app.launch);
  address.searchParams.set('iss', resourceOf(parts.origin()));
  address.searchParams.set('launch', code);
  return accepted(address.href);
}

function noQuestion(): Outcome<never> {
  const text = 'This app was opened too long ago, or in another browser. Go back to the app and open it again.';
  return refuse('not-found', 'auth.no-question', text);
}

import * as oidc from 'openid-client';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Store, Transaction } from '#store';
import { keepChallenge, takeChallenge } from '../challenge.ts';
import { note } from '../happening.ts';
import type { Seat } from '../seat.ts';
import { type From, type StepParts, trying } from '../second/steps.ts';
import { beginSession } from '../session.ts';
import { accountOf, findIssuer, type Issuer, isLoopback } from './issuer.ts';

const PATIENCE_S = 5;
/** What an issuer says of a sign-in that had a second factor (RFC 8176). */
const STRONG = new Set(['mfa', 'hwk', 'swk', 'sc', 'otp', 'fpt', 'face', 'pop']);

export type UpstreamParts = StepParts & {
  readonly issuerKey: Uint8Array;
  readonly seatsOf: (transaction: Transaction, account: string) => Promise<readonly Seat[]>;
};

/** Where to send the browser, and the state it has to come back with; both belong together, and to this browser. */
export type Leaving = { readonly address: string; readonly state: string };

export async function leaveFor(parts: UpstreamParts, id: string, back: string): Promise<Outcome<Leaving>> {
  const issuer = await findIssuer(parts.store, parts.issuerKey, id);
  if (!issuer) return noIssuer();
  const server = await discover(issuer);
  if (!server) return unreachable();
  const verifier = oidc.randomPKCECodeVerifier();
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
  const detail = { issuer: id, verifier, nonce, back };
  await keep(parts.store, state, detail, parts.now());
  const address = oidc.buildAuthorizationUrl(server, {
    redirect_uri: back,
    scope: 'openid profile email',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  return accepted({ address: address.href, state });
}

/** Back from the issuer: a session for whom it names, if that is somebody who holds a seat. */
export async function comeBack(
  parts: UpstreamParts,
  back: { readonly address: URL; readonly state: string | undefined },
  from: From,
): Promise<Outcome<string>> {
  const { store, now } = parts;
  const state = back.address.searchParams.get('state') ?? '';
  if (state === '' || state !== back.state) return notNamed();
  const asked = await store.write((transaction) => takeChallenge(transaction, state, 'upstream', now()));
  const issuer = asked && (await findIssuer(store, parts.issuerKey, String(asked.detail['issuer'])));
  const server = issuer && (await discover(issuer));
  if (!asked || !issuer || !server) return notNamed();
  const named = await namedBy(server, { ...back, state, detail: asked.detail });
  if (!named) return notNamed();
  const who = from.address === undefined ? {} : { address: from.address };
  return trying(parts, who, (transaction) => signIn(parts, transaction, { issuer, claims: named, from }));
}

type Claims = oidc.IDToken;
type Named = { readonly issuer: Issuer; readonly claims: Claims; readonly from: From };

async function signIn(
  parts: UpstreamParts,
  transaction: Transaction,
  { issuer, claims, from }: Named,
): Promise<Outcome<string>> {
  const { now, newSecret, seatsOf } = parts;
  const named = nameIn(claims, issuer.claim);
  const account = await accountOf(transaction, {
    issuer: issuer.id,
    subject: claims.sub,
    ...(named === undefined ? {} : { named }),
  });
  const [seat] = account === undefined ? [] : await seatsOf(transaction, account);
  if (account === undefined || !seat) return notNamed();
  const sid = newSecret();
  const strong = issuer.strong || (Array.isArray(claims.amr) && claims.amr.some((one) => STRONG.has(String(one))));
  const { agent } = from;
  const proved = strong ? now() : undefined;
  await beginSession(transaction, { sid, seat: seat.id, started: now(), now: now(), waits: !strong, proved, agent });
  await note(transaction, { account, kind: 'signed-in', about: issuer.name }, now());
  return accepted(sid);
}

/** A name that anybody may write into their own profile is no name: an address counts where the issuer says it is verified. */
function nameIn(claims: Claims, claim: string): string | undefined {
  if (claim === 'email' && claims['email_verified'] !== true) return undefined;
  const value = claims[claim];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

async function namedBy(
  server: oidc.Configuration,
  back: { readonly address: URL; readonly state: string; readonly detail: Readonly<Record<string, unknown>> },
): Promise<Claims | undefined> {
  const current = new URL(String(back.detail['back']));
  current.search = back.address.search;
  try {
    const tokens = await oidc.authorizationCodeGrant(server, current, {
      pkceCodeVerifier: String(back.detail['verifier']),
      expectedNonce: String(back.detail['nonce']),
      expectedState: back.state,
      idTokenExpected: true,
    });
    return tokens.claims();
  } catch {
    return undefined;
  }
}

/** What the issuer publishes of itself. An issuer is chosen by whoever runs the installation, never by a caller. */
async function discover({ issuer, app, secret }: Issuer): Promise<oidc.Configuration | undefined> {
  const url = new URL(issuer);
  const plain = url.protocol === 'http:' && isLoopback(url);
  try {
    return await oidc.discovery(url, app, secret, undefined, {
      timeout: PATIENCE_S,
      ...(plain ? { execute: [oidc.allowInsecureRequests] } : {}),
    });
  } catch {
    return undefined;
  }
}

function keep(store: Store, state: string, detail: Readonly<Record<string, unknown>>, now: number): Promise<void> {
  return store.write((transaction) => keepChallenge(transaction, state, { purpose: 'upstream', detail }, now));
}

function noIssuer(): Outcome<never> {
  return refuse(
    'not-found',
    'auth.no-issuer',
    'No organisation signs in by this name here. Choose yours on the sign-in page.',
  );
}

function unreachable(): Outcome<never> {
  return refuse(
    'transient',
    'auth.issuer-away',
    'Your organisation’s sign-in does not answer. Try again in a moment, or use a passkey.',
  );
}

function notNamed(): Outcome<never> {
  return refuse(
    'login',
    'auth.not-named',
    'Your organisation’s sign-in did not name anybody who holds a seat here. Ask whoever manages accounts where you work.',
  );
}

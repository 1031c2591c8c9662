import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Store } from '#store';
import { accessOfClient, accessOfSeat, type Keys, type PolicySource } from './access.ts';
import { note } from './happening.ts';
import { keepLink, type NewLink, useLink } from './link.ts';
import { keepAccount, type NewAccount, type Seat, seatsOf, seatsOfAccounts } from './seat.ts';
import { type From, trying, waysOf } from './second/steps.ts';
import { narrowingOf } from './staff/bar.ts';
import { beginSession, endSession, findSession, touchSession } from './session.ts';
import { findGiven, type Given, looksGiven, type People, reachOf } from './smart/given.ts';
import { reachesRecord, scopesOf } from './smart/reach.ts';
import { type Claims, readToken, unreadable } from './token.ts';

export type AuthParts = {
  readonly store: Store;
  /** For tokens; see `keyFor(secret, 'token')`. */
  readonly tokenKey: Uint8Array;
  readonly keys: Keys;
  readonly policy: PolicySource;
  /** Which records are one person, for apps that were opened for one; without it a record stands alone. */
  readonly people?: People;
  readonly now: () => number;
  /** 256 random bits as text. */
  readonly newSecret: () => string;
};

/** Who asks, for one request. `seat` is there for people who ask themselves, absent for systems and apps. */
export type Caller = { readonly access: Access; readonly seat?: Seat };

export type Auth = {
  readonly callerOfToken: (token: string) => Promise<Outcome<Caller>>;
  /**
   * Undefined where the cookie is no session, one that has ended, or one that waits for its second step. A page that asks by
   * itself keeps no session alive.
   */
  readonly callerOfSession: (sid: string, byItself?: boolean) => Promise<Caller | undefined>;
  /** The seat of a session that waits for its second step. */
  readonly waiting: (sid: string) => Promise<Seat | undefined>;
  /**
   * A new session for a sign-in link; answers the session id for the cookie. Staff prove who they are as a second step, and so does
   * a person who can; the reusable links of the demonstration need none.
   */
  readonly signIn: (link: string, from?: Pick<From, 'address' | 'agent'>) => Promise<Outcome<string>>;
  /** Another seat of the same account, under a new session id. */
  readonly switchSeat: (sid: string, seat: string) => Promise<Outcome<string>>;
  readonly signOut: (sid: string) => Promise<void>;
  readonly seats: (account: string) => Promise<readonly Seat[]>;
  readonly keepAccount: (account: NewAccount) => Promise<void>;
  /** Seats of the accounts whose id begins so, for the demonstration's list of links. */
  readonly seatsOfAccounts: (prefix: string) => Promise<readonly Seat[]>;
  /** Keeps a sign-in link, or prolongs it. Its text is kept nowhere: whoever made it gives it to its holder. */
  readonly keepLink: (link: NewLink) => Promise<void>;
  readonly accessOfSeat: (seat: Seat) => Promise<Access>;
  readonly accessOfClient: (client: string, organization: string) => Promise<Access>;
};

const KNOWN_TOKENS_MAX = 500;

/** The one place that fills an Access. */
export function openAuth(given: AuthParts): Auth {
  const { store, keys, now } = given;
  const policy: PolicySource = { ...given.policy, narrowing: (seat) => narrowingOf(store, seat, now()) };
  const parts = { ...given, policy };
  const claimsOf = remembering(parts);
  return {
    async callerOfToken(token) {
      if (looksGiven(token)) return callerOfGiven(parts, await findGiven(store, token, now()));
      const claims = await claimsOf(token);
      if (!claims.ok) return claims;
      return accepted({ access: await accessOfClient(keys, claims.value.client, claims.value.organization) });
    },
    async callerOfSession(sid, byItself = false) {
      const session = await findSession(store, sid, now());
      if (!session || session.waits) return undefined;
      if (!byItself) await touchSession(store, sid, session, now());
      const access = await accessOfSeat(keys, policy, session.seat);
      const { seat, proved } = session;
      return { access: proved === undefined ? access : { ...access, proved }, seat };
    },
    async waiting(sid) {
      const session = await findSession(store, sid, now());
      return session?.waits ? session.seat : undefined;
    },
    signIn: (link, from = {}) => signIn(parts, link, from),
    switchSeat: (sid, seat) => switchSeat(parts, sid, seat),
    signOut: (sid) => endSession(store, sid),
    seats: (account) => seatsOf(store, account, now()),
    keepAccount: (account) => store.write((transaction) => keepAccount(transaction, account, new Date(now()))),
    seatsOfAccounts: (prefix) => seatsOfAccounts(store, prefix, now()),
    keepLink: (link) => keepLink(store, link, now()),
    accessOfSeat: (seat) => accessOfSeat(keys, policy, seat),
    accessOfClient: (client, organization) => accessOfClient(keys, client, organization),
  };
}

/** What was given to an app or a backend system: the access of the seat, or of the system, less what the scopes leave out. */
async function callerOfGiven(parts: AuthParts, given: Given | undefined): Promise<Outcome<Caller>> {
  if (given === undefined) return unreadable();
  const { store, keys, policy, people } = parts;
  const reach = await reachOf(store, people, given);
  // A token without a scope of its own kind gives nothing, and is none.
  if (!reachesRecord(reach)) return unreadable();
  const scopes = scopesOf(reach);
  if (given.kind === 'system') {
    return accepted({ access: { ...(await accessOfClient(keys, given.app, given.organization)), scopes } });
  }
  const { seat, app } = given.grant;
  const access = await accessOfSeat(keys, policy, seat);
  // The page of the record is all that is left to who sits for somebody who decides some of it.
  if (access.narrowed) return unreadable();
  return accepted({ access: { ...access, principal: `${access.principal} by app/${app}`, scopes } });
}

function signIn(parts: AuthParts, link: string, from: Pick<From, 'address' | 'agent'>): Promise<Outcome<string>> {
  const { now, newSecret } = parts;
  const { address, agent } = from;
  return trying(parts, address === undefined ? {} : { address }, async (transaction) => {
    const used = await useLink(transaction, link, now());
    if (used === undefined) return refuse('login', 'auth.link', 'This sign-in link is unknown, used or has expired.');
    const { seat, account, role, reusable } = used;
    const ways = await waysOf(transaction, account);
    const waits = !reusable && (role !== 'person' || ways.passkeys > 0 || ways.codes);
    const sid = newSecret();
    await beginSession(transaction, { sid, seat, started: now(), now: now(), waits, agent });
    await note(transaction, { account, kind: 'signed-in', about: 'link' }, now());
    return accepted(sid);
  });
}

async function switchSeat({ store, now, newSecret }: AuthParts, sid: string, to: string): Promise<Outcome<string>> {
  return store.write(async (transaction) => {
    const session = await findSession(transaction, sid, now());
    const seats = session ? await seatsOf(transaction, session.seat.account, now()) : [];
    if (!session || session.waits || !seats.some((seat) => seat.id === to)) {
      return refuse('forbidden', 'auth.seat', 'You do not hold this seat.');
    }
    // A new id with new rights, so that an old one that leaked gains nothing.
    const next = newSecret();
    await endSession(transaction, sid);
    const { started, proved, agent } = session;
    await beginSession(transaction, { sid: next, seat: to, started, now: now(), proved, agent });
    return accepted(next);
  });
}

/** A token is verified once; after that its text finds its claims until it ends. */
function remembering({ tokenKey, now }: AuthParts): (token: string) => Promise<Outcome<Claims>> {
  const known = new Map<string, Claims>();
  return async (token) => {
    const before = known.get(token);
    if (before && before.ends > now()) return accepted(before);
    const claims = await readToken(tokenKey, token, now());
    if (claims.ok) {
      if (known.size >= KNOWN_TOKENS_MAX) known.clear();
      known.set(token, claims.value);
    } else known.delete(token);
    return claims;
  };
}

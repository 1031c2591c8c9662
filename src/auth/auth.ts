import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Store } from '#store';
import { accessOfClient, accessOfSeat, type Keys, type PolicySource } from './access.ts';
import { keepLink, type NewLink, useLink } from './link.ts';
import { keepAccount, type NewAccount, type Seat, seatsOf, seatsOfAccounts } from './seat.ts';
import { beginSession, endSession, findSession, touchSession } from './session.ts';
import { type Claims, readToken } from './token.ts';

export type AuthParts = {
  readonly store: Store;
  /** For tokens; see `keyFor(secret, 'token')`. */
  readonly tokenKey: Uint8Array;
  readonly keys: Keys;
  readonly policy: PolicySource;
  readonly now: () => number;
  /** 256 random bits as text. */
  readonly newSecret: () => string;
};

/** Who asks, for one request. `seat` is there for people, absent for systems. */
export type Caller = { readonly access: Access; readonly seat?: Seat };

export type Auth = {
  readonly callerOfToken: (token: string) => Promise<Outcome<Caller>>;
  /** Undefined where the cookie is no session, or one that has ended. A page that asks by itself keeps no session alive. */
  readonly callerOfSession: (sid: string, byItself?: boolean) => Promise<Caller | undefined>;
  /** A new session for a sign-in link; answers the session id for the cookie. */
  readonly signIn: (link: string) => Promise<Outcome<string>>;
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
export function openAuth(parts: AuthParts): Auth {
  const { store, keys, policy, now, newSecret } = parts;
  const claimsOf = remembering(parts);
  return {
    async callerOfToken(token) {
      const claims = await claimsOf(token);
      if (!claims.ok) return claims;
      return accepted({ access: await accessOfClient(keys, claims.value.client, claims.value.organization) });
    },
    async callerOfSession(sid, byItself = false) {
      const session = await findSession(store, sid, now());
      if (!session) return undefined;
      if (!byItself) await touchSession(store, sid, session, now());
      return { access: await accessOfSeat(keys, policy, session.seat), seat: session.seat };
    },
    signIn: (link) =>
      store.write(async (transaction) => {
        const seat = await useLink(transaction, link, now());
        if (seat === undefined)
          return refuse('login', 'auth.link', 'This sign-in link is unknown, used or has expired.');
        const sid = newSecret();
        await beginSession(transaction, { sid, seat, started: now(), now: now() });
        return accepted(sid);
      }),
    switchSeat: (sid, seat) => switchSeat(parts, sid, seat),
    signOut: (sid) => endSession(store, sid),
    seats: (account) => seatsOf(store, account),
    keepAccount: (account) => store.write((transaction) => keepAccount(transaction, account, new Date(now()))),
    seatsOfAccounts: (prefix) => seatsOfAccounts(store, prefix),
    keepLink: (link) => keepLink(store, link, now()),
    accessOfSeat: (seat) => accessOfSeat(keys, policy, seat),
    accessOfClient: (client, organization) => accessOfClient(keys, client, organization),
  };
}

async function switchSeat({ store, now, newSecret }: AuthParts, sid: string, to: string): Promise<Outcome<string>> {
  return store.write(async (transaction) => {
    const session = await findSession(transaction, sid, now());
    const seats = session ? await seatsOf(transaction, session.seat.account) : [];
    if (!session || !seats.some((seat) => seat.id === to)) {
      return refuse('forbidden', 'auth.seat', 'You do not hold this seat.');
    }
    // A new id with new rights, so that an old one that leaked gains nothing.
    const next = newSecret();
    await endSession(transaction, sid);
    await beginSession(transaction, { sid: next, seat: to, started: session.started, now: now() });
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

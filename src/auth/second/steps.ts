import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { accepted, type Outcome, refuse } from '#fhir';
import { type Reader, sql, type Store, type Transaction } from '#store';
import { note } from '../happening.ts';
import type { Seat } from '../seat.ts';
import { beginSession, endSession, findSession, type Session } from '../session.ts';
import { mayTry, noteFailure, type Trying } from '../throttle.ts';
import { codeAppOf, removeCodeApp, takeCode } from './code-app.ts';
import { authenticate, passkeysOf, register, removePasskey, type Site, wrongProof } from './passkey.ts';
import { makeRecoveryCodes, recoveryCodesLeft, takeRecoveryCode } from './recovery.ts';

export type StepParts = {
  readonly store: Store;
  readonly now: () => number;
  readonly newSecret: () => string;
  /** For the secrets of apps that show codes; see `keyFor(secret, 'code apps')`. */
  readonly codeKey: Uint8Array;
};

/** Where somebody tries from. */
export type From = { readonly site: Site; readonly address?: string; readonly agent?: string };

/** What somebody shows: a passkey's answer, a code of their app, or one of the codes for when both are gone. */
export type Proof =
  | { readonly passkey: AuthenticationResponseJSON }
  | { readonly code: string }
  | { readonly recovery: string };

/** How an account can prove who it is. */
export type Ways = { readonly passkeys: number; readonly codes: boolean; readonly recovery: number };

export async function waysOf(reader: Reader, account: string): Promise<Ways> {
  const passkeys = await passkeysOf(reader, account);
  const app = await codeAppOf(reader, account);
  return {
    passkeys: passkeys.length,
    codes: app?.confirmed === true,
    recovery: await recoveryCodesLeft(reader, account),
  };
}

/**
 * The second step of a session, or a fresh proof in one that has had it: the answer is a new session id, so that an id that
 * leaked before opens nothing now.
 */
export async function prove(parts: StepParts, sid: string, proof: Proof, from: From): Promise<Outcome<string>> {
  const session = await findSession(parts.store, sid, parts.now());
  if (!session) return refuse('login', 'auth.session', 'Your session has ended. Sign in again.');
  const { account } = session.seat;
  return trying(parts, tryingFrom(from, account), async (transaction) => {
    const proved = await check(parts, transaction, { account, proof, from });
    return proved.ok ? accepted(await renew(parts, transaction, sid, session)) : proved;
  });
}

/** The first passkey or app of an account that has none yet, in a session that waits for it. Afterwards only proof changes anything. */
export type Enrolment =
  | { readonly passkey: RegistrationResponseJSON; readonly name: string }
  | { readonly code: string };

export async function enrol(parts: StepParts, sid: string, wish: Enrolment, from: From): Promise<Outcome<Enrolled>> {
  const { store, now, newSecret } = parts;
  const session = await findSession(store, sid, now());
  if (!session) return refuse('login', 'auth.session', 'Your session has ended. Sign in again.');
  const { account } = session.seat;
  const ways = await waysOf(store, account);
  const first = ways.passkeys === 0 && !ways.codes;
  if (!first && !isFresh(session, now())) return proveFirst();
  return trying(parts, tryingFrom(from, account), async (transaction) => {
    const kept =
      'passkey' in wish
        ? await register(transaction, { account, site: from.site, name: wish.name, answer: wish.passkey }, now())
        : await takeCode(transaction, parts.codeKey, { account, code: wish.code, unconfirmed: true }, now());
    if (!kept.ok) return kept;
    await note(transaction, { account, kind: 'passkey' in wish ? 'passkey-added' : 'code-app-added' }, now());
    const codes = ways.recovery === 0 ? await makeRecoveryCodes(transaction, account, newSecret) : [];
    return accepted({ sid: await renew(parts, transaction, sid, session), codes });
  });
}

/** The new session id, and the recovery codes where they were made just now: shown once. */
export type Enrolled = { readonly sid: string; readonly codes: readonly string[] };

/** Removes a passkey or the app; never the last of them. Needs a fresh proof. */
export async function removeWay(
  parts: StepParts,
  sid: string,
  way: { readonly passkey: string } | { readonly codeApp: true },
): Promise<Outcome<true>> {
  const { store, now } = parts;
  const session = await findSession(store, sid, now());
  if (!session || session.waits) return refuse('login', 'auth.session', 'Your session has ended. Sign in again.');
  if (!isFresh(session, now())) return proveFirst();
  const { account } = session.seat;
  const ways = await waysOf(store, account);
  if (ways.passkeys + (ways.codes ? 1 : 0) <= 1) {
    return refuse(
      'business-rule',
      'auth.last-way',
      'This is your only way to prove who you are. Add another one first.',
    );
  }
  return store.write(async (transaction) => {
    const gone =
      'passkey' in way
        ? await removePasskey(transaction, account, way.passkey)
        : await removeCodeApp(transaction, account);
    if (!gone) return refuse('not-found', 'auth.way', 'This is not there any more.');
    await note(transaction, { account, kind: 'passkey' in way ? 'passkey-removed' : 'code-app-removed' }, now());
    return accepted(true);
  });
}

/** New recovery codes; those from before open nothing any more. Needs a fresh proof. */
export async function renewRecovery(parts: StepParts, sid: string): Promise<Outcome<readonly string[]>> {
  const { store, now, newSecret } = parts;
  const session = await findSession(store, sid, now());
  if (!session || session.waits) return refuse('login', 'auth.session', 'Your session has ended. Sign in again.');
  if (!isFresh(session, now())) return proveFirst();
  return store.write(async (transaction) => {
    await note(transaction, { account: session.seat.account, kind: 'recovery-codes-made' }, now());
    return accepted(await makeRecoveryCodes(transaction, session.seat.account, newSecret));
  });
}

const FRESH_MS = 5 * 60_000;

/** Whether the holder of a session proved to be there a moment ago. */
export function isFresh({ proved }: Pick<Session, 'proved'>, now: number): boolean {
  return proved !== undefined && now - proved <= FRESH_MS;
}

export function proveFirst(): Outcome<never> {
  return refuse(
    'security',
    'auth.prove-first',
    'Show first that it is you, with your passkey or a code, and do it again.',
  );
}

type Checked = { readonly account: string; readonly proof: Proof; readonly from: From };

async function check(
  parts: StepParts,
  transaction: Transaction,
  { account, proof, from }: Checked,
): Promise<Outcome<unknown>> {
  const now = parts.now();
  if ('passkey' in proof) return authenticate(transaction, { site: from.site, answer: proof.passkey, account }, now);
  if ('code' in proof) return takeCode(transaction, parts.codeKey, { account, code: proof.code }, now);
  if (!(await takeRecoveryCode(transaction, account, proof.recovery, now))) return wrongProof();
  await note(transaction, { account, kind: 'recovery-code-used' }, now);
  return accepted(true);
}

/**
 * Runs what may fail to prove something, and counts the failures. One account is tried at one time only: a hundred guesses at once
 * are a hundred guesses.
 */
export async function trying<T>(
  { store, now }: Pick<StepParts, 'store' | 'now'>,
  who: Trying,
  act: (transaction: Transaction) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  // Wrapped, so that a refusal does not undo the count of it, nor give back what may be answered once.
  const { done } = await store.write(async (transaction) => {
    if (who.account !== undefined) {
      await transaction.run(sql`select pg_advisory_xact_lock(hashtextextended(${`sign-in ${who.account}`}, 0))`);
    }
    const may = await mayTry(transaction, who, now());
    if (!may.ok) return { done: may };
    const tried = await act(transaction);
    if (tried.ok) return { done: tried };
    await noteFailure(transaction, who, now());
    if (who.account !== undefined) await note(transaction, { account: who.account, kind: 'wrong-proof' }, now());
    return { done: tried };
  });
  return done;
}

function tryingFrom({ address }: From, account?: string): Trying {
  return { ...(address === undefined ? {} : { address }), ...(account === undefined ? {} : { account }) };
}

/** The session under a new id, its second step done. */
async function renew(parts: StepParts, transaction: Transaction, sid: string, session: Session): Promise<string> {
  const next = parts.newSecret();
  const { seat, started, agent } = session;
  await endSession(transaction, sid);
  const now = parts.now();
  await beginSession(transaction, { sid: next, seat: seat.id, started, now, proved: now, agent });
  return next;
}

/** A session for a passkey alone: it proves both that somebody has it and that it is they. */
export async function signInByPasskey(
  parts: StepParts,
  answer: AuthenticationResponseJSON,
  from: From,
  seatsOf: (transaction: Transaction, account: string) => Promise<readonly Seat[]>,
): Promise<Outcome<string>> {
  const { now, newSecret } = parts;
  return trying(parts, tryingFrom(from), async (transaction) => {
    const account = await authenticate(transaction, { site: from.site, answer }, now());
    if (!account.ok) return account;
    const [seat] = await seatsOf(transaction, account.value);
    if (!seat)
      return refuse('login', 'auth.no-seat', 'You hold no seat any more. Ask whoever manages accounts where you work.');
    const sid = newSecret();
    const { agent } = from;
    await beginSession(transaction, { sid, seat: seat.id, started: now(), now: now(), proved: now(), agent });
    await note(transaction, { account: account.value, kind: 'signed-in' }, now());
    return accepted(sid);
  });
}

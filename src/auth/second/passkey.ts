import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { accepted, type Outcome, refuse } from '#fhir';
import { type Reader, sql, type Store, type Transaction } from '#store';
import { keepChallenge, takeChallenge } from '../challenge.ts';

/** Where the browser stands: passkeys belong to one site, and open no other. */
export type Site = { readonly origin: string; readonly host: string };

export type Passkey = {
  readonly id: string;
  readonly name: string;
  readonly at: Date;
  readonly used: Date | null;
};

const PASSKEYS_MAX = 10;
const NAME_MAX = 60;

export function passkeysOf(reader: Reader, account: string): Promise<readonly Passkey[]> {
  return reader.all<Passkey>(sql`select id, name, at, used from auth_passkey where account = ${account}
    order by at limit ${PASSKEYS_MAX}`);
}

/** What a browser is asked in order to make a passkey: one that names its holder and asks for finger, face or PIN. */
export async function askToRegister(
  store: Store,
  who: { readonly account: string; readonly name: string; readonly site: Site },
  now: number,
): Promise<Outcome<PublicKeyCredentialCreationOptionsJSON>> {
  const known = await passkeysOf(store, who.account);
  if (known.length >= PASSKEYS_MAX) {
    return refuse(
      'business-rule',
      'auth.passkeys-max',
      `There are ${PASSKEYS_MAX} passkeys already. Remove one first.`,
    );
  }
  const options = await generateRegistrationOptions({
    rpName: 'Concord',
    rpID: who.site.host,
    userName: who.name,
    userDisplayName: who.name,
    userID: new Uint8Array(Buffer.from(who.account)),
    attestationType: 'none',
    excludeCredentials: known.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  const challenge = { purpose: 'register', account: who.account, detail: {} } as const;
  await store.write((transaction) => keepChallenge(transaction, options.challenge, challenge, now));
  return accepted(options);
}

export async function register(
  transaction: Transaction,
  made: {
    readonly account: string;
    readonly site: Site;
    readonly name: string;
    readonly answer: RegistrationResponseJSON;
  },
  now: number,
): Promise<Outcome<true>> {
  const { account, site, answer } = made;
  const asked = async (challenge: string): Promise<boolean> =>
    (await takeChallenge(transaction, challenge, 'register', now))?.account === account;
  const verified = await verifyRegistrationResponse({
    response: answer,
    expectedChallenge: asked,
    expectedOrigin: site.origin,
    expectedRPID: site.host,
    requireUserVerification: true,
  }).catch(() => undefined);
  if (!verified?.verified) return wrongProof();
  const { credential } = verified.registrationInfo;
  const kept = await transaction.all(sql`
    insert into auth_passkey (id, account, key, counter, transports, name, at)
    values (${credential.id}, ${account}, ${Buffer.from(credential.publicKey)}, ${credential.counter},
      ${(credential.transports ?? []).map(String)}, ${made.name.trim().slice(0, NAME_MAX) || 'Passkey'}, ${new Date(now)})
    on conflict do nothing returning id`);
  return kept.length > 0 ? accepted(true) : wrongProof();
}

/** What a browser is asked for: one of an account's passkeys, or whichever its holder chooses. */
export async function askToAuthenticate(
  store: Store,
  site: Site,
  now: number,
  account?: string,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const known = account === undefined ? [] : await passkeysOf(store, account);
  const options = await generateAuthenticationOptions({
    rpID: site.host,
    userVerification: 'required',
    allowCredentials: known.map(({ id }) => ({ id })),
  });
  const challenge = { purpose: 'authenticate', detail: {}, ...(account === undefined ? {} : { account }) } as const;
  await store.write((transaction) => keepChallenge(transaction, options.challenge, challenge, now));
  return options;
}

type KeyRow = { readonly account: string; readonly key: Buffer; readonly counter: string };

/** The account whose passkey answered. `account`: whose it has to be. */
export async function authenticate(
  transaction: Transaction,
  proof: { readonly site: Site; readonly answer: AuthenticationResponseJSON; readonly account?: string | undefined },
  now: number,
): Promise<Outcome<string>> {
  const { site, answer } = proof;
  // The row is locked: of two that answer with one copied key, the second meets the counter of the first.
  const row = await transaction.first<KeyRow>(sql`
    select account, key, counter::text from auth_passkey where id = ${String(answer.id)} for update`);
  if (!row || (proof.account !== undefined && row.account !== proof.account)) return wrongProof();
  const asked = async (challenge: string): Promise<boolean> => {
    const taken = await takeChallenge(transaction, challenge, 'authenticate', now);
    return taken !== undefined && (taken.account === undefined || taken.account === row.account);
  };
  const verified = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge: asked,
    expectedOrigin: site.origin,
    expectedRPID: site.host,
    requireUserVerification: true,
    credential: { id: answer.id, publicKey: new Uint8Array(row.key), counter: Number(row.counter) },
  }).catch(() => undefined);
  if (!verified?.verified) return wrongProof();
  await transaction.run(sql`update auth_passkey
    set counter = ${verified.authenticationInfo.newCounter}, used = ${new Date(now)} where id = ${answer.id}`);
  return accepted(row.account);
}

export async function removePasskey(transaction: Transaction, account: string, id: string): Promise<boolean> {
  const gone = await transaction.all(
    sql`delete from auth_passkey where id = ${id} and account = ${account} returning id`,
  );
  return gone.length > 0;
}

/** The same words whatever was wrong: a stranger learns nothing from them. */
export function wrongProof(): Outcome<never> {
  return refuse('login', 'auth.proof', 'That did not prove who you are. Try again.');
}

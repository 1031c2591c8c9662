import { Secret, TOTP } from 'otpauth';
import { accepted, type Outcome, refuse } from '#fhir';
import { type Reader, sql, type Transaction } from '#store';
import { seal, unseal } from '../seal.ts';
import { wrongProof } from './passkey.ts';

const PERIOD_S = 30;
const SECRET_BYTES = 20;
/** Codes of the half minute before and after count too: clocks of phones differ. */
const WINDOW = 1;

export type CodeApp = { readonly confirmed: boolean };

type AppRow = { readonly secret: Buffer; readonly confirmed: Date | null; readonly step: string };

export async function codeAppOf(reader: Reader, account: string): Promise<CodeApp | undefined> {
  const row = await find(reader, account);
  return row && { confirmed: row.confirmed !== null };
}

/**
 * Begins with a new secret: the address that an authenticator app scans (otpauth://). It counts from the first right code on.
 * One that counts already is not replaced: it has to be removed first.
 */
export async function offerCodeApp(
  transaction: Transaction,
  key: Uint8Array,
  who: { readonly account: string; readonly name: string },
): Promise<Outcome<string>> {
  const row = await find(transaction, who.account);
  if (row?.confirmed) return refuse('conflict', 'auth.code-app', 'There is an app for codes already. Remove it first.');
  const secret = row ? Secret.fromBase32(unseal(key, row.secret, who.account)) : new Secret({ size: SECRET_BYTES });
  if (!row) {
    await transaction.run(sql`insert into auth_code_app (account, secret)
      values (${who.account}, ${seal(key, secret.base32, who.account)}) on conflict do nothing`);
  }
  return accepted(totp(secret, who.name).toString());
}

/** Takes a code, once: neither it nor an earlier one opens anything again (RFC 6238, 5.2). The first right one confirms the app. */
export async function takeCode(
  transaction: Transaction,
  key: Uint8Array,
  proof: { readonly account: string; readonly code: string; readonly unconfirmed?: boolean },
  now: number,
): Promise<Outcome<true>> {
  const { account } = proof;
  const row = await find(transaction, account, sql`for update`);
  if (!row || (row.confirmed === null && proof.unconfirmed !== true)) return wrongProof();
  const code = proof.code.replaceAll(/\s/g, '');
  const secret = Secret.fromBase32(unseal(key, row.secret, account));
  const delta = /^\d{6}$/.test(code)
    ? totp(secret, '').validate({ token: code, timestamp: now, window: WINDOW })
    : null;
  if (delta === null) return wrongProof();
  const step = Math.floor(now / 1000 / PERIOD_S) + delta;
  if (step <= Number(row.step)) return wrongProof();
  await transaction.run(sql`update auth_code_app
    set step = ${step}, confirmed = coalesce(confirmed, ${new Date(now)}) where account = ${account}`);
  return accepted(true);
}

export async function removeCodeApp(transaction: Transaction, account: string): Promise<boolean> {
  const gone = await transaction.all(sql`delete from auth_code_app where account = ${account} returning account`);
  return gone.length > 0;
}

function find(reader: Reader, account: string, lock = sql.empty): Promise<AppRow | undefined> {
  return reader.first<AppRow>(
    sql`select secret, confirmed, step::text from auth_code_app where account = ${account} ${lock}`,
  );
}

function totp(secret: Secret, label: string): TOTP {
  return new TOTP({ issuer: 'Concord', label, algorithm: 'SHA1', digits: 6, period: PERIOD_S, secret });
}

import { createHash } from 'node:crypto';
import { accepted, type Outcome, refuse } from '#fhir';
import { type Reader, sql, type Transaction } from '#store';
import { networkOf } from './network.ts';

const MINUTE_MS = 60_000;
const ACCOUNT = { failures: 10, ms: 15 * MINUTE_MS };
const ADDRESS = { failures: 100, ms: 60 * MINUTE_MS };

/** Who tries to sign in: from which network address, and as whom where that is known. */
export type Trying = { readonly address?: string; readonly account?: string };

/** Whether somebody may try again: too many failures, and even the right answer is not looked at for a while. */
export async function mayTry(reader: Reader, trying: Trying, now: number): Promise<Outcome<true>> {
  for (const { key, failures, ms } of limitsOf(trying)) {
    const row = await reader.first<{ readonly failures: number }>(sql`select count(*)::int as failures from (
      select from auth_failure where key = ${key} and at > ${new Date(now - ms)} limit ${failures}) recent`);
    if ((row?.failures ?? 0) >= failures) return tooMany();
  }
  return accepted(true);
}

/** Notes a failure. What is older than any limit is swept a few rows at a time. */
export async function noteFailure(transaction: Transaction, trying: Trying, now: number): Promise<void> {
  for (const { key } of limitsOf(trying)) {
    await transaction.run(sql`insert into auth_failure (key, at) values (${key}, ${new Date(now)})`);
  }
  await transaction.run(sql`delete from auth_failure where ctid in (
    select ctid from auth_failure where at < ${new Date(now - ADDRESS.ms)} limit 20)`);
}

function limitsOf({ address, account }: Trying) {
  const limits = [];
  if (account !== undefined) limits.push({ key: keyOf(`account ${account}`), ...ACCOUNT });
  if (address !== undefined) limits.push({ key: keyOf(`address ${networkOf(address)}`), ...ADDRESS });
  return limits;
}

/** Addresses are kept for counting alone, so their hash will do. */
function keyOf(text: string): Buffer {
  return createHash('sha256').update(text).digest().subarray(0, 16);
}

function tooMany(): Outcome<never> {
  return refuse(
    'throttled',
    'auth.too-many',
    'There were too many wrong attempts. Wait a quarter of an hour, then try again; or ask whoever manages accounts where you work.',
  );
}

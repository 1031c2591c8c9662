import { type Reader, sql, type Transaction } from '#store';
import { digest } from '../secret.ts';

const CODES = 10;
const CODE_LENGTH = 12;

/** Ten codes for the day on which the phone is gone; each opens once. Their text is shown once and kept nowhere. */
export async function makeRecoveryCodes(
  transaction: Transaction,
  account: string,
  newSecret: () => string,
): Promise<readonly string[]> {
  const codes = Array.from({ length: CODES }, () => written(newSecret()));
  await transaction.run(sql`delete from auth_recovery where account = ${account}`);
  for (const code of codes) {
    await transaction.run(sql`insert into auth_recovery (account, hash) values (${account}, ${hashOf(account, code)})`);
  }
  return codes;
}

export async function takeRecoveryCode(
  transaction: Transaction,
  account: string,
  code: string,
  now: number,
): Promise<boolean> {
  const taken = await transaction.all(sql`update auth_recovery set used = ${new Date(now)}
    where account = ${account} and hash = ${hashOf(account, code)} and used is null returning account`);
  return taken.length > 0;
}

export async function recoveryCodesLeft(reader: Reader, account: string): Promise<number> {
  const row = await reader.first<{ readonly left: number }>(sql`select count(*)::int as left from auth_recovery
    where account = ${account} and used is null`);
  return row?.left ?? 0;
}

/** 60 bits in letters and digits that are not taken for one another, in threes of four. */
function written(secret: string): string {
  const letters = [...digest(secret).subarray(0, CODE_LENGTH)].map(
    (byte) => '23456789abcdefghjkmnpqrstuvwxyz'[byte % 31] ?? 'a',
  );
  return letters.join('').replaceAll(/(.{4})(?=.)/g, '$1-');
}

function hashOf(account: string, code: string): Buffer {
  return digest(`${account} ${code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`);
}

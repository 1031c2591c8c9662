import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { sql, type Store } from '#store';

const DAY_MS = 86_400_000;
/** A key signs for so long; what it signed can be checked for as long again. */
const SIGNS_DAYS = 90;

/** Signing keys with their private parts, newest first; made and replaced when their time has come. */
export async function signingKeys(store: Store, sealing: Uint8Array, now: number): Promise<readonly JWK[]> {
  const kept = await readKeys(store, sealing, now);
  const newest = kept[0];
  if (newest && now - newest.at.getTime() < SIGNS_DAYS * DAY_MS) return kept.map(({ jwk }) => jwk);
  await addKey(store, sealing, now);
  return (await readKeys(store, sealing, now)).map(({ jwk }) => jwk);
}

/** A new key signs from now on. Two programs that make one at once agree on the newer. */
export async function addKey(store: Store, sealing: Uint8Array, now: number): Promise<void> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true, modulusLength: 2048 });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  const whole: JWK = { ...jwk, kid, alg: 'RS256', use: 'sig' };
  await store.write(async (transaction) => {
    await transaction.run(sql`insert into smart_key (kid, sealed, at)
      values (${kid}, ${seal(sealing, JSON.stringify(whole))}, ${new Date(now)})`);
    await transaction.run(sql`delete from smart_key where at < ${new Date(now - 2 * SIGNS_DAYS * DAY_MS)}`);
  });
}

type KeptKey = { readonly jwk: JWK; readonly at: Date };

async function readKeys(store: Store, sealing: Uint8Array, now: number): Promise<readonly KeptKey[]> {
  const rows = await store.all<{ sealed: Buffer; at: Date }>(sql`select sealed, at from smart_key
    where at > ${new Date(now - 2 * SIGNS_DAYS * DAY_MS)} order by at desc, kid limit 8`);
  return rows.flatMap(({ sealed, at }) => {
    const text = open(sealing, sealed);
    return text === undefined ? [] : [{ jwk: JSON.parse(text) as JWK, at }];
  });
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM: a copy of the database alone signs nothing. */
function seal(key: Uint8Array, text: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

/** Undefined where it was sealed with another secret: after a change of secret new keys are made. */
function open(key: Uint8Array, sealed: Buffer): string | undefined {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES));
    decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

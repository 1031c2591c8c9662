import { createHash, hkdfSync } from 'node:crypto';

const SECRET_BYTES_MIN = 32;

/**
 * A key for one use, derived from the installation's secret, so that a key that leaks from one use opens no other
 * (RFC 5869).
 */
export function keyFor(secret: string, use: string): Uint8Array {
  if (Buffer.byteLength(secret) < SECRET_BYTES_MIN) throw new Error('the secret is too short: 32 bytes or more');
  return new Uint8Array(hkdfSync('sha256', secret, 'concord', use, 32));
}

/** How secrets are stored: the table of sessions or links, should it leak, signs nobody in. */
export function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

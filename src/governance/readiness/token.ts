import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Lets somebody of a team answer once, and says no more: it is made with the round's own secret, nobody keeps it, and it holds nothing
 * of whom it was given to.
 */
export function newToken(secret: Buffer, round: string, team: string): string {
  const nonce = randomBytes(16).toString('base64url');
  return `${team}.${nonce}.${sealOf(secret, round, team, nonce)}`;
}

/** The team a token was given for; undefined where the round never gave it. */
export function teamOf(secret: Buffer, round: string, token: string): string | undefined {
  const [team = '', nonce = '', seal = ''] = token.split('.');
  const right = Buffer.from(sealOf(secret, round, team, nonce));
  const given = Buffer.from(seal);
  return right.length === given.length && timingSafeEqual(right, given) ? team : undefined;
}

function sealOf(secret: Buffer, ...parts: readonly string[]): string {
  return createHmac('sha256', secret).update(parts.join('\0')).digest('base64url');
}

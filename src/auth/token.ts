import { accepted, type Outcome, refuse } from '#fhir';
import { jwtVerify, SignJWT } from 'jose';

/** What a bearer token says: a system client, the organisation it writes for, and the feed its writes come under. */
export type Claims = {
  readonly client: string;
  readonly organization: string;
  readonly ends: number;
};

/** Fixed, not the address: an installation is reached under several names, and a token is for the FHIR API of its secret. */
const AUDIENCE = 'concord-fhir';
const ISSUER = 'concord';
const LEEWAY_S = 60;
const DAY_MS = 86_400_000;

export type TokenWish = {
  readonly client: string;
  readonly organization: string;
  readonly now: number;
  readonly days: number;
};

/** A bearer token of a system client with the full FHIR API. */
export function issueToken(key: Uint8Array, wish: TokenWish): Promise<string> {
  return new SignJWT({ org: wish.organization })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(`client/${wish.client}`)
    .setIssuedAt(Math.floor(wish.now / 1000))
    .setExpirationTime(Math.floor((wish.now + wish.days * DAY_MS) / 1000))
    .sign(key);
}

/**
 * Refuses every forged, expired or foreign token with the same words: which rule it broke is nobody's business.
 * The algorithm is ours alone, so that 'none' and public-key confusion cannot be asked for; `typ` keeps an id_token out.
 */
export async function readToken(key: Uint8Array, token: string, now: number): Promise<Outcome<Claims>> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      typ: 'at+jwt',
      audience: AUDIENCE,
      issuer: ISSUER,
      clockTolerance: LEEWAY_S,
      requiredClaims: ['sub', 'exp', 'org'],
      currentDate: new Date(now),
    });
    const client = /^client\/([\w.-]{1,64})$/.exec(payload.sub ?? '')?.[1];
    const organization = payload.org;
    if (client === undefined || typeof organization !== 'string') return unreadable();
    return accepted({ client, organization, ends: (payload.exp ?? 0) * 1000 });
  } catch {
    return unreadable();
  }
}

export function unreadable(): Outcome<never> {
  return refuse('login', 'auth.token', 'The bearer token is not one of ours or has expired. Ask for a new one.');
}

import { createHash } from 'node:crypto';

type Named = {
  readonly id?: string;
  readonly identifier?: readonly { readonly system?: string; readonly value?: string }[];
};

/**
 * What a contributor calls a resource, the same in every file it sends: 'Type/id' where the resource has an id, else its
 * fullUrl, else its first business identifier; undefined where it has no name at all.
 */
export function identityOf(
  type: string,
  resource: Readonly<Record<string, unknown>>,
  fullUrl: string | undefined,
): string | undefined {
  const { id, identifier } = resource as Named;
  if (typeof id === 'string') return `${type}/${id}`;
  if (fullUrl !== undefined && fullUrl !== '') return referenceIn(fullUrl) ?? fullUrl;
  const named = (Array.isArray(identifier) ? identifier : []).find((one) => one?.value);
  return named ? `${type}?identifier=${named.system ?? ''}|${named.value}` : undefined;
}

/** 'Type/id' of a relative reference or of a URL that ends in one; a version after it is left out. */
export function referenceIn(reference: string): string | undefined {
  const found =
    /^(?:https?:\/\/[^?#]*\/)?([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/.exec(
      reference,
    );
  return found?.[1];
}

/**
 * The id under which a contributor's resource is kept: a function of who sends and of what they call it, so that a second
 * load updates and two contributors that use one id never meet. Shaped as a UUID (version 8), so that nobody takes it for
 * an id that the server made, and cryptographic, so that nobody can aim at another's.
 */
export function keptId(organization: string, identity: string): string {
  const name = `${organization}\n${identity}`;
  const known = recent.get(name);
  if (known !== undefined) return known;
  const id = hashedId(name);
  // Most references of a file name the same few people and visits.
  if (recent.size >= RECENT) recent.clear();
  recent.set(name, id);
  return id;
}

const RECENT = 5_000;
const recent = new Map<string, string>();

function hashedId(name: string): string {
  const hash = createHash('sha256').update(name).digest('hex');
  const variant = ((Number.parseInt(hash[16] ?? '0', 16) & 3) | 8).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    variant + hash.slice(17, 20),
    hash.slice(20, 32),
  ].join('-');
}

/** A short fingerprint of text: whether two records of one file say the same. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

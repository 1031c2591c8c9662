import type { Naming } from './kept.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * A Consent names organisations as other resources do: by a partner's Organization, by a copy of it, or by a business identifier
 * alone. Each is a name that `partnersNamed` looks up.
 */
export function actorsIn(consent: unknown): readonly string[] {
  const found: string[] = [];
  walked(consent, (reference) => {
    const name = nameOf(reference);
    if (name !== undefined) found.push(name);
    return reference;
  });
  return found;
}

/** The Consent with every organisation under the name that the partnership has for it. */
export function named(consent: unknown, naming: Naming): unknown {
  return walked(consent, (reference) => {
    const organization = naming.get(nameOf(reference) ?? '')?.organization;
    return organization === undefined ? reference : { reference: organization };
  });
}

/** `change` is put to the reference of every actor, at every depth. */
function walked(consent: unknown, change: (reference: Members) => Members): unknown {
  if (!isMembers(consent)) return consent;
  const { provision, actor } = consent;
  const actors = list(actor).map((one) =>
    isMembers(one) && isMembers(one['reference']) ? { ...one, reference: change(one['reference']) } : one,
  );
  const inner = Array.isArray(provision) ? provision.map((one) => walked(one, change)) : walked(provision, change);
  return {
    ...consent,
    ...(actor === undefined ? {} : { actor: actors }),
    ...(provision === undefined ? {} : { provision: inner }),
  };
}

function nameOf({ reference, identifier }: Members): string | undefined {
  const literal =
    typeof reference === 'string'
      ? /(?:^|\/)(Organization\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/.*)?$/.exec(reference)?.[1]
      : undefined;
  if (literal !== undefined) return literal;
  if (!isMembers(identifier)) return undefined;
  const { system, value } = identifier;
  return typeof system === 'string' && typeof value === 'string' ? `${system}|${value}` : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

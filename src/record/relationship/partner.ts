import type { Reader } from '#store';
import { organizationsNamed } from './relationship.queries.ts';

/** An organisation with a key: what can hold access rows. */
export type Partner = { readonly key: number; readonly organization: string; readonly name: string };

/**
 * Which partner each name means. A partner is named by its own Organization resource, by a business identifier of it, or by a
 * contributor's copy of it that carries the same identifier. A name that no partner has is left out: nobody gets access by it.
 */
export async function partnersNamed(
  reader: Reader,
  holders: readonly string[],
  partners: ReadonlyMap<string, Partner>,
): Promise<ReadonlyMap<string, Partner>> {
  const found = new Map<string, Partner>();
  const open = holders.filter((holder) => {
    const partner = partners.get(holder);
    if (partner) found.set(holder, partner);
    return partner === undefined;
  });
  const rows = await organizationsNamed(reader, open);
  const byIdentifier = new Map<string, Partner>();
  for (const { id, identifier } of rows) {
    const partner = partners.get(`Organization/${id}`);
    if (partner) byIdentifier.set(identifier, partner);
  }
  for (const { id, identifier } of rows) {
    const partner = byIdentifier.get(identifier);
    if (!partner) continue;
    found.set(identifier, partner);
    if (!found.has(`Organization/${id}`)) found.set(`Organization/${id}`, partner);
  }
  return found;
}

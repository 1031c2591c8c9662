import type { Narrowing } from '#repository';
import { type Holder, holdersOf, organizationIdentifiersOf, RELATIONSHIP_TYPES } from './holder.ts';

/**
 * Whether somebody may see less of a person for a change: what the person says, a relationship that is gone or ends earlier, and what is
 * deleted, since it may have been all that an organisation contributed. Such a change takes effect with its write; what makes more
 * seen follows on the feed.
 */
export function narrows({ type, before, after }: Narrowing): boolean {
  if (type === 'Consent') return true;
  if (before === undefined) return false;
  if (type === 'Organization') return namesLost({ type, before, ...(after ? { after } : {}) }).length > 0;
  if (after === undefined) return true;
  if (!RELATIONSHIP_TYPES.includes(type)) return false;
  const still = holdersOf(after);
  return holdersOf(before).some((one) => !still.some((other) => covers(other, one)));
}

/** Names that an Organization has no more: whoever is named by one may have been a partner by it. */
export function namesLost({ type, before, after }: Narrowing): readonly string[] {
  if (type !== 'Organization' || before === undefined) return [];
  const still = new Set(after === undefined ? [] : organizationIdentifiersOf(after));
  const lost = organizationIdentifiersOf(before).filter((identifier) => !still.has(identifier));
  return lost.length === 0 ? [] : [...lost, `Organization/${String(before['id'])}`];
}

function covers(now: Holder, before: Holder): boolean {
  return now.holder === before.holder && (now.rel & before.rel) === before.rel && now.until >= before.until;
}

import { type Jurisdiction, type Relationship, readJurisdiction } from '#agreement';
import england from '#packs/jurisdiction-england/pack.json' with { type: 'json' };

/** Relationships that somebody declares for one person, with a reason, for a while; each use is reviewed. */
const DECLARED: readonly Relationship[] = ['emergency', 'safeguarding-duty', 'notification-duty'];

/**
 * The law's floor as far as it waits for a declaration: it gives nothing to anybody until somebody has opened a record in an emergency, or
 * declared a duty, for the person concerned.
 */
export const declaredLaw: Jurisdiction | undefined = lawOf(england);

function lawOf(pack: unknown): Jurisdiction | undefined {
  const read = readJurisdiction(pack);
  if (!read.ok) return undefined;
  const floors = read.value.floors.filter(({ relationships }) => relationships.every((one) => DECLARED.includes(one)));
  return { ...read.value, floors };
}

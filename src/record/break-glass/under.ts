import type { Access } from '#agreement';
import type { Services } from '#joint';
import type { Compartment } from '#repository';
import { type OpeningRow, runningIn } from './opening.queries.ts';

export type Under = { readonly access: Access; readonly opening: OpeningRow };

/**
 * What an opening lets its maker see, as an Access: the same rules, asked of the access rows of the opening alone, which hold nothing but
 * that there is an emergency. So it gives what the law's floor gives for an emergency, of this person, until its time; it writes nothing
 * (no Consent either) and every line of the audit is marked with it.
 */
export async function underEmergency(
  services: Services,
  access: Access,
  places: readonly Compartment[],
): Promise<Under | undefined> {
  if (access.purpose !== 'direct-care' || access.role === 'system') return undefined;
  const running = await runningIn(services.store, places, new Date(services.now()));
  const opening = running.find(
    ({ principal, role, organization }) =>
      principal === access.principal && role === access.role && organization === access.organization,
  );
  if (!opening) return undefined;
  return {
    opening,
    access: { ...access, viewer: opening.viewer, writes: 'none', choosesIds: false, under: opening.id },
  };
}

import type { Role } from '#agreement';
import type { RoleOf } from '#obligation';
import type { Asking } from './ask.ts';

/**
 * Whom something is owed by that several roles may do: the first of them in which somebody sits, so that a place without a finance lead
 * is told through whoever runs it; where nobody sits in any, the first, for whoever comes.
 */
export async function whoeverSits(
  { services }: Pick<Asking, 'services'>,
  organization: string,
  roles: readonly [Role, ...Role[]],
): Promise<RoleOf> {
  for (const role of roles)
    if (((await services.holders?.(organization, role)) ?? []).length > 0) return { organization, role };
  return { organization, role: roles[0] };
}

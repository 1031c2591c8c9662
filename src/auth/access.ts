import type { Access, Expr, Purpose, Role } from '#agreement';
import { purposeOf, writesOf } from './purpose.ts';
import type { Seat } from './seat.ts';

/** The compiled policy in force, kept by governance. Asked anew for every request, so that a signature shows at once. */
export type PolicySource = {
  readonly filterFor: (organization: number, role: Role, purpose: Purpose) => Expr;
};

/** Short numbers of names, kept by the repository. */
export type Keys = {
  readonly organizationKey: (organization: string) => Promise<number>;
  readonly basisKey: (organization: number, feed: string, purpose: Purpose) => Promise<number>;
  readonly viewerKey: (holder: string) => Promise<number>;
};

/** What is typed into Concord itself comes under this feed. */
const OWN_FEED = 'concord';

/** Who asks, and what the instruments in force give them now. */
export async function accessOfSeat(keys: Keys, policy: PolicySource, seat: Seat): Promise<Access> {
  const purpose = purposeOf(seat.role);
  const organization = await keys.organizationKey(seat.organization);
  return {
    principal: `account/${seat.account}`,
    name: seat.name,
    role: seat.role,
    purpose,
    organization,
    basis: await keys.basisKey(organization, OWN_FEED, purpose),
    viewer: await keys.viewerKey(seat.person ?? seat.organization),
    filter: policy.filterFor(organization, seat.role, purpose),
    writes: writesOf(seat.role),
    choosesIds: false,
  };
}

/** A system client with the full FHIR API; what it writes is attributed to its organisation, under a feed of its own name. */
export async function accessOfClient(keys: Keys, client: string, organization: string): Promise<Access> {
  const key = await keys.organizationKey(organization);
  return {
    principal: `client/${client}`,
    role: 'system',
    purpose: purposeOf('system'),
    organization: key,
    basis: await keys.basisKey(key, `client/${client}`, purposeOf('system')),
    viewer: await keys.viewerKey(organization),
    filter: { op: 'always' },
    writes: writesOf('system'),
    choosesIds: true,
  };
}

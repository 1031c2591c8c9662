import {
  type Access,
  type Confidence,
  confided,
  type Expr,
  narrowedTo,
  type Purpose,
  type Role,
  type SeatNarrowing,
  WHOLE,
} from '#agreement';
import { purposeOf, writesOf } from './purpose.ts';
import type { Seat } from './seat.ts';

/** The compiled policy in force, kept by governance. Asked anew for every request, so that a signature shows at once. */
export type PolicySource = {
  readonly filterFor: (organization: number, role: Role, purpose: Purpose) => Expr;
  /** What people have told whoever sits in a seat by name. Asked anew for every request, so that it ends when the person says so. */
  readonly told?: (seat: Pick<Seat, 'account' | 'organization' | 'role'>) => Promise<readonly Confidence[]>;
  /** What who sits in somebody's place does not see although the person does. */
  readonly narrowing?: (seat: Seat) => Promise<SeatNarrowing>;
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
  const told = (await policy.told?.(seat)) ?? [];
  const narrowing = (await policy.narrowing?.(seat)) ?? WHOLE;
  const filter = confided(policy.filterFor(organization, seat.role, purpose), told);
  return {
    principal: `account/${seat.account}`,
    name: seat.name,
    role: seat.role,
    purpose,
    organization,
    basis: await keys.basisKey(organization, OWN_FEED, purpose),
    viewer: await keys.viewerKey(seat.person ?? seat.organization),
    filter: narrowedTo(filter, narrowing),
    writes: writesOf(seat.role),
    ...(narrowing.labels === 0 && narrowing.classes === 0 ? {} : { narrowed: narrowing }),
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

import type { Access, Stack } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { agreedNow, type Asking, SERVICE } from '../ask.ts';
import { MONEY_ROLES } from '../may.ts';
import { type AgreedGrant, grantsOf } from './agreed.ts';
import type { GrantName } from './contract.ts';
import type { Keys } from './gather.ts';

export type GrantNow = {
  readonly stack: Stack;
  readonly today: Day;
  readonly organization: string;
  /** The names that it answers to: its own, and of all whose place it took. */
  readonly names: readonly string[];
  readonly heirOf: (organization: string) => string;
  readonly nameOf: (organization: string) => string;
  readonly keys: Keys;
  /** Every grant there is: those beside one say what is left for it. */
  readonly all: readonly AgreedGrant[];
  /** Those that the seat's organisation gives, matches or is paid by. */
  readonly own: readonly AgreedGrant[];
};

/** Who asks about grants: those who look after money, and whoever runs a place that is paid by one; for people of a figure, who treats there too. */
export async function grantNow(
  asking: Asking,
  access: Access,
  roles: readonly Access['role'][] = GRANT_ROLES,
): Promise<Outcome<GrantNow>> {
  const [now, { partners }] = await Promise.all([agreedNow(asking), asking.governance().partnership(SERVICE)]);
  const organization = now.organizationOf(access.organization);
  const all = grantsOf(now.stack, now.today);
  const parties = new Map(
    all.flatMap(({ instrument }) => instrument.parties.map((one) => [one.organization, one.name])),
  );
  if (!roles.includes(access.role) || organization === '')
    return refuse(
      'forbidden',
      'money.not-yours',
      'Grants are for those who look after the money of a partner, or run a place that is paid by one.',
    );
  const keys = new Map(partners.map((one) => [one.organization, one.key]));
  const names = now.namesOf(organization);
  const own = all.filter(({ clause, to }) =>
    [clause.funder, clause.match?.by ?? '', ...to].some((one) => names.includes(one)),
  );
  const nameOf = (one: string): string => parties.get(one) ?? now.nameOf(one);
  return accepted({
    stack: now.stack,
    today: now.today,
    organization,
    names,
    heirOf: now.heirOf,
    nameOf,
    keys,
    all,
    own,
  });
}

export function grantNamed({ own }: GrantNow, { instrument, clause, since }: GrantName): Outcome<AgreedGrant> {
  const found = own.find(({ key }) => key === `${instrument}/${clause}/${since}`);
  return found
    ? accepted(found)
    : refuse('not-found', 'money.no-grant', 'No grant of this name is given by your organisation, or pays it.');
}

/** Told by those who are paid; the funder reads what was submitted. */
export function isPaid({ names }: GrantNow, { to }: AgreedGrant): boolean {
  return to.some((one) => names.includes(one));
}

export const GRANT_ROLES: readonly Access['role'][] = [...MONEY_ROLES, 'practice-manager'];
/** Who follows a figure to its people: whoever treats them sees what is kept from those who run the place, such as a visit that tells of HIV. */
export const TRACES: readonly Access['role'][] = [
  ...GRANT_ROLES,
  'gp',
  'practice-nurse',
  'consultant',
  'specialist-nurse',
  'community-nurse',
  'therapist',
];
export const SUBMITS: readonly Access['role'][] = ['finance-lead', 'programme-lead', 'practice-manager'];

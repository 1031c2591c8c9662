import { type Access, PARTNER_KINDS, type PartnerKind, ROLES, type Role } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import { keepPartner, keepPartnership, note } from './act.queries.ts';
import { type Partner, partnerWithKey } from './book.ts';
import type { PartnerView } from './contract.ts';
import type { Current } from './current.ts';
import { isLead } from './may.ts';
import { partnersOf } from './view.ts';

/** An organisation that takes part. Under which number its records are kept is found, not given. */
export type NewPartner = {
  readonly organization: string;
  readonly name: string;
  readonly kind: PartnerKind;
  readonly locality?: string;
  /** Its leads act for the whole partnership: they explain any item and see every instrument. One partner, the host. */
  readonly hosts?: boolean;
  /** Roles that can sign for it; 'signatory' where nothing is said. */
  readonly signingRoles?: readonly Role[];
};

export type NewPartnership = { readonly name: string; readonly partners: readonly NewPartner[] };

type Enrolling = Pick<Services, 'store' | 'now' | 'ports'> & { readonly current: Current };

/** Names the partnership and puts organisations on its list. Enrolling shares nothing: that takes an instrument they sign. */
export async function enroll(
  { store, now, ports, current }: Enrolling,
  access: Access,
  partnership: NewPartnership,
): Promise<Outcome<readonly PartnerView[]>> {
  const host = partnerWithKey(current.book(), access.organization)?.hosts === true && isLead(access);
  if (access.role !== 'system' && !host) {
    return refuse(
      'forbidden',
      'governance.not-host',
      'Only a lead of the host of the partnership, or the system, enrols partners.',
    );
  }
  const wrong = partnership.partners.find((partner) => !isPartner(partner));
  if (wrong || partnership.name.trim() === '') {
    const text = `Each partner needs 'Organization/<id>', a name, and what it is in law, one of: ${PARTNER_KINDS.join(', ')}.`;
    return refuse('value', 'governance.partner', text);
  }
  const partners: Partner[] = [];
  for (const { organization, name, kind, locality, hosts = false, signingRoles = SIGNING } of partnership.partners) {
    const key = await ports.contributors.organizationKey(organization, name);
    partners.push({
      key,
      organization,
      name,
      kind,
      hosts,
      signingRoles,
      ...(locality === undefined ? {} : { locality }),
    });
  }
  await store.write(async (transaction) => {
    const at = new Date(now());
    await keepPartnership(transaction, partnership.name);
    for (const partner of partners) await keepPartner(transaction, partner, at);
    const words = `Enrolled ${partners.length} partners of ${partnership.name}.`;
    await note(transaction, { access, at }, { act: 'enroll', words });
  });
  await current.reload();
  return accepted(partnersOf(current.book()));
}

/** Who signs for an organisation whose scheme of delegation says nothing else. */
const SIGNING: readonly Role[] = ['signatory'];

function isPartner(partner: NewPartner): boolean {
  return (
    /^Organization\/[A-Za-z0-9.-]{1,64}$/.test(partner.organization) &&
    typeof partner.name === 'string' &&
    partner.name.trim() !== '' &&
    PARTNER_KINDS.includes(partner.kind) &&
    (partner.signingRoles ?? []).every((role) => ROLES.includes(role))
  );
}

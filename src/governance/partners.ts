import type { Access, PartnerKind } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import { partnerWithKey } from './book.ts';
import type { NewPartnerWish } from './contract.ts';
import type { Current } from './current.ts';
import { enroll } from './enroll.ts';
import type { Governance } from './governance.ts';
import { isLead } from './may.ts';
import { partnersOf } from './view.ts';

type Adding = Pick<Services, 'store' | 'now' | 'ports' | 'inviteSeat'> & { readonly current: Current };

const NAME_MAX = 120;

type PartnerAnswers = Pick<Governance, 'enroll' | 'partnership' | 'addPartner'>;

/** The list of partners, and how it grows. */
export function partnerAnswers(adding: Adding): PartnerAnswers {
  const { current } = adding;
  return {
    enroll: (access, partnership) => enroll(adding, access, partnership),
    partnership: async (access) => ({
      name: current.book().name,
      partners: partnersOf(current.book()),
      adds: mayAddPartners(current, access),
    }),
    addPartner: (access, wish) => addPartner(adding, access, wish),
  };
}

/** Whether this seat puts organisations on the list: a lead of the host. */
function mayAddPartners(current: Current, access: Access): boolean {
  return isLead(access) && partnerWithKey(current.book(), access.organization)?.hosts === true;
}

/**
 * Puts an organisation on the list of partners, and gives whoever does the first steps there a seat: the code of a link that opens
 * once. Run again for an organisation that is there, it invites once more where nobody has come yet.
 */
async function addPartner(
  adding: Adding,
  access: Access,
  wish: NewPartnerWish,
): Promise<Outcome<{ readonly link?: string }>> {
  const [name, person] = [wish.name.trim(), wish.person.trim()];
  if ([name, person].some((one) => one === '' || one.length > NAME_MAX)) {
    return refuse(
      'value',
      'governance.partner-names',
      `A partner and its first person have names of up to ${NAME_MAX} characters.`,
    );
  }
  const organization = `Organization/${wish.code.trim()}`;
  const book = adding.current.book();
  if (book.partners.some((one) => one.organization === organization)) {
    return refuse(
      'conflict',
      'governance.partner-known',
      `${wish.code.trim()} is on the list already. Whoever leads information governance there invites people; a lost link is made anew by the operator.`,
    );
  }
  const { kind, locality = '' } = wish;
  const place = locality.trim() === '' ? {} : { locality: locality.trim() };
  const partner = { organization, name, kind: kind as PartnerKind, ...place };
  const enrolled = await enroll(adding, access, { name: book.name, partners: [partner] });
  if (!enrolled.ok) return enrolled;
  const seat = await adding.inviteSeat?.({
    name: person,
    role: 'ig-lead',
    organization,
    organizationName: name,
    by: access.principal,
  });
  if (seat && !seat.ok) return seat;
  return accepted(seat ? { link: seat.value.link } : {});
}

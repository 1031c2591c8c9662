import type { Access, PartnerKind } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { lawIn, type Services } from '#joint';
import { partnerWithKey } from './book.ts';
import type { NewPartnerWish } from './contract.ts';
import type { Current } from './current.ts';
import { enroll } from './enroll.ts';
import type { Governance } from './governance.ts';
import { checkIdentity, lacksIdentity } from './identity/identity.ts';
import { identify, mayIdentify } from './identity/identify.ts';
import type { Records } from './identity/named.ts';
import { oweIdentity } from './identity/owed.ts';
import { lawOfPlace } from './law-of-place.ts';
import { isLead } from './may.ts';
import { partnersOf } from './view.ts';

type Adding = Pick<Services, 'store' | 'now' | 'ports' | 'inviteSeat' | 'zone'> &
  Partial<Pick<Services, 'obligations'>> &
  Records & { readonly current: Current };

const NAME_MAX = 120;

type PartnerAnswers = Pick<Governance, 'enroll' | 'partnership' | 'addPartner' | 'identify' | 'lawOfPlace'>;

/** The list of partners, and how it grows. */
export function partnerAnswers(adding: Adding): PartnerAnswers {
  const { current } = adding;
  return {
    enroll: (access, partnership) => enroll(adding, access, partnership),
    partnership: async (access) => ({
      name: current.book().name,
      law: lawIn(current.book().zone).id,
      partners: partnersOf(current.book()),
      adds: mayAddPartners(current, access),
      identifies: current
        .book()
        .partners.map(({ organization }) => organization)
        .filter((one) => mayIdentify(current.book(), access, one)),
    }),
    lawOfPlace: async () => lawOfPlace(current.book().zone, current.book().today),
    identify: (access, organization, typed) => identify(adding, access, organization, typed),
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
  const said = { register: '', code: wish.code, lookedUp: wish.lookedUp ?? '' };
  if (said.lookedUp.trim() !== '') {
    // Before anything is kept: a list with a partner of whom half is known helps nobody.
    const checked = checkIdentity(book, partner, said);
    if (!checked.ok) return checked;
  }
  const enrolled = await enroll(adding, access, { name: book.name, partners: [partner] });
  if (!enrolled.ok) return enrolled;
  const known = said.lookedUp.trim() === '' ? accepted(true) : await identify(adding, access, organization, said);
  if (!known.ok) return known;
  await askWhoItIs(adding, access, organization);
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

async function askWhoItIs(adding: Adding, access: Access, organization: string): Promise<void> {
  const book = adding.current.book();
  const partner = book.partners.find((one) => one.organization === organization);
  if (!partner || !lacksIdentity(book, partner)) return;
  await adding.store.write(async (transaction) =>
    accepted(await oweIdentity(adding, transaction, access, { book, partner })),
  );
}

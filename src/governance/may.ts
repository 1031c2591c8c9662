import type { Access, Instrument, Role } from '#agreement';
import { gone, maySignUnder, named, partiesOf } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { hasScheme, schemeOf, signersOf } from './scheme.ts';
import { partnerAs, seatAs } from './succession/house.ts';
import { type Book, openSuspensions, type Partner, partnerWithKey, type Standing } from './book.ts';

/** Who may do what to an instrument: rules over the seat, its organisation, and where a version stands. */

/** Roles that speak for an organisation on what was agreed, where the agreement names no other. */
const LEADS: readonly Role[] = ['ig-lead', 'programme-lead'];

export function isLead({ role }: Pick<Access, 'role'>): boolean {
  return LEADS.includes(role);
}

/** Whether a version can be seen: agreements by all partners, an order or statute by those it names. */
export function maySee(book: Book, access: Access, { instrument }: Pick<Standing, 'instrument'>): boolean {
  if (access.role === 'system') return true;
  const partner = partnerWithKey(book, access.organization);
  if (!partner) return false;
  if (isParty(book, instrument, partner)) return access.role !== 'person' || instrument.kind !== 'mandate';
  return instrument.kind !== 'mandate' || (partner.hosts && isLead(access));
}

export function maySign(book: Book, access: Access, version: Standing): Outcome<Partner> {
  const own = partnerWithKey(book, access.organization);
  const partner = own && concerned(book, version, own);
  if (!own || !partner) {
    return refuse('forbidden', 'governance.not-a-party', 'Only a party can sign; your organisation is none of this.');
  }
  if (hasScheme(book, own)) {
    // What the agreement asks of the party it stands for is what it binds itself to.
    const scheme = { ...schemeOf(book, own), organization: partner.organization };
    const allowed = maySignUnder(scheme, version.instrument, access.role);
    return allowed.ok ? accepted(partner) : allowed;
  }
  if (!own.signingRoles.includes(access.role)) {
    const roles = own.signingRoles.join(' or ');
    const text = `Only a seat with the role ${roles} signs for ${partner.name}; yours is ${access.role}.`;
    return refuse('forbidden', 'governance.not-signatory', text);
  }
  return accepted(partner);
}

/** Suspending is for whom the agreement names; where it names nobody, for the leads of any party. A mandate is not theirs to stop. */
export function maySuspend(book: Book & { readonly today: Day }, access: Access, version: Standing): Outcome<Partner> {
  const allowed = holdsBrake(book, access, version);
  if (!allowed.ok || !gone(version, book.today).includes(allowed.value.organization)) return allowed;
  const text = `${allowed.value.name} has left ${version.instrument.title}; those who stayed decide about it.`;
  return refuse('forbidden', 'governance.has-left', text);
}

/** Lifting is for the organisation that suspended: no other can overrule its reason. It lifts what it suspended after leaving too. */
export function mayResume(book: Book, access: Access, version: Pick<Standing, 'instrument'>): Outcome<Partner> {
  const allowed = holdsBrake(book, access, version);
  if (!allowed.ok) return allowed;
  const open = openSuspensions(book, version.instrument.id);
  if (open.length === 0) {
    return refuse('conflict', 'governance.not-suspended', `${version.instrument.title} is not suspended.`);
  }
  const suspender = seatAs(
    book,
    access.organization,
    open.map((one) => one.organization),
  );
  return suspender
    ? accepted(suspender)
    : refuse('forbidden', 'governance.suspended-by-others', 'Only the organisation that suspended it can lift that.');
}

/** Leaving by notice is for whom the agreement lets leave, by whoever signs for it. Taking the notice back is for the same. */
export function mayLeave(book: Book, access: Access, version: Standing): Outcome<Partner> {
  const { instrument } = version;
  const leavers = instrument.clauses.flatMap((clause) =>
    clause.clause === 'leave' ? named(clause.by, instrument) : [],
  );
  const leaver = seatAs(book, access.organization, leavers);
  if (!leaver) {
    const text = `${instrument.title} names no leaving by notice for your organisation; a new version that all sign lets it go.`;
    return refuse('business-rule', 'governance.no-leaving', text);
  }
  const signer = maySign(book, access, version);
  return signer.ok ? accepted(leaver) : signer;
}

function holdsBrake(book: Book, access: Access, { instrument }: Pick<Standing, 'instrument'>): Outcome<Partner> {
  const rules = instrument.clauses.flatMap((clause) => (clause.clause === 'suspend' ? [clause] : []));
  const own = partnerWithKey(book, access.organization);
  const partner = own && (partnerAs(book, own, partiesOf(instrument)) ?? own);
  if (instrument.kind === 'mandate' && rules.length === 0) {
    const text = `${instrument.title} binds by law; it ends when who made it ends it, and cannot be suspended here.`;
    return refuse('business-rule', 'governance.mandate-stands', text);
  }
  const permitted =
    own !== undefined &&
    (rules.length === 0
      ? isParty(book, instrument, own) && isLead(access)
      : rules.some((rule) => partnerAs(book, own, named(rule.by, instrument)) && rule.roles.includes(access.role)));
  return permitted && partner
    ? accepted(partner)
    : refuse(
        'forbidden',
        'governance.not-lead',
        `Your seat cannot suspend ${instrument.title}: it names others for that.`,
      );
}

/** A new version is for the leads of a party of the one before; a first version for those of a party it names. */
export function mayPropose(book: Book, access: Access, draft: Instrument, before?: Instrument): Outcome<true> {
  if (access.role === 'system') return accepted(true);
  const partner = partnerWithKey(book, access.organization);
  const party = partner !== undefined && isParty(book, before ?? draft, partner);
  if (draft.kind === 'mandate' && before === undefined) return mayEnter(access, party || partner?.hosts === true);
  return party && (isLead(access) || signersOf(book, partner, draft).includes(access.role))
    ? accepted(true)
    : refuse('forbidden', 'governance.not-proposer', 'Only a lead or signatory of a party can propose what it signs.');
}

/** What nobody signs is entered by who answers for how data is used, of whom it names or of the host; their name stands with it. */
function mayEnter({ role }: Access, concerned: boolean): Outcome<true> {
  return concerned && role === 'ig-lead'
    ? accepted(true)
    : refuse(
        'forbidden',
        'governance.mandate-entry',
        'An order or a law is entered by an information governance lead of whom it names, or of the host.',
      );
}

function isParty(book: Book, instrument: Instrument, partner: Partner): boolean {
  return partnerAs(book, partner, partiesOf(instrument)) !== undefined;
}

/** As who is awaited first: who took the place of two parties signs for both, one after the other. */
function concerned(book: Book, version: Standing, partner: Partner): Partner | undefined {
  return partnerAs(book, partner, version.awaited) ?? partnerAs(book, partner, partiesOf(version.instrument));
}

import { type Access, type ClauseOf, type Instrument, named, partiesOf } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { lawOf } from '#joint';
import type { JoiningView } from './accession.contract.ts';
import { askedOf } from './assurance/asked.ts';
import { itemOf } from './assurance/view.ts';
import type { KeptAccession } from './accession.queries.ts';
import { nameOfOrganization, type OpenBook, partnerWithKey, type Standing, standingVersions } from './book.ts';
import { isLead } from './may.ts';
import { identified } from './view.ts';
import { signersOf } from './scheme.ts';

/** A joining as a seat sees it, and what it may do about it. Pure: the book is given. */
export function viewOf(book: OpenBook, access: Access, one: KeptAccession): JoiningView | undefined {
  const version = versionOf(book, one);
  if (!version) return undefined;
  const { instrument, hash } = version;
  const newcomer = book.partners.find(({ organization }) => organization === one.organization);
  const partner = partnerWithKey(book, access.organization);
  const asked = agreeing(instrument, one);
  const signers = newcomer ? signersOf(book, newcomer, instrument) : [];
  const signs = partner !== undefined && signersOf(book, partner, instrument).includes(access.role);
  const open = one.starts === null;
  return {
    id: String(one.id),
    instrument: one.instrument,
    version: one.version,
    title: instrument.title,
    textHash: hash,
    organization: one.organization,
    name: one.name,
    kind: one.kind,
    by: one.by,
    inviter: nameOfOrganization(book, instrument, one.inviter),
    invited: one.invited,
    papers: askedOf(lawOf(instrument.jurisdiction, book.zone), one.kind).map((rule) =>
      itemOf(book, one.organization, rule),
    ),
    ...identified(book, one.organization, one.kind),
    done: one.done,
    agreement: asked.map((organization) => {
      const done = one.agreed[organization];
      return { organization, name: nameOfOrganization(book, instrument, organization), ...(done ? { done } : {}) };
    }),
    ...(one.told_how !== null && one.told_from !== null ? { told: { how: one.told_how, from: one.told_from } } : {}),
    ...(one.starts === null ? {} : { starts: one.starts }),
    signers,
    may: {
      step: mayStep(book, access, one).ok,
      sign: open && partner?.organization === one.organization && signs && one.done.sign === undefined,
      agree:
        open &&
        partner !== undefined &&
        asked.includes(partner.organization) &&
        signs &&
        !one.agreed[partner.organization],
    },
  };
}

export function versionOf(book: OpenBook, one: Pick<KeptAccession, 'instrument' | 'version'>): Standing | undefined {
  return standingVersions(book).find(
    ({ instrument }) => instrument.id === one.instrument && instrument.version === one.version,
  );
}

/** Who joins does its own steps: whoever leads or signs there. */
export function mayStep(book: OpenBook, access: Access, one: KeptAccession): Outcome<true> {
  const partner = partnerWithKey(book, access.organization);
  const own = partner?.organization === one.organization;
  return own && (isLead(access) || access.role === 'practice-manager' || access.role === 'signatory')
    ? accepted(true)
    : refuse('forbidden', 'governance.not-joining', `The steps of ${one.name} are done by its own leads.`);
}

export function maySeeJoining(book: OpenBook, access: Access, one: KeptAccession): boolean {
  if (access.role === 'person') return false;
  if (access.role === 'system') return true;
  const partner = partnerWithKey(book, access.organization);
  const version = versionOf(book, one);
  return (
    partner !== undefined &&
    version !== undefined &&
    (partner.organization === one.organization || partiesOf(version.instrument).includes(partner.organization))
  );
}

export function clauseFor(instrument: Instrument, kind: string): ClauseOf<'join'> | undefined {
  return instrument.clauses.find(
    (clause): clause is ClauseOf<'join'> => clause.clause === 'join' && clause.kinds.includes(kind),
  );
}

/** Whose agreement the clause asks for. */
export function agreeing(
  instrument: Instrument,
  one: { readonly kind: string; readonly organization: string },
): readonly string[] {
  const clause = clauseFor(instrument, one.kind);
  return clause ? named(clause.agreedBy, instrument).filter((party) => party !== one.organization) : [];
}

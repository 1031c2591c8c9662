import type {
  Interpretation,
  Accession,
  Instrument,
  Notice,
  PartnerKind,
  Role,
  Scheme,
  Stack,
  StackEntry,
  StandingEntry,
} from '#agreement';
import { joinedBy, leavesOn, standings } from '#agreement';
import { type Day, dayIn } from '#base';
import type { KeptAccession } from './accession.queries.ts';
import type { KeptAssurance } from './assurance/asked.ts';
import type { KeptIdentity } from './identity/identity.ts';

import type { KeptSuccession } from './succession/house.ts';

/** An organisation of the partnership. */
export type Partner = {
  readonly key: number;
  readonly organization: string;
  readonly name: string;
  readonly kind: PartnerKind;
  readonly locality?: string;
  /** Its leads act for the whole partnership. */
  readonly hosts: boolean;
  readonly signingRoles: readonly Role[];
};

export type Version = { readonly instrument: Instrument; readonly hash: string; readonly proposed: Date };

export type KeptSignature = {
  readonly instrument: string;
  readonly version: number;
  readonly organization: string;
  readonly by: string;
  readonly at: Date;
};

export type KeptSuspension = {
  readonly instrument: string;
  readonly organization: string;
  readonly by: string;
  readonly reason: string;
  readonly since: Date;
  readonly lifted?: Date;
};

/** An organisation's notice that it leaves an instrument. */
export type KeptNotice = {
  readonly id: number;
  readonly instrument: string;
  readonly organization: string;
  readonly by: string;
  readonly reason: string;
  readonly given: Date;
  /** What it made due, by id: the steps of the exit plan, then the run-off. */
  readonly owed: readonly string[];
  readonly withdrawn?: Date;
};

/** Who signs what for an organisation, as its board decided at an instant. */
export type KeptScheme = Pick<Scheme, 'organization' | 'signs'> & { readonly by: string; readonly at: Date };

/** How a clause of a version is read since a ruling. */
export type KeptInterpretation = Interpretation & { readonly instrument: string; readonly version: number };

/** What an organisation's own staff type in ('concord'), or a system of it sends ('client/NAME'): its number in column `basis`. */
export type KeptFeed = { readonly key: number; readonly feed: string };

/** What a system sends comes under the name that its tokens bear (auth/access.ts). */
export function feedOf(system: string): string {
  return `client/${system}`;
}

/** Everything the partnership wrote down, as its tables hold it. */
export type Book = {
  readonly name: string;
  readonly partners: readonly Partner[];
  readonly versions: readonly Version[];
  readonly signatures: readonly KeptSignature[];
  readonly suspensions: readonly KeptSuspension[];
  readonly notices: readonly KeptNotice[];
  /** In the order in which they were decided; of an organisation the last counts. */
  readonly schemes: readonly KeptScheme[];
  readonly interpretations: readonly KeptInterpretation[];
  /** Who took whose place, as it was carried out. */
  readonly succeeded: readonly KeptSuccession[];
  /** Who joined, or is joining, what was signed before. */
  readonly accessions: readonly KeptAccession[];
  /** Of each organisation the last of each paper that it accepted. */
  readonly assurances: readonly KeptAssurance[];
  /** Of each organisation the code by which a register knows it, where somebody said it. */
  readonly identities: readonly KeptIdentity[];
  /** Every way by which something came in, so that clauses can speak of it. */
  readonly feeds: readonly KeptFeed[];
  /** Number of the last act. */
  readonly acts: number;
};

/** The book on one day, in the partnership's zone. */
export type OpenBook = Book & { readonly zone: string; readonly today: Day };

/** The stack of instruments as `agreement` reads it: instants become days of the partnership. Of one book once, as `standingVersions`. */
export function stackOf(book: Book, zone: string): Stack {
  const before = stacks.get(book);
  if (before?.zone === zone) return before.stack;
  const stack = stackIn(book, zone);
  stacks.set(book, { zone, stack });
  return stack;
}

const stacks = new WeakMap<Book, { readonly zone: string; readonly stack: Stack }>();

function stackIn(book: Book, zone: string): Stack {
  return book.versions.map(({ instrument, proposed }) => {
    const signatures = book.signatures
      .filter((one) => one.instrument === instrument.id && one.version === instrument.version)
      .map(({ organization, at }) => ({ organization, on: dayIn(zone, at.getTime()) }));
    const accessions = accessionsOf(book, instrument);
    const { instrument: whole } = joinedBy({ instrument, accessions });
    return {
      instrument,
      signatures,
      suspensions: book.suspensions
        .filter((one) => one.instrument === instrument.id)
        .map(({ since, lifted }) => ({
          from: dayIn(zone, since.getTime()),
          ...(lifted ? { to: dayIn(zone, lifted.getTime()) } : {}),
        })),
      interpretations: book.interpretations.filter(
        (one) => one.instrument === instrument.id && one.version === instrument.version,
      ),
      accessions,
      notices: noticesOf(book, zone, { instrument: whole, on: dayIn(zone, proposed.getTime()) }),
    };
  });
}

/** Those that have signed their joining and were agreed to, each with its first day. */
function accessionsOf(book: Book, { id, version }: Instrument): readonly Accession[] {
  return book.accessions.flatMap(({ instrument, version: joins, organization, name, kind, beside, starts }) =>
    instrument !== id || joins !== version || starts === null
      ? []
      : [{ party: { organization, name, kind }, on: starts, ...(beside === null ? {} : { like: beside }) }],
  );
}

/** A notice as `agreement` reads it. */
export function noticeOn({ organization, given, withdrawn }: KeptNotice, zone: string): Notice {
  return {
    organization,
    given: dayIn(zone, given.getTime()),
    ...(withdrawn ? { withdrawn: dayIn(zone, withdrawn.getTime()) } : {}),
  };
}

/** A version that names who had left when it was proposed takes them in again: their old notice says nothing about it. */
function noticesOf(
  book: Book,
  zone: string,
  { instrument, on }: { readonly instrument: Instrument; readonly on: Day },
): readonly Notice[] {
  return book.notices
    .filter((one) => one.instrument === instrument.id)
    .map((one) => noticeOn(one, zone))
    .filter((notice) => {
      const leaves = leavesOn(instrument, notice);
      return leaves !== undefined && on < leaves;
    });
}

/** The notice by which an organisation leaves or has left a version, with its last day; undefined where it stays. */
export function leaving(
  book: OpenBook,
  { instrument, notices = [] }: StackEntry,
  organization: string,
): { readonly kept: KeptNotice; readonly notice: Notice; readonly leaves: Day } | undefined {
  for (const kept of book.notices) {
    if (kept.instrument !== instrument.id || kept.organization !== organization) continue;
    const notice = noticeOn(kept, book.zone);
    const counts = notices.some((one) => one.organization === organization && one.given === notice.given);
    const leaves = counts && kept.withdrawn === undefined ? leavesOn(instrument, notice) : undefined;
    if (leaves !== undefined) return { kept, notice, leaves };
  }
  return undefined;
}

/** A version with where it stands. */
export type Standing = StandingEntry & { readonly hash: string };

/** Of one book once: a book never changes, an act or a new day makes another, and a page asks of it a dozen times. */
export function standingVersions(book: OpenBook): readonly Standing[] {
  const before = standing.get(book);
  if (before !== undefined) return before;
  const made = standingIn(book);
  standing.set(book, made);
  return made;
}

const standing = new WeakMap<OpenBook, readonly Standing[]>();

function standingIn(book: OpenBook): readonly Standing[] {
  const hashes = new Map(book.versions.map(({ instrument, hash }) => [nameOf(instrument), hash]));
  return standings(stackOf(book, book.zone), book.today).map((entry) => ({
    ...entry,
    hash: hashes.get(nameOf(entry.instrument)) ?? '',
  }));
}

/** The version to speak of where none is named: the one that runs or would run, else the newest. */
export function mainVersion(versions: readonly Standing[]): Standing | undefined {
  const running = versions.findLast((one) => one.standing === 'in-effect' || one.standing === 'suspended');
  return running ?? versions.at(-1);
}

export function partnerWithKey(book: Book, key: number): Partner | undefined {
  return book.partners.find((partner) => partner.key === key);
}

export function openSuspensions(book: Book, instrument: string): readonly KeptSuspension[] {
  return book.suspensions.filter((one) => one.instrument === instrument && one.lifted === undefined);
}

export function nameOfOrganization(book: Book, instrument: Instrument, organization: string): string {
  const party = instrument.parties.find((one) => one.organization === organization);
  const partner = book.partners.find((one) => one.organization === organization);
  return party?.name ?? partner?.name ?? organization;
}

function nameOf({ id, version }: Instrument): string {
  return `${id}#${version}`;
}

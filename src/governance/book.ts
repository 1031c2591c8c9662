import type { Instrument, PartnerKind, Role, Stack, StandingEntry } from '#agreement';
import { standings } from '#agreement';
import { type Day, dayIn } from '#base';

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

export type Version = { readonly instrument: Instrument; readonly hash: string };

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

/** Everything the partnership wrote down, as its tables hold it. */
export type Book = {
  readonly name: string;
  readonly partners: readonly Partner[];
  readonly versions: readonly Version[];
  readonly signatures: readonly KeptSignature[];
  readonly suspensions: readonly KeptSuspension[];
  /** Number of the last act. */
  readonly acts: number;
};

/** The book on one day, in the partnership's zone. */
export type OpenBook = Book & { readonly zone: string; readonly today: Day };

/** The stack of instruments as `agreement` reads it: instants become days of the partnership. */
export function stackOf(book: Book, zone: string): Stack {
  return book.versions.map(({ instrument }) => ({
    instrument,
    signatures: book.signatures
      .filter((one) => one.instrument === instrument.id && one.version === instrument.version)
      .map(({ organization, at }) => ({ organization, on: dayIn(zone, at.getTime()) })),
    suspensions: book.suspensions
      .filter((one) => one.instrument === instrument.id)
      .map(({ since, lifted }) => ({
        from: dayIn(zone, since.getTime()),
        ...(lifted ? { to: dayIn(zone, lifted.getTime()) } : {}),
      })),
  }));
}

/** A version with where it stands. */
export type Standing = StandingEntry & { readonly hash: string };

export function standingVersions(book: OpenBook): readonly Standing[] {
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

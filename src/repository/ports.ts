import type { Access, Purpose } from '#agreement';
import type { Reader, Sql, Transaction } from '#store';
import type { Purge, Purged } from './purge/purge.ts';
import type { Tombstone } from './purge/tombstone.ts';
import type { Labels } from './label/open.ts';
import type { Compartment } from './repository.ts';

/** One record of a person: a compartment, since when it is theirs, and how that came. */
export type PersonRecordRow = Compartment & {
  readonly person: string;
  readonly state: 'confirmed' | 'unlinked';
  readonly at: Date;
};

/**
 * Which compartments are one person. For joints that keep what depends on it; who is shown what is for a bound repository.
 * Linking never moves or rewrites a row of the record, so that unlinking restores exactly.
 */
export type Persons = {
  /** The rows of these compartments; a compartment without a Patient has none. */
  readonly of: (reader: Reader, compartments: readonly Compartment[]) => Promise<readonly PersonRecordRow[]>;
  /** Every row, as a relation of `person`, `bkt` and `cmp` in a statement about everybody at once; `cmp` alone tells compartments apart. */
  readonly everyone: Sql;
  /** All rows of these persons. */
  readonly records: (reader: Reader, persons: readonly string[]) => Promise<readonly PersonRecordRow[]>;
  /** The same of one person, for whoever reads a page: asked once a request. Says nothing of what of it may be seen. */
  readonly recordsOnce: (
    access: Pick<Access, 'once'>,
    reader: Reader,
    person: string,
  ) => Promise<readonly PersonRecordRow[]>;
  /**
   * Of the compartments of these new resources those where the access rows do not say yet, in every compartment of the person, that
   * whoever wrote them has contributed to the record. Few: almost everything is written about people by those who have before.
   */
  readonly newlyContributed: (
    reader: Reader,
    created: readonly (Compartment & { readonly type: string; readonly id: string })[],
  ) => Promise<readonly Compartment[]>;
  /** The organisations that have written into these compartments and still have a row there, one row each. */
  readonly contributors: (
    reader: Reader,
    compartments: readonly Compartment[],
  ) => Promise<readonly (Compartment & { readonly org: number })[]>;
  /** Locks these persons until the transaction ends: whoever decides what may be seen of one takes turns with whoever else does. */
  readonly hold: (transaction: Transaction, persons: readonly string[]) => Promise<void>;
  /** Makes the persons of two compartments one; answers it. Writes a change 'link' for each compartment that moved. */
  readonly link: (transaction: Transaction, left: Compartment, right: Compartment) => Promise<string>;
  /** Gives one compartment a person of its own again; answers the new person. Writes a change 'link' for it. */
  readonly unlink: (transaction: Transaction, compartment: Compartment) => Promise<string>;
};

/** What a person keeps back from a viewer: keys of organisations, bits of labels and of classes of data. */
export type Kept = {
  readonly organizations: readonly number[];
  readonly labels: number;
  readonly classes: number;
  /** Classes whose use is restricted, also for the viewer's own records. */
  readonly held?: number;
};

/** A row of `access` as it should stand. Where nothing is said of denials, those of the row survive. */
export type AccessGrant = Compartment & {
  readonly viewer: number;
  readonly purpose: Purpose;
  readonly rel: number;
  readonly until?: Date;
  readonly kept?: Kept;
};

/** Makes the access rows of these compartments exactly the grants given; denials of rows that stay are kept where the grant does not say them. */
export type KeepAccess = (
  transaction: Transaction,
  compartments: readonly Compartment[],
  grants: readonly AccessGrant[],
) => Promise<void>;

/** Short numbers of organisations, feeds and viewers; made where missing, kept in memory. */
export type Contributors = {
  /** 'Organization/<id>' -> key; the name is taken when it is new, and replaced when given and another. */
  readonly organizationKey: (organization: string, name?: string) => Promise<number>;
  readonly basisKey: (organization: number, feed: string, purpose: Purpose) => Promise<number>;
  /** 'Organization/<id>' or 'Person/<id>'. */
  readonly viewerKey: (holder: string) => Promise<number>;
  /** Keys of many holders in one statement. */
  readonly viewerKeys: (holders: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  /** Who holds the rows of a viewer: 'Organization/<id>' or 'Person/<id>'. */
  readonly holderOf: (viewer: number) => Promise<string | undefined>;
  /** Every organisation that has a key. */
  readonly organizations: () => Promise<
    readonly { readonly key: number; readonly organization: string; readonly name: string }[]
  >;
};

/** One line of the audit as joints read it back. */
export type Looking = {
  readonly at: Date;
  readonly principal: string;
  readonly role: string;
  readonly purpose: string;
  readonly organization: number;
  readonly action: string;
  readonly type?: string;
  readonly id?: string;
  readonly outcome: string;
  /** The break-glass opening under which it was. */
  readonly under?: string;
};

/** One look of a member of staff at one person; `related` says whether their organisation has to do with the person now. */
export type StaffLook = {
  readonly principal: string;
  readonly role: string;
  readonly at: Date;
  readonly person: string;
  readonly related: boolean;
  readonly under?: string;
};

/** What was done; the log adds who and when. */
export type NotedLine = {
  readonly action: string;
  readonly outcome: string;
  readonly person?: string;
  readonly compartment?: Compartment;
  readonly type?: string;
  readonly id?: string;
  readonly query?: string;
  readonly found?: readonly string[];
  /** Other organisations (keys) whose items were shown. */
  readonly disclosed?: readonly number[];
};

export type AuditLog = {
  /** Durable when it resolves: await it before an answer leaves. The lines of a call, and concurrent calls, share one insert. */
  readonly note: (access: Access, ...lines: readonly NotedLine[]) => Promise<void>;
  /** The same in a transaction: what was done and its line are there together, or neither. */
  readonly keep: (transaction: Transaction, access: Access, ...lines: readonly NotedLine[]) => Promise<void>;
  /** Who looked at a person's records, newest first. For the person and information governance alone: refuses others by throwing. */
  readonly of: (access: Access, person: string, limit: number) => Promise<readonly Looking[]>;
  /** Looks of an organisation's staff at people, newest first, for its information governance alone: refuses others by throwing. */
  readonly staffLooks: (
    access: Access,
    question: { readonly from: Date; readonly to: Date; readonly limit: number },
  ) => Promise<readonly StaffLook[]>;
  /** What was read under an opening is shown to the person from then on. */
  readonly showFrom: (transaction: Transaction, under: string, at: Date) => Promise<void>;
};

/** Something that an organisation holds of a person: where it lies and what policy looks at, no content. */
export type HeldItem = Compartment & {
  /** 'Observation/x'. */
  readonly reference: string;
  readonly basis: number;
  readonly cls: number;
  readonly lab: number;
  /** When it was last added to: the later of its clinical date and its last change. */
  readonly last: Date;
};

/** What a person's rights ask of the record. Who may is for the caller to judge; nothing here answers content. */
export type Rights = {
  readonly held: (reader: Reader, places: readonly Compartment[], organization: number) => Promise<readonly HeldItem[]>;
  /** Marks items ('Observation/x') as restricted in use, or lifts that; answers how many changed. */
  readonly restrict: (transaction: Transaction, items: readonly string[], on: boolean) => Promise<number>;
  /** Organisations other than `of` to which items were shown, and when last. */
  readonly receivers: (
    reader: Reader,
    question: {
      readonly person: string;
      readonly places: readonly Compartment[];
      readonly items: readonly string[];
      readonly of: number;
    },
  ) => Promise<readonly { readonly organization: number; readonly seen: Date }[]>;
  /** Takes items out for good; see purge/. */
  readonly purge: (transaction: Transaction, items: readonly string[], why: Purge) => Promise<Purged>;
  /** Forgets who could see these compartments in the past. */
  readonly forgetAccess: (transaction: Transaction, places: readonly Compartment[]) => Promise<void>;
  readonly tombstones: (reader: Reader) => AsyncIterable<readonly Tombstone[]>;
  readonly keepTombstones: (transaction: Transaction, all: readonly Tombstone[]) => Promise<void>;
  /** What of these is there again. */
  readonly risen: (reader: Reader, all: readonly Tombstone[]) => Promise<readonly string[]>;
};

/** A code as senders write it; without a system where they send none. */
export type BorneCode = { readonly system?: string; readonly code: string };

/** The resources of some types whose `code` is one of these. */
export type Bearing = { readonly types: readonly string[]; readonly codes: readonly BorneCode[] };

/** Where a resource lies. */
export type Place = { readonly bkt: number; readonly type: string; readonly id: string };

/** Behind which of them the next page begins: how far down the types, and the last of its page. */
export type BearingPlace = { readonly type: number; readonly at: string; readonly bkt: number; readonly id: string };

/**
 * Rows of projections, for a joint that reads resources otherwise than before. Nothing here answers content. Types are those of R4's Patient compartment.
 */
export type Projected = {
  /** The next of those that bear one of the codes, newest first, type by type; `after` of the last page is undefined. */
  readonly bearing: (
    reader: Reader,
    asked: Bearing & { readonly after?: BearingPlace | undefined; readonly limit: number },
  ) => Promise<{ readonly places: readonly Place[]; readonly after: BearingPlace | undefined }>;
  readonly countBearing: (reader: Reader, asked: Bearing) => Promise<number>;
  /** Which of these, and of all that lies in these compartments, bear one of the codes. */
  readonly bearingAmong: (
    reader: Reader,
    asked: Bearing & { readonly of: readonly Place[]; readonly compartments: readonly Compartment[] },
  ) => Promise<readonly Place[]>;
  /**
   * Locks these resources, as writers do, until the transaction ends, and makes their rows of some tables what a write would make them now. Rows of
   * superseded versions stay. Answers the compartments of those whose rows were others before.
   */
  readonly anew: (
    transaction: Transaction,
    tables: readonly string[],
    places: readonly Place[],
  ) => Promise<readonly Compartment[]>;
};

/** An item, and the organisations (keys) that pay or are paid for it by charges that stand. */
export type ChargedItem = { readonly type: string; readonly id: string; readonly organizations: readonly number[] };

/** What was charged of the record: all that a seat for payment sees of it. Said by whoever charges; money itself stays theirs. */
export type Charged = {
  /**
   * Makes the payers and payees of each item exactly these; what is not in the record is passed over. People of whom an organisation pays
   * something for the first time, or nothing any more, are told on the feed as those are whose records were put together.
   */
  readonly keep: (transaction: Transaction, items: readonly ChargedItem[]) => Promise<void>;
  /** Who pays or is paid for what in these compartments ('Encounter/x'), a row for each of the two. */
  readonly of: (
    reader: Reader,
    compartments: readonly Compartment[],
  ) => Promise<readonly (Compartment & { readonly reference: string; readonly org: number })[]>;
};

/** What the joints that keep the record whole are given beside a bound repository. Nothing here answers a resource. */
export type Ports = {
  readonly persons: Persons;
  readonly keepAccess: KeepAccess;
  readonly contributors: Contributors;
  readonly audit: AuditLog;
  readonly rights: Rights;
  readonly labels: Labels;
  readonly projected: Projected;
  readonly charged: Charged;
};

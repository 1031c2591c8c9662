import type { Outcome } from '#fhir';
import type {
  AskingRule,
  Change,
  Compartment,
  Narrowing,
  Ports,
  Projection,
  Repository,
  Tombstone,
  Wording,
} from '#repository';
import type { Migration, Reader, Store, Transaction } from '#store';
import type { Route } from '#http';
import type { Access, Role } from '#agreement';
import type { Bar, EndingSeat, Leave, Sitting, StaffSeat } from '#auth';
import type { Obligations } from '#obligation';

/** What a joint is given once, at start. Time and ids come in here, so that rules stay pure and tests can fix them. */
export type Services = {
  readonly store: Store;
  /** A repository bound to an Access: the only way to read or write the record. */
  readonly repository: (access: Access) => Repository;
  /** Persons, access rows, keys and the audit: for joints that keep the record whole. */
  readonly ports: Ports;
  readonly now: () => number;
  /** A new unguessable id, time-ordered. */
  readonly newId: () => string;
  /** The zone whose days count (IANA name), one a partnership. */
  readonly zone: string;
  readonly log: Log;
  /** The one engine of what is due. */
  readonly obligations?: Obligations;
  /**
   * Queues a job that a joint declares in `jobs`; in a transaction it exists if and only if that commits. Not before all are started,
   * and absent where a joint is tested alone.
   */
  readonly send?: (queue: string, payload: object, transaction?: Transaction) => Promise<string>;
  /** Whether whoever asks has signed in anew just now, where signing in offers such a step; else how to. */
  readonly stepUp?: (access: Access) => Promise<Outcome<true>>;
  /** Gives somebody the first seat of an organisation that joins: the code of a link that opens once. */
  readonly inviteSeat?: (wish: {
    readonly name: string;
    readonly role: Role;
    readonly organization: string;
    readonly organizationName: string;
    readonly by: string;
  }) => Promise<Outcome<{ readonly link: string }>>;
  /** Who is behind some principals ('account/12'): for information governance, never for lists of people. */
  readonly accounts?: (principals: readonly string[]) => Promise<readonly KnownAccount[]>;
  /** People ('Person/x') whose account has a seat at an organisation too. */
  readonly colleagues?: (organization: number) => Promise<readonly string[]>;
  /** The seats of organisations, for when one takes the place of others. */
  readonly seats?: Seats;
  /** Who works in an organisation, and how they leave it. */
  readonly staff?: Staff;
  /** Who sits in the place of people in their own records. */
  readonly proxies?: Proxies;
  /** Who sits in a role of an organisation ('Organization/x') today, by name. */
  readonly holders?: (
    organization: string,
    role: Role,
  ) => Promise<readonly { readonly account: string; readonly name: string }[]>;
  /** What a seat is given in which nobody in particular sits: for what the program does in somebody's place. */
  readonly accessOf?: (seat: {
    readonly role: Role;
    readonly organization: string;
    /** 'Person/x', for their own record. */
    readonly person?: string;
  }) => Promise<Access>;
  /** Told after a commit what was erased, for whoever keeps that outside the database. */
  readonly erased?: (tombstones: readonly Tombstone[]) => Promise<void>;
  /** Answers of the other joints, by name, as typed in their contract.ts. Absent until every joint is started. */
  readonly answers: Readonly<Record<string, unknown>>;
};

export type Seats = {
  readonly counts: (organization: string) => Promise<readonly { readonly role: Role; readonly count: number }[]>;
  readonly move: (
    transaction: Transaction,
    to: { readonly from: readonly string[]; readonly to: string; readonly name: string },
  ) => Promise<number>;
};

/** Seats of people's own records that somebody else sits in; people are 'Person/x'. */
export type Proxies = {
  readonly of: (person: string, reader?: Reader) => Promise<readonly Sitting[]>;
  /** From one instant to another they see less, or nothing. */
  readonly bar: (transaction: Transaction, bar: Bar) => Promise<void>;
  readonly endBar: (transaction: Transaction, id: string) => Promise<void>;
};

/** Seats of the staff of organisations ('Organization/x'), as they are held today and will be. */
export type Staff = {
  readonly of: (organization: string, reader?: Reader) => Promise<readonly StaffSeat[]>;
  /** Roles that somebody held and nobody holds, and since when. */
  readonly empty: (organization: string) => Promise<readonly { readonly role: Role; readonly since: Date }[]>;
  /** Seats of every organisation that are over, and not seen to, or will be by then. */
  readonly ending: (until: number, reader?: Reader) => Promise<readonly EndingSeat[]>;
  /** One change at a time, until the transaction ends. */
  readonly lock: (transaction: Transaction, organization: string) => Promise<void>;
  /** Ends seats and gives their roles to others. */
  readonly leave: (
    transaction: Transaction,
    wish: Omit<Leave, 'gives'> & { readonly gives: readonly Omit<Leave['gives'][number], 'id'>[] },
  ) => Promise<Outcome<true>>;
  /** Ends what still opens something for seats that have ended; answers how many. */
  readonly closeLogins: (transaction: Transaction, seats: readonly string[]) => Promise<number>;
  /** 'Practitioner/x': under what name somebody owns things in the record. */
  readonly practitioner: (account: string, organization: string) => string;
};

/** An account, its holder's name, and whose own record it reads where it does ('Person/x'). */
export type KnownAccount = {
  readonly principal: string;
  readonly name: string;
  /** 'Organization/x' of its seats. */
  readonly organizations: readonly string[];
  readonly person?: string;
};

/** Ids, codes and counts only: no content of any record is ever logged. */
export type Log = {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
};

/** A pure rule inside the write transaction, alike for FHIR API, forms and feeds. */
export type Admission = {
  readonly types: readonly string[];
  readonly admit: (resource: Readonly<Record<string, unknown>>) => Outcome<true>;
};

export type Started = {
  readonly routes: readonly Route[];
  /** Typed in the joint's contract.ts; pages and other joints ask through these. Every answer takes the Access of who asks. */
  readonly answers: unknown;
  /** Runs after a commit, in order of the feed, with its offset moved in the same transaction. */
  readonly onChanges?: (changes: readonly Change[], transaction: Transaction) => Promise<void>;
  /** Of whom somebody may see less by a write that is under way, in its transaction: see `Joint.narrows`. */
  readonly narrowed?: (
    people: readonly Compartment[],
    transaction: Transaction,
    /** Of what is about nobody, and by which somebody may see less. */
    changes?: readonly Narrowing[],
  ) => Promise<void>;
  readonly jobs?: Readonly<Record<string, (payload: unknown) => Promise<void>>>;
  readonly shows?: Showing;
  /** What words of a record become for those who need not know what a person has. */
  readonly wording?: Wording | undefined;
  readonly stop?: () => Promise<void>;
};

/**
 * Resources of R4 that a joint shows from its own tables, so that what they say is kept once: they are read and searched like those of
 * the record, by whom the joint lets, and nobody writes them.
 */
export type Showing = {
  readonly types: readonly string[];
  /** One of them, for those who may see it; undefined where there is none, or not for them. */
  readonly one: (access: Access, type: string, id: string) => Promise<Shown | undefined>;
  /** Some of those that somebody may see, newest first, after a place. */
  readonly some: (access: Access, type: string, asked: ShowingAsked) => Promise<ShownPage>;
};

export type ShowingAsked = {
  readonly after?: string;
  readonly limit: number;
  /** Only what is about one of these people ('Patient/7') is wanted. */
  readonly patients?: readonly string[];
};

/** `next`: what further ones come after; absent where there are none. */
export type ShownPage = { readonly shown: readonly Shown[]; readonly next?: string };

export type Shown = {
  /** Without `meta`. */
  readonly resource: Readonly<Record<string, unknown>> & { readonly resourceType: string; readonly id: string };
  readonly updated: Date;
  /** Key of the organisation whose it is. */
  readonly organization: number;
  /** In whose record what it is about lies; absent where it is about nobody. */
  readonly home?: Compartment;
  /** What the next ones come after. */
  readonly place: string;
};

/** The one shape of the six. A joint never imports another: see ARCHITECTURE.md. */
export type Joint = {
  readonly name: 'record' | 'care' | 'workforce' | 'money' | 'governance' | 'insight';
  readonly migrations: readonly Migration[];
  readonly admits?: readonly Admission[];
  /** Rules that look at what is kept, in the transaction of the write. */
  readonly asks?: readonly AskingRule[];
  /** Given the database, for a joint that reads by what it keeps there. */
  readonly projects?: (store: Store) => readonly Projection[];
  /** Whether somebody may see less of a person for a change. Pure; then `narrowed` runs with the write, and not after the feed. */
  readonly narrows?: (change: Narrowing) => boolean;
  readonly start: (services: Services) => Promise<Started>;
};

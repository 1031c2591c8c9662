import type { Access, Role } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Change, Compartment } from '#repository';
import type { Transaction } from '#store';
import type { Succeeded } from './succeed.ts';
import type { DueRule, NewObligation } from './terms.ts';
import type { ObligationList, ObligationView, Question } from './view.ts';

/** Who does something to an obligation. An Access is one. */
export type Actor = Pick<Access, 'principal' | 'name' | 'role' | 'organization'>;

/** What stands to be done by a role. What concerns a person says no more than its kind. */
export type StandingObligation = {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  /** What it was opened under, by whoever opened it. */
  readonly key?: string;
  readonly aboutPerson: boolean;
  readonly role: Role;
  readonly holder?: string;
  readonly due?: Date;
  readonly because?: string;
  readonly page?: string;
};

/** What shows that it was kept. `reference` is a resource or a page; `words` say what was done. */
export type Evidence = {
  readonly by: 'attestation' | 'fact' | 'search';
  readonly words?: string;
  /** 'DocumentReference/ab12', 'Encounter/ab12', '/agreements/vale-sharing'. */
  readonly reference?: string;
};

/**
 * The one engine of "X by a date, owned by a role, closed by evidence, else escalated". What takes a transaction joins the
 * caller's: it happens if and only if that commits. These are for joints, which have checked who may; what people do by hand
 * goes through `acts`, which check.
 */
export type Obligations = {
  /** Answers its id; under a key that is taken, the id of the one that is there. */
  readonly open: (transaction: Transaction, by: Actor, obligation: NewObligation) => Promise<Outcome<string>>;
  /** The id under a kind and key, whatever became of it. */
  readonly find: (transaction: Transaction, kind: string, key: string) => Promise<string | undefined>;
  /** Stops escalation, until a day or for good; the debt stands. */
  readonly answer: (
    transaction: Transaction,
    by: Actor,
    id: string,
    answer: { readonly words: string; readonly until?: Day; readonly blockedBy?: string },
  ) => Promise<Outcome<true>>;
  /** The answer is not taken: escalation goes on. */
  readonly askAgain: (transaction: Transaction, by: Actor, id: string, reason: string) => Promise<Outcome<true>>;
  /** The clock stops. */
  readonly pause: (transaction: Transaction, by: Actor, id: string, reason: string) => Promise<Outcome<true>>;
  readonly resume: (transaction: Transaction, by: Actor, id: string, reason?: string) => Promise<Outcome<true>>;
  /** Another due rule, counted from the same start; escalation begins anew. */
  readonly extend: (
    transaction: Transaction,
    by: Actor,
    id: string,
    change: { readonly due: DueRule; readonly reason: string },
  ) => Promise<Outcome<true>>;
  /** Kept. Closing what is closed already is accepted and changes nothing. */
  readonly close: (transaction: Transaction, by: Actor, id: string, evidence: Evidence) => Promise<Outcome<true>>;
  /** Closes every open obligation that waits for this fact; answers how many. */
  readonly fact: (
    transaction: Transaction,
    by: Actor,
    fact: string,
    evidence?: Omit<Evidence, 'by'>,
  ) => Promise<number>;
  /** No longer owed; one that repeats repeats no more. */
  readonly withdraw: (transaction: Transaction, by: Actor, id: string, reason: string) => Promise<Outcome<true>>;
  /** Into the hands of one holder of the owning role ('account id'), or of another role of the organisation. */
  readonly handOver: (
    transaction: Transaction,
    by: Actor,
    id: string,
    to: { readonly account?: string; readonly role?: Role; readonly reason: string },
  ) => Promise<Outcome<true>>;
  /** Seats of a role changed: what its former holders held goes to whoever holds it now. Call it where seats change. */
  readonly roleChanged: (transaction: Transaction, organization: string, role: Role) => Promise<number>;

  /** Organisations that are no more: what they owed and were owed goes to who took their place. Answers how many open ones did. */
  readonly succeed: (transaction: Transaction, succeeded: Succeeded) => Promise<number>;
  /** Every open one that an organisation owes (of some kinds), whoever may read it: for whoever hands work over, never for lists. */
  readonly standing: (organization: string, kinds?: readonly string[]) => Promise<readonly StandingObligation[]>;
  /** How many open ones an organisation owes and is owed. */
  readonly count: (organization: string) => Promise<{ readonly owes: number; readonly owed: number }>;

  /** What my organisation owes: all of it that this seat may see, what is due first first. */
  readonly owedBy: (access: Access, question?: Question) => Promise<ObligationList>;
  /** What is owed to my organisation, or to me as a person. */
  readonly owedTo: (access: Access, question?: Question) => Promise<ObligationList>;
  /** Late, either way round, and why. */
  readonly late: (access: Access, question?: Question) => Promise<ObligationList>;
  /** The promises of every organisation that concern no person, for the staff of all. */
  readonly commitments: (access: Access, question?: Question) => Promise<ObligationList>;
  /** One with what happened to it; what may not be seen is not there. */
  readonly one: (access: Access, id: string) => Promise<Outcome<ObligationView>>;

  /** Does what has fallen due: escalates, repeats, hands over. Safe to run at any time, by any number of processes. */
  readonly fallDue: () => Promise<number>;
  /** Counts every open one anew, after a calendar changed; answers how many were looked at. */
  readonly recount: () => Promise<number>;
  /** Follows the change feed for evidence by search. */
  readonly onChanges: (changes: readonly Change[], transaction: Transaction) => Promise<void>;
  /** Takes out what obligations say about a person, whose right that is: words and the reference; that something was due stays. */
  readonly forget: (transaction: Transaction, compartments: readonly Compartment[]) => Promise<number>;

  readonly byHand: ByHand;
  readonly feeds: Feeds;
};

/** What a person promises for their role. */
export type Promised = Pick<NewObligation, 'key' | 'title' | 'due' | 'repeats' | 'because' | 'concerns' | 'page'> & {
  readonly role?: Role;
  readonly owed?: { readonly organization: string; readonly role?: Role };
  /** What shows that it was kept, where nobody has to say so: records of an organisation that arrive, or a record about the person that a search finds. */
  readonly shownBy?: { readonly arrives: string } | { readonly search: string };
};

/** What people do by hand: checked against their seat, each in a transaction of its own. Reasons are needed and are read by the other side. */
export type ByHand = {
  readonly promise: (access: Access, promised: Promised) => Promise<Outcome<string>>;
  readonly answer: (
    access: Access,
    id: string,
    answer: { readonly words: string; readonly until?: string; readonly blockedBy?: string },
  ) => Promise<Outcome<true>>;
  readonly askAgain: (access: Access, id: string, reason: string) => Promise<Outcome<true>>;
  readonly pause: (access: Access, id: string, reason: string) => Promise<Outcome<true>>;
  readonly resume: (access: Access, id: string, reason: string) => Promise<Outcome<true>>;
  readonly extend: (
    access: Access,
    id: string,
    change: { readonly on: string; readonly reason: string },
  ) => Promise<Outcome<true>>;
  /** It was done: in words, with a document where there is one. */
  readonly close: (
    access: Access,
    id: string,
    shown: { readonly words: string; readonly reference?: string },
  ) => Promise<Outcome<true>>;
  readonly withdraw: (access: Access, id: string, reason: string) => Promise<Outcome<true>>;
  readonly handOver: (
    access: Access,
    id: string,
    to: { readonly account?: string; readonly role?: Role; readonly reason: string },
  ) => Promise<Outcome<true>>;
};

/** Calendars that calendar programs subscribe to: one a seat, by a secret address, with nothing about a person in it. */
export type Feeds = {
  /** A new secret; the one before is revoked. */
  readonly make: (access: Access) => Promise<Outcome<string>>;
  readonly revoke: (access: Access) => Promise<boolean>;
  /** When the seat's calendar was made; undefined where it has none. */
  readonly made: (access: Access) => Promise<string | undefined>;
  /** The calendar of a secret, as iCalendar text. `origin` is the address of the program. */
  readonly read: (secret: string, origin: string) => Promise<Outcome<string>>;
};

import type { Outcome } from '#fhir';
import type { Change, Ports, Projection, Repository } from '#repository';
import type { Migration, Store, Transaction } from '#store';
import type { Route } from '#http';
import type { Access } from '#agreement';

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
  /** Answers of the other joints, by name, as typed in their contract.ts. Absent until every joint is started. */
  readonly answers: Readonly<Record<string, unknown>>;
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
  readonly jobs?: Readonly<Record<string, (payload: unknown) => Promise<void>>>;
  readonly stop?: () => Promise<void>;
};

/** The one shape of the six. A joint never imports another: see ARCHITECTURE.md. */
export type Joint = {
  readonly name: 'record' | 'care' | 'workforce' | 'money' | 'governance' | 'insight';
  readonly migrations: readonly Migration[];
  readonly admits?: readonly Admission[];
  readonly projects?: readonly Projection[];
  readonly start: (services: Services) => Promise<Started>;
};

import type { Access } from '#agreement';
import type { Outcome } from '#fhir';
import type { Store, Transaction } from '#store';
import type { Projection } from './repository.ts';

/** A pure rule inside the write transaction, declared by a joint. */
export type AdmissionRule = {
  readonly types: readonly string[];
  readonly admit: (resource: Readonly<Record<string, unknown>>) => Outcome<true>;
};

/** What the repository was opened with; everything that is not pure comes from here. */
export type Context = {
  readonly store: Store;
  readonly now: () => number;
  readonly random: () => number;
  readonly projections: readonly Projection[];
  readonly admissions: readonly AdmissionRule[];
  readonly secret: string;
  /** The viewer whose access rows say 'contributed', of an organisation's key. */
  readonly viewerOf: (organization: number) => Promise<number>;
  /** Called after a commit that wrote to the feed. */
  readonly committed: () => void;
};

/** One write's surroundings: who writes, when, in which transaction. */
export type Writing = {
  readonly context: Context;
  readonly access: Access;
  readonly now: Date;
  readonly transaction: Transaction;
};

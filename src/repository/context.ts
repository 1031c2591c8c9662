import type { Access } from '#agreement';
import type { Outcome, Refusal } from '#fhir';
import type { Store, Transaction } from '#store';
import type { LabelSets } from './label/labels.ts';
import type { ErasedContents } from './purge/content.ts';
import type { Compartment, Projection } from './repository.ts';
import type { MustRelate } from './write/apply.ts';
import type { Row } from './write/row.ts';
import type { Wording } from './wording/wording.ts';
import type { TermKeeper } from './write/terms.ts';

/** A pure rule inside the write transaction, declared by a joint. */
export type AdmissionRule = {
  readonly types: readonly string[];
  readonly admit: (resource: Readonly<Record<string, unknown>>) => Outcome<true>;
};

type Fields = Readonly<Record<string, unknown>>;

export type KeptResource = Readonly<Record<string, unknown>>;

/** What is kept under a canonical address, with its version or without; `but` leaves one id out. */
export type Library = (type: string, canonical: string, but?: string) => Promise<KeptResource | undefined>;

/**
 * A rule that has to look at what is kept: asked in the transaction of the write, of what would be written. What it accepts may come with
 * advice, for whoever only asks whether it would be taken.
 */
export type AskingRule = {
  readonly types: readonly string[];
  readonly ask: (
    change: { readonly id: string; readonly before?: KeptResource; readonly after: KeptResource },
    kept: Library,
  ) => Promise<Outcome<readonly Refusal[]>>;
};

/** A change as somebody may see less for it: without `before` the resource is new, without `after` it is gone. */
export type Narrowing = { readonly type: string; readonly before?: Fields; readonly after?: Fields };

/** What takes effect with a write itself, and not when the feed was read: whoever sees less for it sees less from the answer on. */
export type AtOnce = {
  /** Pure. */
  readonly narrows: (change: Narrowing) => boolean;
  /** Brings up to date, in the transaction of the write, what everybody may see of these people, and of whom changes to nobody's items reach. */
  readonly keep: (
    transaction: Transaction,
    people: readonly Compartment[],
    changes: readonly Narrowing[],
  ) => Promise<void>;
};

/** What the repository was opened with; everything that is not pure comes from here. */
export type Context = {
  readonly store: Store;
  readonly now: () => number;
  readonly random: () => number;
  readonly projections: readonly Projection[];
  readonly admissions: readonly AdmissionRule[];
  readonly asking?: readonly AskingRule[];
  readonly secret: string;
  /** What was erased, by what it said. */
  readonly erasedContents: ErasedContents;
  /** The sets of sensitive codes as they are now. */
  readonly labels: () => LabelSets;
  /** The viewer whose access rows say 'contributed', of an organisation's key. */
  readonly viewerOf: (organization: number) => Promise<number>;
  readonly atOnce?: AtOnce;
  /** What words become for those who need not know; nothing before the joint that says so has started. */
  readonly wording?: () => Wording | undefined;
  /** Writes plain creates of several callers in one statement, unless one of them is not related to somebody. */
  readonly gate: (rows: readonly Row[], guards: readonly string[], people: readonly MustRelate[]) => Promise<void>;
  /** Called with rows before they are written. */
  readonly keepTerms: TermKeeper;
  /** Called after a commit that wrote to the feed. */
  readonly committed: () => void;
};

/** Whom a row is attributed to: the writer's organisation and feed, and the viewer whose access rows say 'contributed'. */
export type Contribution = {
  readonly organization: number;
  readonly basis: number;
  readonly viewer: number;
  /** Who wrote it, for the audit. */
  readonly access: Access;
};

/** One write's surroundings: who writes, when, in which transaction. */
export type Writing = {
  readonly context: Context;
  readonly access: Access;
  readonly by: Contribution;
  readonly now: Date;
  readonly transaction: Transaction;
};

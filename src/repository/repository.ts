import type { Outcome, Refusal, Scan } from '#fhir';

/** A person's compartment: bucket and the 64-bit hash of 'Patient/<id>' as decimal text. '0' is nobody's (directory). */
export type Compartment = { readonly bkt: number; readonly cmp: string };

/** A resource as it lies in the store. `body` is the wire JSON, complete with id and meta, decimals as received. */
export type Stored = {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly updated: Date;
  readonly bkt: number;
  readonly cmp: string;
  readonly org: number;
  readonly basis: number;
  readonly cls: number;
  readonly lab: number;
  readonly body: string;
};

export type SweepRequest = {
  readonly types: readonly string[];
  /** Buckets, from the first and before the second; all where nothing is said. */
  readonly within?: readonly [number, number];
  readonly after?: Pick<Stored, 'bkt' | 'type' | 'id'>;
  readonly limit: number;
};

export type Written = {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly updated: Date;
  /** 'same' where a conditional create found one, or an update changed nothing. */
  readonly effect: 'created' | 'updated' | 'deleted' | 'same';
  readonly body?: string;
};

/** One change as consumers of the feed see it; a resource's changes are ordered by `version`, never by position. */
export type Change = {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly op: 'create' | 'update' | 'delete' | 'link';
  readonly bkt: number;
  readonly cmp: string;
};

/**
 * Rows a joint wants written with the resource, in the same transaction. No I/O. The table belongs to the joint, and begins with
 * bkt smallint, typ smallint, id text, cmp bigint, org int; `columns` follow. Rows of the superseded version are deleted first.
 */
export type Projection = {
  readonly table: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly types: readonly string[];
  /**
   * A table of the same columns and `until timestamptz`: where rows go that a later version, or the end of the resource, took the place
   * of. What was known on an earlier day is told by it. Erasure and restriction reach it too.
   */
  readonly past?: string;
  /** Its rows only count in figures: they are not there while the use of the resource is restricted. */
  readonly counts?: true;
  /** `learned` is when this version was written: the second of a fact's two times. `organization` is the key of whose resource it is. */
  readonly rows: (
    resource: Readonly<Record<string, unknown>>,
    learned: Date,
    organization: number,
  ) => readonly (readonly unknown[])[];
};

/** A search as the wire asks it; parsed by fhir/search. */
export type SearchRequest = {
  readonly type: string;
  /** 'Patient/7' for a compartment search. */
  readonly compartment?: string;
  readonly parameters: readonly (readonly [name: string, value: string])[];
  /** Lenient drops unknown parameters (and says so in the self link); strict refuses them. */
  readonly handling: 'strict' | 'lenient';
};

/** The same over several types: those of `_type` among the parameters, or all. */
export type AcrossRequest = Omit<SearchRequest, 'type'>;

export type SearchEntry = { readonly mode: 'match' | 'include'; readonly resource: Stored };

export type SearchPage = {
  readonly entries: readonly SearchEntry[];
  /** Exact count under the same policy; absent where `_total=none`. */
  readonly total?: number;
  /** The parameters that were used, for the self link. */
  readonly used: readonly (readonly [string, string])[];
  /** Opaque, signed, bound to the principal and the query; absent on the last page. */
  readonly next?: string;
  readonly countOnly: boolean;
};

export type HistoryEntry = {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly updated: Date;
  readonly op: 'create' | 'update' | 'delete';
  /** The compartment that this version was in. */
  readonly bkt: number;
  readonly cmp: string;
  readonly body?: string;
};

/** Versions of one resource, of a type, or of everything. */
export type HistoryRequest = {
  readonly type?: string;
  readonly id?: string;
  /** Only what was written then or later. */
  readonly since?: Date;
  /** Most versions a page. */
  readonly count: number;
  /** `next` of the page before. */
  readonly page?: string;
};

export type HistoryPage = {
  readonly entries: readonly HistoryEntry[];
  /** Opaque, signed, bound to the principal and the question; absent on the last page. */
  readonly next?: string;
  /** These entries are all there are. */
  readonly whole: boolean;
};

/** Everything of one person's compartment: https://hl7.org/fhir/R4/patient-operation-everything.html */
export type EverythingRequest = {
  /** Of the Patient. */
  readonly id: string;
  readonly types?: readonly string[];
  /** Only what was written then or later. */
  readonly since?: Date;
  /** Only care that touches this time, in ms; what has no clinical date belongs to any. */
  readonly start?: number;
  readonly end?: number;
  readonly count: number;
  readonly page?: string;
};

export type EverythingPage = {
  /** Matches are the compartment's; included is what they refer to and is about nobody: people, places, organisations, drugs. */
  readonly entries: readonly SearchEntry[];
  readonly next?: string;
  readonly whole: boolean;
};

export type WriteOptions = {
  /** Version the caller believes current (If-Match). */
  readonly ifMatch?: number;
  /** If-None-Match: * on an update: only where there is none yet. */
  readonly ifNoneMatch?: '*';
  /** Search of a conditional create (If-None-Exist), without '?'. */
  readonly ifNoneExist?: string;
};

export type BundleEntry = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As written in entry.request.url. */
  readonly url: string;
  readonly fullUrl?: string;
  /** The resource's JSON text, a slice of the bundle as received. */
  readonly resource?: string;
  /** The same, scanned, where the caller has it from the bundle: it is not scanned again. */
  readonly scan?: Scan;
  readonly ifMatch?: string;
  readonly ifNoneExist?: string;
  readonly ifNoneMatch?: string;
};

/** One answer an entry, in order. A batch answers a refusal where an entry failed; a transaction is refused whole. */
export type EntryAnswer = Outcome<{ readonly written?: Written; readonly read?: Stored; readonly page?: SearchPage }>;

/** The record, bound to who asks. Nothing comes out of it that the Access does not let through; what is hidden is not found. */
export type Repository = {
  readonly read: (type: string, id: string) => Promise<Outcome<Stored>>;
  readonly readMany: (references: readonly string[]) => Promise<readonly Stored[]>;
  /** Which of these `readMany` would find, without reading them. */
  readonly visibleOf: (references: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly vread: (type: string, id: string, version: number) => Promise<Outcome<Stored>>;
  /** Newest first; what may not be seen is not there. */
  readonly history: (request: HistoryRequest) => Promise<Outcome<HistoryPage>>;
  /** A person's compartment, page by page, with the directory that it refers to. */
  readonly everything: (request: EverythingRequest) => Promise<Outcome<EverythingPage>>;
  /** The compartments of the person that a Patient is: its own, and those linked to it. A Patient that may not be seen is not found. */
  readonly linked: (patient: string) => Promise<Outcome<readonly Compartment[]>>;
  readonly search: (request: SearchRequest) => Promise<Outcome<SearchPage>>;
  readonly searchAcross: (request: AcrossRequest) => Promise<Outcome<SearchPage>>;
  /** All visible rows of compartments (a person's record across organisations), newest clinical date first, `limit` a type. */
  readonly compartments: (
    of: readonly Compartment[],
    question: { readonly types: readonly string[]; readonly limit: number },
  ) => Promise<readonly Stored[]>;
  /** The next visible resources of some types after one of them, in the order in which they lie: for whoever reads everything. */
  readonly sweep: (request: SweepRequest) => Promise<readonly Stored[]>;
  /** What stands in `meta` of the newest visible resources, each once, as JSON: a bounded number of each type. */
  readonly metas: (type?: string) => Promise<Outcome<readonly string[]>>;
  /** Whether a resource would be taken, whoever writes it, and what is advised; nothing is written. */
  readonly admissible: (type: string, json: string) => Promise<Outcome<readonly Refusal[]>>;
  readonly create: (type: string, json: string, options?: WriteOptions) => Promise<Outcome<Written>>;
  readonly update: (type: string, id: string, json: string, options?: WriteOptions) => Promise<Outcome<Written>>;
  readonly remove: (type: string, id: string, options?: WriteOptions) => Promise<Outcome<Written>>;
  /** Changes the current text: `change` gets the stored wire JSON and answers the new one (patches). */
  readonly change: (
    type: string,
    id: string,
    change: (json: string) => Outcome<string>,
    options?: WriteOptions,
  ) => Promise<Outcome<Written>>;
  /** The same of the one match of a search; none and several are refused. */
  readonly changeMatching: (
    type: string,
    criteria: string,
    change: (json: string) => Outcome<string>,
    options?: WriteOptions,
  ) => Promise<Outcome<Written>>;
  /** Conditional update: the one match is updated, none is created, several are refused. `criteria` without '?'. */
  readonly updateMatching: (
    type: string,
    criteria: string,
    json: string,
    options?: WriteOptions,
  ) => Promise<Outcome<Written>>;
  /** Conditional delete: the one match; none is 'same'; several are refused. */
  readonly removeMatching: (type: string, criteria: string) => Promise<Outcome<Written>>;
  readonly transaction: (entries: readonly BundleEntry[]) => Promise<Outcome<readonly EntryAnswer[]>>;
  readonly batch: (entries: readonly BundleEntry[]) => Promise<readonly EntryAnswer[]>;
};

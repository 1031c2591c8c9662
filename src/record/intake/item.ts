import type { Refused, Scan } from '#fhir';

/** A record as it came: a resource of a file, before it has the id it is kept under. */
export type Item = {
  /** Line of the file it begins on; for an entry of a Bundle that is the whole file, the number of the entry. */
  readonly line: number;
  readonly type: string;
  /** What the sender calls it; undefined where it has no name at all. */
  readonly identity: string | undefined;
  readonly scan: Scan;
  /** What the sender's Bundle calls its entries, by fullUrl. */
  readonly siblings: Siblings;
};

export type Siblings = ReadonlyMap<string, { readonly type: string; readonly identity: string }>;

export const NO_SIBLINGS: Siblings = new Map();

/** A record that is not taken, by the name that the sender would look for. */
export type Bad = { readonly line: number; readonly record: string; readonly because: Refused };

export type Format = 'fhir-transaction' | 'fhir-collection' | 'fhir-ndjson' | 'csv' | 'hl7v2';

/** What a reader of a file finds next. The format is told as soon as it is known. */
export type Found = { readonly item: Item } | { readonly bad: Bad } | { readonly format: Format };

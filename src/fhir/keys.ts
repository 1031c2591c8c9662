/** What a resource can be found by. `p` is always the code of the search parameter. */
export type Keys = {
  readonly tokens: readonly TokenKey[];
  readonly texts: readonly TextKey[];
  readonly strings: readonly TextKey[];
  readonly dates: readonly DateKey[];
  readonly references: readonly ReferenceKey[];
  readonly uris: readonly TextKey[];
  readonly numbers: readonly NumberKey[];
  readonly quantities: readonly QuantityKey[];
  readonly composites: readonly CompositeKey[];
};

/**
 * System and code. The identifier of a reference stands under 'subject:identifier', an Identifier with its type under
 * 'identifier:of-type' (system and code of the type, then '|' and the value).
 */
export type TokenKey = { readonly p: string; readonly s?: string; readonly c: string };

/** Words to be found by: string parameters and uris as they are written, and under `texts` what a token is called. */
export type TextKey = { readonly p: string; readonly v: string };

/** Milliseconds; `hi` is exclusive, an open end is infinite. */
export type DateKey = { readonly p: string; readonly lo: number; readonly hi: number };

/** 'Patient/7' has type and id; an absolute URL, a urn or a canonical has url (and a canonical its version). */
export type ReferenceKey = {
  readonly p: string;
  readonly type?: string;
  readonly id?: string;
  readonly url?: string;
  readonly version?: string;
};

/** A closed interval: one number is lo = hi, a Range has two ends, an open end is infinite. */
export type NumberKey = { readonly p: string; readonly lo: number; readonly hi: number };

/** `value` is the number written; lo and hi take a comparator ('<5') into account. Money has its currency as code. */
export type QuantityKey = {
  readonly p: string;
  readonly value: number;
  readonly lo: number;
  readonly hi: number;
  readonly system?: string;
  readonly code?: string;
  readonly unit?: string;
};

/** One element's parts, a list for each component in the order of the definition; any of each list may match. */
export type CompositeKey = { readonly p: string; readonly parts: readonly (readonly CompositePart[])[] };

export type CompositePart =
  | { readonly kind: 'token'; readonly s?: string; readonly c: string }
  | { readonly kind: 'string' | 'uri'; readonly v: string }
  | { readonly kind: 'date' | 'number'; readonly lo: number; readonly hi: number }
  | ({ readonly kind: 'quantity' } & Omit<QuantityKey, 'p'>)
  | ({ readonly kind: 'reference' } & Omit<ReferenceKey, 'p'>);

export type ParameterType =
  | 'token'
  | 'string'
  | 'date'
  | 'reference'
  | 'uri'
  | 'number'
  | 'quantity'
  | 'composite'
  | 'special';

/** A search parameter of a type, as the registry of R4 defines it. */
export type Parameter = {
  readonly code: string;
  readonly type: ParameterType;
  /** Canonical address of the definition. */
  readonly url: string;
  /** Types a reference parameter may point to. */
  readonly targets?: readonly string[];
  /** Code system of an element of type `code`, whose codes carry no system of their own. */
  readonly system?: string;
  /** Codes of a composite's components, in order. */
  readonly components?: readonly string[];
};

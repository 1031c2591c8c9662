/** A search, understood: every filter must hold. Printing it and parsing it again gives the same. */
export type SearchAst = {
  readonly type: string;
  readonly filters: readonly Filter[];
  readonly sort: readonly Sort[];
  /** As asked for, at most 1,000; 0 is _summary=count. */
  readonly count?: number;
  readonly include: readonly Include[];
  readonly revinclude: readonly Include[];
  readonly total?: 'none' | 'estimate' | 'accurate';
  readonly summary?: 'true' | 'false' | 'text' | 'data' | 'count';
  readonly elements: readonly string[];
  /** The parameters that were used as they were written, for the self link; lenient handling leaves the others out. */
  readonly used: readonly (readonly [name: string, value: string])[];
};

/** `parameter` is a code that parameterOf(type, code) knows. Any of `values` may match; several filters all must. */
export type Filter =
  | { readonly kind: 'id'; readonly parameter: '_id'; readonly values: readonly string[] }
  | { readonly kind: 'missing'; readonly parameter: string; readonly missing: boolean }
  | {
      readonly kind: 'token';
      readonly parameter: string;
      readonly modifier?: TokenModifier;
      readonly values: readonly TokenValue[];
    }
  | {
      readonly kind: 'string';
      readonly parameter: string;
      readonly modifier?: 'exact' | 'contains';
      readonly values: readonly string[];
    }
  | { readonly kind: 'date'; readonly parameter: string; readonly values: readonly DateValue[] }
  | { readonly kind: 'number'; readonly parameter: string; readonly values: readonly NumberValue[] }
  | { readonly kind: 'quantity'; readonly parameter: string; readonly values: readonly QuantityValue[] }
  | {
      readonly kind: 'reference';
      readonly parameter: string;
      /** What the resource referred to is part of, at any depth, or what is part of it: each includes itself. */
      readonly modifier?: 'above' | 'below';
      readonly values: readonly ReferenceValue[];
    }
  /** `subject:identifier=system|value`: the reference carries that identifier; its tokens stand under 'subject:identifier'. */
  | { readonly kind: 'identifier'; readonly parameter: string; readonly values: readonly TokenValue[] }
  | {
      readonly kind: 'uri';
      readonly parameter: string;
      readonly modifier?: 'above' | 'below';
      readonly values: readonly string[];
    }
  | { readonly kind: 'composite'; readonly parameter: string; readonly values: readonly CompositeValue[] }
  /** `subject:Patient.name=x`, `subject.name=x`: some target of the reference is of one of the types and satisfies its filter. */
  | {
      readonly kind: 'chain';
      readonly parameter: string;
      /** Where no type was named: the rest as it was written, which each target read in its own way. */
      readonly written?: { readonly name: string; readonly value: string };
      readonly targets: readonly { readonly type: string; readonly filter: Filter }[];
    }
  /** `_has:Observation:subject:code=x`: some resource of `type` refers here by `parameter` and satisfies the filter. */
  | { readonly kind: 'has'; readonly type: string; readonly parameter: string; readonly filter: Filter };

export type TokenModifier = 'not' | 'text' | 'of-type' | 'in' | 'not-in' | 'above' | 'below';

/**
 * `code` alone: any system. `system` and `code`: both. `system` alone: any code of it. `system` '' and `code`: no system.
 * For ':text', ':in' and ':not-in' `code` is the text or the value set; for ':of-type' it is 'code|value'.
 */
export type TokenValue = { readonly system?: string; readonly code?: string };

export const PREFIXES = ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'] as const;
export type Prefix = (typeof PREFIXES)[number];

/** [lo, hi) in milliseconds, by the precision of `text`. */
export type DateValue = { readonly prefix: Prefix; readonly text: string; readonly lo: number; readonly hi: number };

/** [lo, hi) is the range the digits imply: 100 is [99.5, 100.5), 1e2 is [95, 105). */
export type NumberValue = {
  readonly prefix: Prefix;
  readonly text: string;
  readonly value: number;
  readonly lo: number;
  readonly hi: number;
};

/** `code` without `system` matches code or unit. */
export type QuantityValue = NumberValue & { readonly system?: string; readonly code?: string };

/** 'Patient/7' gives type and id, '7' id alone (of any target type, or of the modifier's), else url (and version after '|'). */
export type ReferenceValue = {
  readonly type?: string;
  readonly id?: string;
  readonly url?: string;
  readonly version?: string;
};

/** One value for each component, in the order of the definition. */
export type CompositeValue = readonly ComponentValue[];
export type ComponentValue =
  | { readonly kind: 'token'; readonly value: TokenValue }
  | { readonly kind: 'string' | 'uri'; readonly value: string }
  | { readonly kind: 'date'; readonly value: DateValue }
  | { readonly kind: 'number'; readonly value: NumberValue }
  | { readonly kind: 'quantity'; readonly value: QuantityValue }
  | { readonly kind: 'reference'; readonly value: ReferenceValue };

export type Sort = { readonly parameter: string; readonly descending: boolean };

/** `_include=Observation:subject:Patient`; parameter '*' is every reference parameter; iterate repeats on what was included. */
export type Include = {
  readonly type: string;
  readonly parameter: string;
  readonly target?: string;
  readonly iterate: boolean;
};

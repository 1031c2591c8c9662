import type { Expression } from './expression/syntax.ts';

export const ITEM_TYPES = [
  'group',
  'display',
  'boolean',
  'decimal',
  'integer',
  'date',
  'dateTime',
  'time',
  'string',
  'text',
  'url',
  'choice',
  'open-choice',
  'attachment',
  'reference',
  'quantity',
] as const;
export type ItemType = (typeof ITEM_TYPES)[number];

export const OPERATORS = ['exists', '=', '!=', '>', '<', '>=', '<='] as const;
export type Operator = (typeof OPERATORS)[number];

/** One value as FHIR writes it: `{ valueInteger: 3 }`. */
export type Value = Readonly<Record<string, unknown>>;

/** An item is asked only while this holds of what was answered to `question`. */
export type Condition = { readonly question: string; readonly operator: Operator; readonly answer: Value };

export type Option = { readonly value: Value; readonly words: string };

export type Unit = { readonly unit: string; readonly system?: string; readonly code?: string };

/** One item of a form. All of it is plain JSON, so that a page can carry it to the browser. */
export type Item = {
  readonly linkId: string;
  readonly type: ItemType;
  readonly text: string;
  readonly prefix?: string;
  readonly required: boolean;
  readonly repeats: boolean;
  readonly readOnly: boolean;
  readonly hidden: boolean;
  readonly minOccurs?: number;
  readonly maxOccurs?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly min?: number | string;
  readonly max?: number | string;
  readonly places?: number;
  readonly pattern?: string;
  /** What a pattern asks for, in the form's own words. */
  readonly format?: string;
  readonly units: readonly Unit[];
  readonly options: readonly Option[];
  readonly initial: readonly Value[];
  readonly conditions: readonly Condition[];
  readonly all: boolean;
  readonly calculated?: Expression;
  /** Shown all in sight, and not as a list to open. */
  readonly inSight: boolean;
  readonly items: readonly Item[];
};

/** A Questionnaire, read once. */
export type Program = {
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly items: readonly Item[];
  /** How many items are worked out from others. */
  readonly calculations: number;
};

/** An item of a QuestionnaireResponse. */
export type GivenItem = {
  readonly linkId: string;
  readonly text?: string;
  readonly answer?: readonly (Value & { readonly item?: readonly GivenItem[] })[];
  readonly item?: readonly GivenItem[];
};

/** Where an item stands in a form that is being filled: one for each row of what repeats, present or not yet answered. */
export type Place = {
  readonly item: Item;
  /** 'household:1/age:0': the name of its field. */
  readonly key: string;
  readonly index: number;
  readonly parent?: Place;
  readonly children: readonly Place[];
  /** Set while the form is settled: what is worked out from others. */
  value?: Value;
};

export type Rule =
  | 'unknown'
  | 'structure'
  | 'type'
  | 'not-asked'
  | 'required'
  | 'occurs'
  | 'length'
  | 'range'
  | 'places'
  | 'pattern'
  | 'option'
  | 'unit'
  | 'calculated'
  | 'fixed';

/** What is wrong with one answer: where, by which rule, and what to do. */
export type Complaint = {
  readonly linkId: string;
  /** The row, from 0, where an item repeats. */
  readonly index: number;
  readonly key: string;
  readonly rule: Rule;
  readonly text: string;
};

export const ITEMS_MAX = 1_000;
export const DEPTH_MAX = 8;
export const OPTIONS_MAX = 1_000;
export const ROWS_MAX = 50;
export const PLACES_MAX = 5_000;

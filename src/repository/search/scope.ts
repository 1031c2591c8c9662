import type { NumberValue, ReferenceValue } from '#fhir';
import { type Sql, sql } from '#store';
import type { Guard, Guarded } from '../policy/index.ts';

/** What a chain or a `_has` goes by, where it is few enough to begin with: ids, and addresses of what is referred to by address. */
export type Links = readonly ReferenceValue[] | 'many';

/** An amount as it is compared with rows of `range` of one unit. */
export type Amount = { readonly code: string; readonly value: NumberValue };

/** What a filter or a value comes down to, once it was looked up what there is: tokens to carry, or amounts by their units. */
export type Meaning = { readonly tokens: readonly string[] } | { readonly amounts: readonly Amount[] };

/** What was asked before the search itself. */
export type Resolved = {
  /** By target of a chain, and by `_has`. */
  readonly links: ReadonlyMap<object, Links>;
  /** By filter, and by value of a quantity or composite. */
  readonly meanings: ReadonlyMap<object, Meaning>;
};

/** A guarded table of the record within a statement, and what conditions over it need to know. */
export type Scope = {
  readonly guard: Guard;
  readonly row: Guarded;
  readonly type: string;
  readonly now: Date;
  readonly resolved: Resolved;
};

export const NOTHING: Sql = sql`false`;

/** At least one condition holds; none of none. */
export function any(conditions: readonly Sql[]): Sql {
  const [only] = conditions;
  if (only === undefined) return NOTHING;
  return conditions.length === 1 ? only : sql`(${sql.join(conditions, sql` or `)})`;
}

/** All conditions hold; always so of none. */
export function all(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

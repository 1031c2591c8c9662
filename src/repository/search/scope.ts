import { type Sql, sql } from '#store';
import type { Guard, Guarded } from '../policy/index.ts';

/** Ids that a chain or a `_has` goes by, where they are few enough to begin with. */
export type Links = readonly string[] | 'many';

/** A guarded table of the record within a statement, and what conditions over it need to know. */
export type Scope = {
  readonly guard: Guard;
  readonly row: Guarded;
  readonly type: string;
  readonly now: Date;
  /** By target of a chain, and by `_has`: what was asked first. */
  readonly links: ReadonlyMap<object, Links>;
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

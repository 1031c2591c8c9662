import { type Sql, sql } from '#store';
import type { Guard, Guarded } from '../policy/index.ts';

/** A guarded table of the record within a statement, and what conditions over it need to know. */
export type Scope = { readonly guard: Guard; readonly row: Guarded; readonly type: string; readonly now: Date };

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

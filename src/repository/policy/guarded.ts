import type { Access } from '#agreement';
import { type Sql, sql } from '#store';
import type { RecordTable } from './tables.ts';
import { visible } from './visible.ts';

declare const guard: unique symbol;

/**
 * A table of the record as a searcher may use it: `from` always carries the policy. Only `guardedBy` makes one, and everything
 * that builds a search takes this type, so a search has no way to name an unfiltered table.
 */
export type Guarded = { readonly alias: Sql; readonly from: Sql; readonly [guard]: true };

/** Gives out guarded tables under aliases of their own, for one statement. */
export type Guard = {
  /** `on` is the join's condition over the table's own alias, where it joins others: from `x join <table> on ...`. */
  readonly table: (name: RecordTable, on?: (alias: Sql) => Sql) => Guarded;
  /**
   * The resource of a posting out of the same guard, beside which it stands laterally. Of the columns that policy asks about a posting has
   * those of its resource, so that policy is asked of the posting alone; a resource that differed in one of them is not found.
   */
  readonly resourceOf: (posting: Guarded) => Guarded;
  /** An alias that nothing else in the statement has. */
  readonly alias: (word: string) => Sql;
};

export function guardedBy(access: Access, now: Date): Guard {
  let count = 0;
  const alias = (word: string): Sql => {
    count += 1;
    return sql.raw(`${word}${count}`);
  };
  const table = (name: RecordTable, on?: (alias: Sql) => Sql): Guarded => {
    const as = alias(name.slice(0, 1));
    const condition = on === undefined ? sql.empty : sql` on ${on(as)}`;
    return {
      alias: as,
      from: sql`${sql.raw(name)} ${as}${condition}${visible(as, access, now, name)}`,
    } as Guarded;
  };
  const resourceOf = (posting: Guarded): Guarded => {
    const as = alias('r');
    const same = SAME.map((name) => sql`said.${name} = ${posting.alias}.${name}`);
    return {
      alias: as,
      from: sql`(select said.* from resource said where ${sql.join(same, sql` and `)}) ${as}`,
    } as Guarded;
  };
  return { table, alias, resourceOf };
}

/** The key, and the columns of policy; `labver` is asked of the resource (to-sql.ts). */
const SAME = ['bkt', 'typ', 'id', 'cmp', 'org', 'basis', 'cls', 'lab', 'at'].map(sql.raw);

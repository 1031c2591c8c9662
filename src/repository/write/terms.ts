import { type Sql, sql, type Store, type Transaction } from '#store';
import type { Term } from '../index-rows/term.ts';
import { arrayLiteral } from './arrays.ts';
import type { Row } from './row.ts';

/** Sees to it that what rows say stands in `term` before they do. */
export type TermKeeper = {
  (transaction: Transaction, rows: readonly Pick<Row, 'index'>[]): Promise<void>;
  /** Whether these rows say what may not stand there yet. */
  readonly isFresh: (rows: readonly Pick<Row, 'index'>[]) => boolean;
  /** These were taken out of the table: who says them next writes them again. */
  readonly forget: (terms: readonly Term[]) => void;
};

/**
 * A record says the same few thousand things again and again, so almost always there is nothing to do. What is new is written at once
 * where no transaction is open. Within one it is written with it, and once more by itself behind: only what is known to be committed
 * is not written again.
 */
export function termKeeper(store: Store): TermKeeper {
  const kept = new WeakSet<Term>();
  let waiting = new Set<Term>();
  let settling = false;

  const commit = async (terms: readonly Term[]): Promise<void> => {
    await store.run(insertOf(terms));
    for (const term of terms) kept.add(term);
  };
  const settle = async (): Promise<void> => {
    if (settling) return;
    settling = true;
    while (waiting.size > 0) {
      const terms = [...waiting].slice(0, MOST_AT_ONCE);
      waiting = new Set([...waiting].slice(MOST_AT_ONCE));
      // What is not settled is written again with the next row that says it.
      await commit(terms).catch(() => {});
    }
    settling = false;
  };
  const forget = (terms: readonly Term[]): void => {
    for (const term of terms) {
      kept.delete(term);
      waiting.delete(term);
    }
  };
  const keep = async (transaction: Transaction, rows: readonly Pick<Row, 'index'>[]): Promise<void> => {
    const fresh = new Set<Term>();
    for (const row of rows) for (const term of row.index.terms) if (!kept.has(term)) fresh.add(term);
    if (fresh.size === 0) return;
    if (transaction === store) return commit([...fresh]);
    await transaction.run(insertOf([...fresh]));
    for (const term of fresh) waiting.add(term);
    setImmediate(() => void settle());
  };
  const isFresh = (rows: readonly Pick<Row, 'index'>[]): boolean =>
    rows.some(({ index }) => index.terms.some((term) => !kept.has(term)));
  return Object.assign(keep, { forget, isFresh });
}

const MOST_AT_ONCE = 2_000;

/** In one order, so that two who write the same do not wait for each other crosswise. */
function insertOf(terms: readonly Term[]): Sql {
  const ordered = [...terms].sort((a, b) => a.prm - b.prm || (a.val < b.val ? -1 : 1));
  return sql`insert into term (prm, val) select * from unnest(${arrayLiteral(ordered.map(({ prm }) => prm))}::int[],
    ${arrayLiteral(ordered.map(({ val }) => val))}::text[]) on conflict do nothing`;
}

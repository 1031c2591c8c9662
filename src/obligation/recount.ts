import { sql, type Transaction } from '#store';
import { daysFor, type Engine } from './engine.ts';
import { happeningsOf, keepStandings, type Kept } from './keep.queries.ts';
import { copyOf, happeningOf, type Row } from './row.ts';
import { type Standing, stateOf } from './state.ts';

const AT_ONCE = 2_000;

/**
 * Counts every open one anew and keeps what differs: a public holiday was proclaimed, a zone moved its clocks. Told rungs stay told.
 * Answers how many were looked at.
 */
export async function recount(engine: Engine): Promise<number> {
  let after = '';
  let looked = 0;
  for (;;) {
    const from = after;
    const ids = await engine.store.write((transaction) => batch(engine, transaction, from));
    looked += ids.length;
    const last = ids.at(-1);
    if (last === undefined || ids.length < AT_ONCE) return looked;
    after = last;
  }
}

async function batch(engine: Engine, transaction: Transaction, after: string): Promise<readonly string[]> {
  const rows = await transaction.all<Row>(sql`
    select * from obligation where closed is null and id > ${after} order by id limit ${AT_ONCE} for update`);
  const ids = rows.map(({ id }) => id);
  const histories = await happeningsOf(transaction, ids);
  const moved: Kept[] = [];
  for (const row of rows) {
    const past = (histories.get(row.id) ?? []).map(happeningOf);
    const standing = stateOf(row.terms, past, daysFor(engine, row.calendar));
    if (differs(row, standing)) moved.push({ id: row.id, standing, row });
  }
  await keepStandings(transaction, moved);
  return ids;
}

function differs(row: Row, standing: Standing): boolean {
  const copy = copyOf(standing);
  return (
    copy.due?.getTime() !== row.due?.getTime() ||
    copy.next?.getTime() !== row.next?.getTime() ||
    copy.owners_own_until?.getTime() !== row.owners_own_until?.getTime() ||
    copy.state !== row.state
  );
}

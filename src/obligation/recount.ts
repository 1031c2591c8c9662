import { type Reader, sql, type Transaction } from '#store';
import { daysFor, type Engine } from './engine.ts';
import { happeningsOf, keepStandings, type Kept, lockRows } from './keep.queries.ts';
import { copyOf, happeningOf, type Row } from './row.ts';
import { type Standing, stateOf } from './state.ts';

const AT_ONCE = 2_000;

/**
 * Counts every open one anew and keeps what differs: a public holiday was proclaimed, a zone moved its clocks. Told rungs stay told.
 * Almost none differs, so all are looked at without a lock, and only those that seem to differ are locked and counted again: what
 * somebody does meanwhile is counted by them, in the calendar of today. Answers how many were looked at.
 */
export async function recount(engine: Engine): Promise<number> {
  let after = '';
  let looked = 0;
  for (;;) {
    const rows = await openAfter(engine.store, after);
    const seeming = await differing(engine, engine.store, rows);
    if (seeming.length > 0) await engine.store.write((transaction) => settle(engine, transaction, seeming));
    looked += rows.length;
    const last = rows.at(-1);
    if (last === undefined || rows.length < AT_ONCE) return looked;
    after = last.id;
  }
}

type Counted = Pick<Row, 'id' | 'calendar' | 'terms' | 'state' | 'due' | 'owners_own_until' | 'next'>;

/** What counting needs of each, by id. Plan: obligation_pkey. */
function openAfter(reader: Reader, after: string): Promise<readonly Counted[]> {
  return reader.all<Counted>(sql`
    select id, calendar, terms, state, due, owners_own_until, next from obligation
    where closed is null and id > ${after} order by id limit ${AT_ONCE}`);
}

async function settle(engine: Engine, transaction: Transaction, seeming: readonly Differing<Counted>[]): Promise<void> {
  const rows = await lockRows(
    transaction,
    seeming.map(({ row }) => row.id),
  );
  const open = rows.filter(({ closed }) => closed === null);
  const moved: readonly Kept[] = (await differing(engine, transaction, open)).map(({ row, standing }) => ({
    id: row.id,
    standing,
    row,
  }));
  await keepStandings(transaction, moved);
}

type Differing<R> = { readonly row: R; readonly standing: Standing };

async function differing<R extends Counted>(
  engine: Engine,
  reader: Reader,
  rows: readonly R[],
): Promise<readonly Differing<R>[]> {
  const histories = await happeningsOf(
    reader,
    rows.map(({ id }) => id),
  );
  return rows.flatMap((row) => {
    const past = (histories.get(row.id) ?? []).map(happeningOf);
    const standing = stateOf(row.terms, past, daysFor(engine, row.calendar));
    return differs(row, standing) ? [{ row, standing }] : [];
  });
}

function differs(row: Counted, standing: Standing): boolean {
  const copy = copyOf(standing);
  return (
    copy.due?.getTime() !== row.due?.getTime() ||
    copy.next?.getTime() !== row.next?.getTime() ||
    copy.owners_own_until?.getTime() !== row.owners_own_until?.getTime() ||
    copy.state !== row.state
  );
}

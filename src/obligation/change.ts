import { accepted, type Outcome, refuse } from '#fhir';
import type { Transaction } from '#store';
import { daysFor, type Engine } from './engine.ts';
import type { Happening } from './happening.ts';
import { happeningsOf, insertHappenings, keepStandings, type Kept, lockRows } from './keep.queries.ts';
import type { Actor } from './obligations.ts';
import { happeningOf, type Noted, type Row } from './row.ts';
import { type Standing, stateOf } from './state.ts';

/** What is to happen to one, and what of its row goes with it; undefined where nothing is to happen. */
export type Step = {
  readonly happening: Happening;
  readonly words?: string;
  readonly row?: Partial<Kept['row']>;
};

export type Deciding = (row: Row, standing: Standing) => Outcome<Step | undefined>;

/** One thing done to one obligation, under its lock. What it is now is made anew from what happened. */
export async function change(
  engine: Engine,
  transaction: Transaction,
  done: { readonly by: Actor; readonly id: string },
  decide: Deciding,
): Promise<Outcome<true>> {
  const [row] = await lockRows(transaction, [done.id]);
  if (row === undefined) return noObligation(done.id);
  const changed = await changeRows(engine, transaction, { by: done.by, rows: [row] }, decide);
  return changed.ok ? accepted(true) : changed;
}

/** The same to many rows that are locked already; the first that is refused refuses all. Answers how many changed. */
export async function changeRows(
  engine: Engine,
  transaction: Transaction,
  { by, rows }: { readonly by: Actor; readonly rows: readonly Row[] },
  decide: Deciding,
): Promise<Outcome<number>> {
  const histories = await happeningsOf(
    transaction,
    rows.map(({ id }) => id),
  );
  const noted: Noted[] = [];
  const kept: Kept[] = [];
  for (const row of rows) {
    const past = (histories.get(row.id) ?? []).map(happeningOf);
    const days = daysFor(engine, row.calendar);
    const step = decide(row, stateOf(row.terms, past, days));
    if (!step.ok) return step;
    if (step.value === undefined) continue;
    const { happening, words } = step.value;
    const standing = stateOf(row.terms, [...past, happening], days);
    noted.push({ obligation: row.id, happening, ...signature(by), ...(words === undefined ? {} : { words }) });
    kept.push({ id: row.id, standing, row: { ...row, ...step.value.row } });
  }
  await insertHappenings(transaction, noted);
  await keepStandings(transaction, kept);
  return accepted(kept.length);
}

export function signature({ principal, name, organization }: Actor): Pick<Noted, 'principal' | 'by' | 'organization'> {
  return { principal, by: name ?? principal, organization };
}

export function noObligation(id: string): Outcome<never> {
  return refuse('not-found', 'obligation.not-found', `There is nothing owed under ${id.slice(0, 64)}.`);
}

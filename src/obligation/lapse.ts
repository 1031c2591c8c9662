import type { Millis } from '#base';
import type { Transaction } from '#store';
import { signature } from './change.ts';
import type { Days } from './calendar.ts';
import { clockActor, daysFor, type Engine } from './engine.ts';
import type { Happening } from './happening.ts';
import { happeningsOf, insertHappenings, insertRows, keepStandings, type Kept, lockFallen } from './keep.queries.ts';
import { copyOf, happeningOf, type Noted, type Row } from './row.ts';
import { repeatStart, type Standing, stateOf } from './state.ts';
import type { Rung, Terms } from './terms.ts';

const AT_ONCE = 2_000;

/** Everything that time has brought about by now, a batch a transaction. Answers how many obligations were touched. */
export async function fallDue(engine: Engine): Promise<number> {
  let touched = 0;
  for (;;) {
    const taken = await engine.store.write((transaction) => batch(engine, transaction));
    touched += taken;
    if (taken === 0) return touched;
  }
}

async function batch(engine: Engine, transaction: Transaction): Promise<number> {
  const now = engine.now();
  const rows = await lockFallen(transaction, new Date(now), AT_ONCE);
  if (rows.length === 0) return 0;
  const histories = await happeningsOf(
    transaction,
    rows.map(({ id }) => id),
  );
  const noted: Noted[] = [];
  const kept: Kept[] = [];
  const opened: Row[] = [];
  const keys = await organizationKeys(engine, rows);
  for (const row of rows) {
    const days = daysFor(engine, row.calendar);
    const past = (histories.get(row.id) ?? []).map(happeningOf);
    const { fallen, standing } = fallenBy(row.terms, past, { days, now });
    for (const { happening, round } of fallen) {
      noted.push({ obligation: row.id, happening, round, ...signature(clockActor(row.owner)) });
      if (happening.what === 'repeated') opened.push(nextOf(engine, row, days));
    }
    kept.push({ id: row.id, standing, row: { ...row, told: toldOf(row, fallen, keys) } });
  }
  await insertHappenings(transaction, noted);
  await keepStandings(transaction, kept);
  await insertRows(transaction, opened);
  return rows.length;
}

export type Fallen = { readonly happening: Happening; readonly round: number };

/** What falls due until an instant, one after the other, and what the obligation is then. Pure. */
export function fallenBy(
  terms: Terms,
  past: readonly Happening[],
  { days, now }: { readonly days: Days; readonly now: Millis },
): { readonly fallen: readonly Fallen[]; readonly standing: Standing } {
  const fallen: Fallen[] = [];
  const all = [...past];
  let standing = stateOf(terms, all, days);
  while (standing.next !== undefined && standing.next.at <= now) {
    const { what } = standing.next;
    const happening: Happening = what === 'escalated' ? { at: now, what, rung: standing.next.rung } : { at: now, what };
    fallen.push({ happening, round: standing.round });
    all.push(happening);
    standing = stateOf(terms, all, days);
  }
  return { fallen, standing };
}

/** The next of a series: the same again from its own start. */
function nextOf(engine: Engine, row: Row, days: Days): Row {
  const { repeats } = row.terms;
  if (repeats === undefined) throw new Error('an obligation that does not repeat cannot be opened anew');
  const terms: Terms = {
    ...row.terms,
    start: repeatStart(repeats, row.terms.zone),
    repeats: { ...repeats, number: repeats.number + 1 },
  };
  return {
    ...row,
    id: engine.newId(),
    key: null,
    terms,
    number: repeats.number + 1,
    opened: new Date(engine.now()),
    ...copyOf(stateOf(terms, [], days)),
    told: [],
    evidence: null,
  };
}

function toldOf(row: Row, fallen: readonly Fallen[], keys: ReadonlyMap<string, number>): readonly string[] {
  const told = fallen.flatMap(({ happening }) => {
    const rung: Rung | undefined = happening.what === 'escalated' ? row.terms.ladder[happening.rung] : undefined;
    return rung === undefined ? [] : [`${keys.get(rung.to.organization) ?? 0}/${rung.to.role}`];
  });
  return told.length === 0 ? row.told : [...new Set([...row.told, ...told])];
}

async function organizationKeys({ contributors }: Engine, rows: readonly Row[]): Promise<ReadonlyMap<string, number>> {
  const names = new Set(rows.flatMap(({ terms }) => terms.ladder.map(({ to }) => to.organization)));
  const keys = new Map<string, number>();
  for (const name of names) keys.set(name, await contributors.organizationKey(name));
  return keys;
}

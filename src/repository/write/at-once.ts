import type { Context, Narrowing, Writing } from '../context.ts';
import type { Compartment } from '../repository.ts';
import type { Decision } from './decide.ts';
import { type Item, typeOf } from './item.ts';

/** Whether an item, for all that is known of it before it is decided, has to be written in a transaction of its own. */
export function mayNarrow({ atOnce }: Context, item: Item): boolean {
  if (atOnce === undefined || item.does !== 'create') return false;
  return atOnce.narrows({ type: typeOf(item), after: item.prepared.scan.value });
}

/** After the rows are written and before they are committed: whoever may see less by what was decided sees less with it. */
export async function narrow({ context: { atOnce }, transaction }: Writing, decisions: Iterable<Decision>) {
  if (atOnce === undefined) return;
  const people: Compartment[] = [];
  const changes: Narrowing[] = [];
  for (const decision of decisions) {
    const places = placesOf(decision).filter(({ cmp }) => cmp !== '0');
    if (places.length === 0 && decision.written.type !== 'Organization') continue;
    const change = changeOf(decision);
    if (!decision.row?.left && !atOnce.narrows(change)) continue;
    people.push(...places);
    // An organisation is known by what its Organization says: whoever names it so may be anybody.
    if (places.length === 0) changes.push(change);
  }
  if (people.length > 0 || changes.length > 0) await atOnce.keep(transaction, people, changes);
}

/** Whom it is about, and whom it was about before. */
function placesOf({ row, superseded }: Decision): readonly Compartment[] {
  const before = superseded && { bkt: superseded.current.bkt, cmp: superseded.current.cmp };
  return [...(row ? [row.home] : []), ...(before && before.cmp !== row?.home.cmp ? [before] : [])];
}

function changeOf({ row, superseded, written }: Decision): Narrowing {
  return {
    type: written.type,
    ...(superseded ? { before: JSON.parse(superseded.current.body) as Readonly<Record<string, unknown>> } : {}),
    ...(row ? { after: row.resource } : {}),
  };
}

import { readsOf } from './expression/syntax.ts';
import type { Item } from './types.ts';

/**
 * Items whose being asked, or whose value, hangs in the end on themselves: nobody could say whether they are asked. What lies in an
 * item waits for it too; an item is worked out from all below what it reads.
 */
export function cyclesIn(items: readonly Item[]): readonly string[] {
  const reads = new Map<string, readonly string[]>();
  const inside = new Map<string, readonly string[]>();
  gather(items, [], { reads, inside });
  const done = new Set<string>();
  const open = new Set<string>();
  const found: string[] = [];
  const visit = (linkId: string): void => {
    if (done.has(linkId)) return;
    if (open.has(linkId)) {
      found.push(`whether “${linkId}” is asked, or what it is, hangs on itself`);
      return;
    }
    open.add(linkId);
    for (const next of reads.get(linkId) ?? []) visit(next);
    open.delete(linkId);
    done.add(linkId);
  };
  for (const linkId of reads.keys()) visit(linkId);
  return found.slice(0, 5);
}

type Gathered = { readonly reads: Map<string, readonly string[]>; readonly inside: Map<string, readonly string[]> };

function gather(items: readonly Item[], above: readonly string[], gathered: Gathered): void {
  for (const item of items) {
    gather(item.items, [...above, item.linkId], gathered);
    const read = [
      ...item.conditions.map(({ question }) => question),
      ...(item.calculated ? readsOf(item.calculated) : []),
    ];
    gathered.reads.set(item.linkId, [...new Set([...above.slice(-1), ...read])]);
  }
}

import type { Tally } from './contract.ts';
import type { PlaceNode } from './place.ts';

/** What a viewer may be told without suppression, and from which count on others are. */
export type Suppression = { readonly own: ReadonlySet<string>; readonly smallNumber: number };

/**
 * Ids of the places whose figure is not told: small counts, and whatever would let somebody work one out. A place is the sum
 * of those below it, so that of a place and its parts no figure may be hidden alone; the smallest part joins it, or, where
 * there is none, the place itself. The viewer's own places are known to them and hide nothing.
 */
export function hiddenPlaces(
  tree: PlaceNode,
  tallyOf: (place: string) => Tally,
  { own: told, smallNumber }: Suppression,
  already: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  const nodes = flatten(tree);
  const own = knownPlaces(tree, told, tallyOf);
  const hidden = new Set(
    nodes
      .map(({ place }) => place.id)
      .filter((id) => !own.has(id) && (already.has(id) || isSmall(tallyOf(id), smallNumber))),
  );
  const counted = (node: PlaceNode) => tallyOf(node.place.id).of;
  for (;;) {
    const next = nodes.flatMap((node) => companion(node, { hidden, own, counted }) ?? []).at(0);
    if (next === undefined) return hidden;
    hidden.add(next);
  }
}

/** Whether a figure says something about few people: those counted, those met, or those not. Nobody at all is told. */
export function isSmall({ met, of }: Tally, smallNumber: number): boolean {
  return [of, met, of - met].some((count) => count > 0 && count < smallNumber);
}

type Hiding = {
  readonly hidden: ReadonlySet<string>;
  readonly own: ReadonlySet<string>;
  readonly counted: (node: PlaceNode) => number;
};

/** The place to hide beside the only hidden one of a place and its parts; undefined where none has to be. */
function companion(node: PlaceNode, { hidden, own, counted }: Hiding): string | undefined {
  const parts = node.children.filter((child) => counted(child) > 0);
  if (parts.length === 0) return undefined;
  if ([node, ...parts].filter(({ place }) => hidden.has(place.id)).length !== 1) return undefined;
  const open = parts
    .filter(({ place }) => !hidden.has(place.id) && !own.has(place.id))
    .sort((a, b) => counted(a) - counted(b) || (a.place.id < b.place.id ? -1 : 1));
  const [smallest] = open;
  if (smallest) return smallest.place.id;
  return hidden.has(node.place.id) || own.has(node.place.id) ? undefined : node.place.id;
}

/** The viewer's own places, and those in which nobody else's people are. */
export function knownPlaces(
  tree: PlaceNode,
  own: ReadonlySet<string>,
  tallyOf: (place: string) => Tally,
): ReadonlySet<string> {
  const known = new Set(own);
  for (const node of flatten(tree).toReversed()) {
    const parts = node.children.filter(({ place }) => tallyOf(place.id).of > 0);
    if (parts.length > 0 && parts.every(({ place }) => known.has(place.id))) known.add(node.place.id);
  }
  return known;
}

function flatten(node: PlaceNode): readonly PlaceNode[] {
  return [node, ...node.children.flatMap(flatten)];
}

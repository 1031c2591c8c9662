import type { Place } from './contract.ts';
import type { PackScope, Scope } from './scope.ts';
import type { Team } from './team.ts';

/** A place with those below it. Practices have none. */
export type PlaceNode = { readonly place: Place; readonly children: readonly PlaceNode[] };

export const WHOLE = 'all';

/** The partnership, its localities and practices, each in the order of their names. */
export function placeTree({
  partnership,
  practices,
}: Pick<Scope, 'partnership'> & Pick<PackScope, 'practices'>): PlaceNode {
  const localities = new Map<string, { place: Place; children: PlaceNode[] }>();
  const alone: PlaceNode[] = [];
  for (const { id, name, parent } of practices) {
    const practice: PlaceNode = { place: { id, name, level: 'practice' }, children: [] };
    if (!parent) {
      alone.push(practice);
      continue;
    }
    const known = localities.get(parent.id) ?? { place: { ...parent, level: 'locality' }, children: [] };
    localities.set(parent.id, known);
    known.children.push(practice);
  }
  const below = [...localities.values()].map(({ place, children }) => ({ place, children: children.sort(byName) }));
  return {
    place: { id: WHOLE, name: partnership || 'The partnership', level: 'partnership' },
    children: [...below.sort(byName), ...alone.sort(byName)],
  };
}

/** Teams, in the order of their names: beside the tree, as their people are those of several practices. */
export function teamNodes(teams: readonly Team[] = []): readonly PlaceNode[] {
  const node = ({ id, name }: Team): PlaceNode => ({ place: { id, name, level: 'team' }, children: [] });
  return teams.map(node).sort(byName);
}

/** Whose people a place has: those of practices, or of these a team's. */
export type Among = { readonly practices: readonly string[]; readonly team?: string };

export function amongOf({ node, tree }: { readonly node: PlaceNode; readonly tree: PlaceNode }): Among {
  const { id, level } = node.place;
  return level === 'team' ? { practices: practicesIn(tree), team: id } : { practices: practicesIn(node) };
}

/** The place itself, and everything below it, in the order of the tree. */
export function nodesOf(node: PlaceNode): readonly PlaceNode[] {
  return [node, ...node.children.flatMap(nodesOf)];
}

export function findPlace(tree: PlaceNode, id: string): PlaceNode | undefined {
  return nodesOf(tree).find(({ place }) => place.id === id);
}

/** Ids of the practices of a place. */
export function practicesIn(node: PlaceNode): readonly string[] {
  return nodesOf(node)
    .filter(({ place }) => place.level === 'practice')
    .map(({ place }) => place.id);
}

function byName(a: PlaceNode, b: PlaceNode): number {
  return a.place.name < b.place.name ? -1 : a.place.name > b.place.name ? 1 : 0;
}

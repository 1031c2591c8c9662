import type { Tally } from './contract.ts';
import { nodesOf, type PlaceNode } from './place.ts';
import { hiddenPlaces, knownPlaces, type Suppression } from './suppress.ts';

/** A measure by its strata in every place, and where the whole of it is not told. */
export type Parts = {
  readonly tree: PlaceNode;
  readonly strata: readonly string[];
  readonly tallyOf: (place: string, stratum: string) => Tally;
  readonly suppression: Suppression;
  readonly already: ReadonlySet<string>;
};

/**
 * Places whose figure of a stratum is not told. A stratum is hidden in places as the whole is; and of the strata of a dimension, which
 * add up to the whole, none may be hidden alone. Each of the two may call for more of the other: until neither does. What is hidden stays
 * hidden and the viewer's own never is, so that every round hides more, and the rounds end.
 */
export function hiddenParts({
  tree,
  strata,
  tallyOf,
  suppression,
  already,
}: Parts): ReadonlyMap<string, ReadonlySet<string>> {
  const hidden = new Map(strata.map((stratum) => [stratum, already]));
  const known = new Map(
    strata.map((stratum) => [stratum, knownPlaces(tree, suppression.own, (place) => tallyOf(place, stratum))]),
  );
  for (;;) {
    for (const stratum of strata)
      hidden.set(
        stratum,
        hiddenPlaces(tree, (place) => tallyOf(place, stratum), suppression, hidden.get(stratum)),
      );
    const more = nodesOf(tree).flatMap(({ place: { id } }) => lonely(id, { strata, hidden, tallyOf, known }));
    if (more.length === 0) return hidden;
    for (const { stratum, place } of more) hidden.set(stratum, new Set(hidden.get(stratum)).add(place));
  }
}

type LonelyTeams = Pick<Parts, 'strata' | 'tallyOf'> & {
  readonly hidden: ReadonlyMap<string, ReadonlySet<string>>;
  readonly own: ReadonlySet<string>;
};

/** Of places that are a part of no other only the second rule is left: of a dimension no stratum is hidden alone. */
export function lonelyParts(
  places: readonly { readonly id: string }[],
  { strata, tallyOf, hidden, own }: LonelyTeams,
): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map(strata.map((stratum) => [stratum, own]));
  const more = places.flatMap(({ id }) => lonely(id, { strata, hidden, tallyOf, known }));
  const found = new Map([...hidden].map(([stratum, ids]) => [stratum, new Set(ids)]));
  for (const { stratum, place } of more) found.get(stratum)?.add(place);
  return found;
}

type Looking = Pick<Parts, 'strata' | 'tallyOf'> & {
  readonly hidden: ReadonlyMap<string, ReadonlySet<string>>;
  /** Of each stratum the places that the viewer knows. */
  readonly known: ReadonlyMap<string, ReadonlySet<string>>;
};

/**
 * The stratum to hide beside the only one of its dimension that is hidden at a place: the smallest that the viewer does not know. Where
 * all others are the viewer's own, nothing that could be hidden would keep it.
 */
function lonely(
  place: string,
  { strata, hidden, tallyOf, known }: Looking,
): readonly { readonly stratum: string; readonly place: string }[] {
  const there = strata.filter((stratum) => tallyOf(place, stratum).of > 0);
  const dimensions = new Set(there.map((stratum) => stratum.split(':')[0]));
  return [...dimensions].flatMap((dimension) => {
    const parts = there.filter((stratum) => stratum.split(':')[0] === dimension);
    const told = parts.filter((stratum) => !hidden.get(stratum)?.has(place));
    if (parts.length - told.length !== 1) return [];
    const [smallest] = told
      .filter((stratum) => !known.get(stratum)?.has(place))
      .sort((a, b) => tallyOf(place, a).of - tallyOf(place, b).of || (a < b ? -1 : 1));
    return smallest === undefined ? [] : [{ stratum: smallest, place }];
  });
}

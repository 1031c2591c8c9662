import type { Tally } from './contract.ts';
import type { CountedPack } from './catalogue.ts';
import type { Cell, Figures } from './figures.ts';
import { nodesOf, type PlaceNode, practicesIn } from './place.ts';
import { hiddenPlaces } from './suppress.ts';
import type { Viewpoint } from './viewpoint.ts';

/** A figure as a viewpoint is told it; undefined where it is not. */
export type Teller = (node: PlaceNode, cell: Required<Omit<Cell, 'pack'>>) => Tally | undefined;

export type Telling = { readonly tree: PlaceNode; readonly viewpoint: Viewpoint; readonly pack: CountedPack };

/** Figures as a viewpoint is told them. What is hidden is worked out once a day and measure for the whole tree. */
export function tellerOf(figures: Figures, { tree, viewpoint, pack }: Telling): Teller {
  const practices = new Map(nodesOf(tree).map((node) => [node.place.id, practicesIn(node)]));
  const sum = (
    place: string,
    slot: number,
    { measure, stratum }: { readonly measure: number; readonly stratum: string },
  ) => figures.sum(practices.get(place) ?? [], { pack: pack.number, slot, measure, stratum });
  const suppression = { own: viewpoint.own, smallNumber: pack.pack.smallNumber };
  const whole = remembered((slot, measure): ReadonlySet<string> => {
    // Where the register is not told no measure is: most of them count the same people.
    const already = measure === 0 ? NONE : whole(slot, 0);
    return hiddenPlaces(tree, (place) => sum(place, slot, { measure, stratum: '' }), suppression, already);
  });
  const parts = remembered((slot, measure) => {
    const strata = figures.strata({ pack: pack.number, slot, measure });
    const tallyOf = (place: string, stratum: string) => sum(place, slot, { measure, stratum });
    return hiddenParts({ tree, strata, tallyOf, suppression, already: whole(slot, measure) });
  });
  return (node, { slot, measure, stratum }) => {
    const { id } = node.place;
    const hidden =
      stratum === '' ? whole(slot, measure).has(id) : (parts(slot, measure).get(stratum)?.has(id) ?? false);
    return viewpoint.everything || !hidden ? sum(id, slot, { measure, stratum }) : undefined;
  };
}

const NONE: ReadonlySet<string> = new Set();

type Parts = {
  readonly tree: PlaceNode;
  readonly strata: readonly string[];
  readonly tallyOf: (place: string, stratum: string) => Tally;
  readonly suppression: Parameters<typeof hiddenPlaces>[2];
  readonly already: ReadonlySet<string>;
};

/**
 * Places whose figure of a stratum is not told. A stratum is hidden in places as the whole is; and of the strata of a dimension, which
 * add up to the whole, none may be hidden alone. Each of the two may call for more of the other: until neither does.
 */
function hiddenParts({ tree, strata, tallyOf, suppression, already }: Parts): ReadonlyMap<string, ReadonlySet<string>> {
  const hidden = new Map(strata.map((stratum) => [stratum, already]));
  const size = () => [...hidden.values()].reduce((sum, places) => sum + places.size, 0);
  for (let before = -1; ; before = size()) {
    for (const stratum of strata)
      hidden.set(
        stratum,
        hiddenPlaces(tree, (place) => tallyOf(place, stratum), suppression, hidden.get(stratum)),
      );
    const more = nodesOf(tree).flatMap(({ place: { id } }) =>
      lonely(id, { strata, hidden, tallyOf, own: suppression.own }),
    );
    if (more.length === 0 || size() === before) return hidden;
    for (const { stratum, place } of more) hidden.set(stratum, new Set(hidden.get(stratum)).add(place));
  }
}

type Looking = Pick<Parts, 'strata' | 'tallyOf'> & {
  readonly hidden: ReadonlyMap<string, ReadonlySet<string>>;
  readonly own: ReadonlySet<string>;
};

/** The stratum to hide beside the only one of its dimension that is hidden at a place: the smallest. */
function lonely(
  place: string,
  { strata, hidden, tallyOf, own }: Looking,
): readonly { readonly stratum: string; readonly place: string }[] {
  if (own.has(place)) return [];
  const there = strata.filter((stratum) => tallyOf(place, stratum).of > 0);
  const dimensions = new Set(there.map((stratum) => stratum.split(':')[0]));
  return [...dimensions].flatMap((dimension) => {
    const parts = there.filter((stratum) => stratum.split(':')[0] === dimension);
    const told = parts.filter((stratum) => !hidden.get(stratum)?.has(place));
    if (parts.length - told.length !== 1 || told.length === 0) return [];
    const [smallest] = told.sort((a, b) => tallyOf(place, a).of - tallyOf(place, b).of || (a < b ? -1 : 1));
    return smallest === undefined ? [] : [{ stratum: smallest, place }];
  });
}

function remembered<T>(make: (slot: number, measure: number) => T): (slot: number, measure: number) => T {
  const known = new Map<string, T>();
  return (slot, measure) => {
    const key = `${slot} ${measure}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = make(slot, measure);
    known.set(key, made);
    return made;
  };
}

import type { Tally } from './contract.ts';
import type { CountedPack } from './catalogue.ts';
import type { Cell, Figures } from './figures.ts';
import { nodesOf, type PlaceNode, practicesIn } from './place.ts';
import { hiddenPlaces } from './suppress.ts';
import { hiddenParts } from './suppress-parts.ts';
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

import type { Tally } from './contract.ts';
import type { CountedPack } from './catalogue.ts';
import type { Cell, Figures } from './figures.ts';
import { nodesOf, type PlaceNode, practicesIn } from './place.ts';
import { hiddenPlaces } from './suppress.ts';
import { hiddenParts, lonelyParts } from './suppress-parts.ts';
import { hiddenTeams } from './suppress-teams.ts';
import { atPractice, type Team } from './team.ts';
import type { Viewpoint } from './viewpoint.ts';

/** A figure as a viewpoint is told it; undefined where it is not. */
export type Teller = (node: PlaceNode, cell: Required<Omit<Cell, 'pack'>>) => Tally | undefined;

export type Telling = {
  readonly tree: PlaceNode;
  readonly teams: readonly Team[];
  readonly viewpoint: Viewpoint;
  readonly pack: CountedPack;
};

type Of = { readonly measure: number; readonly stratum: string };

/** Figures as a viewpoint is told them. What is hidden is worked out once a day and measure for the whole tree, however many of one viewpoint ask. */
export function tellerOf(figures: Figures, telling: Telling): Teller {
  const { tree, teams, viewpoint, pack } = telling;
  const parts = teams.map(({ id, of }) => [id, of]);
  const key = JSON.stringify([pack.number, viewpoint.everything, [...viewpoint.own].sort(), shapeOf(tree), parts]);
  const known = tellers.get(figures) ?? new Map<string, Teller>();
  tellers.set(figures, known);
  const teller = known.get(key) ?? newTeller(figures, telling);
  if (known.size < VIEWPOINTS_MAX) known.set(key, teller);
  return teller;
}

/** As long as the figures are those of today: another revision has others. */
const tellers = new WeakMap<Figures, Map<string, Teller>>();
const VIEWPOINTS_MAX = 50;

/** What lies in what: what is hidden rests on it. */
function shapeOf({ place: { id }, children }: PlaceNode): readonly unknown[] {
  return [id, children.map(shapeOf)];
}

function newTeller(figures: Figures, telling: Telling): Teller {
  const { tree, viewpoint, pack } = telling;
  const practices = new Map(nodesOf(tree).map((node) => [node.place.id, practicesIn(node)]));
  const sum = (place: string, slot: number, { measure, stratum }: Of) =>
    figures.sum(practices.get(place) ?? [], { pack: pack.number, slot, measure, stratum });
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
  const ofTeams = teamTeller(figures, telling, { whole, parts });
  return (node, { slot, measure, stratum }) => {
    if (node.place.level === 'team') return ofTeams(node, { slot, measure, stratum });
    const { id } = node.place;
    const hidden =
      stratum === '' ? whole(slot, measure).has(id) : (parts(slot, measure).get(stratum)?.has(id) ?? false);
    return viewpoint.everything || !hidden ? sum(id, slot, { measure, stratum }) : undefined;
  };
}

type Hidden = {
  readonly whole: (slot: number, measure: number) => ReadonlySet<string>;
  readonly parts: (slot: number, measure: number) => ReadonlyMap<string, ReadonlySet<string>>;
};

/** Teams as a viewpoint is told them, beside what it is told of the tree. */
function teamTeller(figures: Figures, { tree, teams, viewpoint, pack }: Telling, hidden: Hidden): Teller {
  const places = teams.map(({ id, of }) => ({ id, of, practices: figures.practicesOf(id) }));
  const keys = new Map(places.map(({ id, practices }) => [id, practices.map((practice) => atPractice(id, practice))]));
  const suppression = { own: viewpoint.own, smallNumber: pack.pack.smallNumber };
  const found = (slot: number, of: Of, untold: ReadonlySet<string>) => {
    const cell = { pack: pack.number, slot, ...of };
    return hiddenTeams({
      tree,
      teams: places,
      practice: (practice) => figures.sum([practice], cell),
      part: (team, practice) => figures.sum([atPractice(team, practice)], cell),
      hidden: untold,
      suppression,
    });
  };
  const sum = (team: string, slot: number, of: Of) =>
    figures.sum(keys.get(team) ?? [], { pack: pack.number, slot, ...of });
  const whole = remembered((slot, measure): ReadonlySet<string> => {
    const own = found(slot, { measure, stratum: '' }, hidden.whole(slot, measure));
    return measure === 0 ? own : new Set([...own, ...whole(slot, 0)]);
  });
  const parts = remembered((slot, measure) => {
    const strata = figures.strata({ pack: pack.number, slot, measure });
    const already = whole(slot, measure);
    const apart = hidden.parts(slot, measure);
    const of = strata.map((stratum) => {
      const own = found(slot, { measure, stratum }, apart.get(stratum) ?? NONE);
      return [stratum, new Set([...own, ...already])] as const;
    });
    const tallyOf = (team: string, stratum: string) => sum(team, slot, { measure, stratum });
    return lonelyParts(places, { strata, tallyOf, hidden: new Map(of), own: viewpoint.own });
  });
  return (node, { slot, measure, stratum }) => {
    const { id } = node.place;
    const gone = stratum === '' ? whole(slot, measure).has(id) : (parts(slot, measure).get(stratum)?.has(id) ?? false);
    return viewpoint.everything || !gone ? sum(id, slot, { measure, stratum }) : undefined;
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

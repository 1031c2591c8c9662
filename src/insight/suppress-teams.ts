import type { Tally } from './contract.ts';
import type { PlaceNode } from './place.ts';
import { isSmall, type Suppression } from './suppress.ts';

/** Teams beside the places of a tree: one measure, of everybody or of one stratum. */
export type TeamFigures = {
  readonly tree: PlaceNode;
  /** Each with the practices at which it has anybody. */
  readonly teams: readonly TeamPlace[];
  /** Of a practice; of a team at one. */
  readonly practice: (practice: string) => Tally;
  readonly part: (team: string, practice: string) => Tally;
  /** Places of the tree whose figure is not told. */
  readonly hidden: ReadonlySet<string>;
  readonly suppression: Suppression;
};

/** A team, the partner that it is a part of, and the practices at which it has anybody. */
export type TeamPlace = { readonly id: string; readonly of: number; readonly practices: readonly string[] };

/**
 * Ids of the teams whose figure is not told. People of a team are on several lists and may be in several teams, so that a team is a part of no
 * sum: what could be worked out is what it leaves of the others' figures, and they of it. The viewer's own are told; what they
 * know of their own practices is taken away first.
 */
export function hiddenTeams(figures: TeamFigures): ReadonlySet<string> {
  const { teams, suppression } = figures;
  const parts = partsOf(figures);
  const shapes = teams.map((team) => shapeOf(team, parts, figures)).filter(({ whole }) => whole.of > 0);
  const { own, smallNumber } = suppression;
  const small = (tally: Tally) => isSmall(tally, smallNumber);
  const hidden = new Set(shapes.filter((team) => !own.has(team.id) && givesAway(team, small)).map(({ id }) => id));
  for (const [at, one] of shapes.entries())
    for (const other of shapes.slice(at + 1)) {
      const [less, more] = one.whole.of <= other.whole.of ? [one, other] : [other, one];
      if (!small(minus(more.whole, less.whole)) || !mayHold(more, less, figures)) continue;
      const gone = [less, more].find(({ id }) => !own.has(id));
      if (gone) hidden.add(gone.id);
    }
  for (const of of new Set(shapes.map((team) => team.of))) {
    const family = shapes.filter((team) => team.of === of);
    if (family.length > 1) hideAmong(family, { hidden, own, small });
  }
  return hidden;
}

type Small = (tally: Tally) => boolean;

/** What the told figures of the tree divide people into: its figure, and whether that can be worked out. */
type Part = { whole: Tally; readonly open: boolean; readonly own: boolean };

/** The part of each practice: of one that is told itself; of a place that is told what its told practices leave; and what nobody is told of. */
function partsOf({ tree, hidden, practice, suppression: { own } }: TeamFigures): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>();
  const add = (practices: readonly string[], open: boolean) => {
    const part: Part = { whole: NONE, open, own: practices.every((id) => own.has(id)) };
    for (const id of practices) {
      part.whole = plus(part.whole, practice(id));
      parts.set(id, part);
    }
  };
  /** Answers the practices that are left. */
  const walk = (node: PlaceNode): readonly string[] => {
    const left = node.place.level === 'practice' ? [node.place.id] : node.children.flatMap(walk);
    if (hidden.has(node.place.id)) return left;
    if (left.length > 0) add(left, true);
    return [];
  };
  for (const id of walk(tree)) add([id], own.has(id));
  return parts;
}

/** A team as the parts see it. */
type Shape = TeamPlace & { readonly whole: Tally; readonly in: ReadonlyMap<Part, Tally> };

function shapeOf(team: TeamPlace, parts: ReadonlyMap<string, Part>, { part }: TeamFigures): Shape {
  const found = new Map<Part, Tally>();
  let whole = NONE;
  for (const practice of team.practices) {
    const tally = part(team.id, practice);
    const at = parts.get(practice);
    if (tally.of === 0 || !at) continue;
    whole = plus(whole, tally);
    found.set(at, plus(found.get(at) ?? NONE, tally));
  }
  return { ...team, whole, in: found };
}

/** Whether the figure of a team tells of few: its own, what it leaves of the parts that it lies in, or what of it lies in parts that it does not fill. */
function givesAway({ whole, in: within }: Shape, small: Small): boolean {
  let [beside, unfilled, closed] = [NONE, NONE, false];
  for (const [part, tally] of within) {
    if (part.own) continue;
    closed ||= !part.open;
    beside = plus(beside, minus(part.whole, tally));
    if (!part.open || part.whole.of !== tally.of) unfilled = plus(unfilled, tally);
  }
  return small(whole) || (!closed && small(beside)) || small(unfilled);
}

/** Whether all people of the one may be people of the other: at each practice it has no fewer of any. */
function mayHold(more: Shape, less: Shape, { part }: TeamFigures): boolean {
  return less.practices.every((practice) => {
    const rest = minus(part(more.id, practice), part(less.id, practice));
    return rest.met >= 0 && rest.of - rest.met >= 0;
  });
}

type Among = {
  readonly hidden: Set<string>;
  readonly own: ReadonlySet<string>;
  readonly small: Small;
};

/** Where teams of one organisation may be apart from one another, all of them together may leave few: the smallest goes until they do not. */
function hideAmong(teams: readonly Shape[], { hidden, own, small }: Among): void {
  for (;;) {
    const told = teams.filter(({ id }) => !hidden.has(id));
    if (told.length < 2) return;
    const touched = [...new Set(told.flatMap((team) => [...team.in.keys()]))].filter((part) => !part.own);
    const rests = touched.map((part) =>
      minus(part.whole, told.map((team) => team.in.get(part) ?? NONE).reduce(plus, NONE)),
    );
    const apart = rests.every(({ met, of }) => met >= 0 && of - met >= 0);
    const rest = rests.reduce(plus, NONE);
    if (!apart || touched.some(({ open }) => !open) || !small(rest)) return;
    const [smallest] = told
      .filter(({ id }) => !own.has(id))
      .sort((a, b) => a.whole.of - b.whole.of || (a.id < b.id ? -1 : 1));
    if (!smallest) return;
    hidden.add(smallest.id);
  }
}

const NONE: Tally = { met: 0, of: 0 };

function plus(one: Tally, other: Tally): Tally {
  return { met: one.met + other.met, of: one.of + other.of };
}

function minus(one: Tally, other: Tally): Tally {
  return { met: one.met - other.met, of: one.of - other.of };
}

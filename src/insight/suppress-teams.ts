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
      if (!small(minus(more.whole, less.whole)) || !mayHold(more, less)) continue;
      const gone = [less, more].find(({ id }) => !own.has(id));
      if (gone) hidden.add(gone.id);
    }
  for (const of of new Set(shapes.map((team) => team.of)))
    hideAmong(
      shapes.filter((team) => team.of === of),
      { parts, hidden, own, small },
    );
  return hidden;
}

type Small = (tally: Tally) => boolean;

/** What the told figures of the tree divide people into: the practices of each part, its figure, and whether that can be worked out. */
type Part = {
  readonly practices: ReadonlySet<string>;
  readonly whole: Tally;
  readonly open: boolean;
  readonly own: boolean;
};

/** A practice that is told; of a place that is told what its told practices leave; and what nobody is told of. */
function partsOf({ tree, hidden, practice, suppression: { own } }: TeamFigures): readonly Part[] {
  const parts: Part[] = [];
  const add = (practices: readonly string[], open: boolean) => {
    if (practices.length === 0) return;
    const whole = practices.map(practice).reduce(plus, NONE);
    parts.push({ practices: new Set(practices), whole, open, own: practices.every((id) => own.has(id)) });
  };
  /** Answers the practices that are left. */
  const walk = (node: PlaceNode): readonly string[] => {
    const left = node.place.level === 'practice' ? [node.place.id] : node.children.flatMap(walk);
    if (hidden.has(node.place.id)) return left;
    add(left, true);
    return [];
  };
  for (const id of walk(tree)) add([id], own.has(id));
  return parts;
}

/** A team as the parts see it. */
type Shape = {
  readonly id: string;
  readonly of: number;
  readonly whole: Tally;
  readonly at: ReadonlyMap<string, Tally>;
  readonly in: ReadonlyMap<Part, Tally>;
};

function shapeOf(team: TeamPlace, parts: readonly Part[], { part }: TeamFigures): Shape {
  const at = new Map(team.practices.map((practice) => [practice, part(team.id, practice)]));
  const found = parts.map((one) => {
    const there = [...at].flatMap(([practice, tally]) => (one.practices.has(practice) ? [tally] : []));
    return [one, there.reduce(plus, NONE)] as const;
  });
  return {
    id: team.id,
    of: team.of,
    whole: [...at.values()].reduce(plus, NONE),
    at,
    in: new Map(found.filter(([, tally]) => tally.of > 0)),
  };
}

/** Whether the figure of a team tells of few: its own, what it leaves of the parts that it lies in, or what of it lies in parts that it does not fill. */
function givesAway({ whole, in: within }: Shape, small: Small): boolean {
  const others = [...within].filter(([part]) => !part.own);
  const beside = others.map(([part, tally]) => minus(part.whole, tally)).reduce(plus, NONE);
  const filled = others.filter(([part, tally]) => part.open && part.whole.of === tally.of);
  const unfilled = others.filter((one) => !filled.includes(one)).map(([, tally]) => tally);
  const closed = others.some(([part]) => !part.open);
  return small(whole) || (!closed && small(beside)) || small(unfilled.reduce(plus, NONE));
}

/** Whether all people of the one may be people of the other: at each practice it has no fewer of any. */
function mayHold(more: Shape, less: Shape): boolean {
  return [...less.at].every(([practice, tally]) => {
    const rest = minus(more.at.get(practice) ?? NONE, tally);
    return rest.met >= 0 && rest.of - rest.met >= 0;
  });
}

type Among = {
  readonly parts: readonly Part[];
  readonly hidden: Set<string>;
  readonly own: ReadonlySet<string>;
  readonly small: Small;
};

/** Where teams of one organisation may be apart from one another, all of them together may leave few: the smallest goes until they do not. */
function hideAmong(teams: readonly Shape[], { parts, hidden, own, small }: Among): void {
  for (;;) {
    const told = teams.filter(({ id }) => !hidden.has(id));
    const touched = parts.filter((part) => !part.own && told.some((team) => team.in.has(part)));
    const rests = touched.map((part) =>
      minus(part.whole, told.map((team) => team.in.get(part) ?? NONE).reduce(plus, NONE)),
    );
    const apart = rests.every(({ met, of }) => met >= 0 && of - met >= 0);
    const rest = rests.reduce(plus, NONE);
    if (told.length < 2 || !apart || touched.some(({ open }) => !open) || !small(rest)) return;
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

import { pairOf, rounded, type Strength, strengthOf } from './tie.ts';

/** Of two teams in one quarter; undefined where an organisation was named and no team of it. */
export type TeamCounted = {
  readonly a: string;
  readonly b: string;
  readonly teamA: string | null;
  readonly teamB: string | null;
  readonly quarter: string;
  readonly people: number;
  readonly contacts: number;
};

export type TeamTie = {
  readonly a: string | null;
  readonly b: string | null;
  readonly strength: Strength;
  readonly quarters: readonly { readonly quarter: string; readonly contacts: number }[];
};

type Asked = { readonly quarters: readonly string[]; readonly few: number };

/**
 * How much the teams of two organisations have to do with each other. A quarter of two teams is shown from five people and contacts on, as
 * that of organisations; and where anything of the pair is left over, the smallest that could be shown goes with it, so that what the teams leave
 * of the organisations' figure is of five people too.
 */
export function teamTiesOf(
  counted: readonly TeamCounted[],
  pair: readonly [string, string],
  asked: Asked,
): readonly TeamTie[] {
  const { quarters, few } = asked;
  const mine = counted
    .filter((one) => pairOf(one.a, one.b).join(' ') === pair.join(' '))
    .map((one) => turned(one, pair));
  const shown = quarters.flatMap((quarter) =>
    shownIn(
      mine.filter((one) => one.quarter === quarter),
      few,
    ),
  );
  const sides = new Map(
    shown
      .filter(({ teamA, teamB }) => teamA !== null || teamB !== null)
      .map((one) => [`${one.teamA} ${one.teamB}`, one]),
  );
  return [...sides.values()].map(({ teamA, teamB }) => {
    const by = quarters.map((quarter) => {
      const found = shown.find((one) => one.quarter === quarter && one.teamA === teamA && one.teamB === teamB);
      return { quarter, contacts: found ? rounded(found.contacts, few) : 0 };
    });
    const points = by.slice(-2).reduce((sum, { contacts }) => sum + contacts, 0);
    return { a: teamA, b: teamB, strength: strengthOf(points), quarters: by };
  });
}

/** What of one quarter can be told. */
function shownIn(all: readonly TeamCounted[], few: number): readonly TeamCounted[] {
  const enough = all
    .filter(({ people, contacts }) => people >= few && contacts >= few)
    .toSorted((a, b) => a.contacts - b.contacts || a.people - b.people);
  return enough.length === all.length ? enough : enough.slice(1);
}

/** Seen from the side that stands first in the pair. */
function turned(one: TeamCounted, [first]: readonly [string, string]): TeamCounted {
  const { a, b, teamA, teamB } = one;
  return a === first ? one : { ...one, a: b, b: a, teamA: teamB, teamB: teamA };
}

import { factorFigures, type Factor, type Scores } from './figures.ts';
import { type Crowd, mayTell } from './release.ts';
import { type Round, type Team, type TeamFigure, WHOLE } from './round.ts';

export type Answer = { readonly team: string; readonly scores: Scores };
type Taken = { readonly round: string; readonly principal: string; readonly team: string };

/** What a round comes to, told only as far as it tells of nobody: teams first, then all of them together. */
export function countRound(
  round: string,
  of: {
    readonly teams: readonly Team[];
    readonly factors: readonly Factor[];
    readonly answers: readonly Answer[];
    readonly taken: readonly Taken[];
    /** The figures told of earlier rounds of the same form. */
    readonly before: readonly Crowd[];
  },
): { readonly teams: readonly TeamFigure[]; readonly whole: TeamFigure } {
  const { factors, answers, taken, teams: named } = of;
  const mine = taken.filter((one) => one.round === round);
  const told: Crowd[] = [...of.before];
  const tell = (team: string, part: readonly Answer[], people: readonly Taken[]): TeamFigure => {
    const crowd = crowdOf(people, part.length);
    if (!mayTell(told, crowd)) return { team };
    told.push(crowd);
    return {
      team,
      figure: {
        answered: part.length,
        factors: factorFigures(
          factors,
          part.map(({ scores }) => scores),
        ),
      },
    };
  };
  const teams = named.map(({ id }) =>
    tell(
      id,
      answers.filter(({ team }) => team === id),
      mine.filter(({ team }) => team === id),
    ),
  );
  return { teams, whole: named.length > 1 ? tell(WHOLE, answers, mine) : { team: WHOLE } };
}

/** The people behind what was told of a round. */
export function crowdsOf({ id, closed }: Round, taken: readonly Taken[]): readonly Crowd[] {
  const mine = taken.filter(({ round }) => round === id);
  return [...(closed?.teams ?? []), ...(closed ? [closed.whole] : [])].flatMap(({ team, figure }) => {
    const people = team === WHOLE ? mine : mine.filter((one) => one.team === team);
    return figure ? [crowdOf(people, figure.answered)] : [];
  });
}

function crowdOf(people: readonly Taken[], answered: number): Crowd {
  return { people: new Set(people.map(({ principal }) => principal)), missing: people.length - answered };
}

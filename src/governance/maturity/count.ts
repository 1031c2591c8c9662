import { LEAST_PEOPLE } from '../readiness/figures.ts';
import { type Crowd, mayTell } from '../readiness/release.ts';
import type { Scored } from './form.ts';
import type { Figure, Maturity, OrganizationFigure } from './round.ts';
import { spreadOf } from './spread.ts';

export type MaturityAnswer = Scored & { readonly organization: string };
/** Who took part, and for whom: never what they said. */
export type MaturityScored = { readonly round: string; readonly principal: string; readonly organization: string };

type Counting = {
  readonly dimensions: readonly { readonly id: string }[];
  readonly answers: readonly MaturityAnswer[];
  readonly scored: readonly MaturityScored[];
  /** The people behind figures told of earlier rounds about the same. */
  readonly before: readonly Crowd[];
  readonly least?: number;
};

/**
 * What a round comes to, told only as far as it tells of nobody: all of them first, then each organisation that can be told beside.
 * Reasons are told with the whole alone, in the order of the alphabet.
 */
export function countMaturity(
  round: string,
  { dimensions, answers, scored, before, least = LEAST_PEOPLE }: Counting,
): {
  readonly whole: Figure;
  readonly organizations: readonly OrganizationFigure[];
  readonly reasons: Readonly<Record<string, readonly string[]>>;
} {
  const mine = scored.filter((one) => one.round === round);
  const crowds: Crowd[] = [...before];
  const tell = (part: readonly MaturityAnswer[], people: readonly MaturityScored[]): Figure => {
    const crowd = crowdOf(people, part.length);
    if (!mayTell(crowds, crowd, least)) return {};
    crowds.push(crowd);
    const spreads = dimensions.map(({ id }) => [id, spreadOf(part.map(({ scores }) => scores[id] ?? 'unsure'))]);
    return { told: { answered: part.length, spreads: Object.fromEntries(spreads) } };
  };
  const whole = tell(answers, mine);
  const names = [...new Set(mine.map(({ organization }) => organization))].sort();
  const of = (organization: string) => (one: { readonly organization: string }) => one.organization === organization;
  const organizations = names.map((organization) => ({
    organization,
    ...(names.length === 1 ? whole : tell(answers.filter(of(organization)), mine.filter(of(organization)))),
  }));
  const reasons = dimensions.map(({ id }) => [id, reasonsFor(id, answers)]);
  return { whole, organizations, reasons: whole.told ? Object.fromEntries(reasons) : {} };
}

function reasonsFor(dimension: string, answers: readonly MaturityAnswer[]): readonly string[] {
  return answers
    .flatMap(({ reasons }) => reasons[dimension] ?? [])
    .filter((words) => words !== '')
    .sort();
}

/** The people behind what was told of a round. */
export function maturityCrowds(
  { id, closed }: Pick<Maturity, 'id' | 'closed'>,
  scored: readonly MaturityScored[],
): readonly Crowd[] {
  const mine = scored.filter(({ round }) => round === id);
  const told = (closed?.organizations ?? []).flatMap(({ organization, told: figure }) =>
    figure
      ? [
          crowdOf(
            mine.filter((one) => one.organization === organization),
            figure.answered,
          ),
        ]
      : [],
  );
  return [...(closed?.whole.told ? [crowdOf(mine, closed.whole.told.answered)] : []), ...told];
}

function crowdOf(people: readonly MaturityScored[], answered: number): Crowd {
  return { people: new Set(people.map(({ principal }) => principal)), missing: people.length - answered };
}

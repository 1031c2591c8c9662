import type { Role } from '#agreement';
import { type Day, dayIn } from '#base';
import type { FactorFigure } from './figures.ts';

export const ROUND_FORMS = ['readiness-change', 'culture-pulse', 'relationship-pulse'] as const;
export type RoundForm = (typeof ROUND_FORMS)[number];

/** The staff of an organisation, or of one role there. */
export type Team = { readonly id: string; readonly organization: string; readonly role?: Role };

export type TeamFigure = {
  readonly team: string;
  /** Absent where too few answered, or telling it would tell of too few. */
  readonly figure?: { readonly answered: number; readonly factors: readonly FactorFigure[] };
};

export const CHOICES = ['go-on', 'support-first', 'later', 'stop'] as const;
export type Choice = (typeof CHOICES)[number];

/** What was done to a round; the first deed opens it. Figures are those of the moment it closed, and never change. */
export type RoundSaid =
  | { readonly did: 'opened'; readonly change?: string; readonly until: Day; readonly teams: readonly Team[] }
  | {
      readonly did: 'closed';
      readonly teams: readonly TeamFigure[];
      readonly whole: TeamFigure;
      /** Teams of which something fell since the round before. */
      readonly fallen?: readonly string[];
    }
  | { readonly did: 'decided'; readonly team: string; readonly choice: Choice; readonly why: string };

export type RoundDeed = {
  readonly at: Date;
  readonly by: string;
  readonly organization: string;
  readonly role: Role;
  readonly said: RoundSaid;
};

export type KeptRound = {
  readonly id: string;
  readonly form: RoundForm;
  readonly programme?: string;
  readonly deeds: readonly RoundDeed[];
};

export type Decision = {
  readonly team: string;
  readonly choice: Choice;
  readonly why: string;
  readonly by: string;
  readonly on: Day;
};

export type Round = {
  readonly id: string;
  readonly form: RoundForm;
  readonly programme?: string;
  readonly change?: string;
  readonly until: Day;
  readonly teams: readonly Team[];
  readonly opened: { readonly by: string; readonly organization: string; readonly role: Role };
  readonly closed?: {
    readonly on: Day;
    readonly teams: readonly TeamFigure[];
    readonly whole: TeamFigure;
    readonly fallen: readonly string[];
  };
  readonly decisions: readonly Decision[];
};

export const WHOLE = 'all';

export function roundOf({ deeds, id, form, programme }: KeptRound, zone: string): Round {
  const [first, ...rest] = deeds;
  if (first?.said.did !== 'opened') throw new Error('a round begins by being opened');
  const { change, until, teams } = first.said;
  const { by, organization, role } = first;
  const begun: Round = {
    id,
    form,
    until,
    teams,
    opened: { by, organization, role },
    decisions: [],
    ...(programme === undefined ? {} : { programme }),
    ...(change === undefined ? {} : { change }),
  };
  return rest.reduce((round, deed) => after(round, deed, zone), begun);
}

function after(round: Round, { said, by, at }: RoundDeed, zone: string): Round {
  const on = dayIn(zone, at.getTime());
  if (said.did === 'closed')
    return { ...round, closed: { on, teams: said.teams, whole: said.whole, fallen: said.fallen ?? [] } };
  if (said.did !== 'decided') return round;
  const { team, choice, why } = said;
  return { ...round, decisions: [...round.decisions, { team, choice, why, by, on }] };
}

/** Teams of which somebody has to say what follows, and has not: not ready for a change, or working together less well than before. */
export function undecided({ form, closed, decisions }: Round): readonly string[] {
  return concerning(form, closed).filter((team) => !decisions.some((one) => one.team === team));
}

function concerning(form: RoundForm, closed: Round['closed']): readonly string[] {
  if (form === 'relationship-pulse') return closed?.fallen ?? [];
  if (form === 'culture-pulse') return [];
  const low = (closed?.teams ?? []).filter(({ figure }) => figure?.factors.some((factor) => factor.low));
  return low.map(({ team }) => team);
}

/** So much less than the round before, of five, is a fall: half a step of the scale. */
const FALL = 0.5;

/** Teams of which a factor is lower than it was told the last time. Only figures that are told are compared. */
export function fallenIn(
  { teams: named }: Pick<Round, 'teams'>,
  teams: readonly TeamFigure[],
  before: readonly Round[],
): readonly string[] {
  return teams.flatMap(({ team, figure }) => {
    const last =
      figure &&
      toldOf(
        named.find(({ id }) => id === team),
        before,
      ).at(0);
    const fell = last?.factors.some(({ id, mean }) => {
      const now = figure?.factors.find((factor) => factor.id === id);
      return now !== undefined && Math.round((mean - now.mean) * 10) >= FALL * 10;
    });
    return fell ? [team] : [];
  });
}

export type Told = { readonly id: string; readonly on: Day; readonly factors: readonly FactorFigure[] };

/** What was told of the same team (by organisation and role) in other rounds, in their order. */
export function toldOf(team: Team | undefined, rounds: readonly Round[]): readonly Told[] {
  return rounds.flatMap(({ id, teams, closed }) => {
    const same = teams.find((one) => one.organization === team?.organization && one.role === team?.role);
    const figure = closed?.teams.find((one) => one.team === same?.id)?.figure;
    return closed && figure ? [{ id, on: closed.on, factors: figure.factors }] : [];
  });
}

import { type Day, day, plusDays } from '#base';
import { firstDay } from './fact.ts';
import { lastDay } from './lasting.ts';
import { namesIn } from './patient.ts';
import { dayOf, FOREVER, numberOf } from './timeline.ts';

type Json = Readonly<Record<string, unknown>>;

/** A part of a partner whose people are counted. */
export type Team = {
  /** Id of its Organization. */
  readonly id: string;
  readonly name: string;
  /** Key of the partner that it is a part of. */
  readonly of: number;
  /** Whatever names it in a CareTeam. */
  readonly names: readonly string[];
};

/** What a CareTeam says of its person: in which team, from which day, and the first on which not any more. */
export type Stay = { readonly team: string; readonly joins: Day; readonly leaves: Day };

/** The same of a person, the team by its id and days since 1970. */
export type Membership = { readonly team: string; readonly joins: number; readonly leaves: number };

/** In which teams somebody is on each of some days: of each team a bit a day. */
export type Within = { readonly teams: readonly string[]; readonly within: readonly number[] };

export const NO_TEAM: Within = { teams: [], within: [] };

/** What is paused or over; a team that is only proposed has nobody yet. */
const OVER = new Set<unknown>(['suspended', 'inactive']);
/** Earlier and later days are errors of recording. */
const ALWAYS = day('1850-01-01');
const NOT_ENDED = dayOf(FOREVER);
const STAYS_MAX = 50;
/** What names a team is looked up by an index, whose rows have a limit in bytes; no organisation is called by so much. */
const NAME_MAX = 600;

/** The stays that a CareTeam tells: with who manages it, who takes part, and on whose behalf. Undated it has always been; ended nobody says when it tells none. */
export function staysIn(careTeam: Json): readonly Stay[] {
  const { status, period, managingOrganization, participant } = careTeam;
  const whole = spanOf(period);
  if (!whole || (status !== 'active' && !OVER.has(status))) return [];
  if (OVER.has(status) && whole.leaves === NOT_ENDED) return [];
  const managing = listOf(managingOrganization).flatMap(namesIn);
  const taking = listOf(participant).flatMap(({ member, onBehalfOf, period: own }) => {
    const span = spanOf(own);
    return span ? [member, onBehalfOf].flatMap(namesIn).map((team) => ({ team, ...overlap(whole, span) })) : [];
  });
  const stays = [...managing.map((team) => ({ team, ...whole })), ...taking].filter(
    ({ team, joins, leaves }) => joins < leaves && team.length <= NAME_MAX,
  );
  const once = new Map(stays.map((stay) => [`${stay.joins} ${stay.leaves} ${stay.team}`, stay]));
  return [...once.values()].slice(0, STAYS_MAX);
}

type Span = Pick<Stay, 'joins' | 'leaves'>;

/** Undefined where it says a day that cannot be. */
function spanOf(period: unknown): Span | undefined {
  const { start, end } = (period ?? {}) as Json;
  const joins = start === undefined ? ALWAYS : typeof start === 'string' ? firstDay(start) : undefined;
  const last = end === undefined ? NOT_ENDED : lastDay(end);
  if (joins === undefined || last === undefined) return undefined;
  return { joins, leaves: last >= NOT_ENDED ? NOT_ENDED : plusDays(last, 1) };
}

function overlap(one: Span, other: Span): Span {
  return {
    joins: one.joins > other.joins ? one.joins : other.joins,
    leaves: one.leaves < other.leaves ? one.leaves : other.leaves,
  };
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** Where names of teams in CareTeams lead. */
export function teamsByName(teams: readonly Team[] = []): ReadonlyMap<string, string> {
  return new Map(teams.flatMap(({ id, names }) => names.map((name) => [name, id])));
}

export function membershipOf({ team, joins, leaves }: Stay, byName: ReadonlyMap<string, string>) {
  const id = byName.get(team);
  return id === undefined ? [] : [{ team: id, joins: numberOf(joins), leaves: numberOf(leaves) }];
}

/** In which teams on which of the days; and the first day after the first of them on which somebody joins or leaves one. */
export function withinOn(stays: readonly Membership[], days: readonly Day[]): Within & { readonly next?: Day } {
  if (stays.length === 0) return NO_TEAM;
  const at = days.map(numberOf);
  const bits = new Map<string, number>();
  for (const { team, joins, leaves } of stays) {
    const own = at.reduce((all, on, slot) => (joins <= on && on < leaves ? all | (1 << slot) : all), 0);
    if (own !== 0) bits.set(team, (bits.get(team) ?? 0) | own);
  }
  const today = at[0] as number;
  const turns = stays.flatMap(({ joins, leaves }) => [joins, leaves]).filter((on) => on > today && on < FOREVER);
  const teams = [...bits.keys()].sort();
  return {
    teams,
    within: teams.map((team) => bits.get(team) as number),
    ...(turns.length === 0 ? {} : { next: dayOf(Math.min(...turns)) }),
  };
}

/** What figures of a team's people at one practice are kept under. An id has no such sign. */
export function atPractice(team: string, practice: string): string {
  return `${team}@${practice}`;
}

/** The team and the practice; undefined for a practice. */
export function teamAt(place: string): { readonly team: string; readonly practice: string } | undefined {
  const [team = '', practice] = place.split('@');
  return practice === undefined ? undefined : { team, practice };
}

import type { Access } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { Acting } from '../acts.ts';
import { nameOf, partnerOf } from '../decision/who.ts';
import { readProgramme } from '../programme/programme.queries.ts';
import { programmeState } from '../programme/programme.ts';
import { leadsRound, noRound, teamFor } from './acts.ts';
import type { RoundSummary, RoundView, TeamView } from './contract.ts';
import { agreedWords } from './figures.ts';
import { programOf } from './forms.ts';
import { allRounds, hasTaken, readRound, roundsOf, takenCounts } from './readiness.queries.ts';
import { type Round, roundOf, type TeamFigure, toldOf, undecided } from './round.ts';

/** All rounds, newest first, for the staff of partners. */
export async function allOf(acting: Acting, access: Access): Promise<readonly RoundSummary[]> {
  const book = acting.current.book();
  if (!partnerOf(book, access)) return [];
  const kept = await allRounds(acting.store);
  return Promise.all(kept.map((one) => summaryOf(acting, access, roundOf(one, book.zone))));
}

export async function ofProgramme(acting: Acting, access: Access, programme: string): Promise<readonly RoundView[]> {
  const book = acting.current.book();
  if (!partnerOf(book, access)) return [];
  const kept = await roundsOf(acting.store, programme);
  return Promise.all(kept.map((one) => viewOf(acting, access, roundOf(one, book.zone))));
}

export async function oneOf(acting: Acting, access: Access, id: string): Promise<Outcome<RoundView>> {
  const book = acting.current.book();
  const kept = partnerOf(book, access) && (await readRound(acting.store, id));
  return kept ? accepted(await viewOf(acting, access, roundOf(kept, book.zone))) : noRound();
}

async function summaryOf(acting: Acting, access: Access, round: Round): Promise<RoundSummary> {
  const { id, form, until, closed } = round;
  const kept = round.programme === undefined ? undefined : await readProgramme(acting.store, round.programme);
  const state = kept && programmeState(kept);
  const change = state?.changes.find((one) => one.id === round.change);
  const open = !closed && until >= acting.current.book().today;
  const team = teamFor(round, partnerOf(acting.current.book(), access), access);
  return {
    id,
    form,
    title: programOf(form).title,
    until,
    ...(closed ? { closed: closed.on } : {}),
    ...(kept && state ? { programme: { id: kept.id, name: state.name } } : {}),
    ...(change ? { change: { id: change.id, words: change.words } } : {}),
    undecided: undecided(round).length,
    waits: open && team !== undefined && !(await hasTaken(acting.store, id, access.principal)),
  };
}

async function viewOf(acting: Acting, access: Access, round: Round): Promise<RoundView> {
  const book = acting.current.book();
  const [summary, counts, lead, taken] = await Promise.all([
    summaryOf(acting, access, round),
    takenCounts(acting.store, round.id),
    leadsRound(acting, access, round),
    hasTaken(acting.store, round.id, access.principal),
  ]);
  const own = partnerOf(book, access)?.organization;
  const open = undecided(round);
  const alike = await alikeOf(acting, round);
  const teams = round.teams.map((team): TeamView => {
    // Figures of a team are for it, its organisation, and whoever leads the change.
    const seen =
      lead || team.organization === own ? round.closed?.teams.find((one) => one.team === team.id) : undefined;
    return {
      id: team.id,
      name: nameOf(book, team.organization),
      ...(team.role ? { role: team.role } : {}),
      taken: counts.find((one) => one.team === team.id)?.taken ?? 0,
      ...figureOf(seen),
      trend: seen ? toldOf(team, alike) : [],
      decisions: round.decisions.filter((one) => one.team === team.id),
      undecided: seen !== undefined && open.includes(team.id),
    };
  });
  const whole = figureOf(round.closed?.whole).figure;
  return {
    ...summary,
    program: programOf(round.form),
    teams,
    ...(whole ? { whole } : {}),
    trend: trendOf(alike),
    may: { lead, take: summary.waits, taken },
  };
}

function figureOf(told: TeamFigure | undefined): Pick<TeamView, 'figure'> {
  if (!told?.figure) return {};
  const { answered, factors } = told.figure;
  return { figure: { answered, factors: factors.map((one) => ({ ...one, agreed: agreedWords(one.agreement) })) } };
}

/** What was told of all together, round after round of the same form about the same change. */
function trendOf(alike: readonly Round[]): RoundView['trend'] {
  return alike.flatMap(({ id, closed }) =>
    closed?.whole.figure ? [{ id, on: closed.on, factors: closed.whole.figure.factors }] : [],
  );
}

/** Rounds of the same form about the same change, oldest first. */
async function alikeOf(acting: Acting, { form, programme, change }: Round): Promise<readonly Round[]> {
  const { zone } = acting.current.book();
  const kept = (await allRounds(acting.store)).map((one) => roundOf(one, zone));
  return kept.filter((one) => one.form === form && one.programme === programme && one.change === change).reverse();
}

import type { Access } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { Acting } from '../acts.ts';
import { same } from '../decision/body.ts';
import { nameOf, partnerOf } from '../decision/who.ts';
import { readProgramme } from '../programme/programme.queries.ts';
import { programmeState } from '../programme/programme.ts';
import { agreedWords } from '../readiness/figures.ts';
import { mayLead, noMaturity, personOf, seatOf } from './acts.ts';
import type { MaturitySide, MaturitySpread, MaturitySummary, MaturityView } from './contract.ts';
import { type Dimension, dimensions, maturityProgram } from './form.ts';
import { allMaturity, maturityAbout, readMaturity, scoredAbout } from './maturity.queries.ts';
import { placeOf } from './owe.ts';
import { isAgreed, type Maturity, maturityOf } from './round.ts';
import type { Spread } from './spread.ts';

type Scored = Awaited<ReturnType<typeof scoredAbout>>;

/** All rounds, newest first, for the staff of partners. */
export async function allOf(acting: Acting, access: Access): Promise<readonly MaturitySummary[]> {
  const book = acting.current.book();
  if (!partnerOf(book, access)) return [];
  const rounds = (await allMaturity(acting.store)).map((one) => maturityOf(one, book.zone));
  // One look-up a programme, not one a round.
  const about = [...new Set(rounds.map(({ programme }) => programme))];
  const scored = new Map(
    await Promise.all(about.map(async (one) => [one, await scoredAbout(acting.store, one)] as const)),
  );
  return Promise.all(rounds.map((one) => summaryOf(acting, access, one, scored.get(one.programme) ?? [])));
}

export async function oneOf(acting: Acting, access: Access, id: string): Promise<Outcome<MaturityView>> {
  const book = acting.current.book();
  const kept = partnerOf(book, access) && (await readMaturity(acting.store, id));
  return kept ? accepted(await viewOf(acting, access, maturityOf(kept, book.zone))) : noMaturity();
}

async function summaryOf(acting: Acting, access: Access, round: Maturity, scored: Scored): Promise<MaturitySummary> {
  const book = acting.current.book();
  const { id, until, closed, agreed } = round;
  const mine = scored.filter((one) => one.round === id);
  const kept = round.programme === undefined ? undefined : await readProgramme(acting.store, round.programme);
  const asked = placeOf(round.places, seatOf(book, access)) !== undefined;
  const running = !closed && until >= book.today;
  return {
    id,
    until,
    scored: mine.length,
    open: closed ? dimensions().length - agreed.length : 0,
    waits: running && asked && !mine.some(({ principal }) => principal === personOf(access)),
    ...(closed ? { closed: closed.on } : {}),
    ...(kept ? { programme: { id: kept.id, name: programmeState(kept).name } } : {}),
  };
}

async function viewOf(acting: Acting, access: Access, round: Maturity): Promise<MaturityView> {
  const book = acting.current.book();
  const [scored, lead, alike] = await Promise.all([
    scoredAbout(acting.store, round.programme),
    mayLead(acting, access, round.programme),
    maturityAbout(acting.store, round.programme),
  ]);
  const mine = scored.filter((one) => one.round === round.id);
  const seen = (of: Maturity) => of.closed !== undefined && mayRead(of, { scored, lead, self: personOf(access) });
  const earlier = alike.map((one) => maturityOf(one, book.zone)).filter(({ id }) => Number(id) < Number(round.id));
  const course = earlier.reverse().filter((one) => one.closed !== undefined);
  const summary = await summaryOf(acting, access, round, scored);
  const closed = seen(round) ? round.closed : undefined;
  return {
    ...summary,
    program: maturityProgram(),
    places: round.places.map((place) => ({
      ...place,
      name: nameOf(book, place.organization),
      scored: mine.filter((one) => same(place, one as typeof place)).length,
    })),
    sides: dimensions().map((side) => ({
      ...sideOf(side, { ...round, ...(closed ? { closed } : { closed: undefined }) }, (id) => nameOf(book, id)),
      course: course.map((one) => courseOf(one, side, seen(one))),
    })),
    untold: (closed?.organizations ?? []).flatMap(({ organization, told }) =>
      told ? [] : [nameOf(book, organization)],
    ),
    hidden: round.closed !== undefined && closed === undefined,
    may: { lead, score: summary.waits, scored: mine.some(({ principal }) => principal === personOf(access)) },
  };
}

/**
 * Figures are for who gave their own and for whoever leads, who cannot close a round unless they have scored where they are asked; for
 * everybody else once all was talked over.
 */
function mayRead(
  round: Maturity,
  { scored, lead, self }: { readonly scored: Scored; readonly lead: boolean; readonly self: string },
): boolean {
  const own = scored.some((one) => one.round === round.id && one.principal === self);
  return own || lead || isAgreed(round, dimensions());
}

type Shown = Pick<Maturity, 'agreed'> & { readonly closed: Maturity['closed'] };

function sideOf(
  side: Dimension,
  { closed, agreed }: Shown,
  name: (organization: string) => string,
): Omit<MaturitySide, 'course'> {
  const { id } = side;
  const whole = closed?.whole.told?.spreads[id];
  const last = agreed.find(({ dimension }) => dimension === id);
  return {
    ...side,
    ...(whole ? { spread: inWords(whole) } : {}),
    organizations: (closed?.organizations ?? []).flatMap(({ organization, told }) => {
      const spread = told?.spreads[id];
      return spread ? [{ name: name(organization), spread: inWords(spread) }] : [];
    }),
    reasons: closed?.reasons[id] ?? [],
    ...(last ? { agreed: last } : {}),
  };
}

function courseOf({ id, closed, agreed }: Maturity, side: Dimension, seen: boolean): MaturitySide['course'][number] {
  if (!closed) throw new Error('only a closed round is part of the course');
  const middle = seen ? closed.whole.told?.spreads[side.id]?.middle : undefined;
  const step = agreed.find(({ dimension }) => dimension === side.id)?.step;
  return { id, on: closed.on, ...(middle === undefined ? {} : { middle }), ...(step === undefined ? {} : { step }) };
}

function inWords(spread: Spread): MaturitySpread {
  return spread.agreement === undefined ? spread : { ...spread, agreed: agreedWords(spread.agreement) };
}

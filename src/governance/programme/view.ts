import type { Access } from '#agreement';
import { dayIn, daysBetween } from '#base';
import { accepted, type Outcome } from '#fhir';
import type { Acting } from '../acts.ts';
import type { OpenBook } from '../book.ts';
import { bodiesToday } from '../decision/body.ts';
import { nameOf, partnerOf } from '../decision/who.ts';
import { type Places, placesOn } from '../places.ts';
import type {
  ChangeView,
  LessonView,
  MilestoneView,
  OfferView,
  ProgrammeSummary,
  ProgrammeView,
  ShockView,
  SponsorView,
} from './contract.ts';
import { offeredLessons } from './match.ts';
import { leads, mayDo, noProgramme } from './programme-acts.ts';
import { allProgrammes, programmeOnce } from './programme.queries.ts';
import {
  type Change,
  type ProgrammeState,
  programmeState,
  type Shock,
  type Signed,
  type Sponsor,
} from './programme.ts';
import { risksOf } from './risks.ts';
import { emptyLevels, forecastOf, lackingOf, lastSeen, promiseStanding, sponsorStanding, staffingOn } from './rules.ts';

export async function all(acting: Acting, access: Access): Promise<readonly ProgrammeSummary[]> {
  const book = acting.current.book();
  if (!partnerOf(book, access)) return [];
  const places = placesOn(acting, book);
  const kept = await allProgrammes(acting.store);
  return Promise.all(kept.map(({ id, deeds }) => summaryOf(id, programmeState({ deeds }), { book, places })));
}

/** Every partner's staff reads every programme. */
export async function one(
  acting: Acting,
  access: Access,
  id: string,
  baseline?: number,
): Promise<Outcome<ProgrammeView>> {
  const book = acting.current.book();
  const kept = partnerOf(book, access) && (await programmeOnce(acting, access, id));
  if (!kept) return noProgramme();
  const state = programmeState(kept);
  const around = { book, places: placesOn(acting, book) };
  const others = (await allProgrammes(acting.store)).map((other) => ({ id: other.id, state: programmeState(other) }));
  const board = bodiesToday(book).find((body) => body.id === state.board);
  const sponsors = state.sponsors.map((sponsor) => sponsorView(sponsor, book));
  const last = sponsors.at(-1);
  return accepted({
    ...(await summaryOf(id, state, around)),
    measure: state.measure,
    currency: state.currency,
    ...(board ? { board: { id: board.id, name: board.name } } : {}),
    context: state.context,
    drivers: await Promise.all(
      state.drivers.map(async (driver) => ({
        id: driver.id,
        words: driver.words,
        changes: await Promise.all(
          state.changes.filter((change) => change.driver === driver.id).map((change) => changeView(change, around)),
        ),
      })),
    ),
    ...(last ? { sponsor: last } : {}),
    before: sponsors.slice(0, -1).toReversed(),
    ...planOf(state, book, baseline),
    ...meansOf(state, book),
    shocks: await Promise.all(state.shocks.toReversed().map((shock) => shockView(shock, { ...around, state, access }))),
    promises: state.promises.map(({ id: promise, from, words, minor, until, arrived, ...rest }) => ({
      id: promise,
      from,
      words,
      minor,
      until,
      standing: promiseStanding(
        { id: promise, from, words, minor, until, ...rest, ...(arrived ? { arrived } : {}) },
        book.today,
      ),
      ...(arrived ? { arrived: arrived.words } : {}),
    })),
    lessons: state.lessons.map((lesson) => lessonView(lesson, book)),
    offers: offersOf(state, offeredLessons({ id, state }, others), book),
    riskList: risksOf(state, book).map(({ words, page }) => ({ words, page: `/programmes/${id}${page}` })),
    partners: book.partners.map(({ organization, name }) => ({ organization, name })),
    may: {
      lead: leads(book, access, state),
      use: mayDo(book, access, state, { did: 'used' }),
      see: mayDo(book, access, state, { did: 'sponsor-act' }),
    },
  });
}

type Around = { readonly book: OpenBook; readonly places: Places };

async function summaryOf(id: string, state: ProgrammeState, { book, places }: Around): Promise<ProgrammeSummary> {
  return {
    id,
    name: state.name,
    aim: state.aim,
    lead: await places(state.lead),
    changes: state.changes.length,
    started: state.changes.filter(({ started }) => started !== undefined).length,
    risks: risksOf(state, book).length,
    ...(state.gate ? { passed: dayIn(book.zone, state.gate.at.getTime()) } : {}),
  };
}

async function changeView(change: Change, { book, places }: Around): Promise<ChangeView> {
  const { id, words, starts, measure, owner, effects, started, feared } = change;
  return {
    id,
    words,
    starts,
    ...(measure === undefined ? {} : { measure }),
    ...(owner ? { owner: await places(owner) } : {}),
    feared: feared.map((one) => ({
      ...one,
      ...(one.organization === undefined ? {} : { at: nameOf(book, one.organization) }),
    })),
    lacks: lackingOf(change),
    effects: effects.map(({ level, whom, words: what, from }) => ({ level, whom, words: what, from })),
    empty: emptyLevels(change),
    ...(started ? { started: dayIn(book.zone, started.at.getTime()) } : {}),
  };
}

function sponsorView(sponsor: Sponsor, { today, zone }: OpenBook): SponsorView {
  const { name, office, until, ended, acts } = sponsor;
  const last = ended?.on ?? until;
  return {
    name,
    office,
    standing: sponsorStanding(sponsor, today, zone),
    seen: lastSeen(sponsor, zone),
    ...(last === undefined ? {} : { until: last }),
    ...(ended ? { why: ended.why } : {}),
    acts: acts.toReversed().map(({ on, words, by }) => ({ on, words, by })),
  };
}

function planOf(
  state: ProgrammeState,
  { today, zone }: OpenBook,
  number = state.baselines.length - 1,
): Pick<ProgrammeView, 'milestones' | 'baselines'> {
  const staffing = staffingOn(state, today);
  const baseline = state.baselines[number];
  return {
    baselines: state.baselines.map(({ name, at }) => ({ name, on: dayIn(zone, at.getTime()) })),
    milestones: state.milestones.map(({ id, words, on, reached, why }): MilestoneView => {
      const was = baseline?.days[id];
      const forecast =
        reached === undefined && staffing.short ? (forecastOf(on, staffing, today) ?? 'no end in sight') : on;
      return {
        id,
        words,
        on,
        ...(reached === undefined ? {} : { reached }),
        ...(why === undefined ? {} : { why }),
        ...(was === undefined ? {} : { was, weeks: Math.round(daysBetween(was, reached ?? on) / 7) }),
        ...(forecast === on ? {} : { forecast }),
      };
    }),
  };
}

function meansOf(state: ProgrammeState, { today }: OpenBook): Pick<ProgrammeView, 'means' | 'staffing'> {
  const { planned, used, share, short } = staffingOn(state, today);
  const sum = (id: string, of: 'hours' | 'minor') =>
    state.used.filter(({ means }) => means === id).reduce((total, one) => total + one[of], 0);
  return {
    staffing: { planned, used, short, ...(share === undefined ? {} : { below: Math.round((1 - share) * 100) }) },
    means: state.means.map(({ id, words, from, until, hours, minor }) => ({
      id,
      words,
      from,
      until,
      hours,
      minor,
      usedHours: sum(id, 'hours'),
      usedMinor: sum(id, 'minor'),
    })),
  };
}

async function shockView(
  { id, words, on, weeks, milestones, message, tellers, told, hours }: Shock,
  { book, places, state, access }: Around & { readonly state: ProgrammeState; readonly access: Access },
): Promise<ShockView> {
  const own = partnerOf(book, access)?.organization;
  return {
    id,
    words,
    on,
    weeks,
    message,
    milestones: state.milestones.filter((one) => milestones.includes(one.id)).map((one) => one.words),
    tellers: await Promise.all(
      tellers.map(async (teller) => {
        const done = told.find(
          (one) => one.teller.organization === teller.organization && one.teller.role === teller.role,
        );
        return {
          ...(await places(teller)),
          ...(done ? { told: dayIn(book.zone, done.at.getTime()) } : {}),
          mine: !done && teller.organization === own && teller.role === access.role,
        };
      }),
    ),
    hours: hours.map((one) => ({ hours: one.hours, words: one.words, by: one.by })),
    hoursLost: hours.reduce((sum, one) => sum + one.hours, 0),
  };
}

function lessonView(
  { id, words, expected, happened, advice, by, at }: Signed<'lesson'>,
  { zone }: OpenBook,
): LessonView {
  return { id, words, expected, happened, advice, by, on: dayIn(zone, at.getTime()) };
}

function offersOf(
  state: ProgrammeState,
  offered: ReturnType<typeof offeredLessons>,
  book: OpenBook,
): readonly OfferView[] {
  return offered.map(({ programme, name, lesson, same, different, shared }) => {
    const weighed = state.weighed.find((one) => one.programme === programme && one.lesson === lesson.id);
    return {
      ...lessonView(lesson, book),
      programme,
      name,
      same,
      different,
      shared,
      ...(weighed ? { weighed: { takes: weighed.takes, words: weighed.words, by: weighed.by } } : {}),
    };
  });
}

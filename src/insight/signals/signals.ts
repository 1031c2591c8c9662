import type { Access, Role } from '#agreement';
import { isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { Months } from '../monthly.ts';
import type { CourseView } from '../peers.ts';
import { type Course as LimitedCourse, pCourse, xmrCourse } from '../statistics/course.ts';
import { PERCENT } from '../statistics/limits.ts';
import { runChart } from '../statistics/run-chart.ts';
import { type Direction, meaningOf, type Point } from '../statistics/series.ts';
import { stretchesOf } from '../statistics/stretch.ts';
import { caterpillarIn, funnelIn, standardisedIn } from './between.ts';
import type { CoursePoint, MeasureSignals, PhaseWish, SignalAnswers } from './contract.ts';
import { type Changed, effectsIn } from './effects.ts';
import { closePhase, keepPhase, MOST_PHASES, readPhases } from './phases.queries.ts';
import { stretchWords } from './words.ts';

/** Works on figures as they are told, so that nothing is said here of anybody that is not told there. */
export type Signalling = {
  readonly services: Pick<Services, 'store' | 'now'>;
  readonly course: (access: Access, course: Course) => Promise<Outcome<CourseView>>;
  /** What the partners declared that they changed, and what began in programmes to move this measure; all staff see it. */
  readonly changes: (access: Access, measure: string) => Promise<readonly Changed[]>;
};

/** Who plans, and so may say that a course is another process from a day on. */
const PLANNERS: readonly Role[] = ['programme-lead', 'commissioner', 'practice-manager'];

/** Whether the course of a measure is more than chance, and which practices are further from the others than chance puts them. */
export function signalsOn(signalling: Signalling): SignalAnswers {
  return {
    signals: (access, id, place) => signals(signalling, access, { id, place }),
    declarePhase: (access, id, wish) => declarePhase(signalling, access, { id, wish }),
    endPhase: (access, id, phase) => endPhase(signalling, access, { id, phase }),
  };
}

type Course = { readonly id: string; readonly place: string };

async function signals(signalling: Signalling, access: Access, course: Course): Promise<Outcome<MeasureSignals>> {
  const { id } = course;
  const found = await signalling.course(access, course);
  if (!found.ok) return found;
  const view = found.value;
  const phases = await readPhases(signalling.services.store, id, view.place.id);
  // More of a process done or of a target reached is better; less of what was feared.
  const direction: Direction = view.measure.better === 'lower' ? 'down' : 'up';
  return accepted({
    use: view.use,
    id,
    title: view.measure.title,
    direction,
    place: view.place,
    asAt: view.asAt,
    ...courseOf(view, phases, direction),
    ...(view.months ? { months: monthCourse(view.months, phases, direction) } : {}),
    phases,
    ...funnelIn(view.practices),
    caterpillar: caterpillarIn(view.practices),
    standardised: standardisedIn(view.groups),
    effects: effectsIn(pointsOf(view), phases, await signalling.changes(access, id)),
    declares: PLANNERS.includes(access.role),
  });
}

type CourseParts = Pick<MeasureSignals, 'points' | 'missing' | 'signals' | 'run'>;

/** Month ends look back over the same twelve months but one, so they are single values with ranges, never separate proportions. */
export function courseOf(
  { measure }: Pick<CourseView, 'measure'>,
  phases: MeasureSignals['phases'],
  direction: Direction,
): CourseParts {
  const points = pointsOf({ measure });
  const since = phases.map((phase) => phase.since);
  const course = xmrCourse(points, PERCENT, since);
  const run = runChart(points);
  return {
    points: course.points.map(toldPoint),
    missing: course.phases.at(-1)?.missing ?? 0,
    signals: signalsIn(course, direction),
    ...(run ? { run: { median: run.median, signals: run.signals } } : {}),
  };
}

/** Months that are told each by itself are separate proportions: their limits come from how many people there are. */
function monthCourse(
  { kind, of, shares }: Months,
  phases: MeasureSignals['phases'],
  direction: Direction,
): NonNullable<MeasureSignals['months']> {
  const course = pCourse(
    shares,
    phases.map((phase) => phase.since),
  );
  return {
    kind,
    of,
    points: course.points.map((point, at) => {
      const tally = shares[at]?.share;
      return { ...toldPoint(point), ...(tally ? { tally } : {}) };
    }),
    missing: course.phases.at(-1)?.missing ?? 0,
    signals: signalsIn(course, direction),
  };
}

function toldPoint({ day, value, limits }: LimitedCourse['points'][number]): CoursePoint {
  return { day, ...(value === undefined ? {} : { percent: value }), ...(limits === undefined ? {} : { limits }) };
}

function signalsIn(course: LimitedCourse, direction: Direction): MeasureSignals['signals'] {
  return stretchesOf(course.signals).flatMap((stretch) => {
    const [from, to] = [course.points[stretch.from]?.day, course.points[stretch.to]?.day];
    if (!from || !to) return [];
    const meaning = meaningOf(stretch, direction);
    return [{ rules: stretch.rules, from, to, meaning, words: stretchWords(stretch, { from, to }) }];
  });
}

function pointsOf({ measure }: Pick<CourseView, 'measure'>): readonly Point[] {
  return measure.history.map(({ day, tally }) => ({
    day,
    ...(tally && tally.of > 0 ? { value: (tally.met * 100) / tally.of } : {}),
  }));
}

async function declarePhase(
  signalling: Signalling,
  access: Access,
  { id, wish }: { readonly id: string; readonly wish: PhaseWish },
): Promise<Outcome<true>> {
  const open = await phasesFor(signalling, access, { id, place: wish.place });
  if (!open.ok) return open;
  const { view, phases } = open.value;
  const reason = wish.reason.trim();
  if (!isDay(wish.since))
    return refuse('value', 'insight.day', `'${wish.since.slice(0, 40)}' is no day. Write it as 2026-03-31.`);
  if (wish.since > view.asAt) {
    const text = `A phase begins on a day that figures are told for: ${view.asAt} or before. ${wish.since} is later.`;
    return refuse('business-rule', 'insight.future', text);
  }
  if (reason.length < 3 || reason.length > 500) {
    const text =
      'Say in 3 to 500 letters what was changed on that day. A phase without a reason would only hide a signal.';
    return refuse('required', 'insight.phase-reason', text);
  }
  if (phases.some(({ since }) => since === wish.since) || phases.length >= MOST_PHASES) {
    const text = `There is a phase from ${wish.since} on already, or ${MOST_PHASES} in all. End one of them first.`;
    return refuse('business-rule', 'insight.phase-there', text);
  }
  const { store, now } = signalling.services;
  await keepPhase(
    store,
    { measure: id, place: view.place.id, since: wish.since, reason },
    { name: access.name ?? access.principal, principal: access.principal, at: new Date(now()) },
  );
  return accepted(true);
}

async function endPhase(
  signalling: Signalling,
  access: Access,
  { id, phase }: { readonly id: string; readonly phase: string },
): Promise<Outcome<true>> {
  if (!PLANNERS.includes(access.role)) return plannersOnly();
  const { store, now } = signalling.services;
  const by = { principal: access.principal, at: new Date(now()) };
  if (await closePhase(store, { measure: id, id: phase }, by)) return accepted(true);
  return refuse('not-found', 'insight.no-phase', 'There is no such phase of this measure, or it was ended already.');
}

async function phasesFor(signalling: Signalling, access: Access, { id, place }: Course) {
  if (!PLANNERS.includes(access.role)) return plannersOnly();
  const found = await signalling.course(access, { id, place });
  if (!found.ok) return found;
  const phases = await readPhases(signalling.services.store, id, found.value.place.id);
  return accepted({ view: found.value, phases });
}

function plannersOnly(): Outcome<never> {
  const text = 'Programme leads, commissioners and practice managers declare phases. Ask one of them.';
  return refuse('forbidden', 'insight.planners-only', text);
}

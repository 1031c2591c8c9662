import type { Access } from '#agreement';
import { type Day, dayIn } from '#base';
import { accepted, type Outcome } from '#fhir';
import type { Acting } from '../acts.ts';
import type { OpenBook } from '../book.ts';
import {
  type CountedFigure,
  countedFigure,
  type CountedMeasure,
  countedMeasures,
  type Counting,
  dashboardsOnce,
  watchable,
} from '../counted.ts';
import { partnerOf } from '../decision/who.ts';
import { startedOn } from './begun.ts';
import type { MeasureCourse, ProgrammeMeasures } from './contract.ts';
import { noProgramme } from './programme-acts.ts';
import { programmeOnce } from './programme.queries.ts';
import { type ProgrammeState, programmeState } from './programme.ts';

/**
 * The measures of a programme, of the aim and of each change, with the figure of now and that of its baseline: the day the change began or,
 * for the aim and for what has yet to begin, the day that the first of its changes did (before any has: that the programme began).
 */
export async function measured(
  acting: Acting & Counting,
  access: Access,
  id: string,
): Promise<Outcome<ProgrammeMeasures>> {
  const book = acting.current.book();
  const kept = partnerOf(book, access) && (await programmeOnce(acting, access, id));
  if (!kept) return noProgramme();
  const state = programmeState(kept);
  const since = baselineDay(state, book);
  const choices = await countedMeasures(acting, access);
  const course = courses({ counting: dashboardsOnce(acting), access }, choices);
  const of = state.changes.flatMap((change) =>
    change.measure === undefined ? [] : [{ ...change, measure: change.measure }],
  );
  return accepted({
    choices,
    watchable: await watchable(acting, access),
    aim: await course(state.measure, since),
    changes: await Promise.all(
      of.map(async (change) => ({
        change: change.id,
        ...(await course(change.measure, startedOn(change, book) ?? since)),
      })),
    ),
  });
}

function baselineDay(state: ProgrammeState, book: OpenBook): Day {
  const begun = state.changes.flatMap((change) => startedOn(change, book) ?? []);
  return begun.toSorted()[0] ?? dayIn(book.zone, state.begun.getTime());
}

type Looking = { readonly counting: Counting; readonly access: Access };

/** Several changes share a measure and a day: each figure is asked for once. */
function courses({ counting, access }: Looking, choices: readonly CountedMeasure[]) {
  const known = new Map<string, Promise<CountedFigure>>();
  const figure = (measure: CountedMeasure, on?: Day): Promise<CountedFigure> => {
    const key = `${measure.id} ${on ?? 'now'}`;
    const found = known.get(key) ?? countedFigure(counting, access, measure, on);
    known.set(key, found);
    return found;
  };
  return async (id: string, since: Day): Promise<MeasureCourse> => {
    const measure = choices.find((one) => one.id === id);
    // What was written in words before measures were chosen stands as it was written.
    if (!measure) return { measure: id, title: id, counted: false, since };
    const [base, now] = await Promise.all([figure(measure, since), figure(measure)]);
    return { measure: id, title: measure.title, counted: true, since, base, now, ...movement(base, now) };
  };
}

/** In points, where both are told and time has passed between them. */
export function movement(base: CountedFigure, now: CountedFigure): { readonly points?: number } {
  if (!('tally' in base) || !('tally' in now) || now.asAt <= base.asAt) return {};
  return { points: (now.tally.met * 100) / now.tally.of - (base.tally.met * 100) / base.tally.of };
}

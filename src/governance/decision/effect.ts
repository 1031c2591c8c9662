import type { Access } from '#agreement';
import { type Day, dayIn } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { type CountedFigure, countedFigure, countedMeasure, countedMeasures, type Counting } from '../counted.ts';
import type { EffectFigure, PaperEffect } from './contract.ts';
import type { PaperState } from './paper.ts';

/** In which measure the effect of a decision is to be seen, which way, and up or down to how many in a hundred. */
export type Expectation = { readonly measure: string; readonly wants: 'rise' | 'fall'; readonly target?: number };

/** What was typed of it: nothing, or a measure that is counted, a way, and a target where one is named. */
export async function expectationFrom(
  counting: Counting,
  access: Access,
  typed: unknown,
): Promise<Outcome<Expectation | undefined>> {
  const { measure, wants, target } = (typeof typed === 'object' && typed !== null ? typed : {}) as Typed;
  if (typeof measure !== 'string' || measure.trim() === '') return accepted(undefined);
  const found = await countedMeasure(counting, access, measure.trim());
  if (!found.ok) return found;
  const aims = target === undefined || (typeof target === 'number' && target >= 0 && target <= 100);
  if ((wants !== 'rise' && wants !== 'fall') || !aims) {
    return refuse(
      'value',
      'governance.paper-effect',
      'Say whether the figure should rise or fall, and to which percentage from 0 to 100, or to none.',
    );
  }
  return accepted({ measure: found.value.id, wants, ...(typeof target === 'number' ? { target } : {}) });
}

type Typed = { readonly measure?: unknown; readonly wants?: unknown; readonly target?: unknown };

type Looking = { readonly counting: Counting; readonly access: Access; readonly zone: string; readonly today: Day };

/** The figure at the decision's day, at the review's and now, beside what was expected, as this seat is told it. */
export async function effectView(
  { counting, access, zone, today }: Looking,
  kept: PaperState,
): Promise<PaperEffect | undefined> {
  const { state, closed, named } = kept;
  const { reviewOn } = kept.paper;
  const seenIn = expected(kept);
  if (!seenIn) return undefined;
  const measure = (await countedMeasures(counting, access)).find(({ id }) => id === seenIn.measure);
  const agreed = state === 'agreed' && closed;
  const days: readonly (readonly [EffectFigure['of'], Day])[] = [
    ...(agreed ? ([['decided', dayIn(zone, closed.at.getTime())]] as const) : []),
    ...(agreed && reviewOn <= today ? ([['review', reviewOn]] as const) : []),
    ['now', today],
  ];
  const figures = await Promise.all(
    days.map(async ([of, on]): Promise<EffectFigure> => {
      if (!measure) return { of, on, why: NOT_COUNTED };
      return { of, on, ...(await countedFigure(counting, access, measure, of === 'now' ? undefined : on)) };
    }),
  );
  return {
    ...seenIn,
    title: measure?.title ?? seenIn.measure,
    counted: measure !== undefined,
    figures,
    ...moved(seenIn, figures),
    ...(named ? { named: { on: dayIn(zone, named.at.getTime()), by: named.by } } : {}),
  };
}

/** What the paper named when it was put; where it named nothing, what was named of it later. */
export function expected({ paper, named }: Pick<PaperState, 'paper' | 'named'>): Expectation | undefined {
  return paper.seenIn ?? named?.seenIn;
}

const NOT_COUNTED = 'No agreement in force counts this measure, or no figures are told to this seat.';

/** By how many points the figure of the review's day (until it has come: of now) differs from that of the decision's, and whether that is what was expected. */
export function moved(
  { wants, target }: Pick<Expectation, 'wants' | 'target'>,
  figures: readonly EffectFigure[],
): Pick<PaperEffect, 'points' | 'came'> {
  const figure = (of: EffectFigure['of']) => figures.find((one) => one.of === of);
  const [from, to] = [told(figure('decided')), told(figure('review') ?? figure('now'))];
  if (!from || !to || to.asAt <= from.asAt) return {};
  const points = percent(to) - percent(from);
  const sign = wants === 'rise' ? 1 : -1;
  if (target === undefined) return { points, came: sign * points > 0 ? 'as-expected' : 'not-as-expected' };
  // In whole numbers: 70 of 100 is 70 %, whatever a quotient says.
  const past = sign * (to.tally.met * 100 - target * to.tally.of);
  return { points, came: past >= 0 ? 'reached' : 'not-reached' };
}

type Told = Extract<CountedFigure, { readonly asAt: Day }>;

function told(figure: EffectFigure | undefined): Told | undefined {
  return figure?.tally && figure.asAt !== undefined ? { asAt: figure.asAt, tally: figure.tally } : undefined;
}

function percent({ tally }: Told): number {
  return (tally.met * 100) / tally.of;
}

import type { Day } from '#base';
import { interrupt, MIN_SIDE } from '../statistics/interrupted.ts';
import type { Point } from '../statistics/series.ts';
import type { BeforeAfter, DeclaredPhase } from './contract.ts';
import { effectWords } from './words.ts';

/** A change that the partners declared, or that began in a programme: 'change-3', 'programme-1-c2', and its page. */
export type Changed = { readonly id: string; readonly since: Day; readonly change: string; readonly page: string };

/** More would be a list, not an answer; the newest are told. */
const MOST = 12;

/** Before and after each phase and each declared change whose day lies within the months that are known. */
export function effectsIn(
  points: readonly Point[],
  phases: readonly DeclaredPhase[],
  changes: readonly Changed[],
): readonly BeforeAfter[] {
  const [first, last] = [points[0]?.day, points.at(-1)?.day];
  if (first === undefined || last === undefined) return [];
  const within = ({ since }: { readonly since: Day }) => since > first && since <= last;
  const of = [
    ...phases.map(({ id, since, reason }) => ({ id: `phase-${id}`, since, what: reason })),
    ...changes.map(({ id, since, change, page }) => ({ id, since, what: change, page })),
  ];
  return of
    .filter(within)
    .sort((a, b) => (a.since < b.since ? 1 : -1))
    .slice(0, MOST)
    .map((one) => ({ ...one, ...beforeAfter(points, one.since, 'month') }));
}

/** Two straight lines about a day, in words too; where there are too few points, why there are none. */
export function beforeAfter(
  points: readonly Point[],
  since: Day,
  period: 'month' | 'week',
): Pick<BeforeAfter, 'found' | 'why'> {
  const found = interrupt(points, since);
  if (!found.ok) return { why: shortWords(points, since, period) };
  const { step, slope, fitted, without } = found.value;
  return { found: { step, slope, fitted, without, words: effectWords({ step, slope }, period) } };
}

function shortWords(points: readonly Point[], since: Day, period: 'month' | 'week'): string {
  const known = points.filter(({ value }) => value !== undefined);
  const before = known.filter(({ day }) => day < since).length;
  const many = (count: number) => `${count} ${count === 1 ? period : `${period}s`}`;
  return `Too early to tell: ${many(before)} before and ${many(known.length - before)} after are known, and ${MIN_SIDE} on each side are needed to tell a change from its course.`;
}

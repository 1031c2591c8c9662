import type { Day } from '#base';
import type { MeasureRow } from '../contract.ts';
import type { DeclaredPhase } from '../signals/contract.ts';
import { courseOf } from '../signals/signals.ts';
import type { NewsLine } from './contract.ts';

export type Told = { readonly day: Day; readonly lines: readonly NewsLine[] };

/** What the newest month end that is told says of measures: the figure, and every rule that speaks of that month. */
export function newestOf(
  rows: readonly { readonly measure: MeasureRow; readonly phases: readonly DeclaredPhase[] }[],
): Told | undefined {
  const lines = rows.flatMap(({ measure, phases }) => {
    const known = measure.history.flatMap(({ day, tally }) =>
      tally && tally.of > 0 ? [{ day, percent: (tally.met * 100) / tally.of }] : [],
    );
    const [before, last] = [known.at(-2), known.at(-1)];
    // A month end that is not told is no news, and an older one in its place would be none either.
    if (!last || last.day !== measure.history.at(-1)?.day) return [];
    const { signals } = courseOf({ measure }, phases, measure.better === 'lower' ? 'down' : 'up');
    const line: NewsLine = {
      measure: measure.id,
      title: measure.title,
      percent: last.percent,
      ...(before ? { before: before.percent } : {}),
      signals: signals.filter(({ to }) => to === last.day).map(({ meaning, words }) => ({ meaning, words })),
    };
    return [{ day: last.day, line }];
  });
  const day = lines
    .map((one) => one.day)
    .sort()
    .at(-1);
  return day === undefined ? undefined : { day, lines: lines.filter((one) => one.day === day).map(({ line }) => line) };
}

/** What somebody has seen once they have seen this: another text is news. Whoever wants signals alone is not told of a month end. */
export function seenOf({ day, lines }: Told, monthly: boolean): string {
  const signals = lines.flatMap(({ measure, signals: told }) => told.map(({ words }) => `${measure} ${words}`));
  return [...(monthly ? [day] : []), ...signals].join('\n').slice(0, 20_000);
}

/** Of all measures of a place a month end is one line, and besides only those of which a rule speaks are told. */
export function linesToTell(
  { lines }: Told,
  { measure, monthly }: { readonly measure: string | null; readonly monthly: boolean },
) {
  if (measure !== null && monthly) return lines;
  return lines.filter(({ signals }) => signals.length > 0);
}

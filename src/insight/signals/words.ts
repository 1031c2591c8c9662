import { dayWords } from '#agreement';
import type { Day } from '#base';
import type { Effect } from '../statistics/interrupted.ts';
import type { Stretch } from '../statistics/stretch.ts';

type Days = { readonly from: Day; readonly to: Day };

/** A stretch of a course as somebody reads it who never heard of limits. */
export function stretchWords({ rules, side, from, to, outside }: Stretch, days: Days): string {
  const high = side === 'high';
  const months = to - from + 1;
  const when = days.from === days.to ? dayWords(days.from) : `${dayWords(days.from)} to ${dayWords(days.to)}`;
  const beyond = high ? 'above the upper limit' : 'below the lower limit';
  const said: readonly (string | undefined)[] = [
    rules.includes('shift') ? `seven months or more in a row ${high ? 'above' : 'below'} the mean` : undefined,
    rules.includes('trend') ? `six months or more that each ${high ? 'rise' : 'fall'}` : undefined,
    outside > 0 ? (outside === months ? beyond : `${outside} of ${months} months ${beyond}`) : undefined,
    rules.length === 1 && rules[0] === 'two-of-three'
      ? `two of three months far ${high ? 'above' : 'below'} the mean`
      : undefined,
  ];
  return `${when}: ${said.filter((one) => one !== undefined).join('; ')}.`;
}

/** What an interrupted series says, as somebody reads it who never heard of one. An interval that holds nought is no effect. */
export function effectWords(
  { step, slope }: { readonly step: Effect; readonly slope: Effect },
  period: 'month' | 'week',
): readonly string[] {
  const unit = period === 'month' ? ' points' : '';
  const limits = ({ low, high }: Effect) => `(${signed(low)} to ${signed(high)})`;
  const one = (effect: Effect, what: string, each = '') =>
    effect.low > 0 || effect.high < 0
      ? `${what}: ${signed(effect.by)}${unit}${each} ${limits(effect)}.`
      : `${what}: nothing beyond chance, ${signed(effect.by)}${unit}${each} ${limits(effect)}.`;
  return [one(step, 'At once'), one(slope, 'In its course since', ` a ${period}`)];
}

/** '+4.2', '−0.3': a real minus, so that columns line up and no line breaks after it. */
function signed(value: number): string {
  const text = Math.abs(value).toFixed(1);
  return Number(text) === 0 ? '0.0' : `${value > 0 ? '+' : '−'}${text}`;
}

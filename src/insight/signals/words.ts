import { dayWords } from '#agreement';
import type { Day } from '#base';
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

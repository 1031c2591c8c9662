import { isDay } from '#base';
import { accepted, type Outcome, type Refusal, refuse, refused } from '#fhir';
import type { Means } from './contract.ts';
import { type MeansPack, type MeansYear, yearOf } from './pack.ts';

/** A hundred million pounds: more is a slip of the keyboard. */
const MOST = 10_000_000_000;
const LINES = 40;
const WORDS = 200;

/** Everything that is wrong with what was entered, each by its place; else the year whose rules hold. */
export function checkMeans(pack: MeansPack, means: Means): Outcome<MeansYear> {
  if (!isDay(means.on)) return refuse('value', 'money.means-day', 'on: write the day as 2026-03-31.');
  const year = yearOf(pack, means.on);
  if (year === undefined) {
    const days = pack.years.map(({ from, until }) => `${from} to ${until}`).join(', ');
    const text = `on: no rules are here for ${means.on}; there are some for ${days}. Choose such a day, or have the pack of that year loaded.`;
    return refuse('business-rule', 'money.means-year', text);
  }
  const wrong = [...linesWrong(pack, means), ...restWrong(pack, means, year)];
  const [first, ...rest] = wrong;
  return first ? refused(first, ...rest) : accepted(year);
}

function linesWrong(pack: MeansPack, { care, capital, income, spending, setting }: Means): readonly Refusal[] {
  const kinds = (all: MeansPack['capital']) => all.filter(({ only }) => (only ?? setting) === setting);
  return [
    ...(care.length === 0 ? [wrong('care', 'say at least one service and what it costs a week')] : []),
    ...(Math.max(care.length, capital.length, income.length, spending.length) > LINES
      ? [wrong('lines', `put together what belongs together: no list may be longer than ${LINES}`)]
      : []),
    ...care.flatMap(({ minor, words, free, since }, at) => [
      ...amountWrong(`care[${at}]`, minor),
      ...wordsWrong(`care[${at}]`, words),
      ...(free === undefined ? [] : freeWrong(pack, `care[${at}]`, { free, since })),
    ]),
    ...capital.flatMap(({ kind, minor, since }, at) => {
      const known = kinds(pack.capital).find((one) => one.kind === kind);
      const place = `capital[${at}]`;
      if (!known) return [unknown(place, kind)];
      const dated = known.weeks !== undefined && !isDay(since ?? '');
      return [
        ...amountWrong(place, minor),
        ...(dated ? [wrong(place, `say since when it is so: ${known.words}`)] : []),
      ];
    }),
    ...income.flatMap(({ kind, minor, ignore }, at) => {
      const place = `income[${at}]`;
      if (!kinds(pack.income).some((one) => one.kind === kind)) return [unknown(place, kind)];
      if (ignore === undefined) return amountWrong(place, minor);
      return [
        ...amountWrong(place, minor),
        ...amountWrong(`${place}.ignore`, ignore.minor),
        ...(ignore.minor > minor ? [wrong(`${place}.ignore`, 'no more can be left out than there is')] : []),
        ...wordsWrong(`${place}.ignore`, ignore.why),
      ];
    }),
    ...spending.flatMap(({ minor, words }, at) => [
      ...amountWrong(`spending[${at}]`, minor),
      ...wordsWrong(`spending[${at}]`, words),
      ...(setting === 'home' ? [] : [wrong(`spending[${at}]`, 'it is taken off for care at home alone')]),
    ]),
  ];
}

function restWrong(pack: MeansPack, means: Means, { figures }: MeansYear): readonly Refusal[] {
  const { allowance, upperLimit, light, setting, household, premiums, defers, capital } = means;
  const home = setting === 'home';
  const least = figures['upper-limit']?.minor ?? 0;
  const property = pack.capital.filter((one) => one.property === true && one.counts === 'all').map(({ kind }) => kind);
  return [
    ...(home && !pack.households.some(({ id }) => id === household) ? [unknown('household', household)] : []),
    ...premiums.filter((id) => !pack.premiums.some((one) => one.id === id)).map((id) => unknown('premiums', id)),
    ...(allowance ? [...amountWrong('allowance', allowance.minor), ...wordsWrong('allowance', allowance.source)] : []),
    ...(upperLimit
      ? [...amountWrong('upperLimit', upperLimit.minor), ...wordsWrong('upperLimit', upperLimit.source)]
      : []),
    ...(upperLimit && !home ? [wrong('upperLimit', 'a council may set a higher limit for care at home alone')] : []),
    ...(upperLimit && upperLimit.minor < least
      ? [wrong('upperLimit', 'a council may set a higher limit, not a lower one')]
      : []),
    ...(light && !pack.lightTouch.some(({ id }) => id === light.rule) ? [unknown('light', light.rule)] : []),
    ...(light ? wordsWrong('light', light.why) : []),
    ...(defers ? amountWrong('defers', defers.debt) : []),
    ...(defers && besides(pack, capital) > least
      ? [wrong('defers', 'who has more than the upper limit besides the home pays now')]
      : []),
    ...(defers && (home || !capital.some(({ kind }) => property.includes(kind)))
      ? [wrong('defers', 'paying later is for a care home, out of a home that counts as capital')]
      : []),
  ];
}

/** Capital that counts, but for land and buildings. */
function besides(pack: MeansPack, capital: Means['capital']): number {
  const counts = pack.capital.filter((one) => one.property !== true && one.counts === 'all').map(({ kind }) => kind);
  return capital.reduce((sum, { kind, minor }) => sum + (counts.includes(kind) ? minor : 0), 0);
}

function freeWrong(
  pack: MeansPack,
  place: string,
  { free, since }: { readonly free: string; readonly since: string | undefined },
): readonly Refusal[] {
  const rule = pack.exemptions.find(({ id }) => id === free);
  if (!rule) return [unknown(`${place}.free`, free)];
  return rule.weeks !== undefined && !isDay(since ?? '')
    ? [wrong(`${place}.since`, `say on which day it began: it is free for ${rule.weeks} weeks`)]
    : [];
}

function amountWrong(place: string, minor: number): readonly Refusal[] {
  if (Number.isSafeInteger(minor) && minor >= 0 && minor <= MOST) return [];
  return [
    {
      code: 'money.means-amount',
      type: 'value',
      expression: place,
      text: `${place}: write an amount of nought or more, in digits.`,
    },
  ];
}

function wordsWrong(place: string, words: string): readonly Refusal[] {
  const length = words.trim().length;
  if (length > 0 && length <= WORDS) return [];
  return [
    {
      code: 'money.means-words',
      type: 'required',
      expression: place,
      text: `${place}: say what or why in up to ${WORDS} letters.`,
    },
  ];
}

function unknown(place: string, kind: string): Refusal {
  const text = `${place}: '${kind.slice(0, 40)}' is not known here, or not for this setting. Choose one of the list.`;
  return { code: 'money.means-kind', type: 'code-invalid', expression: place, text };
}

function wrong(place: string, text: string): Refusal {
  return { code: 'money.means-rule', type: 'business-rule', expression: place, text: `${place}: ${text}.` };
}

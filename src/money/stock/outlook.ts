import { type Day, daysBetween, plusDays } from '#base';
import type { StockLevel, StockLot, StockOutlook } from './contract.ts';

/** What was given on a day, in units of the item; `times` counts the resources, `unclear` those that do not say how many. */
export type GivenDay = {
  readonly day: Day;
  readonly quantity: number;
  readonly times: number;
  readonly unclear: number;
};

export type OutlookAsked = {
  readonly today: Day;
  readonly floorDays: number;
  readonly lots: readonly StockLot[];
  readonly given: readonly GivenDay[];
  /** The day of the last count: what was given on that day was taken from the shelf before. */
  readonly countedOn: Day | undefined;
};

export const RULE = { days: 84, fewestDays: 28, fewestTimes: 5, silentDays: 28, soonDays: 90 } as const;

/** The rule in words, as the page says it. */
export const RULE_WORDS =
  'How fast it is used is what the record says was given to people here in the last twelve weeks. There is a figure where it was given five times or more over four weeks or more, and once in the last four.';

const WEEK = 7;
/** Of a normal distribution, 95 in 100 lie within so many standard errors. */
const ERRORS = 1.96;

/** How long what is there lasts. Says why where the record tells too little: a guess would be taken for a figure. */
export function outlookOf(asked: OutlookAsked): StockOutlook {
  const { today, lots, given, countedOn, floorDays } = asked;
  const usable = sum(lots.filter((lot) => !past(lot, today)).map(({ quantity }) => quantity));
  const since = given.filter(({ day }) => countedOn !== undefined && day > countedOn && day <= today);
  const expected = Math.max(0, usable - Math.ceil(sum(since.map(({ quantity }) => quantity))));
  const recent = given.filter(({ day }) => day > plusDays(today, -RULE.days) && day <= today);
  const counted = {
    expected,
    given: sum(recent.map(({ times }) => times)),
    unclear: sum(recent.map(({ unclear }) => unclear)),
  };
  const why = whyNot(recent, given, today);
  if (why !== undefined) {
    const level: StockLevel = expected === 0 ? 'none' : 'unknown';
    return { ...counted, level, why, expiring: expiringOf(lots, today, undefined) };
  }
  const { rate, error } = rateOf(recent, given, today);
  const days = Math.floor(expected / rate);
  const fewest = Math.floor(expected / (rate + ERRORS * error));
  const slow = rate - ERRORS * error;
  // Weeks may be so unlike each other that nobody can say how long it lasts at most: a year is said then.
  const most = slow <= rate / 10 ? Math.max(days, 365) : Math.floor(expected / slow);
  const expiring = expiringOf(lots, today, rate);
  return { ...counted, level: levelOf(expected, days, floorDays), rate, days, between: [fewest, most], expiring };
}

function levelOf(expected: number, days: number, floor: number): StockLevel {
  if (expected === 0) return 'none';
  if (days < floor) return 'under-floor';
  return days < floor * 2 ? 'low' : 'enough';
}

function whyNot(recent: readonly GivenDay[], all: readonly GivenDay[], today: Day): StockOutlook['why'] {
  const clear = recent.filter(({ quantity }) => quantity > 0);
  const last = clear
    .map(({ day }) => day)
    .sort()
    .at(-1);
  if (last === undefined) return 'nothing';
  const times = sum(clear.map(({ times: one, unclear }) => one - unclear));
  if (times < RULE.fewestTimes || spanOf(all, today) < RULE.fewestDays) return 'little';
  return daysBetween(last, today) > RULE.silentDays ? 'silent' : undefined;
}

/** Days that the record can tell of: up to twelve weeks, fewer where recording began later. */
function spanOf(all: readonly GivenDay[], today: Day): number {
  const first = all.map(({ day }) => day).sort()[0] ?? today;
  return Math.min(RULE.days, daysBetween(first, today) + 1);
}

/** A day, and the standard error of it: by how much whole weeks differ. */
function rateOf(recent: readonly GivenDay[], all: readonly GivenDay[], today: Day) {
  const span = spanOf(all, today);
  const rate = sum(recent.map(({ quantity }) => quantity)) / span;
  const weeks = Math.floor(span / WEEK);
  const totals = Array.from({ length: weeks }, (_, at) =>
    sum(recent.filter(({ day }) => Math.floor(daysBetween(day, today) / WEEK) === at).map(({ quantity }) => quantity)),
  );
  const mean = sum(totals) / weeks;
  const variance = sum(totals.map((one) => (one - mean) ** 2)) / Math.max(1, weeks - 1);
  return { rate, error: Math.sqrt(variance / weeks) / WEEK };
}

/** First to expire is first used. */
function expiringOf(lots: readonly StockLot[], today: Day, rate: number | undefined): StockOutlook['expiring'] {
  const dated = lots
    .flatMap((lot) => (lot.expires === undefined || lot.quantity === 0 ? [] : [{ ...lot, expires: lot.expires }]))
    .sort((a, b) => (a.expires < b.expires ? -1 : 1));
  let before = 0;
  let wasted = 0;
  const found: StockOutlook['expiring'][number][] = [];
  for (const lot of dated) {
    if (past(lot, today)) {
      found.push({ ...lot, state: 'past', wasted: lot.quantity });
      continue;
    }
    before += lot.quantity;
    const used = rate === undefined ? undefined : Math.floor(rate * (daysBetween(today, lot.expires) + 1));
    const left = used === undefined ? undefined : Math.min(lot.quantity, Math.max(0, before - wasted - used));
    wasted += left ?? 0;
    if (lot.expires > plusDays(today, RULE.soonDays) && (left ?? 0) === 0) continue;
    found.push({ ...lot, state: 'soon', ...(left === undefined ? {} : { wasted: left }) });
  }
  return found;
}

/** A batch may be used on its last day. */
export function past({ expires }: StockLot, today: Day): boolean {
  return expires !== undefined && expires < today;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, one) => all + one, 0);
}

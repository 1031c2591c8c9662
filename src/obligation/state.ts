import { type Day, dayIn, endOfDay, type Millis, plusMonths } from '#base';
import type { Days } from './calendar.ts';
import { type Clock, dueAt, dueDay, spanAfter, type Stop, workingDays } from './due.ts';
import type { Happening } from './happening.ts';
import { EVERY_MONTHS, type Rung, type Terms } from './terms.ts';

/** What an obligation is, from its terms and what happened to it. */
export type Standing = {
  readonly state: 'open' | 'paused' | 'kept' | 'withdrawn';
  /** Late from this instant on; absent while the clock stands. */
  readonly due?: Millis;
  /** The last day in time. */
  readonly dueDay?: Day;
  /** Until then only the owner sees that it is late. */
  readonly ownersOwnUntil?: Millis;
  readonly answered: boolean;
  /** How often its date was moved: the ladder begins anew each time. */
  readonly round: number;
  /** Rungs told in this round. */
  readonly told: number;
  readonly repeated: boolean;
  readonly closed?: Millis;
  /** The next thing that time alone brings about; absent where nothing is to come. */
  readonly next?: Coming;
};

export type Coming = { readonly at: Millis } & (
  | { readonly what: 'escalated'; readonly rung: number }
  | { readonly what: 'repeated' }
);

/** Late at an instant: past its date and neither kept nor withdrawn. An answer does not change that. */
export function isLate({ state, due }: Pick<Standing, 'state' | 'due'>, now: Millis): boolean {
  return state === 'open' && due !== undefined && now >= due;
}

export function stateOf(terms: Terms, happenings: readonly Happening[], days: Days): Standing {
  const past = pastOf(terms, happenings);
  const { state, round, told, repeated, answer } = past;
  const clock: Clock = { zone: terms.zone, days, stops: past.stops };
  const dates = state === 'paused' ? undefined : datesOf(terms, past, clock);
  const base = { state, round, told, repeated, answered: answer !== undefined };
  const escalation =
    state === 'open' && dates ? nextEscalation(terms, past, { clock, from: dates.ownersOwnUntil }) : undefined;
  const coming = [escalation, nextRepeat(terms, past)]
    .filter((one) => one !== undefined)
    .sort((a, b) => a.at - b.at)[0];
  return {
    ...base,
    ...dates,
    ...(past.closed === undefined ? {} : { closed: past.closed }),
    ...(coming === undefined ? {} : { next: coming }),
  };
}

type Answer = { readonly until?: Day };

type Past = {
  readonly state: Standing['state'];
  readonly rule: Terms['due'];
  readonly stops: readonly Stop[];
  readonly answer: Answer | undefined;
  readonly round: number;
  readonly told: number;
  readonly repeated: boolean;
  readonly closed: Millis | undefined;
};

/** Folds what happened. What happens after it was closed changes nothing but that it repeats. */
function pastOf(terms: Terms, happenings: readonly Happening[]): Past {
  let past: Past = { ...UNTOUCHED, rule: terms.due };
  let since: Millis | undefined;
  for (const happening of happenings) {
    if (happening.what === 'repeated') past = { ...past, repeated: true };
    if (past.closed !== undefined) continue;
    if (happening.what === 'paused') since ??= happening.at;
    else if (happening.what === 'resumed' && since !== undefined) {
      past = { ...past, stops: [...past.stops, { from: since, to: happening.at }] };
      since = undefined;
    } else past = { ...past, ...after(past, happening) };
  }
  return since !== undefined && past.closed === undefined ? { ...past, state: 'paused' } : past;
}

const UNTOUCHED = {
  state: 'open',
  stops: [],
  answer: undefined,
  round: 0,
  told: 0,
  repeated: false,
  closed: undefined,
} as const;

function after(past: Past, happening: Happening): Partial<Past> {
  switch (happening.what) {
    case 'answered':
      return { answer: happening.until === undefined ? {} : { until: happening.until } };
    case 'asked-again':
      return { answer: undefined };
    case 'extended':
      // A day that was agreed anew is that day, whatever stood before.
      return {
        rule: happening.due,
        answer: undefined,
        round: past.round + 1,
        told: 0,
        ...('on' in happening.due ? { stops: [] } : {}),
      };
    case 'escalated':
      return { told: Math.max(past.told, happening.rung + 1) };
    case 'kept':
    case 'withdrawn':
      return { state: happening.what, closed: happening.at };
    case 'paused':
    case 'resumed':
    case 'handed-over':
    case 'repeated':
      return {};
  }
}

function datesOf({ start, answerFirst }: Terms, { rule }: Past, clock: Clock) {
  const due = dueAt(rule, start, clock);
  const ownersOwnUntil = answerFirst === undefined ? due : spanAfter(answerFirst, due, clock);
  return { due, dueDay: dueDay(rule, start, clock), ownersOwnUntil };
}

/** The next rung to tell: so many working days after the answer-first period, or after the day that an answer named. */
function nextEscalation(
  { zone, ladder }: Terms,
  { answer, told }: Past,
  { clock, from }: { readonly clock: Clock; readonly from: Millis },
): Coming | undefined {
  const rung = ladder[told];
  if (rung === undefined || (answer !== undefined && answer.until === undefined)) return undefined;
  const base = answer?.until === undefined ? from : Math.max(from, endOfDay(zone, answer.until));
  return { what: 'escalated', rung: told, at: rungAt(rung, base, clock) };
}

function rungAt({ afterWorkingDays }: Rung, base: Millis, clock: Clock): Millis {
  if (afterWorkingDays === 0) return base;
  return endOfDay(clock.zone, workingDays(dayIn(clock.zone, base - 1), afterWorkingDays, clock));
}

/** The start of the next one: as a new day begins. */
function nextRepeat({ repeats, zone }: Terms, { repeated, state }: Past): Coming | undefined {
  if (repeats === undefined || repeated || state === 'withdrawn') return undefined;
  return { what: 'repeated', at: repeatStart(repeats, zone) };
}

export function repeatStart({ every, anchor, number }: NonNullable<Terms['repeats']>, zone: string): Millis {
  const day = plusMonths(anchor, EVERY_MONTHS[every] * (number + 1));
  return endOfDay(zone, dayBefore(day));
}

function dayBefore(day: Day): Day {
  return dayIn('UTC', Date.parse(day) - 1);
}

import type { TransitionClause } from '#agreement';
import { type Day, plusMonths } from '#base';

/** What lay from a month on comes so many months later. */
export type Slip = { readonly month: Day; readonly months: number };

/** A month of the double running: what it costs and saves, and what both came to since the beginning. Months are their first days. */
export type CurveMonth = {
  readonly month: Day;
  readonly cost: bigint;
  readonly saved: bigint;
  /** Costs less savings since the beginning: what is to be found somewhere. */
  readonly total: bigint;
  /** Whether the record says what was saved, or the agreement what is expected. */
  readonly recorded: boolean;
};

export type Forecast = {
  readonly months: readonly CurveMonth[];
  readonly peak?: { readonly month: Day; readonly minor: bigint };
  /** The first month at whose end savings have met all that it cost; absent where that lies beyond all years that are looked at. */
  readonly met?: Day;
};

export type Known = {
  /** How many were done, by month, for months that are over. */
  readonly done: ReadonlyMap<string, number>;
  /** In the order in which they were entered. */
  readonly slips: readonly Slip[];
};

const MONTHS_MAX = 240;

/**
 * The curve of running old and new side by side, month by month, until what was saved has met what it cost. A slip lets what is planned
 * for its month stand as it is there for so long, and all behind it come later: costs run longer, and savings come later.
 */
export function forecastOf(clause: TransitionClause, { done, slips }: Known): Forecast {
  const first = monthOf(clause.doubleRunning.from);
  const months: CurveMonth[] = [];
  let total = 0n;
  let peak: Forecast['peak'];
  for (let at = 0; at < MONTHS_MAX; at += 1) {
    const month = plusMonths(first, at);
    const planned = plannedIn(month, slips);
    const cost = costIn(clause, planned);
    const count = done.get(month.slice(0, 7));
    const saved = savedIn(clause, { planned, ...(count === undefined ? {} : { count }) });
    total += cost - saved;
    months.push({ month, cost, saved, total, recorded: count !== undefined });
    if (peak === undefined || total > peak.minor) peak = { month, minor: total };
    if (total <= 0n && peak.minor > 0n && !costsAfter(clause, month, slips)) break;
    if (at >= MONTHS_MIN && !savesAfter(clause, month, slips) && !costsAfter(clause, month, slips)) break;
  }
  if (peak === undefined || peak.minor <= 0n) return { months };
  const top = peak.month;
  const met = months.find(({ month, total: left }) => month > top && left <= 0n)?.month;
  return met === undefined ? { months, peak } : { months, peak, met };
}

/** Looked at in any case, so that what nothing saves is shown as such. */
const MONTHS_MIN = 11;

/** Which month of the agreement a month carries out: the last slip is taken back first. */
export function plannedIn(month: Day, slips: readonly Slip[]): Day {
  return slips.toReversed().reduce((at, { month: from, months }) => {
    if (at < from) return at;
    const back = plusMonths(at, -months);
    return back < from ? from : back;
  }, month);
}

/** The worth of what was not done in a month; below nought where more was done than before. */
export function worthOf({ savings }: TransitionClause, count: number): bigint {
  return savings ? BigInt(savings.before - count) * BigInt(savings.worth.minor) : 0n;
}

export function monthOf(on: Day): Day {
  return `${on.slice(0, 7)}-01` as Day;
}

function costIn({ costs = [], doubleRunning }: TransitionClause, planned: Day): bigint {
  if (planned < monthOf(doubleRunning.from) || planned >= doubleRunning.until) return 0n;
  return BigInt(stepAt(costs, planned)?.monthly.minor ?? 0);
}

function savedIn(clause: TransitionClause, { planned, count }: { readonly planned: Day; readonly count?: number }) {
  const { savings } = clause;
  if (!savings) return 0n;
  if (count !== undefined) return worthOf(clause, count);
  return BigInt(stepAt(savings.fewer, planned)?.monthly ?? 0) * BigInt(savings.worth.minor);
}

/** A step counts from the month in which it begins. */
function stepAt<Step extends { readonly from: Day }>(steps: readonly Step[], month: Day): Step | undefined {
  return steps.filter(({ from }) => monthOf(from) <= month).at(-1);
}

function costsAfter({ costs = [], doubleRunning }: TransitionClause, month: Day, slips: readonly Slip[]): boolean {
  const planned = plannedIn(plusMonths(month, 1), slips);
  return planned < doubleRunning.until && costs.some(({ monthly }) => monthly.minor > 0);
}

function savesAfter({ savings }: TransitionClause, month: Day, slips: readonly Slip[]): boolean {
  const planned = plannedIn(month, slips);
  const steps = savings?.fewer ?? [];
  return (
    (stepAt(steps, planned)?.monthly ?? 0) > 0 ||
    steps.some(({ from, monthly }) => monthOf(from) > planned && monthly > 0)
  );
}

import { type Day, dayIn, daysBetween, plusDays } from '#base';
import type { Change, PromiseOfOthers, ProgrammeState, Sponsor } from './programme.ts';
import { type Level, LEVELS } from './said.ts';

/** What keeps a change from starting. */
export function lackingOf({
  owner,
  measure,
}: Pick<Change, 'owner' | 'measure'>): readonly ('an owner' | 'a measure')[] {
  return [...(owner ? [] : (['an owner'] as const)), ...(measure ? [] : (['a measure'] as const))];
}

/** The levels at which nobody has said what a change does. */
export function emptyLevels({ effects }: Pick<Change, 'effects'>): readonly Level[] {
  return LEVELS.filter((level) => !effects.some((one) => one.level === level));
}

export const SILENT_DAYS = 60;

export type SponsorStanding = 'none' | 'active' | 'silent' | 'ended';

/** Someone who is seen to stand for it: an act in the last sixty days, in an office that has not ended. */
export function sponsorStanding(sponsor: Sponsor | undefined, today: Day, zone: string): SponsorStanding {
  if (!sponsor) return 'none';
  const ended = sponsor.ended?.on ?? sponsor.until;
  if (ended !== undefined && ended <= today) return 'ended';
  return daysBetween(lastSeen(sponsor, zone), today) >= SILENT_DAYS ? 'silent' : 'active';
}

export function lastSeen(sponsor: Sponsor, zone: string): Day {
  const acts = sponsor.acts.map(({ on }) => on);
  return [dayIn(zone, sponsor.named.getTime()), ...acts].sort().at(-1) as Day;
}

export type PromiseStanding = 'open' | 'arrived' | 'broken';

export function promiseStanding({ arrived, until }: PromiseOfOthers, today: Day): PromiseStanding {
  if (arrived) return 'arrived';
  return until < today ? 'broken' : 'open';
}

export type Means = Pick<ProgrammeState, 'means' | 'used'>;

/** Planned to be used up to the end of a day: each line evenly over its days. */
export function plannedBy(
  { means }: Pick<Means, 'means'>,
  on: Day,
): { readonly hours: number; readonly minor: number } {
  const share = (from: Day, until: Day) => {
    const all = daysBetween(from, until) + 1;
    return Math.min(1, Math.max(0, (daysBetween(from, on) + 1) / all));
  };
  return means.reduce(
    (sum, { from, until, hours, minor }) => ({
      hours: sum.hours + hours * share(from, until),
      minor: sum.minor + minor * share(from, until),
    }),
    { hours: 0, minor: 0 },
  );
}

export type Staffing = {
  readonly planned: { readonly hours: number; readonly minor: number };
  readonly used: { readonly hours: number; readonly minor: number };
  /** Of the hours that were to be worked by now, how many were: 0 to 1; absent before any were to be, or were written down. */
  readonly share?: number;
  /** 40 % or more below plan. */
  readonly short: boolean;
  /** Where the plan had been when as much work was to be done as is done now. */
  readonly standsAt?: Day;
};

export const SHORT_SHARE = 0.6;

/** What was to be used by today against what was. */
export function staffingOn(state: Means, today: Day): Staffing {
  const planned = plannedBy(state, today);
  const counted = state.used.filter(({ on }) => on <= today);
  const used = counted.reduce((sum, { hours, minor }) => ({ hours: sum.hours + hours, minor: sum.minor + minor }), {
    hours: 0,
    minor: 0,
  });
  // Nothing written down says nothing about how much was worked.
  if (planned.hours === 0 || counted.length === 0) return { planned: rounded(planned), used, short: false };
  const share = used.hours / planned.hours;
  const from = state.means.map((one) => one.from).sort()[0];
  return {
    planned: rounded(planned),
    used,
    share,
    short: share <= SHORT_SHARE,
    ...(from === undefined ? {} : { standsAt: dayOf(state, used.hours, from, today) }),
  };
}

/**
 * When a day of the plan comes if people go on as they did: the work stands where the plan had it on `standsAt`, and every day from
 * now brings `share` of a day of the plan. Never sooner than planned; undefined where nothing was worked, so that no end is in sight.
 */
export function forecastOf(on: Day, { share, standsAt }: Staffing, today: Day): Day | undefined {
  if (share === undefined || standsAt === undefined || share >= 1 || on <= standsAt) return on;
  if (share <= 0) return undefined;
  const days = Math.ceil(daysBetween(standsAt, on) / share);
  const then = plusDays(today, Math.min(days, MOST_DAYS));
  return then > on ? then : on;
}

const MOST_DAYS = 36_500;

/** The last day by which no more was planned than was worked. Planned work only grows, so that halving finds it. */
function dayOf(state: Means, hours: number, from: Day, today: Day): Day {
  let low = -1;
  let high = Math.max(0, daysBetween(from, today));
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (plannedBy(state, plusDays(from, middle)).hours <= hours + 1e-9) low = middle;
    else high = middle - 1;
  }
  return plusDays(from, low);
}

function rounded({ hours, minor }: { readonly hours: number; readonly minor: number }) {
  return { hours: Math.round(hours), minor: Math.round(minor) };
}

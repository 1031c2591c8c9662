import type { Access } from '#agreement';
import { plusDays } from '#base';
import type { Partner } from '../scope.ts';
import { seesPeople } from '../viewpoint.ts';
import type { SignalShown } from './contract.ts';
import { COMMENT_DAYS } from './evaluate.ts';
import { mayReview, ownOf } from './may.ts';
import type { Sentinel, SignalRow } from './sentinel.queries.ts';
import { limitTitle } from './limit.ts';
import { titleOf } from './measured.ts';
import { FEW } from './series.ts';

const DAY_MS = 86_400_000;

export type Around = {
  readonly partners: readonly Partner[];
  readonly sentinel: Sentinel;
  readonly signal: SignalRow;
  readonly now: number;
};

/** The two organisations that a signal is about. */
export function partiesOfSignal({ sentinel, signal }: Pick<Around, 'sentinel' | 'signal'>): readonly string[] {
  return [...new Set([sentinel.organization, signal.organization])];
}

/** When others than the two see it: both have commented, it was reviewed, or the days are over. */
export function isOpen({ sentinel, signal, now }: Omit<Around, 'partners'>): boolean {
  if (signal.reviewed !== null || now >= signal.found.getTime() + COMMENT_DAYS * DAY_MS) return true;
  if (sentinel.watches[signal.watch]?.limit) return true;
  return partiesOfSignal({ sentinel, signal }).every((party) =>
    signal.words.some(({ kind, organization }) => kind === 'comment' && organization === party),
  );
}

/** A signal as one viewer sees it; undefined while only the two organisations do and this is neither. */
export function signalFor(access: Access, around: Around): SignalShown | undefined {
  const { partners, sentinel, signal } = around;
  const own = ownOf(partners, access)?.organization;
  const party = own !== undefined && partiesOfSignal(around).includes(own);
  const open = isOpen(around);
  if (!party && !open && access.role !== 'system') return undefined;
  const watch = sentinel.watches[signal.watch];
  const few = (count: number) => !seesPeople(access) && count > 0 && count < FEW;
  const excess = Math.abs(signal.counted - signal.expected);
  const commented = signal.words.some(({ kind, organization }) => kind === 'comment' && organization === own);
  const elsewhere = signal.organization !== sentinel.organization;
  return {
    id: signal.id,
    sentinel: sentinel.id,
    change: sentinel.change,
    series: watch?.limit ? limitTitle(watch) : titleOf(watch?.series ?? ''),
    ...(watch?.limit ? { limit: { ...watch.limit, measure: watch.series } } : {}),
    at: { organization: signal.organization, name: signal.name },
    since: signal.since,
    until: signal.until,
    ...(few(signal.counted) ? {} : { counted: signal.counted }),
    expected: signal.expected,
    ...(few(signal.people) ? {} : { people: signal.people }),
    ...(watch?.costEach
      ? { cost: { minor: Math.round(excess * watch.costEach.minor), currency: watch.costEach.currency } }
      : {}),
    movement: watch?.costEach !== undefined && elsewhere,
    rules: signal.rules,
    state: signal.reviewed !== null ? 'reviewed' : open ? 'to-review' : 'for-comment',
    commentUntil: plusDaysOf(signal.found),
    words: signal.words.map((word) => ({
      ...word,
      organization: partners.find(({ organization }) => organization === word.organization)?.name ?? word.organization,
    })),
    may: {
      comment: party && !commented && signal.reviewed === null && access.role !== 'system',
      review: mayReview(access, sentinel) && own === sentinel.organization && signal.reviewed === null,
      // Who has what a measure counts is listed on its own page.
      people: seesPeople(access) && watch?.limit === undefined,
    },
  };
}

function plusDaysOf(found: Date): string {
  return plusDays(found.toISOString().slice(0, 10) as Parameters<typeof plusDays>[0], COMMENT_DAYS);
}

import type { Access } from '#agreement';
import { type Day, day, plusDays } from '#base';
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
export function isOpen(around: Omit<Around, 'partners'>): boolean {
  return awaitedFor(around).length === 0;
}

/** Who was asked for a comment, has given none, and still can: others see it, and a decision needs no more than its reason, once there is nobody. */
export function awaitedFor({ sentinel, signal, now }: Omit<Around, 'partners'>): readonly string[] {
  if (signal.reviewed !== null || now >= signal.found.getTime() + COMMENT_DAYS * DAY_MS) return [];
  if (sentinel.watches[signal.watch]?.limit) return [];
  return unheardBy({ sentinel, signal }, signal.words);
}

/** Which of the two have no comment among these words. */
export function unheardBy(of: Pick<Around, 'sentinel' | 'signal'>, words: SignalRow['words']): readonly string[] {
  return partiesOfSignal(of).filter(
    (party) => !words.some(({ kind, organization }) => kind === 'comment' && organization === party),
  );
}

/** The day up to which the two can comment. */
export function commentDay({ found }: Pick<SignalRow, 'found'>): Day {
  return plusDays(day(found.toISOString().slice(0, 10)), COMMENT_DAYS);
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
    commentUntil: commentDay(signal),
    awaited: awaitedFor(around).map((one) => nameIn(partners, one)),
    words: signal.words.map(({ early, ...word }, at) => ({
      ...word,
      organization: nameIn(partners, word.organization),
      ...(early === null ? {} : { early: { words: early, unheard: unheardAt(around, at) } }),
    })),
    may: {
      comment: party && !commented && signal.reviewed === null && access.role !== 'system',
      review: mayReview(access, sentinel) && own === sentinel.organization && signal.reviewed === null,
      // Who has what a measure counts is listed on its own page.
      people: seesPeople(access) && watch?.limit === undefined,
    },
  };
}

/** Names of those who had not commented when a decision was taken: the words before it tell. */
function unheardAt({ partners, sentinel, signal }: Around, at: number): readonly string[] {
  return unheardBy({ sentinel, signal }, signal.words.slice(0, at)).map((one) => nameIn(partners, one));
}

export function nameIn(partners: readonly Partner[], id: string): string {
  return partners.find(({ organization }) => organization === id)?.name ?? id;
}

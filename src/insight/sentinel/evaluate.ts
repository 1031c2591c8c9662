import { type Day, plusDays } from '#base';
import type { Services } from '#joint';
import type { Actor, Obligations } from '#obligation';
import type { Transaction } from '#store';
import type { Instrument } from '#agreement';
import type { BegunChange } from '../agreed.ts';
import type { KeptFigures } from '../figures.ts';
import type { Partner, Scope } from '../scope.ts';
import { keepAgreed } from './agreed.ts';
import { limitsPast } from './limit.ts';
import { type Found, keepSignal, readSentinels, reviewedUntil, type Sentinel } from './sentinel.queries.ts';
import { type Source, sourceAt } from './source.ts';
import { watch, type Watched } from './watch.ts';

export type Sentinels = Pick<Services, 'store' | 'now' | 'obligations'> & {
  readonly scope: () => Promise<{ readonly scope: Scope; readonly today: Day; readonly revision: string }>;
  readonly figures: KeptFigures;
  /** The agreements in effect. */
  readonly agreed: () => Promise<readonly Instrument[]>;
  /** Changes of programmes that began, with what is feared of them. */
  readonly begun: () => Promise<readonly BegunChange[]>;
  readonly partners: () => Promise<readonly Partner[]>;
};

/** Whoever acts for the program where nobody does. */
const WATCHMAN: Actor = { principal: 'system/insight', role: 'system', organization: 0 };
/** How long the two organisations have to comment before others see it, and the change's owner to review it. */
export const COMMENT_DAYS = 7;
const REVIEW_WORKING_DAYS = 10;

/** Looks at every change that was declared or agreed as it is today, and keeps what is seen. Answers how many signals are new. */
export async function evaluateAll(sentinels: Sentinels): Promise<number> {
  const { store } = sentinels;
  await keepAgreed(sentinels);
  const running = (await readSentinels(store)).filter(({ ended }) => ended === null);
  if (running.length === 0) return 0;
  let fresh = 0;
  for (const sentinel of running) {
    fresh += await keepPast(sentinels, sentinel);
    for (const { found, watch: at } of await watchAll(sentinels, sentinel)) {
      if (!found.seen) continue;
      const until = await reviewedUntil(store, {
        sentinel: sentinel.id,
        watch: at.watch,
        organization: at.organization,
      });
      if (until !== undefined && found.seen.until <= until) continue;
      const { seen } = found;
      const people = await at.source.people({ from: seen.since, until: plusDays(seen.until, 1) });
      fresh += (await keep(sentinels, sentinel, { ...at, seen, people })) ? 1 : 0;
    }
  }
  return fresh;
}

async function keepPast(sentinels: Sentinels, sentinel: Sentinel): Promise<number> {
  const { organization } = sentinel;
  const found = (await sentinels.partners()).find((one) => one.organization === organization);
  const name = found?.name ?? organization;
  let fresh = 0;
  for (const past of await limitsPast(sentinels, sentinel))
    fresh += (await keep(sentinels, sentinel, { ...past, organization, name })) ? 1 : 0;
  return fresh;
}

export type WatchedAt = {
  readonly watch: number;
  readonly organization: string;
  readonly name: string;
  readonly source: Source;
};

/** Every feared effect of a change, at each organisation that it is watched at. */
export async function watchAll(
  sentinels: Sentinels,
  sentinel: Sentinel,
): Promise<readonly { readonly watch: WatchedAt; readonly found: Watched }[]> {
  const { scope, today } = await sentinels.scope();
  const partners = await sentinels.partners();
  const made: { readonly watch: WatchedAt; readonly found: Watched }[] = [];
  for (const [number, one] of sentinel.watches.entries())
    for (const { key, organization, name } of partners) {
      if (one.organization !== undefined && one.organization !== organization) continue;
      const source = sourceAt(sentinels.store, scope, { sentinel, watch: number, key });
      const counts = await source?.counts(today);
      if (!source || !counts) continue;
      const found = watch({ since: sentinel.since, today, ...counts, feared: one.feared, periods: source.periods });
      made.push({ watch: { watch: number, organization, name, source }, found });
    }
  return made;
}

async function keep(
  { store, now, obligations }: Sentinels,
  sentinel: Sentinel,
  at: Omit<WatchedAt, 'source'> & Pick<Found, 'seen' | 'people'>,
): Promise<boolean> {
  const { seen, people, watch: number, organization, name } = at;
  return store.write(async (transaction) => {
    const found = { sentinel: sentinel.id, watch: number, organization, name, seen, people };
    const id = await keepSignal(transaction, found, new Date(now()));
    if (id === undefined) return false;
    if (obligations) await owe(obligations, transaction, sentinel, { id, organization, watch: number });
    return true;
  });
}

/**
 * Both organisations are asked for a comment, and whoever declared the change for a review. A value that was agreed is told on every page
 * of figures: nobody sees it before others do, and it waits for no comment.
 */
async function owe(
  obligations: Obligations,
  transaction: Transaction,
  { id: sentinel, change, organization: owner, role, watches }: Sentinel,
  signal: { readonly id: string; readonly organization: string; readonly watch: number },
): Promise<void> {
  const page = `/sentinels/${sentinel}`;
  const limit = watches[signal.watch]?.limit;
  for (const organization of limit ? [] : new Set([owner, signal.organization])) {
    const opened = await obligations.open(transaction, WATCHMAN, {
      kind: 'signal-comment',
      key: `${signal.id}/${organization}`,
      title: `Comment before others see it: ${change}`.slice(0, 200),
      owner: { organization, role: 'programme-lead' },
      because: 'Something that was feared of a change is seen. The two organisations it is about see it first.',
      page,
      due: { in: COMMENT_DAYS, unit: 'days' },
      closedBy: { fact: commentFact(signal.id, organization) },
    });
    if (!opened.ok) throw new Error(`a comment could not be asked for: ${opened.refusals[0].code}`);
  }
  const opened = await obligations.open(transaction, WATCHMAN, {
    kind: 'signal-review',
    key: signal.id,
    title: `Keep, adjust or stop: ${change}`.slice(0, 200),
    owner: { organization: owner, role },
    because: limit
      ? `It is ${limit.worse} the ${limit.percent} % at which the agreement calls for a review. What follows is said with a reason.`
      : 'Something that was feared of this change is seen. Whoever declared it says what follows, with a reason.',
    page,
    due: { in: REVIEW_WORKING_DAYS, unit: 'working-days' },
    ladder: [{ to: { organization: owner, role: 'board-member' }, afterWorkingDays: 5 }],
    closedBy: { fact: reviewFact(signal.id) },
    attested: false,
  });
  if (!opened.ok) throw new Error(`a review could not be asked for: ${opened.refusals[0].code}`);
}

export function commentFact(signal: string, organization: string): string {
  return `signal-comment:${signal}/${organization}`;
}

export function reviewFact(signal: string): string {
  return `signal-review:${signal}`;
}

import { dayIn } from '#base';
import type { Services } from '#joint';
import { type Days, turned } from '../consent/consent.queries.ts';
import { BEFORE_ALL, type Keeping, keepRelationships, PEOPLE_AT_ONCE } from './keep.ts';
import { lapsed } from './relationship.queries.ts';

const EVERY_MS = 60_000;
/** A day that a person named begins at midnight: the clock is looked at as often as this, the database once a day. */
const TICK_MS = 500;
const MOST_AT_ONCE = 10_000;
/** How far back the first pass looks: what ended while the program was down. */
const LOOK_BACK_MS = 31 * 86_400_000;

/**
 * Relationships end by themselves: once a minute the people whose team, referral or caseload has ended are brought up to date; and as a
 * day begins, those about whom a Consent says something else from that day.
 */
export function startLapses(services: Services, keeping: Keeping): () => Promise<void> {
  let after = services.now() - LOOK_BACK_MS;
  let day = dayIn(services.zone, after);
  let running: Promise<void> = Promise.resolve();
  const pass = async (): Promise<void> => {
    const until = services.now();
    await lapseBetween(services, keeping, new Date(after), new Date(until));
    after = until;
  };
  const turn = async (): Promise<void> => {
    const today = dayIn(services.zone, services.now());
    if (today === day) return;
    await turnBetween(services, keeping, { after: day, until: today });
    day = today;
  };
  const run = (work: () => Promise<void>) => {
    running = running.then(work).catch((error: unknown) => {
      const name = error instanceof Error ? error.name : 'unknown';
      services.log.warn({ error: name }, 'record: ended relationships could not be looked up, to be tried again');
    });
  };
  const timers = [setInterval(() => run(pass), EVERY_MS), setInterval(() => run(turn), TICK_MS)];
  for (const timer of timers) timer.unref();
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await running;
  };
}

/** Brings everybody up to date whose relationship with somebody ended after one instant and not after the other. */
export async function lapseBetween(services: Services, keeping: Keeping, after: Date, until: Date): Promise<number> {
  const people = await lapsed(services.store, after, until, MOST_AT_ONCE);
  if (people.length > 0)
    await services.store.write(async (transaction) => keepRelationships(transaction, people, keeping));
  return people.length;
}

/** Brings everybody up to date about whom a Consent begins or ceases to say something, after one day and up to another. */
export async function turnBetween(services: Services, keeping: Keeping, days: Days): Promise<number> {
  let from = BEFORE_ALL;
  for (let count = 0; ; ) {
    const people = await turned(services.store, days, from, PEOPLE_AT_ONCE);
    const last = people.at(-1);
    if (last === undefined) return count;
    await services.store.write(async (transaction) => keepRelationships(transaction, people, keeping));
    count += people.length;
    from = last;
  }
}

import type { Services } from '#joint';
import { type Keeping, keepRelationships } from './keep.ts';
import { lapsed } from './relationship.queries.ts';

const EVERY_MS = 60_000;
const MOST_AT_ONCE = 10_000;
/** How far back the first pass looks: what ended while the program was down. */
const LOOK_BACK_MS = 31 * 86_400_000;

/** Relationships end by themselves: once a minute the people whose team, referral or caseload has ended are brought up to date. */
export function startLapses(services: Services, keeping: Keeping): () => Promise<void> {
  let after = services.now() - LOOK_BACK_MS;
  let running: Promise<void> = Promise.resolve();
  const pass = async (): Promise<void> => {
    const until = services.now();
    await lapseBetween(services, keeping, new Date(after), new Date(until));
    after = until;
  };
  const timer = setInterval(() => {
    running = running.then(pass).catch((error: unknown) => {
      const name = error instanceof Error ? error.name : 'unknown';
      services.log.warn({ error: name }, 'record: ended relationships could not be looked up, to be tried again');
    });
  }, EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
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

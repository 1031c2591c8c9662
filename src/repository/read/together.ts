import type { Access, Expr } from '#agreement';
import type { Reader } from '#store';
import type { Stored } from '../repository.ts';
import { find, findMany, type Key, type Reading } from './read.ts';

/** As many statements at once as one viewer has use for: more would only make the groups smaller. */
const LANES = 2;
const MOST_AT_ONCE = 200;

type Waiting = {
  readonly key: Key;
  readonly reading: Reading;
  readonly found: (stored: Stored | undefined) => void;
  readonly failed: (error: unknown) => void;
};

type Queue = { waiting: Waiting[]; busy: number };

/**
 * Reads by id of one viewer that come while others are under way go together in the next statement, under the same policy: a
 * read waits for nobody while it is alone, and under load two dozen cost little more than one. Each begins after it was asked
 * for, so whoever has written reads what they wrote.
 */
export function findTogether(reading: Reading, key: Key): Promise<Stored | undefined> {
  const { queue, leave } = queueOf(reading);
  return new Promise((found, failed) => {
    queue.waiting.push({ key, reading, found, failed });
    if (queue.busy < LANES) void drain(queue, leave);
  });
}

async function drain(queue: Queue, leave: () => void): Promise<void> {
  queue.busy += 1;
  while (queue.waiting.length > 0) {
    const taken = queue.waiting.slice(0, MOST_AT_ONCE);
    queue.waiting = queue.waiting.slice(MOST_AT_ONCE);
    try {
      await answer(taken);
    } catch (error) {
      for (const { failed } of taken) failed(error);
    }
  }
  queue.busy -= 1;
  if (queue.busy === 0) leave();
}

async function answer(taken: readonly Waiting[]): Promise<void> {
  // The one that came last has the latest clock: what has run out by then is shown to none of them.
  const { reading, key, found } = taken.at(-1) as Waiting;
  if (taken.length === 1) return found(await find(reading, key));
  const rows = await findMany(
    reading,
    taken.map((one) => one.key),
  );
  const known = new Map(rows.map((row) => [`${row.type}/${row.id}`, row]));
  for (const one of taken) one.found(known.get(`${one.key.type}/${one.key.id}`));
}

/** What a read may see depends on filter, viewer and purpose alone (policy/visible.ts); whoever sees everything shares one queue. */
function queueOf({ reader, access }: Reading): { readonly queue: Queue; readonly leave: () => void } {
  const policies = held(queues, reader, () => new WeakMap<object, Map<string, Queue>>());
  const { policy, viewer } = policyOf(access);
  const viewers = held(policies, policy, () => new Map<string, Queue>());
  const queue = viewers.get(viewer) ?? { waiting: [], busy: 0 };
  viewers.set(viewer, queue);
  return { queue, leave: () => void viewers.delete(viewer) };
}

const EVERYTHING: Expr = { op: 'always' };
const queues = new WeakMap<Reader, WeakMap<object, Map<string, Queue>>>();

function policyOf({ filter, viewer, purpose }: Access): { readonly policy: Expr; readonly viewer: string } {
  return filter.op === 'always'
    ? { policy: EVERYTHING, viewer: '' }
    : { policy: filter, viewer: `${viewer} ${purpose}` };
}

function held<K extends object, V>(map: WeakMap<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

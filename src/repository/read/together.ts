import type { Access, Expr } from '#agreement';
import type { Reader } from '#store';
import { type Gathering, gathering } from '../gather.ts';
import type { Stored } from '../repository.ts';
import { find, findMany, type Key, type Reading } from './read.ts';

const MOST_AT_ONCE = 200;

type Queue = Gathering<Asked, Stored | undefined>;
type Asked = { readonly key: Key; readonly reading: Reading };

/**
 * Reads by id of one viewer that come while others are under way go together in the next statement, under the same policy: two
 * dozen cost little more than one. Each begins after it was asked for, so whoever has written reads what they wrote.
 */
export async function findTogether(reading: Reading, key: Key): Promise<Stored | undefined> {
  const { queue, leave } = queueOf(reading);
  try {
    return await queue.ask({ reading, key });
  } finally {
    if (queue.isIdle()) leave();
  }
}

async function answer(asked: readonly Asked[]): Promise<readonly (Stored | undefined)[]> {
  // The one that came last has the latest clock: what has run out by then is shown to none of them.
  const { reading, key } = asked.at(-1) as Asked;
  if (asked.length === 1) return [await find(reading, key)];
  const rows = await findMany(
    reading,
    asked.map((one) => one.key),
  );
  const known = new Map(rows.map((row) => [`${row.type}/${row.id}`, row]));
  return asked.map((one) => known.get(`${one.key.type}/${one.key.id}`));
}

/** What a read may see depends on filter, viewer and purpose alone (policy/visible.ts); whoever sees everything shares one queue. */
function queueOf({ reader, access }: Reading): { readonly queue: Queue; readonly leave: () => void } {
  const policies = held(queues, reader, () => new WeakMap<object, Map<string, Queue>>());
  const { policy, viewer } = policyOf(access);
  const viewers = held(policies, policy, () => new Map<string, Queue>());
  const queue = viewers.get(viewer) ?? gathering(answer, MOST_AT_ONCE);
  viewers.set(viewer, queue);
  return { queue, leave: () => void (viewers.get(viewer) === queue && viewers.delete(viewer)) };
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

import { type Access, PURPOSES } from '#agreement';
import { type Reader, sql } from '#store';
import type { Writing } from '../context.ts';
import type { Compartment } from '../repository.ts';
import { arrayLiteral } from './arrays.ts';

type Asking = Pick<Access, 'viewer' | 'purpose'>;
type Waiting = {
  readonly people: readonly Compartment[];
  readonly now: Date;
  readonly done: (known: ReadonlySet<string>) => void;
  readonly failed: (error: unknown) => void;
};
type Queue = { waiting: Waiting[]; busy: number };

/** As many statements at once as one viewer has use for: more would only make the groups smaller. */
const LANES = 2;
const MOST_AT_ONCE = 200;

type Asker = Pick<Writing, 'transaction' | 'context' | 'access' | 'now'>;

/** Whether the writer has a relationship to all these people. */
export async function areRelated(writing: Asker, people: readonly Compartment[]): Promise<boolean> {
  const known = await related(writing, people);
  return people.every(({ cmp }) => known.has(cmp));
}

/** So many writes of a viewer ask first after one was refused: whoever is refused at the gate costs all who came along a second time. */
const ASK_FIRST = 200;
const DOUBTED_MAX = 10_000;
const doubts = new WeakMap<Reader, Map<string, number>>();

export function doubt({ context: { store }, access }: Asker): void {
  let ofStore = doubts.get(store);
  if (!ofStore || ofStore.size >= DOUBTED_MAX) doubts.set(store, (ofStore = new Map()));
  ofStore.set(nameOf(access), ASK_FIRST);
}

/** Of a write that asks about somebody; counts it. */
export function isDoubted({ context: { store }, access }: Asker): boolean {
  const ofStore = doubts.get(store);
  const left = ofStore?.get(nameOf(access)) ?? 0;
  if (left <= 1) ofStore?.delete(nameOf(access));
  else ofStore?.set(nameOf(access), left - 1);
  return left > 0;
}

/**
 * Compartments (`cmp`) among these of people to whom the writer has a relationship. Plain creates are no part of a transaction: those of one
 * organisation that come while others are asked about go together in the next question, which begins after they were asked.
 */
async function related(
  { transaction, context, access, now }: Asker,
  people: readonly Compartment[],
): Promise<ReadonlySet<string>> {
  if (people.length === 0) return new Set();
  const { viewer, purpose } = access;
  if (transaction !== context.store) return ask(transaction, { viewer, purpose }, people, now);
  return new Promise((done, failed) => {
    const queue = queueOf(transaction, { viewer, purpose });
    queue.waiting.push({ people, now, done, failed });
    if (queue.busy < LANES) void drain(transaction, { viewer, purpose }, queue);
  });
}

async function drain(reader: Reader, asking: Asking, queue: Queue): Promise<void> {
  queue.busy += 1;
  // Whoever came in the same breath comes along.
  await new Promise(setImmediate);
  while (queue.waiting.length > 0) {
    const taken = queue.waiting.slice(0, MOST_AT_ONCE);
    queue.waiting = queue.waiting.slice(MOST_AT_ONCE);
    try {
      // The one that came last has the latest clock: what has run out by then serves none of them.
      const known = await ask(
        reader,
        asking,
        taken.flatMap(({ people }) => people),
        (taken.at(-1) as Waiting).now,
      );
      for (const { done } of taken) done(known);
    } catch (error) {
      for (const { failed } of taken) failed(error);
    }
  }
  queue.busy -= 1;
  if (queue.busy === 0) queues.get(reader)?.delete(nameOf(asking));
}

async function ask(
  reader: Reader,
  { viewer, purpose }: Asking,
  people: readonly Compartment[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const rows = await reader.all<{ cmp: string }>(
    sql.named(
      'related',
      sql`select a.cmp from unnest(${arrayLiteral(people.map(({ bkt }) => bkt))}::smallint[],
      ${arrayLiteral(people.map(({ cmp }) => cmp))}::bigint[]) k(bkt, cmp)
    join access a on (a.viewer, a.purpose, a.bkt, a.cmp)
      = (${viewer}::int, ${PURPOSES.indexOf(purpose)}::smallint, k.bkt, k.cmp)
    where a.rel <> 0 and a.until > ${now}::timestamptz`,
    ),
  );
  return new Set(rows.map(({ cmp }) => cmp));
}

const queues = new WeakMap<Reader, Map<string, Queue>>();

function queueOf(reader: Reader, asking: Asking): Queue {
  let ofReader = queues.get(reader);
  if (!ofReader) queues.set(reader, (ofReader = new Map()));
  const name = nameOf(asking);
  let queue = ofReader.get(name);
  if (!queue) ofReader.set(name, (queue = { waiting: [], busy: 0 }));
  return queue;
}

function nameOf({ viewer, purpose }: Asking): string {
  return `${viewer} ${purpose}`;
}

import { compile, type Expr, filterFor, type KeyOf, type Policy, type Purpose, type Role } from '#agreement';
import { type Day, dayIn } from '#base';
import { lawIn, type Services } from '#joint';
import { type Book, feedOf, type OpenBook, stackOf } from './book.ts';
import { readBook } from './book.queries.ts';

/** The compiled policy in force: asked for every request, answered from memory. */
export type PolicySource = {
  readonly filterFor: (organization: number, role: Role, purpose: Purpose) => Expr;
  /** Rises with every act of the partnership and is the same in every process. */
  readonly version: number;
};

export type Current = PolicySource & {
  readonly policy: () => Policy;
  readonly book: () => OpenBook;
  readonly keyOf: KeyOf;
  /** Reads the book anew; when it resolves, everything committed before the call counts. */
  readonly reload: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Acts of other processes are heard here; PostgreSQL sends it at commit. */
export const POLICY_CHANNEL = 'concord_policy';

type Held = {
  readonly book: OpenBook;
  readonly policy: Policy;
  readonly keyOf: KeyOf;
  /** Some clause of any version speaks of feeds. */
  readonly ofFeeds: boolean;
  readonly filters: Map<string, Expr>;
};

/** Keeps book and policy in memory. Time changes them too: a new day in the partnership's zone compiles anew, without asking. */
export async function keepCurrent(services: Pick<Services, 'store' | 'now' | 'zone' | 'log'>): Promise<Current> {
  const { store, now, zone, log } = services;
  let held = hold(await readBook(store), zone, dayIn(zone, now()));
  let minute = 0;
  let started = 0;
  let applied = 0;
  let stopped = false;

  const today = (): Held => {
    const at = Math.floor(now() / 60_000);
    if (at !== minute) {
      minute = at; // zones turn their day on a full minute
      const day = dayIn(zone, now());
      if (day !== held.book.today) held = hold(held.book, zone, day);
    }
    return held;
  };
  const reload = async (): Promise<void> => {
    const mine = ++started;
    const book = await readBook(store);
    if (mine < applied) return; // a later reading is there already
    applied = mine;
    held = hold(book, zone, dayIn(zone, now()));
  };
  const retry = async (): Promise<void> => {
    try {
      await reload();
    } catch (error) {
      // What may have been suspended must not be shown: nothing is shared until the book can be read again.
      held = hold({ ...held.book, versions: [] }, zone, held.book.today);
      log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'the agreements cannot be read');
      if (!stopped) setTimeout(() => void retry(), RETRY_MS).unref();
    }
  };
  // A new feed (migration 0154) matters only where a clause speaks of feeds; whatever is signed later is read with all of them.
  const unlisten = await store.listen(POLICY_CHANNEL, (act) => void (act === 'feed' && !held.ofFeeds ? 0 : retry()));
  await reload(); // what was done before listening began
  return {
    filterFor: (organization, role, purpose) => filterOf(today(), { organization, role, purpose }),
    get version() {
      return held.book.acts;
    },
    policy: () => today().policy,
    book: () => today().book,
    get keyOf() {
      return held.keyOf;
    },
    reload,
    stop: async () => {
      stopped = true;
      await unlisten();
    },
  };
}

const RETRY_MS = 500;
const FILTERS_MAX = 10_000;

function hold(book: Book, zone: string, today: Day): Held {
  return {
    book: { ...book, zone, today },
    policy: compile(stackOf(book, zone), today, lawIn(zone)),
    keyOf: keyOfBook(book),
    ofFeeds: book.versions.some(({ instrument }) => instrument.clauses.some((clause) => 'feeds' in clause)),
    filters: new Map(),
  };
}

/** What was done by the program itself has the number 0. */
function keyOfBook({ partners, feeds }: Book): KeyOf {
  const keys = new Map(partners.map(({ organization, key }) => [organization, key]));
  const numbers = (wanted: (feed: string) => boolean) => feeds.flatMap(({ key, feed }) => (wanted(feed) ? [key] : []));
  return Object.assign((organization: string) => keys.get(organization), {
    feeds: (names: readonly string[]) => {
      const named = new Set(names.map(feedOf));
      return { of: numbers((feed) => named.has(feed)), others: [0, ...numbers((feed) => !named.has(feed))] };
    },
  });
}

function filterOf(
  { policy, keyOf, filters }: Held,
  seat: { readonly organization: number; readonly role: Role; readonly purpose: Purpose },
): Expr {
  const name = `${seat.organization} ${seat.role} ${seat.purpose}`;
  const known = filters.get(name);
  if (known) return known;
  const made = filterFor(policy, seat, keyOf);
  if (filters.size >= FILTERS_MAX) filters.clear();
  filters.set(name, made);
  return made;
}

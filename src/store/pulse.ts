import { Client, type ClientConfig, type Pool, type PoolClient } from 'pg';
import { Unavailable } from './errors.ts';

/** Notices a database that has stopped answering: the machine is gone without a word, or its disk takes nothing any more. */
export type Pulse = {
  /** Throws `Unavailable` at once while the database does not answer; else counts a wait, until what it gives back is called. */
  readonly waiting: () => () => void;
  readonly stop: () => void;
};

/** A wait is looked into after this; most end within a hundredth of it. */
const LONG_MS = 3_000;
const LOOK_MS = 500;
/** A database that does not answer this, twice, is not there: once may be a busy machine that keeps us from reading an answer. */
const PROBE_MS = 3_000;

/**
 * Looks, where somebody has waited long, whether the database answers and keeps what it is told. Where it does, the wait is a
 * long one. Where not, everybody who waits is told so, and whoever comes is, until it answers again.
 */
export function takePulse(pool: Pool, config: ClientConfig): Pulse {
  const since = new Map<symbol, number>();
  const open = new Set<PoolClient>();
  let away = false;
  let looking = false;
  const taken = new Map<PoolClient, number>();
  pool.on('connect', (client) => open.add(client));
  pool.on('acquire', (client) => taken.set(client, performance.now()));
  pool.on('release', (_, client) => taken.delete(client));
  pool.on('remove', (client) => {
    open.delete(client);
    taken.delete(client);
  });
  const look = async (): Promise<void> => {
    const [oldest] = since.values();
    const isLong = oldest !== undefined && performance.now() - oldest > LONG_MS;
    if (looking || !(away || isLong)) return;
    looking = true;
    const long = [...taken].flatMap(([client, from]): readonly Held[] => {
      const query = activeOf(client);
      return query != null && performance.now() - from > LONG_MS ? [{ client, query }] : [];
    });
    const still = () => long.filter(({ client, query }) => taken.has(client) && activeOf(client) === query);
    const found = (await ask(config, still)) ?? (away ? undefined : await ask(config, still));
    looking = false;
    away = found === undefined;
    // The other side has ended, or has nothing to do, while we wait for it: what was sent, or its answer, is lost.
    const lost = still().flatMap(({ client }) => (pidOf(client).some((pid) => found?.has(pid)) ? [client] : []));
    for (const client of away ? open : lost) breakOff(client);
  };
  const timer = setInterval(() => void look(), LOOK_MS).unref();
  return {
    waiting: () => {
      if (away) throw new Unavailable('the database does not answer');
      const mark = Symbol('wait');
      since.set(mark, performance.now());
      return () => since.delete(mark);
    },
    stop: () => clearInterval(timer),
  };
}

/** A connection, and what was sent over it and is not answered yet. */
type Held = { readonly client: PoolClient; readonly query: unknown };

/**
 * Which of these backends do nothing while their answer is waited for, and end them, since their locks would outlive whoever took
 * them; undefined where no answer comes. A commit is asked for as well: a question alone would be answered from memory while the disk
 * stands still. On a busy machine an answer may have come long ago and lie unread: so only what is still waited for once everything
 * that came was read counts, before the backends are asked and again behind that.
 */
async function ask(config: ClientConfig, still: () => readonly Held[]): Promise<ReadonlySet<number> | undefined> {
  const client = new Client({ ...config, connectionTimeoutMillis: PROBE_MS, query_timeout: PROBE_MS });
  client.on('error', () => undefined);
  const pids = async (): Promise<readonly number[]> => {
    await read();
    return still().flatMap((held) => pidOf(held.client));
  };
  try {
    await client.connect();
    await client.query("select pg_logical_emit_message(true, 'concord', '')").catch(unlessRefused);
    const idle = await client.query<Idle>(IDLE, [await pids()]).catch(() => ({ rows: [] }));
    const waiting = new Set(await pids());
    const lost = idle.rows.filter(({ pid }) => waiting.has(pid));
    const ended = await client
      .query<{ pid: number }>(END, [lost.map(({ pid }) => pid), lost.map(({ since }) => since)])
      .catch(() => ({ rows: [] }));
    return new Set(ended.rows.map(({ pid }) => pid));
  } catch {
    return undefined;
  } finally {
    breakOff(client);
  }
}

const TURNS = 3;

/** Resolves when what had come on any connection was read. */
async function read(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await new Promise(setImmediate);
}

/** A backend, and since when it has had nothing to do; null where it is gone. */
type Idle = { readonly pid: number; readonly since: string | null };

/** Backends that are gone, or had nothing to do for a while. */
const IDLE = `select asked.pid, a.state_change::text as since from unnest($1::int[]) asked(pid) left join pg_stat_activity a using (pid)
  where a.backend_start is null or (a.state <> 'active' and a.state_change < now() - interval '2 s')`;
/** Ends those that did nothing since. */
const END = `select asked.pid from unnest($1::int[], $2::timestamptz[]) asked(pid, since) left join pg_stat_activity a using (pid)
  where a.backend_start is null or (a.state <> 'active' and a.state_change = asked.since and pg_terminate_backend(asked.pid))`;

/** That somebody may not ask for this is an answer too; that there is no room is none. */
function unlessRefused(error: unknown): void {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^(?:42|0A)/.test(code)) throw error;
}

/** What was sent over it and is not answered yet. */
function activeOf(client: PoolClient): unknown {
  return (client as unknown as { readonly _activeQuery?: unknown })._activeQuery;
}

function pidOf(client: PoolClient): readonly number[] {
  const { processID } = client as unknown as { readonly processID?: number | null };
  return typeof processID === 'number' ? [processID] : [];
}

/** Ends a connection without a word to the other side, which may not be there to hear it. */
function breakOff(client: Client | PoolClient): void {
  const { connection } = client as unknown as { readonly connection?: { readonly stream?: { destroy(): void } } };
  connection?.stream?.destroy();
}

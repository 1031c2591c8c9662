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
    const long = [...taken]
      .filter(([client, from]) => isWaiting(client) && performance.now() - from > LONG_MS)
      .map(([client]) => client);
    const pids = long.flatMap(pidOf);
    const found = (await ask(config, pids)) ?? (away ? undefined : await ask(config, pids));
    looking = false;
    away = found === undefined;
    // The other side has ended, or has nothing to do, while we wait for it: what was sent, or its answer, is lost.
    const lost = long.filter((client) => taken.has(client) && pidOf(client).some((pid) => found?.has(pid)));
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

/**
 * Which of these backends do nothing; undefined where no answer comes. A commit is asked for as well: a question alone would be
 * answered from memory while the disk stands still.
 */
async function ask(config: ClientConfig, pids: readonly number[]): Promise<ReadonlySet<number> | undefined> {
  const client = new Client({ ...config, connectionTimeoutMillis: PROBE_MS, query_timeout: PROBE_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query("select pg_logical_emit_message(true, 'concord', '')").catch(unlessRefused);
    const { rows } = await client.query<{ pid: number }>(LOST, [pids]).catch(() => ({ rows: [] }));
    return new Set(rows.map(({ pid }) => pid));
  } catch {
    return undefined;
  } finally {
    breakOff(client);
  }
}

/** Backends that are gone, or had nothing to do for a while; those are ended, since their locks would outlive whoever took them. */
const LOST = `select asked.pid from unnest($1::int[]) asked(pid) left join pg_stat_activity a using (pid)
  where a.backend_start is null
    or (a.state <> 'active' and a.state_change < now() - interval '2 s' and pg_terminate_backend(asked.pid))`;

/** That somebody may not ask for this is an answer too; that there is no room is none. */
function unlessRefused(error: unknown): void {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^(?:42|0A)/.test(code)) throw error;
}

/** Whether something was sent over it that is not answered yet. */
function isWaiting(client: PoolClient): boolean {
  return (client as unknown as { readonly _activeQuery?: unknown })._activeQuery != null;
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

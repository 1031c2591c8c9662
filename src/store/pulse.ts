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
  pool.on('connect', (client) => open.add(client));
  pool.on('remove', (client) => open.delete(client));
  const look = async (): Promise<void> => {
    const [oldest] = since.values();
    const isLong = oldest !== undefined && performance.now() - oldest > LONG_MS;
    if (looking || !(away || isLong)) return;
    looking = true;
    const answers = (await answersWithin(config, PROBE_MS)) || (!away && (await answersWithin(config, PROBE_MS)));
    looking = false;
    away = !answers;
    if (away) for (const client of open) breakOff(client);
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

/** Whether a commit becomes durable: a question alone would be answered from memory while the disk stands still. */
async function answersWithin(config: ClientConfig, ms: number): Promise<boolean> {
  const client = new Client({ ...config, connectionTimeoutMillis: ms, query_timeout: ms });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query("select pg_logical_emit_message(true, 'concord', '')");
    return true;
  } catch (error) {
    // A refusal is an answer too, unless it says that there is no room or no server.
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return /^(?!08|53|57|58)[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]{4}/.test(code);
  } finally {
    breakOff(client);
  }
}

/** Ends a connection without a word to the other side, which may not be there to hear it. */
function breakOff(client: Client | PoolClient): void {
  const { connection } = client as unknown as { readonly connection?: { readonly stream?: { destroy(): void } } };
  connection?.stream?.destroy();
}

import { Pool, type PoolClient, type PoolConfig, type QueryConfig, type QueryResult } from 'pg';
import { copyInto } from './copy.ts';
import { checkServer } from './engine/server.ts';
import { translated, Unavailable } from './errors.ts';
import { listenOn } from './listen.ts';
import { everyName, nameOf } from './prepared.ts';
import { type Pulse, takePulse } from './pulse.ts';
import type { Reader, Sql, Store, Writing } from './store.ts';
import { TYPES } from './types.ts';

export type StoreOptions = {
  /** postgres://user:password@host:port/database; a percent-encoded path as host is a Unix socket. */
  readonly url: string;
  /** Connections at most; 10 where nothing is said. */
  readonly max?: number;
  /** A statement that runs longer is given up (`Timeout`); 30 s where nothing is said. */
  readonly statementTimeoutMs?: number;
  readonly applicationName?: string;
  /** Take a server that may lose acknowledged writes in a power cut. For trials only. */
  readonly acceptDataLoss?: boolean;
  /**
   * Every statement is prepared, and its plan kept by each connection until that ends. For trials that ask the same of several states of
   * one database: an ordinary program asks too many different things to keep them all.
   */
  readonly keepsPlans?: boolean;
};

type Named = (statement: Sql) => string | undefined;

/** Opens the database, refusing a server that would not keep what it acknowledged. Throws `Unavailable` where none answers. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const pool = new Pool(poolOptions(options));
  // An idle connection that dies is taken out by the pool; whoever asks next gets a new one or `Unavailable`.
  pool.on('error', () => undefined);
  const pulse = takePulse(pool, poolOptions(options));
  const named: Named = options.keepsPlans ? everyName() : nameOf;
  const query = (statement: Sql) => watched(pool, pulse, () => pool.query(queryOf(statement, named)).catch(rethrow));
  const store: Store = {
    ...readerOf(query),
    run: async (statement) => (await query(statement)).rowCount ?? 0,
    write: (work) => watched(pool, pulse, () => write(pool, named, work)),
    listen: (channel, heard) => listenOn(poolOptions(options), channel, heard),
    queued: () => pool.waitingCount,
    url: options.url,
    close: () => {
      pulse.stop();
      return pool.end();
    },
  };
  try {
    await checkServer(store, options.acceptDataLoss ?? false);
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

/** Waiting for a connection has a bound of its own: beyond it, whoever comes is told to come again. */
const QUEUE_MAX = 2_000;

async function watched<T>(pool: Pool, pulse: Pulse, work: () => Promise<T>): Promise<T> {
  if (pool.waitingCount >= QUEUE_MAX) throw new Unavailable('too many wait for the database');
  const done = pulse.waiting();
  try {
    return await work();
  } finally {
    done();
  }
}

async function write<T>(pool: Pool, named: Named, work: (transaction: Writing) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch(rethrow);
  let broken: Error | undefined;
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on('error', onError);
  try {
    return await transact(client, named, work);
  } catch (error) {
    const failure = translated(error);
    if (failure instanceof Unavailable && !codeOf(failure.cause).startsWith('40')) broken ??= failure;
    throw failure;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

async function transact<T>(client: PoolClient, named: Named, work: (transaction: Writing) => Promise<T>): Promise<T> {
  // Connections are pipelined: BEGIN travels with the first statement instead of costing a round trip of its own.
  const begun = client.query('begin');
  begun.catch(() => undefined);
  const { transaction, close } = transactionOn(client, named);
  try {
    const answer = await work(transaction);
    await begun;
    close();
    if (isRefused(answer)) await client.query('rollback');
    else await commit(client);
    return answer;
  } catch (error) {
    close();
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** The server's own limit does not hold for the disk that a commit waits for. */
const COMMIT_MS = 15_000;

/** PostgreSQL answers ROLLBACK, and no error, to the commit of a transaction in which a statement failed. */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query({ text: 'commit', query_timeout: COMMIT_MS } as QueryConfig);
  if (command !== 'COMMIT')
    throw new Error('not committed: a statement of this transaction had failed and its error was dropped');
}

/** A transaction that can be used while `work` runs and never after: what came later would be outside of it, unseen. */
function transactionOn(client: PoolClient, named: Named): { transaction: Writing; close: () => void } {
  let open = true;
  const mustBeOpen = (): void => {
    if (!open) throw new Error('a statement after the end of its transaction');
  };
  const query = async (statement: Sql): Promise<QueryResult> => {
    mustBeOpen();
    return client.query(queryOf(statement, named)).catch(rethrow);
  };
  return {
    transaction: {
      ...readerOf(query),
      run: async (statement) => (await query(statement)).rowCount ?? 0,
      copy: async (into, rows) => {
        mustBeOpen();
        return copyInto(client, into, rows).catch(rethrow);
      },
    },
    close: () => {
      open = false;
    },
  };
}

function readerOf(query: (statement: Sql) => Promise<QueryResult>): Reader {
  return {
    all: async <Row>(statement: Sql) => (await query(statement)).rows as Row[],
    first: async <Row>(statement: Sql) => (await query(statement)).rows[0] as Row | undefined,
  };
}

function queryOf(statement: Sql, named: Named): QueryConfig {
  const { text, values } = statement;
  const name = named(statement);
  return name === undefined ? { text, values: values as unknown[] } : { text, values: values as unknown[], name };
}

const CONNECTION_MS = 5_000;

function poolOptions(options: StoreOptions): PoolConfig {
  const statementTimeoutMs = options.statementTimeoutMs ?? 30_000;
  return {
    connectionString: options.url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'concord',
    connectionTimeoutMillis: CONNECTION_MS,
    idleTimeoutMillis: 60_000,
    statement_timeout: statementTimeoutMs,
    // Later than the server gives up: only one that says nothing at all is met by this.
    query_timeout: statementTimeoutMs === 0 ? 0 : statementTimeoutMs + 5_000,
    lock_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: statementTimeoutMs,
    keepAlive: true,
    types: TYPES,
    pipeline: true,
  };
}

function isRefused(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function rethrow(error: unknown): never {
  throw translated(error);
}

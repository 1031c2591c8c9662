import { AsyncLocalStorage } from 'node:async_hooks';
import { Client, Pool } from 'pg';

/** A statement that was sent to the database, and the functions on the way to it, nearest first. */
export type Asked = { readonly text: string; readonly by: readonly string[] };

type Query = (...values: unknown[]) => unknown;

const FRAMES_MAX = 60;
const following = new AsyncLocalStorage<Asked[]>();

/**
 * Every statement that `work` asks of PostgreSQL, by whichever store, in the order in which they were sent. What runs beside it (feed consumers,
 * jobs) is not told of: a statement belongs to the work in whose asynchronous context it was asked. One test follows at a time.
 */
export async function statementsOf<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly asked: Asked[] }> {
  const asked: Asked[] = [];
  const end = listen();
  try {
    // What begins only once it is awaited is awaited inside.
    return { value: await following.run(asked, async () => await work()), asked };
  } finally {
    end();
  }
}

/** A pool asks by a client of its own: what it was asked counts, and not once more what it passes on. */
function listen(): () => void {
  const pool = Pool.prototype as unknown as { query: Query };
  const client = Client.prototype as unknown as { query: Query };
  const before = { pool: pool.query, client: client.query, frames: Error.stackTraceLimit };
  Error.stackTraceLimit = FRAMES_MAX;
  pool.query = function query(this: unknown, ...values: unknown[]) {
    note(values[0]);
    return following.exit(() => before.pool.apply(this, values));
  };
  client.query = function query(this: unknown, ...values: unknown[]) {
    note(values[0]);
    return before.client.apply(this, values);
  };
  return () => {
    pool.query = before.pool;
    client.query = before.client;
    Error.stackTraceLimit = before.frames;
  };
}

function note(query: unknown): void {
  const asked = following.getStore();
  if (asked === undefined) return;
  const text = typeof query === 'string' ? query : (query as { readonly text?: string }).text;
  asked.push({ text: (text ?? '').replace(/\s+/g, ' ').trim(), by: framesOf(new Error('asked').stack ?? '') });
}

/** 'record/person/banner.ts:12 bannerOf', of our own code outside of the store. */
function framesOf(stack: string): readonly string[] {
  return stack.split('\n').flatMap((line) => {
    const found = /(?:at (?:async )?(?:(\S+) \()?)(?:file:\/\/)?[^()]*?\/src\/([^():]+):(\d+)/.exec(line);
    if (!found || found[2]?.startsWith('store/')) return [];
    return [`${found[2] ?? ''}:${found[3] ?? ''} ${found[1] ?? ''}`.trim()];
  });
}

import { setImmediate as turn } from 'node:timers/promises';
import type { Access } from '#agreement';

/** One look at the record, as the audit keeps it. */
export type Reading = {
  readonly action:
    | 'read'
    | 'vread'
    | 'history'
    | 'search'
    | 'everything'
    | 'summary'
    | 'meta'
    | 'validate'
    /** Denied: what is done commits with its own line. */
    | 'create'
    | 'update'
    | 'delete'
    | 'denied';
  /** Absent where the look was at everything. */
  readonly type?: string;
  readonly id?: string;
  /** The search as asked. */
  readonly query?: string;
  /** Everything that was shown; with the compartment it lies in, so that the person can be told. */
  readonly shown: readonly Shown[];
  readonly outcome: 'success' | 'refused';
};

export type Shown = {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly bkt?: number;
  readonly cmp?: string;
  /** Key of the organisation that recorded it. */
  readonly org?: number;
};

/** Durable when it resolves; a body leaves after that. */
export type Audit = (access: Access, reading: Reading) => Promise<void>;

/** What is answered is put together while the line of the look is on its way to the disk, and leaves once that is there. */
export async function meanwhile<T>(line: Promise<void>, build: () => T): Promise<T> {
  // Should both fail, the first is told; the second must not end the program.
  line.catch(() => undefined);
  // The insert has left for the database before the time for anything else begins.
  await turn();
  const built = build();
  await line;
  return built;
}

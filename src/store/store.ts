/** A statement and its parameters: values never become text of the statement. Made by the `sql` tag only. */
export type Sql = {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name?: string;
  /** Worth preparing where its text comes again. */
  readonly repeats?: true;
};

export type Reader = {
  /** All rows. The statement has a limit of its own, or reads a table bounded by nature. */
  all<Row>(statement: Sql): Promise<readonly Row[]>;
  /** The first row or undefined. */
  first<Row>(statement: Sql): Promise<Row | undefined>;
};

export type Transaction = Reader & {
  /** Runs a statement, answers the number of rows it touched. */
  run(statement: Sql): Promise<number>;
};

/** A transaction of its own, not of those who only run statements somewhere. */
export type Writing = Transaction & {
  /**
   * Many rows at once into 'table (columns)', written by `copyRow`; answers how many. A fraction of what an insert of lists costs. Nothing
   * else of the transaction may be asked until it has answered.
   */
  copy(into: Sql, rows: string): Promise<number>;
};

/**
 * The database. Throws `Unavailable` while it cannot be reached (503, retryable) and `Timeout` when a statement ran too long;
 * any other failure is our mistake.
 */
export type Store = Transaction & {
  /**
   * Runs `work` in one transaction, READ COMMITTED; it is durable when the promise resolves, and leaves nothing when `work`
   * throws. `work` answering `{ ok: false }` (a refused Outcome) also rolls back, and the refusal is answered.
   */
  write<T>(work: (transaction: Writing) => Promise<T>): Promise<T>;
  /** Calls back on every notification of a channel; reconnects by itself; answers a function that stops it. */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
  /** How many wait for a connection at this moment. */
  queued(): number;
  /** For pg-boss and LISTEN-like needs; no joint uses it. */
  readonly url: string;
  close(): Promise<void>;
};

/** A change of schema. Expand, then contract in a later release; never edited once released (a fixture keeps the released schema). */
export type Migration = {
  /** '0001-repository': unique in the program, for ever. */
  readonly name: string;
  readonly sql: string;
};

import { urlOfRunning } from '#store';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { checkRecord, type Violation } from './checkers/record.ts';
import { type Cluster, openCluster } from './cluster.ts';
import { type Journal, openJournal } from './journal.ts';

export type Result = {
  readonly name: string;
  readonly cases: number;
  readonly violations: readonly Violation[];
  readonly note?: string;
};

export type Scenario = {
  readonly name: string;
  readonly run: (question: {
    readonly count: number;
    readonly seed: number;
    readonly until: number;
    /** A file to go on from, for what can be done in parts. */
    readonly done: string | undefined;
  }) => Promise<Result>;
};

export type Arena = {
  readonly cluster: Cluster;
  readonly journal: Journal;
  readonly check: () => Promise<readonly Violation[]>;
};

export const OUT = join(import.meta.dirname, 'out');

/** A cluster of its own, in a folder `under` another where said, a journal, and the checkers over both; everything is removed afterwards. */
export async function inArena<T>(name: string, work: (arena: Arena) => Promise<T>, under?: string): Promise<T> {
  await mkdir(OUT, { recursive: true });
  const cluster = await openCluster(name, 'none', under);
  const journal = openJournal(join(OUT, `history-${name}-${Date.now()}.ndjson`));
  try {
    return await work({
      cluster,
      journal,
      check: () => withDatabase(cluster, (database) => checkRecord(database, journal.lines)),
    });
  } finally {
    journal.sync();
    journal.close();
    await cluster.remove();
  }
}

/** The database of a running cluster, for checkers and for finding backends. */
export async function withDatabase<T>(cluster: Cluster, work: (database: Client) => Promise<T>): Promise<T> {
  const url = await urlOfRunning(cluster.folder);
  if (url === undefined) throw new Error('no PostgreSQL runs on the folder');
  return withDatabaseAt(url, work);
}

export async function withDatabaseAt<T>(url: string, work: (database: Client) => Promise<T>): Promise<T> {
  const database = new Client({ connectionString: url });
  database.on('error', () => undefined); // its backend may be the one that is killed
  await database.connect();
  try {
    return await work(database);
  } finally {
    await database.end().catch(() => undefined);
  }
}

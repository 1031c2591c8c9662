import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openStore, sql, startEmbedded } from '#store';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly databaseUrl: string;
    /** Names what this run alone keeps on the server. */
    readonly run: string;
  }
}

/**
 * One PostgreSQL for the whole run: a server that was given, or an embedded one of its own in memory (or in the folder for temporary
 * files), with the settings of a real one.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'] ?? process.env['DATABASE_URL'];
  const run = randomBytes(5).toString('hex');
  project.provide('run', run);
  if (given) {
    project.provide('databaseUrl', given);
    return () => removeTemplates(given, run);
  }
  const parent = await place();
  await removeAbandoned(parent);
  const folder = await mkdtemp(join(parent, `${PREFIX}${process.pid}-`));
  const engine = await startEmbedded({ folder, sharedBuffers: '64MB', connections: 160 });
  project.provide('databaseUrl', engine.url);
  return async () => {
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

const PREFIX = 'concord-test-';
const ROOM_BYTES = 3_000_000_000;

async function place(): Promise<string> {
  const memory = '/dev/shm';
  const room = await statfs(memory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return room > ROOM_BYTES ? memory : tmpdir();
}

/** A server that outlives the run is left as it was. */
async function removeTemplates(url: string, run: string): Promise<void> {
  const store = await openStore({ url, max: 1 });
  const found = await store.all<{ readonly datname: string }>(sql`select datname from pg_database
    where datname like ${`template\\_${run}\\_%`}`);
  for (const { datname } of found) await store.run(sql`drop database if exists ${sql.raw(datname)} with (force)`);
  await store.close();
}

/** Of runs that were killed. */
async function removeAbandoned(parent: string): Promise<void> {
  const folders = (await readdir(parent)).filter((name) => name.startsWith(PREFIX));
  const abandoned = folders.filter((name) => !isAlive(Number(name.slice(PREFIX.length).split('-')[0])));
  await Promise.all(
    abandoned.map((name) => rm(join(parent, name), { recursive: true, force: true }).catch(() => undefined)),
  );
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

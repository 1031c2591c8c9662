import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, truncate } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { findBinaries, type RunAs, runAsFor } from './binaries.ts';
import { claim } from './claim.ts';
import { type Files, filesIn, makePrivate, own, passwordOf, socketFolder, withPasswordFile } from './files.ts';
import { orphanOf, pidLines, type Postmaster, spawnAs, startPostmaster, stopPid, unwatch } from './postmaster.ts';

export type EmbeddedOptions = {
  /** The program's data folder; PostgreSQL takes `postgres/` in it. */
  readonly folder: string;
  /** What an operator should see: recovery, a restart. */
  readonly log?: (line: string) => void;
  /** Memory for pages; 128 MB where nothing is said. */
  readonly sharedBuffers?: string;
  /** How many connections it takes; one program and a command line beside it need fewer than the usual 60. */
  readonly connections?: number;
  /** Also on this port of the loopback. Only tests ask for it. */
  readonly port?: number;
};

/** PostgreSQL as part of this program. */
export type Embedded = {
  readonly url: string;
  /** Of the postmaster; another one after a restart. */
  readonly pid: () => number;
  readonly stop: () => Promise<void>;
};

/**
 * Starts the embedded PostgreSQL on a data folder, making the cluster at the first start. One program a folder: a second is refused.
 * What a crash left running is stopped first. If PostgreSQL ends by itself it is started again until `stop`.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  if (process.platform === 'win32')
    throw new Error('embedded PostgreSQL needs Linux or macOS: give a server by DATABASE_URL');
  const folder = resolve(options.folder);
  await mkdir(folder, { recursive: true });
  const release = await claim(folder);
  try {
    const engine = await prepare(folder, options);
    return supervise(engine, await startPostmaster(engine.files.cluster, engine.command), release);
  } catch (error) {
    await release();
    throw error;
  }
}

/** The address of the PostgreSQL that another program runs on a data folder; undefined where none runs. For command lines. */
export async function urlOfRunning(folder: string): Promise<string | undefined> {
  const files = filesIn(resolve(folder));
  const socket = (await pidLines(files.cluster))[4];
  if (socket === undefined || (await orphanOf(files.cluster)) === undefined) return undefined;
  return urlOf(encodeURIComponent(socket), await readFile(files.passwordFile, 'utf8'), DATABASE);
}

const DATABASE = 'concord';
const PATIENCE_MS = 20_000;
/** After a crash of the postmaster its children need a moment to notice; until then a new one is refused. */
const RESTARTS = 100;
const RESTART_PAUSE_MS = 100;
const LOG_LIMIT_BYTES = 10_000_000;

type Engine = {
  readonly files: Files;
  readonly command: Parameters<typeof spawnAs>[0];
  readonly url: string;
  readonly removeSocket: () => Promise<void>;
  readonly log: (line: string) => void;
};

async function prepare(folder: string, options: EmbeddedOptions): Promise<Engine> {
  const log = options.log ?? (() => undefined);
  const runAs = runAsFor(folder);
  const files = filesIn(folder);
  await makePrivate(files.root, runAs);
  const [binaries, password] = [await findBinaries(files.copies, runAs), await passwordOf(files)];
  const orphan = await orphanOf(files.cluster);
  if (orphan !== undefined) {
    log('stopping the PostgreSQL that a crash left running');
    await stopPid(orphan, PATIENCE_MS);
  }
  await own(files, runAs);
  await shorten(files.log);
  if (!existsSync(files.cluster)) await initialise(binaries, files, runAs);
  const socket = await socketFolder(files, runAs);
  const args = ['-D', files.cluster, ...settings(socket.folder, options)];
  const command = { program: join(binaries, 'bin', 'postgres'), args, runAs, log: files.log };
  const removeSocket = async (): Promise<void> => {
    if (socket.temporary) await rm(socket.folder, { recursive: true, force: true });
  };
  const host = options.port === undefined ? encodeURIComponent(socket.folder) : `127.0.0.1:${options.port}`;
  return { files, command, url: urlOf(host, password, DATABASE), removeSocket, log };
}

async function initialise(binaries: string, files: Files, runAs: RunAs): Promise<void> {
  // Made beside and renamed: a cluster that was cut short is never taken for one.
  const made = `${files.cluster}.new`;
  await rm(made, { recursive: true, force: true });
  await withPasswordFile(files, runAs, async (passwordFile) => {
    // C.UTF-8 is built in: text sorts alike on every machine, and no library update can break an index.
    const locale = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const access = ['-U', 'concord', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
    const args = ['-D', made, ...locale, ...access, '--data-checksums', '--no-instructions'];
    const child = await spawnAs({ program: join(binaries, 'bin', 'initdb'), args, runAs, log: files.log });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`initdb failed: ${(await readFile(files.log, 'utf8')).trim().slice(-600)}`);
  });
  await rename(made, files.cluster);
}

/** Pages that are not in it are mostly in the kernel's memory. Twice as much would take the load of a file of 1 GB over 600 MB (558 so). */
const SHARED_BUFFERS = '128MB';

function settings(
  socket: string,
  { sharedBuffers = SHARED_BUFFERS, connections = 60, port }: EmbeddedOptions,
): readonly string[] {
  const set: Readonly<Record<string, string>> = {
    listen_addresses: port === undefined ? '' : '127.0.0.1',
    ...(port === undefined ? {} : { port: String(port) }),
    unix_socket_directories: socket,
    unix_socket_permissions: '0700',
    max_connections: String(connections),
    shared_buffers: sharedBuffers,
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    wal_level: 'replica',
    max_wal_size: '2GB',
    checkpoint_timeout: '10min',
    jit: 'off',
    random_page_cost: '1.1',
    timezone: 'UTC',
    // Values of a record never reach a log file: statements and details stay out.
    log_min_messages: 'fatal',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length_on_error: '0',
  };
  return Object.entries(set).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function supervise(engine: Engine, first: Postmaster, release: () => Promise<void>): Promise<Embedded> {
  let current = first;
  let stopping = false;
  const watch = async (): Promise<void> => {
    for (;;) {
      await current.ended;
      unwatch(current.pid);
      if (stopping) return;
      engine.log('PostgreSQL ended unexpectedly; starting it again');
      const next = await restart(engine, () => stopping);
      if (next === undefined) return;
      current = next;
      // Asked to stop while it was starting.
      if (stopping) await stopPid(next.pid, PATIENCE_MS);
    }
  };
  const watching = watch();
  const stop = async (): Promise<void> => {
    stopping = true;
    // The child does not keep this process alive; until its end has been heard something has to.
    const awake = setInterval(() => undefined, PATIENCE_MS);
    await stopPid(current.pid, PATIENCE_MS);
    await watching;
    clearInterval(awake);
    await engine.removeSocket();
    await release();
  };
  try {
    await createDatabase(engine.url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: engine.url, pid: () => current.pid, stop };
}

async function restart(engine: Engine, isStopping: () => boolean): Promise<Postmaster | undefined> {
  for (let tries = 1; !isStopping(); tries += 1) {
    try {
      return await startPostmaster(engine.files.cluster, engine.command);
    } catch (error) {
      if (tries === RESTARTS) engine.log(String(error));
      await sleep(tries < RESTARTS ? RESTART_PAUSE_MS : 10 * RESTART_PAUSE_MS);
    }
  }
  return undefined;
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url.replace(new RegExp(`/${DATABASE}$`), '/postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

function urlOf(host: string, password: string, database: string): string {
  return `postgres://concord:${password}@${host}/${database}`;
}

async function shorten(log: string): Promise<void> {
  const { size } = await stat(log).catch(() => ({ size: 0 }));
  if (size > LOG_LIMIT_BYTES) await truncate(log, 0);
}

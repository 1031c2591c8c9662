import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunAs } from './binaries.ts';

/** What lies in the data folder of a program, all of it under `postgres/`. */
export type Files = {
  /** Closed to all but whom PostgreSQL runs as. */
  readonly root: string;
  readonly cluster: string;
  /** Copies of the binaries, where the installed ones cannot be run. */
  readonly copies: string;
  readonly log: string;
  readonly passwordFile: string;
};

export function filesIn(folder: string): Files {
  const root = join(folder, 'postgres');
  return {
    root,
    cluster: join(root, 'cluster'),
    copies: join(root, 'binaries'),
    log: join(root, 'postgres.log'),
    passwordFile: join(root, 'password'),
  };
}

/** Makes a folder that only whom PostgreSQL runs as can enter (and root). */
export async function makePrivate(folder: string, runAs: RunAs): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  await give(folder, runAs);
}

/** A cluster made while PostgreSQL ran as somebody else (the folder was moved, say) is given to whom it runs as now. Only root can. */
export async function own(files: Files, runAs: RunAs): Promise<void> {
  if (runAs.kind === 'self') return;
  const { uid, gid } = runAs.kind === 'nobody' ? runAs : { uid: 0, gid: 0 };
  const found = await stat(files.cluster).catch(() => undefined);
  if (found !== undefined && found.uid !== uid) spawnSync('chown', ['-R', `${uid}:${gid}`, files.root]);
}

/** The password of the database; made at random at the first start, and read by this program alone. */
export async function passwordOf(files: Files): Promise<string> {
  const found = await readFile(files.passwordFile, 'utf8').catch(() => '');
  if (found !== '') return found;
  const password = randomBytes(24).toString('base64url');
  await writeFile(`${files.passwordFile}.new`, password, { mode: 0o600 });
  await rename(`${files.passwordFile}.new`, files.passwordFile);
  return password;
}

/** The password in a file that initdb may read, for as long as `use` runs. */
export async function withPasswordFile(
  files: Files,
  runAs: RunAs,
  use: (path: string) => Promise<void>,
): Promise<void> {
  const path = join(files.root, 'password.initdb');
  await writeFile(path, await passwordOf(files), { mode: 0o600 });
  await give(path, runAs);
  try {
    await use(path);
  } finally {
    await rm(path, { force: true });
  }
}

/** A Unix socket's path has room for 107 bytes (103 on macOS); in a deeper folder the socket goes to a private one that is short. */
export async function socketFolder(files: Files, runAs: RunAs): Promise<{ folder: string; temporary: boolean }> {
  const own = join(files.root, 'socket');
  const temporary = Buffer.byteLength(join(own, SOCKET_NAME)) > LONGEST_SOCKET;
  const folder = temporary ? await mkdtemp(join(tmpdir(), 'concord-')) : own;
  await makePrivate(folder, runAs);
  return { folder, temporary };
}

const SOCKET_NAME = '.s.PGSQL.5432.lock';
const LONGEST_SOCKET = 103;

async function give(path: string, runAs: RunAs): Promise<void> {
  if (runAs.kind === 'nobody') await chown(path, runAs.uid, runAs.gid);
}

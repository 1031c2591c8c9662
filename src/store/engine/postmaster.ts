import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunAs } from './binaries.ts';

/** A running postmaster that we started. */
export type Postmaster = {
  readonly pid: number;
  /** Resolves when it has ended, whoever ended it. */
  readonly ended: Promise<void>;
};

export type Command = {
  readonly program: string;
  readonly args: readonly string[];
  readonly runAs: RunAs;
  /** Standard output and error go to the end of this file. */
  readonly log: string;
};

/** Starts a program of PostgreSQL under whom it may run as, away from our terminal: Ctrl-C is ours to hear, and to pass on. */
export async function spawnAs({ program, args, runAs, log }: Command): Promise<ChildProcess> {
  const output = await open(log, 'a', 0o600);
  const [file, ...before] = runAs.kind === 'namespace' ? ['unshare', '--user', program] : [program];
  const child = spawn(file ?? program, [...before, ...args], {
    ...(runAs.kind === 'nobody' ? { uid: runAs.uid, gid: runAs.gid } : {}),
    cwd: '/',
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
    // What is set for clients (PGDATA, PGHOST, PGOPTIONS) must not reach the server.
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' },
  });
  await output.close();
  return child;
}

/** Starts the postmaster and waits until it takes connections. Throws with the end of its log when it ends instead. */
export async function startPostmaster(cluster: string, command: Command): Promise<Postmaster> {
  const child = await spawnAs(command);
  let over = false;
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      over = true;
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  child.unref();
  for (;;) {
    const lines = await pidLines(cluster);
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') break;
    if (over) throw new Error(`PostgreSQL did not start: ${await lastWords(command.log)}`);
    await sleep(10);
  }
  const pid = child.pid ?? 0;
  watchOver(pid, command.runAs);
  return { pid, ended };
}

/** Stops a postmaster: fast (open transactions are undone, all is written), and at once after `patienceMs`, to be recovered at the next start. */
export async function stopPid(pid: number, patienceMs: number): Promise<void> {
  signal(pid, 'SIGINT');
  for (let waited = 0; isAlive(pid); waited += 10) {
    if (waited === patienceMs) signal(pid, 'SIGQUIT');
    await sleep(10);
  }
}

/**
 * The postmaster that still runs on a cluster after the program that started it died, if there is one. A pid alone proves nothing, it
 * may be anybody's by now: it has to work in this very folder.
 */
export async function orphanOf(cluster: string): Promise<number | undefined> {
  const pid = Number((await pidLines(cluster))[0]);
  return Number.isInteger(pid) && pid > 1 && isAlive(pid) && (await worksIn(pid, cluster)) ? pid : undefined;
}

/** postmaster.pid: pid, folder, start, port, socket folder, address, memory key, state. */
export async function pidLines(cluster: string): Promise<readonly string[]> {
  return (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
}

/** A process that ended but was not waited for is still a pid; on Linux its state says Z. */
function isAlive(pid: number): boolean {
  if (!signal(pid, 0)) return false;
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}

async function worksIn(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === 'linux') {
    try {
      return realpathSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
    } catch {
      return false;
    }
  }
  const ps = spawn('ps', ['-o', 'command=', '-p', String(pid)], { stdio: ['ignore', 'pipe', 'ignore'] });
  let line = '';
  for await (const piece of ps.stdout) line += String(piece);
  return line.includes(cluster);
}

/**
 * A shell that outlives us by a moment: when our end of its pipe closes, however we ended, it asks PostgreSQL to stop. Nothing is
 * left running on the machine after `kill -9`. It ends by itself with us, and does nothing to a postmaster that has gone.
 */
function watchOver(pid: number, runAs: RunAs): void {
  const shell = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$1"', 'sh', String(pid)], {
    ...(runAs.kind === 'nobody' ? { uid: runAs.uid, gid: runAs.gid } : {}),
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchers.set(pid, shell);
  shell.on('error', () => undefined);
  shell.unref();
  (shell.stdin as unknown as { unref?: () => void } | null)?.unref?.();
}

const watchers = new Map<number, ChildProcess>();

/** The postmaster has gone: its number may soon be somebody else's. */
export function unwatch(pid: number): void {
  watchers.get(pid)?.kill('SIGKILL');
  watchers.delete(pid);
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

async function lastWords(log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-6).join('\n');
}

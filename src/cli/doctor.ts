import { existsSync, statfsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { VERSION } from '#app';
import { sql } from '#store';
import { type Attached, attach } from './attach.ts';
import { EXIT } from './exit.ts';
import { configurationOf, type DatabaseFlags } from './settings.ts';

type Finding = { readonly what: string; readonly state: 'ok' | 'warning' | 'failed'; readonly words: string };

const DISK_FREE_MIN = 2 * 1024 ** 3;
const BEHIND_MAX = 10_000;
const MARK = { ok: '✓', warning: '!', failed: '✗' } as const;

/** Looks at everything the program stands on, and says what is wrong and what to do about it. */
export async function doctor(flags: DatabaseFlags & { readonly json?: boolean }): Promise<void> {
  const configuration = configurationOf(flags, process.env);
  const findings = [node(), ...folder(configuration.folder), ...(await database(flags))];
  const lines = flags.json
    ? findings.map((finding) => JSON.stringify(finding))
    : findings.map(({ what, state, words }) => `${MARK[state]} ${what}: ${words}`);
  process.stdout.write(`${lines.join('\n')}\n`);
  if (findings.some(({ state }) => state === 'failed')) process.exitCode = EXIT.failed;
}

function node(): Finding {
  return { what: 'Program', state: 'ok', words: `Concord ${VERSION} on Node ${process.versions.node}` };
}

function folder(path: string): readonly Finding[] {
  const full = resolve(path);
  if (!existsSync(full)) {
    return [{ what: 'Data folder', state: 'warning', words: `${full} is not there yet; the first start makes it` }];
  }
  const { bavail, bsize } = statfsSync(full);
  const free = bavail * bsize;
  const disk = { what: 'Disk', words: `${(free / 1024 ** 3).toFixed(1)} GB free` };
  return [
    { what: 'Data folder', state: 'ok', words: full },
    { ...disk, state: free < DISK_FREE_MIN ? 'warning' : 'ok' },
    secret(join(full, 'secret')),
  ];
}

function secret(path: string): Finding {
  const what = 'Secret';
  if (process.env['CONCORD_SECRET']) return { what, state: 'ok', words: 'given by CONCORD_SECRET' };
  if (!existsSync(path)) return { what, state: 'warning', words: 'not made yet; the first start makes it' };
  const open = (statSync(path).mode & 0o077) !== 0;
  if (open) return { what, state: 'failed', words: `others can read it: chmod 600 ${path}` };
  return { what, state: 'ok', words: 'only its owner can read it' };
}

async function database(flags: DatabaseFlags): Promise<readonly Finding[]> {
  const { folder, databaseUrl } = configurationOf(flags, process.env);
  if (databaseUrl === undefined && !existsSync(join(folder, 'postgres'))) {
    return [{ what: 'Database', state: 'warning', words: 'not made yet; the first start makes it' }];
  }
  try {
    const attached = await attach(flags);
    try {
      return await inside(attached);
    } finally {
      await attached.core.stop();
    }
  } catch (error) {
    return [{ what: 'Database', state: 'failed', words: error instanceof Error ? error.message : 'does not answer' }];
  }
}

async function inside({ core, served }: Attached): Promise<readonly Finding[]> {
  const { store } = core.services;
  const version = await store.first<{ server_version: string }>(sql`show server_version`);
  const findings: Finding[] = [
    {
      what: 'Database',
      state: 'ok',
      words: `PostgreSQL ${version?.server_version}${served ? ', in use by a running program' : ''}`,
    },
    { what: 'Schema', state: 'ok', words: 'up to date' },
  ];
  for (const { name, onChanges } of core.started) {
    if (!onChanges) continue;
    const behind = await core.feed.behind(name, BEHIND_MAX);
    const state = behind >= BEHIND_MAX ? 'warning' : 'ok';
    findings.push({ what: `Feed of ${name}`, state, words: behind === 0 ? 'nothing waits' : `${behind} changes wait` });
  }
  return findings;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { Unavailable } from '../errors.ts';
import { openStore } from '../postgres.ts';
import { sql } from '../sql.ts';
import type { Store } from '../store.ts';
import { type Embedded, startEmbedded, urlOfRunning } from './embedded.ts';

const undo: (() => unknown)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'concord-engine-'));
  chmodSync(folder, 0o755);
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function start(folder: string): Promise<Embedded> {
  const engine = await startEmbedded({ folder, sharedBuffers: '16MB' });
  undo.push(() => engine.stop());
  return engine;
}

async function open({ url }: { readonly url: string }): Promise<Store> {
  const store = await openStore({ url });
  undo.push(() => store.close());
  return store;
}

test('keeps what was written from one start to the next', async () => {
  const folder = newFolder();
  const first = await startEmbedded({ folder, sharedBuffers: '16MB' });
  const before = await openStore({ url: first.url });
  await before.run(sql`create table kept as select 7 as n`);
  await before.close();
  await first.stop();
  expect(await urlOfRunning(folder)).toBeUndefined();
  const second = await start(folder);
  expect(await (await open(second)).all(sql`select n from kept`)).toEqual([{ n: 7 }]);
  expect(await urlOfRunning(folder)).toBe(second.url);
});

test('has the settings of a database that loses nothing, and no TCP', async () => {
  const store = await open(await start(newFolder()));
  const names = ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'listen_addresses', 'jit'];
  const rows = await store.all(sql`select name, setting from pg_settings where name = any(${names}) order by name`);
  expect(Object.fromEntries(rows.map((row) => Object.values(row as object) as [string, string]))).toEqual({
    data_checksums: 'on',
    fsync: 'on',
    full_page_writes: 'on',
    jit: 'off',
    listen_addresses: '',
    synchronous_commit: 'on',
  });
});

test('keeps cluster and password to those who need them, and wants the password', async () => {
  const folder = newFolder();
  const { url } = await start(folder);
  const modes = ['postgres', 'postgres/socket', 'postgres/cluster', 'postgres/password'].map(
    (path) => statSync(join(folder, path)).mode & 0o777,
  );
  expect(modes).toEqual([0o700, 0o700, 0o700, 0o600]);
  await expect(openStore({ url: url.replace(/:[^:@/]+@/, ':wrong@') })).rejects.toThrow(
    'password authentication failed',
  );
});

test('refuses a second program on its folder, and lets it in afterwards', async () => {
  const folder = newFolder();
  const first = await startEmbedded({ folder, sharedBuffers: '16MB' });
  await expect(startEmbedded({ folder })).rejects.toThrow(`another Concord runs on this folder: ${folder}`);
  await (await open(first)).first(sql`select 1`);
  await undo.pop()?.();
  await first.stop();
  await start(folder);
});

test('makes the cluster anew when the first start was cut short', async () => {
  const folder = newFolder();
  mkdirSync(join(folder, 'postgres', 'cluster.new'), { recursive: true });
  writeFileSync(join(folder, 'postgres', 'cluster.new', 'PG_VERSION'), '18\n');
  expect(await (await open(await start(folder))).first(sql`select 1 as one`)).toEqual({ one: 1 });
});

test('puts the socket elsewhere where the path of the folder is too long for one', async () => {
  const folder = join(newFolder(), 'a'.repeat(100));
  const engine = await startEmbedded({ folder, sharedBuffers: '16MB' });
  const moved = decodeURIComponent(engine.url.split('@')[1]?.split('/')[0] ?? '');
  expect(moved.startsWith(tmpdir())).toBe(true);
  expect(moved).not.toContain('aaaa');
  expect(statSync(moved).mode & 0o777).toBe(0o700);
  await engine.stop();
  expect(existsSync(moved)).toBe(false);
});

test.runIf(process.getuid?.() === 0)('runs for root in a folder that nobody else can enter', async () => {
  const closed = newFolder();
  chmodSync(closed, 0o700);
  const engine = await start(join(closed, 'inside'));
  expect(await (await open(engine)).first(sql`select 1 as one`)).toEqual({ one: 1 });
});

test.runIf(process.getuid?.() === 0)(
  'runs for root in a folder that was closed, or opened, since the last start',
  async () => {
    const folder = newFolder();
    for (const mode of [0o755, 0o700, 0o755]) {
      chmodSync(folder, mode);
      const engine = await startEmbedded({ folder: join(folder, 'inside'), sharedBuffers: '16MB' });
      await engine.stop();
    }
  },
);

test('starts PostgreSQL again when it dies; meanwhile callers hear Unavailable, and nothing acknowledged is lost', async () => {
  const engine = await start(newFolder());
  const store = await open(engine);
  await store.run(sql`create table said (n int)`);
  const heard: string[] = [];
  undo.push(await store.listen('news', (payload) => heard.push(payload)));
  const before = engine.pid();
  const acknowledged: number[] = [];
  const failures: unknown[] = [];
  // What PostgreSQL began may go on for a moment without its first process: until it is felt.
  for (let n = 0; acknowledged.length < 40 || failures.length === 0; n += 1) {
    if (n === 20) process.kill(before, 'SIGKILL');
    await store
      .write((transaction) => transaction.run(sql`insert into said values (${n})`))
      .then(
        () => acknowledged.push(n),
        (error: unknown) => failures.push(error),
      );
    if (failures.length > 0) await sleep(20);
  }
  expect(failures.length).toBeGreaterThan(0);
  expect(failures.filter((error) => !(error instanceof Unavailable))).toEqual([]);
  const kept = await store.all<{ n: number }>(sql`select n from said order by n`);
  expect(kept.map(({ n }) => n)).toEqual(expect.arrayContaining(acknowledged));
  expect(engine.pid()).not.toBe(before);
  // Whoever listens is told that something may have been missed, and hears again.
  await expect.poll(() => heard).toContain('');
  await store.run(sql`select pg_notify('news', 'back')`);
  await expect.poll(() => heard).toContain('back');
});

test('leaves no PostgreSQL behind when its program is killed, and loses nothing it acknowledged', async () => {
  const folder = newFolder();
  const { said, pid } = await killWhileWriting(folder);
  await expect.poll(() => isAlive(pid)).toBe(false);
  const store = await open(await start(folder));
  expect(await numbersIn(store)).toEqual(expect.arrayContaining([...said]));
});

test('recovers a folder at once after its program was killed, whatever still runs there', async () => {
  const folder = newFolder();
  const said: number[] = [];
  for (let round = 0; round < 3; round += 1) said.push(...(await killWhileWriting(folder)).said);
  const kept = await numbersIn(await open(await start(folder)));
  expect(kept.length).toBeGreaterThanOrEqual(said.length);
});

async function numbersIn(store: Store): Promise<readonly number[]> {
  return (await store.all<{ n: number }>(sql`select n from said`)).map(({ n }) => n);
}

/** What the program had said when it was killed in the middle of its work. */
async function killWhileWriting(folder: string): Promise<{ said: readonly number[]; pid: number }> {
  const program: ChildProcess = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'program.testing.ts'), folder],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const said: number[] = [];
  let pid = 0;
  if (!program.stdout) throw new Error('no output');
  for await (const line of createInterface({ input: program.stdout })) {
    const [n = 0, postmaster = 0] = line.split(' ').map(Number);
    said.push(n);
    pid = postmaster;
    if (said.length === 50) program.kill('SIGKILL');
  }
  if (program.exitCode === null && program.signalCode === null) await once(program, 'exit');
  return { said, pid };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

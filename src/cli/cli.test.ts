import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { EXIT } from './exit.ts';

const folder = mkdtempSync(join(tmpdir(), 'concord-cli-'));
const PROGRAM = join(import.meta.dirname, '..', '..', 'bin', 'concord.mjs');
/** Several programs start in one test, on a machine that may be busy. */
const PATIENCE_MS = 120_000;
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** The command line as people run it: a process of its own, built when the sources are newer. */
function start(...args: readonly string[]) {
  const env = { ...process.env, CI: 'true', NO_COLOR: '1', DATABASE_URL: '' };
  const child = spawn(process.execPath, [PROGRAM, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => void (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => void (said.err += chunk.toString()));
  return { child, said, code: once(child, 'close').then(([code]) => code as number | null) };
}

async function run(...args: readonly string[]) {
  const { said, code } = start(...args);
  return { code: await code, ...said };
}

test(
  'what is not understood ends with 2, and says how it is meant',
  async () => {
    const { code, err } = await run('serve', '--colour', 'blue');
    expect(code).toBe(EXIT.usage);
    expect(err).toContain("unknown option '--colour'");
    expect((await run('load', 'x.json')).err).toContain("required option '--organization <id>'");
    expect((await run('--help')).code).toBe(EXIT.done);
  },
  PATIENCE_MS,
);

test(
  'packs of law are read as a start reads them, and a place without one does not start',
  async () => {
    const shipped = await run('law', 'check', join(import.meta.dirname, '..', '..', 'packs'));
    expect(shipped).toMatchObject({ code: EXIT.done });
    expect(shipped.out).toMatch(/jurisdiction-england.*Law of England, Europe\/London/);
    const none = await run('law', 'check', join(folder, 'no-packs'));
    expect(none).toMatchObject({ code: EXIT.failed });
    expect(none.out).toContain('there is no such folder');
    process.env['CONCORD_ZONE'] = 'Asia/Tokyo';
    const tokyo = await run('serve', '--data', join(folder, 'tokyo'), '--no-open').finally(() => {
      delete process.env['CONCORD_ZONE'];
    });
    expect(tokyo).toMatchObject({ code: EXIT.failed });
    expect(tokyo.err).toMatch(/not known, and no place runs under that of another.*CONCORD_PACKS/);
  },
  PATIENCE_MS,
);

test('a token needs no database', async () => {
  const { code, out } = await run('token', '--data', join(folder, 'token'));
  expect(code).toBe(EXIT.done);
  expect(out.trim()).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
});

test(
  'a port that somebody else has is named',
  async () => {
    const other: Server = createServer().listen(0, 'localhost');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const data = join(folder, 'taken');
    const { code, err } = await run('serve', '--data', data, '--demo', 'none', '--port', String(port));
    other.close();
    expect(code).toBe(EXIT.failed);
    expect(err).toContain(`port ${port} is taken`);
  },
  PATIENCE_MS,
);

test(
  'serves, takes files in beside itself, and stops cleanly when told',
  async () => {
    const data = join(folder, 'whole');
    const port = await freePort();
    const served = start('serve', '--data', data, '--demo', 'none', '--port', String(port), '--no-open');
    await ready(`http://localhost:${port}/healthz`);
    const file = join(folder, 'people.ndjson');
    const people = [
      '{"resourceType":"Patient","id":"p1","name":[{"family":"Haddad"}]}',
      '{"resourceType":"Patient","id":"p2","birthDate":"never"}',
    ];
    writeFileSync(file, `${people.join('\n')}\n`);
    const beside = await run('load', file, '--organization', 'elm-tree', '--data', data);
    expect(beside.out).toMatch(
      /people\.ndjson of Organization\/elm-tree: 1 taken, 0 unchanged, 1 refused\n {2}line 2, Patient\/p2: .*\[fhir\./,
    );
    expect(beside.code).toBe(EXIT.refused);
    const token = (await run('token', '--data', data)).out.trim();
    const over = await run(
      'load',
      file,
      '--organization',
      'elm-tree',
      '--base',
      `http://localhost:${port}`,
      '--token',
      token,
      '--json',
    );
    expect(over.out).toContain('"taken":0,"unchanged":1');
    const looked = await run('doctor', '--data', data);
    expect(looked.code).toBe(EXIT.done);
    expect(looked.out).toContain('in use by a running program');
    served.child.kill('SIGTERM');
    expect(await served.code).toBe(EXIT.done);
    expect(served.said.err).toContain(`Concord is at http://localhost:${port}`);
  },
  PATIENCE_MS,
);

test('a server that is not there is said so', async () => {
  const file = join(folder, 'one.ndjson');
  writeFileSync(file, '{"resourceType":"Patient"}\n');
  const { code, out } = await run('load', file, '--organization', 'x', '--base', 'http://localhost:9', '--token', 't');
  expect(out).toContain('does not answer');
  expect(code).toBe(EXIT.refused);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

async function ready(address: string): Promise<void> {
  for (let tries = 0; tries < 1_200; tries++) {
    if (
      await fetch(address).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await sleep(50);
  }
  throw new Error('the program was not ready in 60 s');
}

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { destination } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { openLog } from './log.ts';
import { closeWhenFull, readLogFiles } from './log-files.ts';

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(limits: Parameters<typeof closeWhenFull>[2], now?: () => number) {
  folder = mkdtempSync(join(tmpdir(), 'concord-log-'));
  const path = join(folder, 'concord.log');
  const target = destination({ dest: path, sync: false, minLength: 0 });
  closeWhenFull(target, path, limits, now);
  return { target, path };
}

/** Everything is written and the file is closed. */
function ended(target: ReturnType<typeof destination>): Promise<void> {
  return new Promise((done) => {
    target.once('close', () => done());
    target.end();
  });
}

const linesIn = (path: string) => readFileSync(path, 'utf8').split('\n').filter(Boolean);

// Shows requirement V16.4.1.
test('a log that is full is closed and numbered, the oldest goes, and no line is lost', async () => {
  const { target, path } = open({ megabytes: 1, days: 7, files: 3 });
  const line = 'x'.repeat(1_023);
  for (let count = 0; count < 2_600; count += 1) {
    target.write(`${String(count).padStart(6, '0')}${line.slice(6)}\n`);
    if (count % 100 === 0) await new Promise((done) => target.flush(() => setTimeout(done, 5)));
  }
  await new Promise((done) => target.flush(done));
  await expect.poll(() => readdirSync(folder).sort()).toEqual(['concord.log', 'concord.log.1', 'concord.log.2']);
  const numbers = () =>
    ['.2', '.1', ''].flatMap((end) => linesIn(`${path}${end}`)).map((one) => Number(one.slice(0, 6)));
  await expect.poll(() => numbers().length).toBe(2_600);
  expect(numbers()).toEqual(Array.from({ length: 2_600 }, (_, count) => count));
  for (let count = 0; count < 4_000; count += 1) {
    target.write(`${line}\n`);
    if (count % 100 === 0) await new Promise((done) => target.flush(() => setTimeout(done, 5)));
  }
  await expect
    .poll(() => readdirSync(folder).sort())
    .toEqual(['concord.log', 'concord.log.1', 'concord.log.2', 'concord.log.3']);
  await ended(target);
});

test('a log that is old is closed too', async () => {
  let now = Date.now();
  const { target } = open({ megabytes: 100, days: 1, files: 2 }, () => now);
  target.write('first\n');
  await expect.poll(() => readdirSync(folder).flatMap((name) => linesIn(join(folder, name)))).toEqual(['first']);
  now += 25 * 3_600_000;
  target.write('second\n');
  await expect.poll(() => readdirSync(folder).sort()).toEqual(['concord.log', 'concord.log.1']);
  await ended(target);
});

test('how much is kept is written in a line', () => {
  expect(readLogFiles('10/1/0')).toEqual({ megabytes: 10, days: 1, files: 0 });
  for (const odd of ['', '10', '0/1/1', '10/0/1', 'a/b/c', '10/1/-1'])
    expect(() => readLogFiles(odd)).toThrow('CONCORD_LOG_FILES');
});

test('the log of the program can be read by its owner alone', async () => {
  folder = mkdtempSync(join(tmpdir(), 'concord-log-'));
  const log = openLog({ folder, log: 'file' });
  log.error({ code: 'x' }, 'a line');
  const path = join(folder, 'concord.log');
  await expect.poll(() => statSync(path, { throwIfNoEntry: false })?.size ?? 0).toBeGreaterThan(0);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

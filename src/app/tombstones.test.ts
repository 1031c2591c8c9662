import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filledDatabase } from '#testing/database';
import { tablesWith } from '../repository/purge/scan.testing.ts';
import type { Configuration } from './configuration.ts';
import { type Core, openCore } from './core.ts';
import { openLog } from './log.ts';
import { readTombstones, systemAccess, tombstoneFile } from './tombstones.ts';

/* Two copies of one database: the one in which an item is erased, and the older backup that is put back beside the same data folder. */
const CANARY = 'Zyxwvucanary';
let folder: string;

const configuration = (databaseUrl: string): Configuration => ({
  folder,
  databaseUrl,
  acceptDataLoss: false,
  port: 0,
  host: 'localhost',
  demo: 'none',
  zone: 'Europe/London',
  log: 'silent',
});

async function withCore<T>(url: string, work: (core: Core) => Promise<T>): Promise<T> {
  const core = await openCore(configuration(url), openLog(configuration(url)));
  return work(core).finally(() => core.stop());
}

const fill = (url: string): Promise<void> =>
  withCore(url, async ({ services }) => {
    const repository = services.repository(await systemAccess(services));
    const item = { resourceType: 'Condition', id: 'c', subject: { reference: 'Patient/p' }, code: { text: CANARY } };
    const done = await repository.update('Condition', 'c', JSON.stringify(item));
    if (!done.ok) throw new Error(done.refusals[0].text);
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'concord-tombstones-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('what was erased is erased again at the start after an older database was put back', async () => {
  const now = await filledDatabase('tombstones', fill);
  const older = await filledDatabase('tombstones', fill);
  await withCore(now.url, async ({ services }) => {
    const access = await systemAccess(services);
    const why = { access, at: new Date('2026-03-02T10:00:00Z'), because: 'a test' };
    const { rights } = services.ports;
    const { tombstones } = await services.store.write((transaction) => rights.purge(transaction, ['Condition/c'], why));
    await services.erased?.(tombstones);
  });
  expect(await tablesWith(now.store, CANARY)).toEqual([]);
  expect(await readTombstones(tombstoneFile(folder))).toHaveLength(1);
  expect(await tablesWith(older.store, CANARY)).not.toEqual([]);
  await withCore(older.url, async () => undefined);
  expect(await tablesWith(older.store, CANARY)).toEqual([]);
  // A crash between the commit and the file: the next start writes what the file lacks.
  await writeFile(tombstoneFile(folder), '');
  await withCore(older.url, async () => undefined);
  expect(await readTombstones(tombstoneFile(folder))).toHaveLength(1);
});

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
const ITEM = {
  resourceType: 'Condition',
  subject: { reference: 'Patient/p' },
  code: { text: CANARY },
  onsetDateTime: '2026-01-01',
};
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
    const done = await repository.update('Condition', 'c', JSON.stringify({ id: 'c', ...ITEM }));
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
  // That it was there, and what it said.
  expect(await readTombstones(tombstoneFile(folder))).toHaveLength(2);
  expect(await tablesWith(older.store, CANARY)).not.toEqual([]);
  await withCore(older.url, async () => undefined);
  expect(await tablesWith(older.store, CANARY)).toEqual([]);
  // A crash between the commit and the file: the next start writes what the file lacks.
  await writeFile(tombstoneFile(folder), '');
  await withCore(older.url, async () => undefined);
  expect(await readTombstones(tombstoneFile(folder))).toHaveLength(2);
});

test('what was written after the backup and erased does not come back under another id either', async () => {
  const beforeIt = await filledDatabase('tombstones_before', (url) =>
    withCore(url, async ({ services }) => void (await systemAccess(services))),
  );
  await withCore(beforeIt.url, async ({ services }) => {
    const again = await services
      .repository(await systemAccess(services))
      .update('Condition', 'another', JSON.stringify({ id: 'another', ...ITEM }));
    expect(again.ok ? '' : again.refusals[0].code).toBe('repository.erased-content');
  });
});

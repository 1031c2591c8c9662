import { testStore } from '#testing/database';
import { beforeAll, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { openStore, type Store, sql } from '#store';
import { type Opened, openForTest } from '../open.testing.ts';
import { eraseLines } from './erase.ts';
import { verifyAudit } from './verify.ts';

let store: Store;
let opened: Opened;
let access: Access;

beforeAll(async () => {
  store = await testStore();
  opened = openForTest(store);
  access = await opened.system();
});

const look = (count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, at) =>
      opened.audit.note(access, { action: 'read', outcome: 'done', type: 'Patient', id: `p${at}` }),
    ),
  );

async function sealAll(): Promise<number> {
  let sealed = 0;
  for (;;) {
    const now = await opened.seals.seal();
    sealed += now;
    if (now === 0) return sealed;
  }
}

test('what is written is sealed once, a thousand lines a seal at most, and stands', async () => {
  await look(1_700);
  expect(await sealAll()).toBe(1_700);
  expect(await opened.seals.seal()).toBe(0);
  const verified = await verifyAudit(store);
  expect(verified).toMatchObject({ lines: 1_700, unsealed: 0, faults: [] });
  expect(verified.seals).toBeGreaterThanOrEqual(2);
});

test('a line that is committed late is sealed when it comes; one that was rolled back is given up', async () => {
  const line = sql`insert into audit (principal, viewer, organization, role, purpose, action, outcome)
    values ('client/slow', 1, 1, 'system', 'direct-care', 'read', 'done')`;
  let finish: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let begun: () => void = () => undefined;
  const started = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const slow = store.write(async (transaction) => {
    await transaction.run(line);
    begun();
    await held;
  });
  await started;
  const undone = store.write(async (transaction) => {
    await transaction.run(line);
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  await look(3);
  expect(await opened.seals.seal()).toBe(3);
  expect((await store.all(sql`select lo from audit_missing`)).length).toBeGreaterThan(0);
  finish();
  await slow;
  expect(await sealAll()).toBe(1);
  for (let tries = 0; tries < 100; tries += 1) {
    await opened.seals.seal();
    if ((await store.all(sql`select lo from audit_missing`)).length === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const seals = await store.all<{ late: string; void: string }>(
    sql`select late, void from audit_seal where late <> '' or void <> ''`,
  );
  expect(seals.map(({ late }) => late).join('')).not.toBe('');
  expect(seals.map((each) => each.void).join('')).not.toBe('');
  expect(await verifyAudit(store)).toMatchObject({ faults: [], unsealed: 0 });
});

test('many writers and several sealers at once leave no line out and seal none twice', async () => {
  const before = await verifyAudit(store);
  const writing = new AbortController();
  const sealers = [1, 2, 3].map(async () => {
    while (!writing.signal.aborted) await opened.seals.seal();
  });
  for (let round = 0; round < 20; round += 1) {
    await Promise.all([look(40), opened.bind(access).create('Patient', '{"resourceType":"Patient"}')]);
  }
  writing.abort();
  await Promise.all(sealers);
  await sealAll();
  const after = await verifyAudit(store);
  expect(after).toMatchObject({ faults: [], unsealed: 0 });
  expect(after.lines - before.lines).toBe(20 * 41);
});

test('an erased line stands as it was sealed; what no erasure accounts for is found', async () => {
  const [line] = await store.all<{ seq: string }>(sql`select seq from audit where id = 'p7' order by seq limit 1`);
  const seq = Number(line?.seq);
  const erasure = { access, at: new Date(opened.clock.now), because: 'Erased at the request of the person' };
  await store.write((transaction) => eraseLines(transaction, [seq], erasure));
  expect(await store.first(sql`select id, salt from audit where seq = ${seq}`)).toEqual({ id: null, salt: null });
  await sealAll();
  expect(await verifyAudit(store)).toMatchObject({ faults: [], erased: 1 });
});

// Shows requirement V16.4.2.
test('the program itself can neither change nor take away a line', async () => {
  await expect(store.run(sql`update audit set outcome = 'x' where seq = 1`)).rejects.toThrow('only ever added to');
  await expect(store.run(sql`delete from audit where seq = 1`)).rejects.toThrow('only ever added to');
  await expect(store.run(sql`truncate audit`)).rejects.toThrow('only ever added to');
});

test('verifies a stretch by its times', async () => {
  opened.clock.now += 3_600_000;
  await look(10);
  await sealAll();
  const later = await verifyAudit(store, { from: new Date(opened.clock.now - 1_000) });
  expect(later).toMatchObject({ lines: 10, faults: [] });
});

test('opens a store of its own to see that a sealer that died leaves nothing half done', async () => {
  const other = await openStore({ url: store.url, max: 1 });
  await look(5);
  const lost = other.write(async (transaction) => {
    await transaction.run(sql`insert into audit_seal (n, at, first, last, count, missing, late, void, root, prev, hash, marks)
      values (999999, now(), 1, 1, 1, '', '', '', '', '', '', '')`);
    await transaction.run(sql`select pg_terminate_backend(pg_backend_pid())`);
  });
  await expect(lost).rejects.toThrow();
  await other.close();
  expect(await sealAll()).toBe(5);
  expect((await verifyAudit(store)).faults).toEqual([]);
});

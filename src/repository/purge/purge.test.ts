import { beforeAll, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { accepted } from '#fhir';
import { openStore, type Store, sql } from '#store';
import { filledDatabase } from '#testing/database';
import { type Opened, openForTest } from '../open.testing.ts';
import type { Projection } from '../repository.ts';
import { tablesWith } from './scan.testing.ts';

/*
 * A word that stands nowhere else is planted in every place of an item that is kept apart from it: texts, units, identifiers, notes, an
 * earlier version, a page of a document, a kept answer, the query of somebody who searched for it. Two copies of one database: one in
 * which it is erased, and one that is an older backup.
 */
const CANARY = 'Zyxwvucanary';
const SEEN = ['audit', 'history', 'idempotency', 'ident', 'range_note', 'resource', 'term', 'word'];

const note: Projection = {
  table: 'range_note',
  columns: [{ name: 'words', type: 'text' }],
  types: ['Observation'],
  rows: (resource) => [[JSON.stringify(resource['note'] ?? '')]],
};

const item = (change: object = {}) => ({
  resourceType: 'Observation',
  id: 'canary-1',
  status: 'final',
  identifier: [{ system: 'urn:of-it', value: CANARY }],
  code: { text: `About ${CANARY}`, coding: [{ system: 'urn:codes', code: 'c', display: `${CANARY} level` }] },
  subject: { reference: 'Patient/p' },
  performer: [{ display: CANARY }],
  effectiveDateTime: '2026-01-01',
  valueQuantity: { value: 5, unit: `${CANARY}s` },
  note: [{ text: `Said ${CANARY}` }],
  ...change,
});
const document = {
  resourceType: 'DocumentReference',
  id: 'canary-2',
  status: 'current',
  subject: { reference: 'Patient/p' },
  description: CANARY,
  content: [{ attachment: { url: 'Binary/canary-3', title: CANARY } }],
};

let store: Store;
let backup: Store;
let opened: Opened;
let system: Access;

const open = (on: Store) => openForTest(on, { projections: [note] });

async function fill(url: string): Promise<void> {
  const on = await openStore({ url, max: 2 });
  await on.run(sql`create table range_note (bkt smallint, typ smallint, id text, cmp bigint, org int, words text)`);
  const repository = open(on);
  const access = await repository.system();
  const bound = repository.bind(access);
  await bound.update('Patient', 'p', '{"resourceType":"Patient","id":"p"}');
  await bound.update('Observation', 'canary-1', JSON.stringify(item({ status: 'preliminary' })));
  await bound.update(
    'Binary',
    'canary-3',
    JSON.stringify({
      resourceType: 'Binary',
      id: 'canary-3',
      contentType: 'text/plain',
      data: Buffer.from(CANARY).toString('base64'),
    }),
  );
  await bound.update('DocumentReference', 'canary-2', JSON.stringify(document));
  await bound.update(
    'Observation',
    'kept',
    JSON.stringify({
      ...item({ identifier: undefined, performer: undefined, note: undefined }),
      id: 'kept',
      code: { text: 'Weight' },
      valueQuantity: { value: 7, unit: 'kg' },
    }),
  );
  const keyed = { access, key: 'k', requestHash: new TextEncoder().encode('x') };
  await repository.once(keyed, async (within) => {
    const written = await within.update('Observation', 'canary-1', JSON.stringify(item()));
    return written.ok ? accepted({ status: 200, headers: {}, body: written.value.body ?? '' }) : written;
  });
  await repository.audit.note(access, {
    action: 'search',
    outcome: 'done',
    query: `note=${CANARY}`,
    found: ['Observation/canary-1', 'Observation/kept'],
  });
  await repository.stop();
  await on.close();
}

beforeAll(async () => {
  store = (await filledDatabase('purge', fill)).store;
  backup = (await filledDatabase('purge', fill)).store;
  opened = open(store);
  system = await opened.system();
});

const why = () => ({ access: system, at: new Date(opened.clock.now), because: 'article 17' });

test('an erased item is nowhere: no table, column or byte of the database holds a word of it', async () => {
  expect(await tablesWith(store, CANARY)).toEqual(SEEN);
  const purged = await store.write((transaction) =>
    opened.rights.purge(transaction, ['Observation/canary-1', 'DocumentReference/canary-2'], why()),
  );
  expect(purged.items).toBe(3);
  expect(await tablesWith(store, CANARY)).toEqual([]);
  expect(await tablesWith(store, 'canary-')).toEqual([]);
  expect(await tablesWith(store, Buffer.from(CANARY).toString('base64'))).toEqual([]);
  const repository = opened.bind(system);
  for (const [type, id] of [
    ['Observation', 'canary-1'],
    ['DocumentReference', 'canary-2'],
    ['Binary', 'canary-3'],
  ] as const) {
    const read = await repository.read(type, id);
    expect(read.ok ? '' : read.refusals[0].type).toBe('not-found');
  }
  expect((await repository.read('Observation', 'kept')).ok).toBe(true);
  const found = await repository.search({
    type: 'Observation',
    parameters: [['code:text', 'wei']],
    handling: 'strict',
  });
  expect(found.ok && found.value.total).toBe(1);
});

test('whoever sends it again is refused, and so is who repeats the request that wrote it', async () => {
  const again = await opened.bind(system).update('Observation', 'canary-1', JSON.stringify(item()));
  expect(again.ok ? '' : again.refusals[0].code).toBe('repository.erased');
  const kept = await opened.once({ access: system, key: 'k', requestHash: new TextEncoder().encode('x') }, async () => {
    throw new Error('nothing is done again');
  });
  expect(kept).toMatchObject({ ok: true, value: { status: 410 } });
  expect(await tablesWith(store, CANARY)).toEqual([]);
});

test('what says the same under another id is refused to its organisation, and to no other', async () => {
  const { id: _, ...content } = item();
  const turned = Object.fromEntries(Object.entries(content).reverse());
  const repository = opened.bind(system);
  const code = (outcome: Awaited<ReturnType<typeof repository.create>>) => (outcome.ok ? '' : outcome.refusals[0].code);
  const meta = { tag: [{ system: 'urn:x', code: 'again' }] };
  expect(code(await repository.create('Observation', JSON.stringify({ ...turned, meta })))).toBe(
    'repository.erased-content',
  );
  // Each version that there was is known.
  const before = JSON.stringify({ ...content, id: 'anew', status: 'preliminary' });
  expect(code(await repository.update('Observation', 'anew', before))).toBe('repository.erased-content');
  const { id: __, ...page } = document;
  expect(code(await repository.create('DocumentReference', JSON.stringify(page)))).toBe('repository.erased-content');
  const rows = await store.all<{ mark: string }>(sql`select encode(mark, 'hex') as mark from erased_content`);
  expect(rows).toHaveLength(3);
  const other = opened.bind(await opened.system('Organization/another'));
  const theirs = await other.create('Observation', JSON.stringify(turned));
  expect(code(theirs)).toBe('');
  if (!theirs.ok) return;
  const key = `Observation/${theirs.value.id}`;
  await store.write((transaction) => opened.rights.purge(transaction, [key], why()));
  const later = { ...turned, effectiveDateTime: '2026-02-01', note: undefined };
  const fresh = await repository.create('Observation', JSON.stringify(later));
  expect(code(fresh)).toBe('');
  if (fresh.ok) {
    await store.write((transaction) => opened.rights.purge(transaction, [`Observation/${fresh.value.id}`], why()));
  }
  expect(await tablesWith(store, CANARY)).toEqual([]);
});

test('the log still says that something was done and when, and the seals hold', async () => {
  const rows = await store.all<{ action: string; query: string | null }>(
    sql`select action, query from audit order by seq`,
  );
  expect(rows.filter(({ action }) => action === 'search')).toEqual([{ action: 'search', query: null }]);
  expect(rows.at(-1)).toMatchObject({ action: 'erase-audit', query: 'article 17' });
});

test('after an older backup was put back the tombstones say what rose, and it is erased again', async () => {
  const restored = open(backup);
  expect(await tablesWith(backup, CANARY)).toEqual(SEEN);
  for await (const page of opened.rights.tombstones(store)) {
    const risen = await restored.rights.risen(backup, page);
    expect([...risen].sort()).toEqual(['Binary/canary-3', 'DocumentReference/canary-2', 'Observation/canary-1']);
    const access = await restored.system();
    await backup.write(async (transaction) => {
      await restored.rights.purge(transaction, risen, { ...why(), access });
      await restored.rights.keepTombstones(transaction, page);
    });
    expect(await restored.rights.risen(backup, page)).toEqual([]);
  }
  expect(await tablesWith(backup, CANARY)).toEqual([]);
  const again = await restored.bind(await restored.system()).update('Observation', 'canary-1', JSON.stringify(item()));
  expect(again.ok ? '' : again.refusals[0].code).toBe('repository.erased');
});

test('what is said once more by somebody else is found again', async () => {
  const repository = opened.bind(system);
  const body = { ...item(), id: 'other', code: { text: `About ${CANARY}` } };
  expect((await repository.update('Observation', 'other', JSON.stringify(body))).ok).toBe(true);
  const found = await repository.search({
    type: 'Observation',
    parameters: [['code:text', 'about zyx']],
    handling: 'strict',
  });
  expect(found.ok && found.value.total).toBe(1);
});

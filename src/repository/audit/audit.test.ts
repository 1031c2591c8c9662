import { testStore } from '#testing/database';
import { beforeAll, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { type Store, sql } from '#store';
import { countOf, type Opened, openForTest } from '../open.testing.ts';
import { compartmentOf } from '../place/compartment.ts';

let store: Store;
let opened: Opened;
let access: Access;

beforeAll(async () => {
  store = await testStore();
  opened = openForTest(store);
  access = await opened.system();
});

test('a write leaves its line in the transaction itself, systems included', async () => {
  const written = await opened.bind(access).create('Patient', '{"resourceType":"Patient"}');
  const id = written.ok ? written.value.id : '';
  const lines = await store.all(sql`select principal, action, typ, id, outcome from audit where id = ${id}`);
  expect(lines).toEqual([{ principal: access.principal, action: 'create', typ: 'Patient', id, outcome: 'done' }]);
});

test('a bundle leaves one line a person, naming everything', async () => {
  const before = await countOf(store, 'audit');
  const entry = (type: string, fullUrl: string, resource: object) => ({
    method: 'POST' as const,
    url: type,
    fullUrl,
    resource: JSON.stringify({ resourceType: type, ...resource }),
  });
  await opened
    .bind(access)
    .transaction([
      entry('Patient', 'urn:uuid:p', {}),
      entry('Condition', 'urn:uuid:c', { subject: { reference: 'urn:uuid:p' } }),
    ]);
  expect(await countOf(store, 'audit')).toBe(before + 1);
  const line = await store.first<{ found: string[] }>(sql`select found from audit order by seq desc limit 1`);
  expect(line?.found).toHaveLength(2);
});

test('many readers at once are all there when they are told so', async () => {
  const before = await countOf(store, 'audit');
  await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      opened.audit.note(access, { action: 'read', outcome: 'success', type: 'Patient', id: `p${index}` }),
    ),
  );
  expect(await countOf(store, 'audit')).toBe(before + 200);
});

test('who looked at a person is found by any of their records, newest first', async () => {
  const written = await opened.bind(access).create('Patient', '{"resourceType":"Patient"}');
  const compartment = compartmentOf(`Patient/${written.ok ? written.value.id : ''}`);
  const [row] = await opened.persons.of(store, [compartment]);
  const person = row?.person ?? '';
  opened.clock.now += 1_000;
  await opened.audit.note(access, { action: 'read', outcome: 'success', compartment });
  opened.clock.now += 1_000;
  await opened.audit.note(access, { action: 'open-record', outcome: 'success', person, compartment });
  const officer: Access = { ...access, role: 'ig-lead', purpose: 'audit' };
  const lookings = await opened.audit.of(officer, person, 10);
  expect(lookings.map(({ action }) => action)).toEqual(['open-record', 'read', 'create']);
});

test('who looked is for the person and information governance alone', async () => {
  await expect(opened.audit.of({ ...access, role: 'gp' }, 'anybody', 10)).rejects.toThrow('alone');
});

import { freshDatabase } from '#testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compile, type Expr, filterFor } from '#agreement';
import { typeNumber } from '#fhir';
import { type Store, sql } from '#store';
import { type Opened, openForTest } from '../open.testing.ts';
import { compartmentOf } from '../place/compartment.ts';
import { age, note } from '../reindex/homes.testing.ts';
import type { Repository } from '../repository.ts';

/* What names no person itself lies with whom the others are about by which it says whose it is (docs/decisions/0010). */
let store: Store;
let opened: Opened;
let system: Repository;
let other: Repository;

beforeAll(async () => {
  ({ store } = await freshDatabase());
  await store.run(
    sql`create table home_note (bkt smallint, typ smallint, id text collate "C", cmp bigint, org int, words text)`,
  );
  opened = openForTest(store, { projections: [note] });
  system = opened.bind(await opened.system());
  other = opened.bind(await opened.system('Organization/other'));
  for (const id of ['p1', 'p2']) await put('Patient', id, {});
  await put('ServiceRequest', 'r1', { status: 'active', intent: 'order', subject: { reference: 'Patient/p1' } });
  await put('ServiceRequest', 'r2', { status: 'active', intent: 'order', subject: { reference: 'Patient/p2' } });
}, 60_000);
afterAll(() => opened.stop());

async function put(type: string, id: string, content: object, by = system): Promise<void> {
  const written = await by.update(type, id, JSON.stringify({ resourceType: type, id, ...content }));
  if (!written.ok) throw new Error(JSON.stringify(written.refusals));
}

/** Whose it is: 'p1', 'nobody', or several. */
async function whose(type: string, id: string): Promise<readonly string[]> {
  const typ = typeNumber(type);
  const rows = await store.all<{ readonly cmp: string }>(sql`
    select cmp from resource where typ = ${typ}::smallint and id = ${id}
    union all select cmp from member where typ = ${typ}::smallint and id = ${id}`);
  return rows.map(({ cmp }) => ['p1', 'p2'].find((one) => compartmentOf(`Patient/${one}`).cmp === cmp) ?? 'nobody');
}

const TASK = { status: 'requested', intent: 'order', description: 'Ring the clinic' };
const task = (...requests: readonly string[]) => ({
  ...TASK,
  basedOn: requests.map((one) => ({ reference: `ServiceRequest/${one}` })),
});
const about = (...people: readonly string[]) => ({
  type: 'collection',
  entry: people.map((one) => ({
    resource: { resourceType: 'Observation', status: 'final', code: { text: 'x' }, subject: { reference: one } },
  })),
});
const letter = (person: string, binary: string) => ({
  status: 'current',
  subject: { reference: `Patient/${person}` },
  content: [{ attachment: { contentType: 'text/plain', url: `Binary/${binary}` } }],
});
const FILE = { contentType: 'text/plain', data: 'TGV0dGVy' };

test('a Task lies with whom its referral is about, and moves with it when it is written again', async () => {
  await put('Task', 't1', task('r1'));
  await put('Task', 't2', task('r1', 'r2'));
  await put('Task', 't3', task('not-here'));
  await put('Task', 't4', { ...TASK, for: { reference: 'Patient/p2' }, focus: { reference: 'ServiceRequest/r1' } });
  expect(await Promise.all(['t1', 't2', 't3', 't4'].map((id) => whose('Task', id)))).toEqual([
    ['p1'],
    ['p1', 'p2'],
    ['nobody'],
    ['p2'],
  ]);
  await put('Task', 't1', task('r2'));
  expect(await whose('Task', 't1')).toEqual(['p2']);
  const patched = await system.change('Task', 't1', (json) => ({ ok: true, value: json.replace('/r2', '/r1') }));
  expect([patched.ok, await whose('Task', 't1')]).toEqual([true, ['p1']]);
});

test('a Task and its referral in one bundle find each other under ids that they do not have yet', async () => {
  const entry = (fullUrl: string, resource: { readonly resourceType: string }) => {
    return { method: 'POST' as const, url: resource.resourceType, fullUrl, resource: JSON.stringify(resource) };
  };
  const done = await system.transaction([
    entry('urn:uuid:1', { resourceType: 'Task', ...TASK, focus: { reference: 'urn:uuid:2' } } as never),
    entry('urn:uuid:2', {
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'order',
      subject: { reference: 'Patient/p2' },
    } as never),
  ]);
  const [first] = done.ok ? done.value : [];
  const id = JSON.stringify(first).match(/"id":"([^"]+)"/)?.[1] ?? '';
  expect(await whose('Task', id)).toEqual(['p2']);
});

test('a Bundle about one person is theirs; about several, or about who need not be ours, nobody’s', async () => {
  await put('Bundle', 'one', about('Patient/p1', 'Patient/p1'));
  await put('Bundle', 'two', about('Patient/p1', 'Patient/p2'));
  await put('Bundle', 'unknown', about('Patient/elsewhere'));
  await put('Bundle', 'absolute', about('Patient/p1', 'https://elsewhere.example/Patient/7'));
  await put('Bundle', 'not-theirs', about('Patient/p1'), other);
  const nameless = {
    type: 'collection',
    entry: [{ resource: { resourceType: 'Patient' } }, ...about('Patient/p1').entry],
  };
  await put('Bundle', 'nameless', nameless);
  await put('Parameters', 'answer', { parameter: [{ name: 'for', valueReference: { reference: 'Patient/p2' } }] });
  const ids = ['one', 'two', 'unknown', 'absolute', 'not-theirs', 'nameless'];
  expect((await Promise.all(ids.map((id) => whose('Bundle', id)))).flat()).toEqual([
    'p1',
    ...ids.slice(1).map(() => 'nobody'),
  ]);
  expect(await whose('Parameters', 'answer')).toEqual(['p2']);
});

test('a Binary is theirs at whom a document of the same organisation points, whichever came first', async () => {
  await put('Binary', 'b1', FILE);
  expect(await whose('Binary', 'b1')).toEqual(['nobody']);
  await put('DocumentReference', 'd0', letter('p2', 'b1'), other);
  expect(await whose('Binary', 'b1')).toEqual(['nobody']);
  await put('DocumentReference', 'd1', letter('p1', 'b1'));
  expect(await whose('Binary', 'b1')).toEqual(['p1']);
  await put('Binary', 'b1', { ...FILE, contentType: 'text/html' });
  expect(await whose('Binary', 'b1')).toEqual(['p1']);
  await put('DocumentReference', 'd2', letter('p2', 'b2'));
  await put('Binary', 'b2', FILE);
  expect(await whose('Binary', 'b2')).toEqual(['p2']);
  await put('DocumentReference', 'd3', letter('p1', 'b3'));
  await put('DocumentReference', 'd4', letter('p2', 'b3'));
  await put('Binary', 'b3', FILE);
  expect(await whose('Binary', 'b3')).toEqual(['nobody']);
  const created = await system.create(
    'DocumentReference',
    JSON.stringify({ resourceType: 'DocumentReference', ...letter('p1', 'b9') }),
  );
  expect(created.ok).toBe(true);
  const body = await system.read('Binary', 'b1');
  expect(body.ok && body.value.version).toBe(2);
});

test('what says not whose it is no staff open, and whoever answers for what is kept does', async () => {
  const key = await opened.contributors.organizationKey('Organization/trust');
  const policy = compile([], '2026-03-02' as never);
  const seat = (role: 'gp' | 'ig-lead', purpose: 'direct-care' | 'audit'): Expr =>
    filterFor(policy, { organization: key, role, purpose }, (name) =>
      name === 'Organization/trust' ? key : undefined,
    );
  const nurse = await opened.nurse('Organization/trust');
  const gp = opened.bind({ ...nurse, role: 'gp', filter: seat('gp', 'direct-care'), viewer: 777 });
  const lead = opened.bind({
    ...nurse,
    role: 'ig-lead',
    purpose: 'audit',
    filter: seat('ig-lead', 'audit'),
    viewer: 777,
  });
  await put('Device', 'of-the-ward', { serialNumber: '8' });
  const opens = async (by: Repository) =>
    (await by.readMany(['Bundle/two', 'Binary/b3', 'Device/of-the-ward', 'Bundle/one', 'Binary/b1']))
      .map(({ id }) => id)
      .sort();
  expect(await opens(gp)).toEqual(['of-the-ward']);
  expect(await opens(lead)).toEqual(['b3', 'of-the-ward', 'two']);
  const { bkt, cmp } = compartmentOf('Patient/p1');
  await store.run(
    sql`insert into access (viewer, purpose, bkt, cmp, rel) values (777, 0, ${bkt}::smallint, ${cmp}::bigint, 1)`,
  );
  // A Bundle is of the class that only clinicians of its organisation read.
  expect(await opens(gp)).toEqual(['b1', 'of-the-ward', 'one']);
});

test('a file that is kept from staff stays so when their own document points at it', async () => {
  const { bkt, cmp } = compartmentOf('Patient/p2');
  const own = await opened.nurse('Organization/trust');
  const filter: Expr = { op: 'relationship', bits: 1 };
  const nurse = opened.bind({ ...own, filter, viewer: 778, writes: 'own-people' });
  await store.run(
    sql`insert into access (viewer, purpose, bkt, cmp, rel) values (778, 0, ${bkt}::smallint, ${cmp}::bigint, 1)`,
  );
  await put('Binary', 'kept', FILE);
  const resource = { resourceType: 'DocumentReference', ...letter('p2', 'kept') };
  const created = await nurse.create('DocumentReference', JSON.stringify(resource));
  expect([created.ok, await whose('Binary', 'kept'), (await nurse.read('Binary', 'kept')).ok]).toEqual([
    true,
    ['nobody'],
    false,
  ]);
  await put('DocumentReference', 'of-the-file', letter('p2', 'kept'));
  expect([await whose('Binary', 'kept'), (await nurse.read('Binary', 'kept')).ok]).toEqual([['p2'], true]);
});

test('what was written before comes home with its history', async () => {
  const where = () =>
    Promise.all([
      whose('Task', 't1'),
      whose('Bundle', 'one'),
      whose('Bundle', 'two'),
      whose('Binary', 'b1'),
      whose('Binary', 'b3'),
    ]);
  const now = await where();
  await age(store);
  expect(await where()).toEqual(now.map(() => ['nobody']));
  await opened.homes.settle();
  expect(await where()).toEqual(now);
  const old = await store.all<{ readonly cmp: string }>(sql`
    select cmp from history where typ = ${typeNumber('Task')}::smallint and id = 't1' order by ver`);
  expect(old.map(({ cmp }) => cmp)).toEqual([compartmentOf('Patient/p1').cmp, compartmentOf('Patient/p2').cmp]);
  expect((await system.read('Binary', 'b1')).ok).toBe(true);
});

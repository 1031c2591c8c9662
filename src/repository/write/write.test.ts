import { testStore } from '#testing/database';
import { beforeAll, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { sql, type Store } from '#store';
import { type Opened, openForTest, START } from '../open.testing.ts';
import type { Repository } from '../repository.ts';

let store: Store;
let opened: Opened;
let access: Access;
let repository: Repository;

beforeAll(async () => {
  store = await testStore();
  opened = openForTest(store);
  access = await opened.system();
  repository = opened.bind(access);
});

const patient = (more = '') => `{"resourceType":"Patient","name":[{"family":"Okafor","given":["Ada"]}]${more}}`;
const weight = (subject: string, value = '72.50', more = '') =>
  `{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"29463-7"}]},"subject":{"reference":"${subject}"},"valueQuantity":{"value":${value},"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"}${more}}`;

async function created(type: string, json: string) {
  const written = await repository.create(type, json);
  if (!written.ok) throw new Error(JSON.stringify(written.refusals));
  return written.value;
}

// Shows a control of hazard H4.
test('creates and reads back what was sent, decimals to the digit', async () => {
  const someone = await created('Patient', patient());
  const written = await created('Observation', weight(`Patient/${someone.id}`));
  expect(written).toMatchObject({ type: 'Observation', version: 1, effect: 'created' });
  const read = await repository.read('Observation', written.id);
  expect(read).toMatchObject({ ok: true, value: { version: 1, org: access.organization } });
  expect(read.ok && read.value.body).toContain('"value":72.50,');
  expect(read.ok && read.value.body).toContain('"versionId":"1","lastUpdated":"2026-03-02T10:00:00.000Z"');
});

test('an id leads to the bucket of the person without a locator', async () => {
  const someone = await created('Patient', patient());
  const written = await created('Observation', weight(`Patient/${someone.id}`));
  expect(written.id.slice(9, 12)).toBe(someone.id.slice(9, 12));
});

test('refuses what is no resource, naming the element', async () => {
  const written = await repository.create('Patient', '{"resourceType":"Patient","nom":"x"}');
  expect(written).toMatchObject({ ok: false, refusals: [{ expression: 'Patient.nom' }] });
});

// Shows a control of hazard H7.
test('updates, keeping the version before in history', async () => {
  const { id } = await created('Patient', patient());
  opened.clock.now += 1_000;
  const second = await repository.update('Patient', id, patient(`,"id":"${id}","active":true`));
  expect(second).toMatchObject({ ok: true, value: { version: 2, effect: 'updated' } });
  const versions = await repository.history({ type: 'Patient', id, count: 10 });
  expect(versions.ok && versions.value.entries.map(({ version, op }) => [version, op])).toEqual([
    [2, 'update'],
    [1, 'create'],
  ]);
  const first = await repository.vread('Patient', id, 1);
  expect(first.ok && first.value.body).not.toContain('active');
});

test('an update equal to what is there writes nothing', async () => {
  const { id } = await created('Patient', patient());
  const json = patient(`,"id":"${id}"`);
  opened.clock.now += 1_000;
  expect(await repository.update('Patient', id, json)).toMatchObject({
    ok: true,
    value: { version: 1, effect: 'same' },
  });
});

test('time never runs backwards for one resource', async () => {
  const { id, updated } = await created('Patient', patient());
  opened.clock.now -= 60_000;
  const second = await repository.update('Patient', id, patient(`,"id":"${id}","active":false`));
  opened.clock.now += 60_000;
  expect(second.ok && second.value.updated.getTime()).toBe(updated.getTime() + 1);
});

test('refuses an update of a version that is no longer current', async () => {
  const { id } = await created('Patient', patient());
  await repository.update('Patient', id, patient(`,"id":"${id}","active":true`));
  const late = await repository.update('Patient', id, patient(`,"id":"${id}","active":false`), { ifMatch: 1 });
  expect(late).toMatchObject({ ok: false, refusals: [{ code: 'repository.stale', type: 'lock-error' }] });
});

// Shows a control of hazard H7.
test('of two writers of one version exactly one wins', async () => {
  const { id } = await created('Patient', patient());
  const race = await Promise.all(
    Array.from({ length: 12 }, (_, writer) =>
      repository.update('Patient', id, patient(`,"id":"${id}","language":"l${writer}"`), { ifMatch: 1 }),
    ),
  );
  expect(race.filter(({ ok }) => ok)).toHaveLength(1);
  const versions = await repository.history({ type: 'Patient', id, count: 50 });
  expect(versions.ok && versions.value.entries.map(({ version }) => version)).toEqual([2, 1]);
});

// Shows a control of hazard H6.
test('concurrent updates without a condition leave a history without gaps', async () => {
  const { id } = await created('Patient', patient());
  const race = await Promise.all(
    Array.from({ length: 12 }, (_, writer) =>
      repository.update('Patient', id, patient(`,"id":"${id}","language":"m${writer}"`)),
    ),
  );
  expect(race.every(({ ok }) => ok)).toBe(true);
  const versions = await repository.history({ type: 'Patient', id, count: 50 });
  expect(versions.ok && versions.value.entries.map(({ version }) => version)).toEqual(
    Array.from({ length: 13 }, (_, index) => 13 - index),
  );
});

test('creates under a chosen id, once, however many try', async () => {
  const race = await Promise.all(
    Array.from({ length: 8 }, () => repository.update('Patient', 'chosen-1', patient(',"id":"chosen-1"'))),
  );
  expect(race.map((answer) => (answer.ok ? answer.value.effect : 'refused')).sort()).toEqual([
    'created',
    ...Array.from({ length: 7 }, () => 'same'),
  ]);
});

test('finds a chosen id outside of the bucket of its own hash', async () => {
  const { id } = await created('Patient', patient());
  await repository.update('Observation', 'weight-7', weight(`Patient/${id}`, '80', ',"id":"weight-7"'));
  expect(await repository.read('Observation', 'weight-7')).toMatchObject({ ok: true, value: { version: 1 } });
});

test('a resource whose subject was wrong moves with all its history', async () => {
  const wrong = await created('Patient', patient());
  const right = await created('Patient', patient());
  const { id } = await created('Observation', weight(`Patient/${wrong.id}`));
  const moved = await repository.update('Observation', id, weight(`Patient/${right.id}`, '72.50', `,"id":"${id}"`));
  expect(moved).toMatchObject({ ok: true, value: { version: 2 } });
  const there = await repository.read('Observation', id);
  const person = await repository.read('Patient', right.id);
  expect(there.ok && person.ok && there.value.cmp === person.value.cmp).toBe(true);
  expect(await repository.vread('Observation', id, 1)).toMatchObject({ ok: true });
  const again = await repository.update('Observation', id, weight(`Patient/${wrong.id}`, '72.50', `,"id":"${id}"`));
  expect(again).toMatchObject({ ok: true, value: { version: 3 } });
  const versions = await repository.history({ type: 'Observation', id, count: 9 });
  expect(versions.ok && versions.value.entries).toHaveLength(3);
});

test('deletes, says that it is gone, and counts on when it comes back', async () => {
  const { id } = await created('Patient', patient());
  expect(await repository.remove('Patient', id)).toMatchObject({ ok: true, value: { effect: 'deleted', version: 2 } });
  expect(await repository.read('Patient', id)).toMatchObject({ ok: false, refusals: [{ type: 'deleted' }] });
  expect(await repository.remove('Patient', id)).toMatchObject({ ok: true, value: { effect: 'same' } });
  const back = await repository.update('Patient', id, patient(`,"id":"${id}"`));
  expect(back).toMatchObject({ ok: true, value: { version: 3, effect: 'created' } });
  const versions = await repository.history({ type: 'Patient', id, count: 9 });
  expect(versions.ok && versions.value.entries.map(({ op }) => op)).toEqual(['create', 'delete', 'create']);
});

test('the same words for what never was', async () => {
  expect(await repository.read('Patient', 'never')).toEqual({
    ok: false,
    refusals: [{ code: 'repository.not-found', type: 'not-found', text: 'There is no Patient/never.' }],
  });
});

test('32 conditional creates at once make one', async () => {
  const json = patient(',"identifier":[{"system":"urn:nhs","value":"9990001"}]');
  const race = await Promise.all(
    Array.from({ length: 32 }, () => repository.create('Patient', json, { ifNoneExist: 'identifier=urn:nhs|9990001' })),
  );
  const effects = race.map((answer) => (answer.ok ? answer.value.effect : JSON.stringify(answer.refusals)));
  expect(effects.filter((effect) => effect === 'created')).toHaveLength(1);
  expect(effects.filter((effect) => effect === 'same')).toHaveLength(31);
});

// Shows requirement API3:2023.
test('keeps what a source said in meta, and owns version and time', async () => {
  const written = await created('Patient', patient(',"meta":{"versionId":"9","source":"urn:feed:1"}'));
  expect(written.body).toContain('"source":"urn:feed:1"');
  expect(written.body).toContain('"versionId":"1"');
  expect(written.body).not.toContain('"versionId":"9"');
  expect(written.updated.getTime()).toBeGreaterThanOrEqual(START);
});

// Shows a control of hazard H7.
test('of writers who give one item to different people at once none is lost, and nothing is found by what it said before', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => created('Patient', patient())));
  const put = (id: string, of: string, value: string) =>
    repository.update('Observation', id, weight(`Patient/${of}`, value, `,"id":"${id}"`));
  for (let round = 0; round < 8; round += 1) {
    const id = `wanders-${round}`;
    for (const gone of [false, true]) {
      if (gone) await repository.remove('Observation', id);
      const written = await Promise.all(people.map((one, place) => put(id, one.id, `${60 + place}.${gone ? 1 : 0}`)));
      expect(written.map(({ ok }) => ok)).not.toContain(false);
    }
    const rows = await store.all<{ ver: number }>(sql`select ver from resource where id = ${id}`);
    const [{ ver = 0 } = {}, ...others] = rows;
    const versions = await store.all<{ ver: number }>(sql`select ver from history where id = ${id} order by ver`);
    expect([ver, others]).toEqual([13, []]);
    expect(versions.map((one) => one.ver)).toEqual(Array.from({ length: 12 }, (_, place) => place + 1));
    const orphans =
      await store.all(sql`select i.id from posting i left join resource r on (r.bkt, r.typ, r.id) = (i.bkt, i.typ, i.id)
      where i.id = ${id} and r.id is null`);
    expect(orphans).toEqual([]);
  }
});

import { testStore } from '#testing/database';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { accepted } from '#fhir';
import type { Store } from '#store';
import { countOf, type Opened, openForTest } from '../open.testing.ts';
import type { BundleEntry, Repository } from '../repository.ts';

let store: Store;
let opened: Opened;
let access: Access;
let repository: Repository;
let run = 0;

beforeAll(async () => {
  store = await testStore();
  opened = openForTest(store);
  access = await opened.system();
  repository = opened.bind(access);
});
beforeEach(() => {
  run += 1;
});

const post = (type: string, fullUrl: string, resource: object, more: Partial<BundleEntry> = {}): BundleEntry => ({
  method: 'POST',
  url: type,
  fullUrl,
  resource: JSON.stringify({ resourceType: type, ...resource }),
  ...more,
});
const put = (reference: string, resource: object): BundleEntry => {
  const [type = '', id = ''] = reference.split('/');
  return { method: 'PUT', url: reference, resource: JSON.stringify({ resourceType: type, id, ...resource }) };
};
const weight = (subject: string) => ({
  status: 'final',
  code: { text: 'weight' },
  subject: { reference: subject },
  valueQuantity: { value: 70, unit: 'kg' },
});

function written(answers: Awaited<ReturnType<Repository['transaction']>>, place: number) {
  const answer = answers.ok ? answers.value[place] : undefined;
  if (!answer?.ok || !answer.value.written) throw new Error(JSON.stringify(answers));
  return answer.value.written;
}

test('writes a person and what is about them together, urn references resolved', async () => {
  const answers = await repository.transaction([
    post('Observation', 'urn:uuid:o1', weight('urn:uuid:p1')),
    post('Patient', 'urn:uuid:p1', { name: [{ family: 'Bundle' }] }),
    post('Encounter', 'urn:uuid:e1', {
      status: 'finished',
      class: { code: 'AMB' },
      subject: { reference: 'urn:uuid:p1' },
    }),
  ]);
  const patient = written(answers, 1);
  const observation = await repository.read('Observation', written(answers, 0).id);
  expect(observation.ok && observation.value.body).toContain(`"reference":"Patient/${patient.id}"`);
  // Ids made in one bundle carry the bucket of its person, so that nothing needs a locator.
  expect(written(answers, 0).id.slice(9, 12)).toBe(patient.id.slice(9, 12));
  expect(await countOf(store, 'locator')).toBe(0);
});

test('all or nothing: a stale version at the end leaves no trace of the rest', async () => {
  const before = await countOf(store, 'resource');
  const changes = await countOf(store, 'change');
  const someone = await repository.create('Patient', '{"resourceType":"Patient"}');
  const id = someone.ok ? someone.value.id : '';
  const answers = await repository.transaction([
    post('Patient', 'urn:uuid:a', { name: [{ family: 'Never' }] }),
    { ...put(`Patient/${id}`, { active: true }), ifMatch: 'W/"7"' },
  ]);
  expect(answers).toMatchObject({ ok: false, refusals: [{ code: 'repository.stale' }] });
  expect(await countOf(store, 'resource')).toBe(before + 1);
  expect(await countOf(store, 'change')).toBe(changes + 1);
});

test('tells everything that is wrong, each with its entry', async () => {
  const answers = await repository.transaction([
    post('Patient', 'urn:uuid:a', { nom: 'x' }),
    post('Patient', 'urn:uuid:b', {}),
    post('Nonsense', 'urn:uuid:c', {}),
    { method: 'POST', url: 'Patient' },
  ]);
  expect(answers.ok ? [] : answers.refusals.map(({ expression }) => expression)).toEqual([
    'Bundle.entry[0].resource.nom',
    'Bundle.entry[2].request.url',
    'Bundle.entry[3].resource',
  ]);
});

test('refuses to write one resource twice', async () => {
  const twice = [put(`Patient/twice-${run}`, { active: true }), put(`Patient/twice-${run}`, { active: false })];
  expect(await repository.transaction(twice)).toMatchObject({ ok: false, refusals: [{ code: 'repository.twice' }] });
  await repository.update('Patient', `twice-${run}`, JSON.stringify({ resourceType: 'Patient', id: `twice-${run}` }));
  const both = [put(`Patient/twice-${run}`, {}), { method: 'DELETE' as const, url: `Patient/twice-${run}` }];
  expect(await repository.transaction(both)).toMatchObject({ ok: false, refusals: [{ code: 'repository.twice' }] });
});

test('deletes, creates, updates and reads in the order of the standard, answering in the order asked', async () => {
  const [old, kept] = await Promise.all([1, 2].map(() => repository.create('Patient', '{"resourceType":"Patient"}')));
  if (!old?.ok || !kept?.ok) throw new Error('no patients');
  const answers = await repository.transaction([
    { method: 'GET', url: `Patient/${kept.value.id}` },
    put(`Patient/${kept.value.id}`, { active: true }),
    post('Patient', 'urn:uuid:n', {}),
    { method: 'DELETE', url: `Patient/${old.value.id}` },
  ]);
  const shapes = answers.ok && answers.value.map((each) => (each.ok ? Object.keys(each.value) : each));
  expect(shapes).toEqual([['read'], ['written'], ['written'], ['written']]);
  expect(answers.ok && answers.value[0]).toMatchObject({ value: { read: { version: 2 } } });
  expect(written(answers, 3).effect).toBe('deleted');
});

test('a conditional reference becomes the one that it names', async () => {
  const system = `urn:practice:${run}`;
  const practice = { name: 'Elm Tree Surgery', identifier: [{ system, value: 'E1' }] };
  await repository.create('Organization', JSON.stringify({ resourceType: 'Organization', ...practice }));
  const answers = await repository.transaction([
    post('Patient', 'urn:uuid:p', { managingOrganization: { reference: `Organization?identifier=${system}|E1` } }),
  ]);
  expect(written(answers, 0).body).toMatch(/"reference":"Organization\/[0-9a-z]{22}"/);
  const none = await repository.transaction([
    post('Patient', 'urn:uuid:p', { managingOrganization: { reference: `Organization?identifier=${system}|E2` } }),
  ]);
  expect(none).toMatchObject({ ok: false, refusals: [{ code: 'repository.reference' }] });
});

test('a conditional create in a bundle finds the one that is there, and others refer to it', async () => {
  const identifier = [{ system: 'urn:nhs', value: `94${run}` }];
  const entries = () => [
    post('Patient', 'urn:uuid:p', { identifier }, { ifNoneExist: `identifier=urn:nhs|94${run}` }),
    post('Observation', 'urn:uuid:o', weight('urn:uuid:p')),
  ];
  const first = await repository.transaction(entries());
  const second = await repository.transaction(entries());
  expect(written(second, 0)).toMatchObject({ effect: 'same', id: written(first, 0).id });
  expect(written(second, 1).body).toContain(`Patient/${written(first, 0).id}`);
});

test('concurrent bundles of the same person do not wait for each other for ever', async () => {
  const identifier = [{ system: 'urn:nhs', value: `95${run}` }];
  const race = await Promise.all(
    Array.from({ length: 10 }, () =>
      repository.transaction([
        post('Patient', 'urn:uuid:p', { identifier }, { ifNoneExist: `identifier=urn:nhs|95${run}` }),
        post('Observation', 'urn:uuid:o', weight('urn:uuid:p')),
        put(`Patient/hot-${run}`, { active: true }),
        put(`Patient/cold-${run}`, { active: true }),
      ]),
    ),
  );
  expect(race.filter(({ ok }) => !ok)).toEqual([]);
  expect(new Set(race.map((answers) => written(answers, 0).id)).size).toBe(1);
});

test('a batch does what it can and says of each what became of it', async () => {
  const answers = await repository.batch([
    post('Patient', 'urn:uuid:a', { active: true }),
    post('Patient', 'urn:uuid:b', { nom: 'x' }),
    { method: 'GET', url: 'Patient/never' },
  ]);
  expect(answers.map(({ ok }) => ok)).toEqual([true, false, false]);
});

test('a batch under a key keeps what succeeded, and nothing of what was refused', async () => {
  const { value } = (await repository.create('Patient', '{"resourceType":"Patient"}')) as { value: { id: string } };
  const before = await countOf(store, 'resource');
  const keyed = { access, key: `batch-${run}`, requestHash: new Uint8Array([1]) };
  await opened.once(keyed, async (bound) => {
    const answers = await bound.batch([
      post('Patient', 'urn:uuid:a', { active: true }),
      { method: 'DELETE', url: `Patient/${value.id}`, ifMatch: 'W/"9"' },
      post('Patient', 'urn:uuid:b', { active: false }),
    ]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, true]);
    return accepted({ status: 200, headers: {}, body: '' });
  });
  expect(await countOf(store, 'resource')).toBe(before + 2);
});

test('a batch of two hundred creates is written in groups', async () => {
  const answers = await repository.batch(
    Array.from({ length: 200 }, (_, index) => post('Patient', `urn:uuid:${index}`, { active: true })),
  );
  expect(answers.every(({ ok }) => ok)).toBe(true);
  expect(new Set(answers.map((answer) => (answer.ok ? answer.value.written?.id : ''))).size).toBe(200);
});

test('a bundle of a thousand is a handful of statements', async () => {
  const entries = [
    post('Patient', 'urn:uuid:p', { name: [{ family: 'Thousand' }] }),
    ...Array.from({ length: 999 }, (_, index) => post('Observation', `urn:uuid:o${index}`, weight('urn:uuid:p'))),
  ];
  const answers = await repository.transaction(entries);
  expect(answers.ok && answers.value).toHaveLength(1_000);
});

import { beforeAll, expect, test } from 'vitest';
import { testStore } from '#testing/database';
import { settled } from '../repository/open.testing.ts';
import { compartmentOf } from '#repository';
import { sql, type Store } from '#store';
import { openWorld, TRUST, valueOf, type World } from './world.testing.ts';

let store: Store;
let world: World;
const SEARCH = { search: 'Encounter?class=HH' };

beforeAll(async () => {
  store = await testStore();
  world = await openWorld(store);
  await patient('visited');
});

async function patient(id: string, organization = TRUST): Promise<void> {
  const system = await world.repository.system(organization);
  valueOf(await world.repository.bind(system).update('Patient', id, JSON.stringify({ resourceType: 'Patient', id })));
  const compartment = compartmentOf(`Patient/${id}`);
  const viewer = await world.repository.contributors.viewerKey(TRUST);
  await store.write((transaction) =>
    world.repository.keepAccess(
      transaction,
      [compartment],
      [{ ...compartment, viewer, purpose: 'direct-care', rel: 1 }],
    ),
  );
}

async function visit(id: string, code: string, organization = TRUST): Promise<string> {
  const system = await world.repository.system(organization);
  const encounter = {
    resourceType: 'Encounter',
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code },
    subject: { reference: `Patient/${id}` },
  };
  const written = valueOf(await world.repository.bind(system).create('Encounter', JSON.stringify(encounter)));
  return `Encounter/${written.id}`;
}

async function follow(): Promise<void> {
  await settled(store);
  while ((await world.repository.feed.consume('obligation', 500, world.obligations.onChanges)) > 0);
}

async function stateOf(id: string) {
  const { state, evidence } = valueOf(await world.obligations.one(await world.seat(TRUST, 'gp'), id));
  return { state, evidence };
}

test('a resource that the search finds closes it, and one that it does not find leaves it open', async () => {
  const id = await world.open({ concerns: 'Patient/visited', closedBy: SEARCH });
  await visit('visited', 'AMB');
  await follow();
  expect(await stateOf(id)).toEqual({ state: 'open', evidence: undefined });
  const reference = await visit('visited', 'HH');
  await follow();
  expect(await stateOf(id)).toEqual({ state: 'kept', evidence: { by: 'search', reference } });
});

test('what was written before the opening is no evidence, and another person’s visit neither', async () => {
  await patient('other');
  await visit('visited', 'HH');
  world.clock.now += 60_000;
  const id = await world.open({ concerns: 'Patient/visited', closedBy: SEARCH });
  await visit('other', 'HH');
  await follow();
  expect((await stateOf(id)).state).toBe('open');
});

test('what the owner may not see is no evidence', async () => {
  await patient('unseen');
  const id = await world.open({ concerns: 'Patient/unseen', closedBy: SEARCH });
  await visit('unseen', 'HH', 'Organization/elsewhere');
  await follow();
  expect((await stateOf(id)).state).toBe('open');
});

test('a visit in a record that turns out to be the same person’s closes it when the records are joined', async () => {
  await patient('here');
  await patient('there');
  const id = await world.open({ concerns: 'Patient/here', closedBy: SEARCH });
  await visit('there', 'HH');
  await follow();
  expect((await stateOf(id)).state).toBe('open');
  const [here, there] = [compartmentOf('Patient/here'), compartmentOf('Patient/there')];
  await store.write((transaction) => world.repository.persons.link(transaction, here, there));
  await follow();
  expect((await stateOf(id)).state).toBe('kept');
});

test('nothing is asked of the record where nothing waits', async () => {
  await store.run(sql`update obligation set search_type = null`);
  const other = await openWorld(store);
  await visit('visited', 'HH');
  await settled(store);
  await other.repository.feed.consume('obligation-2', 500, other.obligations.onChanges);
  expect((await store.all(sql`select 1 from obligation where search_type is not null`)).length).toBe(0);
});

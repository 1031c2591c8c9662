import { setImmediate as breath } from 'node:timers/promises';
import { sql, type Store } from '#store';
import { freshDatabase } from '#testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadFrom, type Opened, openForTest, PARTNERS, patient } from '../record.testing.ts';
import { keepRelationships } from './keep.ts';
import { narrows } from './narrows.ts';

const to = (id: string) => ({ reference: `Organization/${id}` });
const team = (...members: readonly string[]) => ({
  resourceType: 'CareTeam',
  status: 'active',
  participant: members.map((id) => ({ member: to(id) })),
});

test('what the person says, what ends or shrinks, and what is deleted makes less seen; what is new or grows does not', () => {
  const said = { resourceType: 'Consent' };
  expect(narrows({ type: 'Consent', after: said })).toBe(true);
  expect(narrows({ type: 'CareTeam', after: team('a') })).toBe(false);
  expect(narrows({ type: 'CareTeam', before: team('a'), after: team('a', 'b') })).toBe(false);
  expect(narrows({ type: 'CareTeam', before: team('a', 'b'), after: team('a') })).toBe(true);
  expect(narrows({ type: 'CareTeam', before: team('a'), after: { ...team('a'), status: 'inactive' } })).toBe(true);
  expect(narrows({ type: 'CareTeam', before: team('a'), after: { ...team('a'), period: { end: '2030' } } })).toBe(true);
  expect(narrows({ type: 'Observation', before: { resourceType: 'Observation' } })).toBe(true);
  expect(narrows({ type: 'Observation', before: {}, after: {} })).toBe(false);
  const open = { resourceType: 'Task', status: 'requested', owner: to('a') };
  expect(narrows({ type: 'Task', before: open, after: { ...open, status: 'accepted' } })).toBe(false);
  expect(narrows({ type: 'Task', before: open, after: { ...open, owner: to('b') } })).toBe(true);
});

let opened: Opened;
let store: Store;
beforeAll(async () => {
  ({ store } = await freshDatabase());
  opened = await openForTest(store, PARTNERS);
});
afterAll(async () => opened.stop());

test('whoever thinks about a person while something is ended puts nothing back', async () => {
  const theirs = { ...team('trust'), id: 'ct', subject: { reference: 'Patient/w1' } };
  await loadFrom(opened, 'elm', patient('w1'), theirs);
  await opened.follow();
  const people = await opened.services.ports.persons.records(store, await everybody());
  const holds = () =>
    store.all(sql`select a.rel from access a join viewer v on v.key = a.viewer
      where v.holder = 'Organization/trust' and a.purpose = 0 and a.rel <> 0`);
  expect(await holds()).toHaveLength(1);
  const keeping = {
    ports: opened.repository,
    now: opened.services.now,
    zone: 'Europe/London',
    planners: async () => [],
  };
  let ended: Promise<unknown> = Promise.resolve();
  await store.write(async (slow) => {
    await keepRelationships(slow, people, keeping);
    ended = loadFrom(opened, 'elm', { ...theirs, status: 'inactive' });
    for (let turn = 0; turn < 50; turn += 1) await breath();
    await keepRelationships(slow, people, keeping);
  });
  await ended;
  expect(await holds()).toEqual([]);
});

async function everybody(): Promise<readonly string[]> {
  return (await store.all<{ person: string }>(sql`select person from person_record`)).map(({ person }) => person);
}

import { testStore } from '#testing/database';
import { beforeAll, expect, test } from 'vitest';
import { type Access, labelBits } from '#agreement';
import type { Store } from '#store';
import { type Opened, openForTest } from '../open.testing.ts';
import { compartmentOf } from '../place/compartment.ts';
import type { HistoryEntry } from '../repository.ts';

let store: Store;
let opened: Opened;
let system: Access;
let nurse: Access;
/** An organisation to whose people the nurse has no relationship. */
let other: Access;

beforeAll(async () => {
  store = await testStore();
  opened = openForTest(store);
  system = await opened.system('Organization/practice');
  other = await opened.system('Organization/other');
  nurse = await opened.nurse('Organization/practice');
});

const condition = (patient: string, more: object = {}) =>
  JSON.stringify({ resourceType: 'Condition', subject: { reference: `Patient/${patient}` }, ...more });

async function written(type: string, body: string, access = system): Promise<string> {
  const answer = await opened.bind(access).create(type, body);
  if (!answer.ok) throw new Error(answer.refusals[0].text);
  return answer.value.id;
}

async function seen(access: Access, request: object): Promise<readonly HistoryEntry[]> {
  const found = await opened.bind(access).history({ count: 50, ...request });
  if (!found.ok) throw new Error(found.refusals[0].text);
  return found.value.entries;
}

const personOf = (access: Access): Promise<string> => written('Patient', '{"resourceType":"Patient"}', access);

async function befriend(patient: string): Promise<void> {
  const compartment = compartmentOf(`Patient/${patient}`);
  const grant = { ...compartment, viewer: nurse.viewer, purpose: 'direct-care' as const, rel: 1 };
  await store.write((transaction) => opened.keepAccess(transaction, [compartment], [grant]));
}

test('versions of people whom the access does not reach are not there, by type or over all', async () => {
  const [mine, theirs] = [await personOf(system), await personOf(other)];
  await befriend(mine);
  const near = await written('Condition', condition(mine));
  const far = await written('Condition', condition(theirs), other);
  expect((await seen(system, { type: 'Condition' })).map(({ id }) => id).toSorted()).toEqual([far, near].toSorted());
  expect((await seen(nurse, { type: 'Condition' })).map(({ id }) => id)).toEqual([near]);
  expect((await seen(nurse, {})).filter(({ id }) => id === far || id === theirs)).toEqual([]);
  expect(await opened.bind(nurse).history({ type: 'Condition', id: far, count: 5 })).toMatchObject({ ok: false });
});

test('an old version that says less than the newest is hidden with it, and the other way round', async () => {
  const mine = await personOf(system);
  await befriend(mine);
  const restricted = {
    meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] },
  };
  const strict: Access = {
    ...nurse,
    filter: { op: 'and', of: [nurse.filter, { op: 'unlabelled', bits: labelBits('restricted') }] },
  };
  const later = await written('Condition', condition(mine));
  const before = await written('Condition', condition(mine, restricted));
  await opened.bind(system).update('Condition', later, condition(mine, { id: later, ...restricted }));
  await opened.bind(system).update('Condition', before, condition(mine, { id: before }));
  const versions = (of: readonly HistoryEntry[], which: string) =>
    of.filter(({ id }) => id === which).map(({ version }) => version);
  const open = await seen(nurse, { type: 'Condition' });
  expect([versions(open, later), versions(open, before)]).toEqual([
    [2, 1],
    [2, 1],
  ]);
  const guarded = await seen(strict, { type: 'Condition' });
  expect([versions(guarded, later), versions(guarded, before)]).toEqual([[], [2]]);
});

test('what was deleted is told to whoever may see its deletion', async () => {
  const [mine, theirs] = [await personOf(system), await personOf(other)];
  await befriend(mine);
  const near = await written('Goal', goal(mine));
  const far = await written('Goal', goal(theirs), other);
  for (const id of [near, far]) await opened.bind(system).remove('Goal', id);
  const told = await seen(nurse, { type: 'Goal' });
  expect(told.map(({ id, op, cmp }) => [id, op, cmp])).toEqual([
    [near, 'delete', compartmentOf(`Patient/${mine}`).cmp],
    [near, 'create', compartmentOf(`Patient/${mine}`).cmp],
  ]);
});

const goal = (patient: string) =>
  JSON.stringify({
    resourceType: 'Goal',
    lifecycleStatus: 'active',
    description: { text: 'walk' },
    subject: { reference: `Patient/${patient}` },
  });

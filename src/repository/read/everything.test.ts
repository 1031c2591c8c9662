import { testStore } from '#testing/database';
import { beforeAll, expect, test } from 'vitest';
import type { Access } from '#agreement';
import type { Store } from '#store';
import { type Opened, openForTest } from '../open.testing.ts';
import { compartmentOf } from '../place/compartment.ts';

let store: Store;
let opened: Opened;
let practice: Access;
let trust: Access;
let nurse: Access;

beforeAll(async () => {
  store = await testStore();
  opened = openForTest(store);
  practice = await opened.system('Organization/practice');
  trust = await opened.system('Organization/trust');
  nurse = await opened.nurse('Organization/practice');
});

async function written(
  access: Access,
  resource: { readonly resourceType: string; readonly [name: string]: unknown },
): Promise<string> {
  const answer = await opened.bind(access).create(resource.resourceType, JSON.stringify(resource));
  if (!answer.ok) throw new Error(answer.refusals[0].text);
  return `${resource.resourceType}/${answer.value.id}`;
}

const condition = (patient: string, more: object = {}) => ({
  resourceType: 'Condition',
  subject: { reference: patient },
  ...more,
});

async function befriend(patient: string): Promise<void> {
  const compartment = compartmentOf(patient);
  const grant = { ...compartment, viewer: nurse.viewer, purpose: 'direct-care' as const, rel: 1 };
  await store.write((transaction) => opened.keepAccess(transaction, [compartment], [grant]));
}

async function everythingOf(access: Access, patient: string): Promise<readonly string[]> {
  const found = await opened.bind(access).everything({ id: patient.slice('Patient/'.length), count: 50 });
  if (!found.ok) throw new Error(found.refusals[0].code);
  return found.value.entries.map(({ mode, resource }) => `${mode} ${resource.type}/${resource.id}`);
}

test('all of a person is what the access may see of them, and not that there is more', async () => {
  const patient = await written(practice, { resourceType: 'Patient' });
  await befriend(patient);
  const ours = await written(practice, condition(patient));
  const theirs = await written(trust, condition(patient));
  const seen = [`match ${patient}`, `match ${ours}`];
  expect(await everythingOf(nurse, patient)).toEqual(seen);
  expect((await everythingOf(trust, patient)).toSorted()).toEqual([...seen, `match ${theirs}`].toSorted());
  const page = await opened.bind(nurse).everything({ id: patient.slice(8), count: 2 });
  expect(page).toMatchObject({ ok: true, value: { whole: true } });
});

// Shows requirement API1:2023.
test('a person whom the access does not reach is not found, whatever is asked of them', async () => {
  const patient = await written(trust, { resourceType: 'Patient' });
  const id = patient.slice('Patient/'.length);
  const missing = { ok: false, refusals: [{ code: 'repository.not-found' }] };
  expect(await opened.bind(nurse).everything({ id, count: 5 })).toMatchObject(missing);
  expect(await opened.bind(nurse).linked(id)).toMatchObject(missing);
});

test('what belongs to somebody else does not come along, even to those who may see it', async () => {
  const [patient, other] = [
    await written(practice, { resourceType: 'Patient' }),
    await written(practice, { resourceType: 'Patient' }),
  ];
  const theirs = await written(practice, condition(other));
  const place = await written(practice, { resourceType: 'Location' });
  const encounter = await written(practice, {
    resourceType: 'Encounter',
    status: 'finished',
    class: { code: 'AMB' },
    subject: { reference: patient },
    location: [{ location: { reference: place } }],
    reasonReference: [{ reference: theirs }],
  });
  expect(await everythingOf(practice, patient)).toEqual([`match ${patient}`, `match ${encounter}`, `include ${place}`]);
});

test('a mark of one asker is none for another', async () => {
  const patient = await written(practice, { resourceType: 'Patient' });
  const id = patient.slice('Patient/'.length);
  for (let made = 0; made < 3; made += 1) await written(practice, condition(patient));
  const first = await opened.bind(practice).everything({ id, count: 2 });
  const page = first.ok ? (first.value.next ?? '') : '';
  const second = await opened.bind(practice).everything({ id, count: 2, page });
  expect(second.ok && second.value.entries).toHaveLength(2);
  expect(await opened.bind(trust).everything({ id, count: 2, page })).toMatchObject({
    refusals: [{ code: 'search.page' }],
  });
});

test('labels in use are those of what the access may see', async () => {
  const patient = await written(practice, { resourceType: 'Patient' });
  await befriend(patient);
  const tag = (code: string) => ({ meta: { tag: [{ system: 'urn:test', code }] } });
  await written(practice, condition(patient, tag('ours')));
  await written(trust, condition(patient, tag('theirs')));
  const labels = async (access: Access) => {
    const found = await opened.bind(access).metas('Condition');
    return found.ok ? found.value.flatMap((meta) => meta.match(/ours|theirs/g) ?? []).toSorted() : [];
  };
  expect(await labels(nurse)).toEqual(['ours']);
  expect(await labels(practice)).toEqual(['ours', 'theirs']);
});

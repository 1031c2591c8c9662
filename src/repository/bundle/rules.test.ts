import { testStore } from '#testing/database';
import { beforeAll, expect, test } from 'vitest';
import type { Store } from '#store';
import { countOf, openForTest } from '../open.testing.ts';
import type { BundleEntry, Repository } from '../repository.ts';

/** The rules of https://hl7.org/fhir/R4/http.html#trules that entries of one transaction have with each other. */

let store: Store;
let repository: Repository;

beforeAll(async () => {
  store = await testStore();
  const opened = openForTest(store);
  repository = opened.bind(await opened.system());
});

const SYSTEM = 'urn:rules';

function entry(method: BundleEntry['method'], url: string, resource?: object, more: Partial<BundleEntry> = {}) {
  return { method, url, ...(resource ? { resource: JSON.stringify(resource) } : {}), ...more } as BundleEntry;
}
const patient = (value: string, more: object = {}) => ({
  resourceType: 'Patient',
  identifier: [{ system: SYSTEM, value }],
  ...more,
});
const kept = async (id: string) => {
  const made = await repository.update('Patient', id, JSON.stringify(patient(id, { id })));
  if (!made.ok) throw new Error(made.refusals[0].text);
  return made.value;
};
const twice = { ok: false, refusals: [{ code: 'repository.twice' }] };

test('two conditional creates that ask the same are refused: together they would make two', async () => {
  const ifNoneExist = `identifier=${SYSTEM}|same`;
  const one = () => entry('POST', 'Patient', patient('same'), { ifNoneExist });
  expect(await repository.transaction([one(), one()])).toMatchObject(twice);
});

test('one resource is written once, however its entries name it', async () => {
  await kept('rules-1');
  const byId = entry('PUT', 'Patient/rules-1', patient('rules-1', { id: 'rules-1', active: true }));
  const byCondition = entry('PUT', `Patient?identifier=${SYSTEM}|rules-1`, patient('rules-1', { active: false }));
  const removed = entry('DELETE', 'Patient/rules-1');
  const removedBy = entry('DELETE', `Patient?identifier=${SYSTEM}|rules-1`);
  for (const pair of [
    [byId, byCondition],
    [byId, byId],
    [removed, byId],
    [removedBy, removed],
    [removed, byCondition],
    [byCondition, removedBy],
  ]) {
    expect(await repository.transaction(pair)).toMatchObject(twice);
  }
  expect(await repository.read('Patient', 'rules-1')).toMatchObject({ ok: true, value: { version: 1 } });
});

test('entries refer to each other in a circle', async () => {
  const answers = await repository.transaction([
    entry(
      'POST',
      'Patient',
      patient('circle-1', { link: [{ type: 'seealso', other: { reference: 'urn:uuid:c2' } }] }),
      { fullUrl: 'urn:uuid:c1' },
    ),
    entry(
      'POST',
      'Patient',
      patient('circle-2', { link: [{ type: 'seealso', other: { reference: 'urn:uuid:c1' } }] }),
      { fullUrl: 'urn:uuid:c2' },
    ),
  ]);
  if (!answers.ok) throw new Error(answers.refusals[0].text);
  const [first, second] = answers.value.map((answer) => (answer.ok ? answer.value.written : undefined));
  expect(first?.body).toContain(`"reference":"Patient/${second?.id}"`);
  expect(second?.body).toContain(`"reference":"Patient/${first?.id}"`);
});

test('what an update is called in the bundle becomes its id, with and without the address before it', async () => {
  const fullUrl = 'http://sender.example/fhir/Patient/rules-2';
  const observed = (reference: string) => ({
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'weight' },
    subject: { reference },
  });
  const answers = await repository.transaction([
    entry('POST', 'Observation', observed(fullUrl)),
    entry('POST', 'Observation', observed('Patient/rules-2')),
    entry('PUT', `Patient?identifier=${SYSTEM}|rules-2`, patient('rules-2', { id: 'rules-2' }), { fullUrl }),
  ]);
  if (!answers.ok) throw new Error(answers.refusals[0].text);
  const [absolute, relative, person] = answers.value.map((answer) => (answer.ok ? answer.value.written : undefined));
  for (const one of [absolute, relative]) expect(one?.body).toContain(`"reference":"Patient/${person?.id}"`);
});

test('a conditional reference that matches two stops everything, and leaves nothing', async () => {
  for (const id of ['rules-3', 'rules-4']) {
    await repository.update('Patient', id, JSON.stringify(patient('both', { id })));
  }
  const before = await countOf(store, 'resource');
  const observed = {
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'weight' },
    subject: { reference: `Patient?identifier=${SYSTEM}|both` },
  };
  const answer = await repository.transaction([
    entry('POST', 'Patient', patient('beside')),
    entry('POST', 'Observation', observed),
  ]);
  expect(answer).toMatchObject({ ok: false, refusals: [{ code: 'repository.multiple-matches' }] });
  expect(await countOf(store, 'resource')).toBe(before);
});

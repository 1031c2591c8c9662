import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { sql, type Store } from '#store';
import { freshDatabase } from '#testing/database';
import type { Wish } from '../contract.ts';
import { hba1c, loadFrom, onePerson, type Opened, openForTest, PARTNERS, patient } from '../record.testing.ts';

/*
 * Amina Okafor has a record at the surgery, the hospital and the clinic. Seats of this test see everything of people they have to do
 * with, so that what is hidden is hidden by what she said.
 */
let opened: Opened;
let store: Store;
let person: string;
let self: Access;
let trust: Access;
let clinic: Access;

const HIV = { resourceType: 'Condition', id: 'v', subject: { reference: 'Patient/e1' } };
const RESULTS: Wish = { what: { kind: 'class', cls: 'results' }, from: ['Organization/trust'] };

beforeAll(async () => {
  ({ store } = await freshDatabase());
  opened = await openForTest(store, PARTNERS);
  const measured = { value: 50, unit: 'mmol/mol', on: '2026-01-01' };
  await loadFrom(opened, 'elm', patient('e1'), hba1c('h1', 'e1', measured), {
    ...HIV,
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'B20' }] },
  });
  await loadFrom(opened, 'trust', patient('t1'), hba1c('h2', 't1', measured));
  await loadFrom(opened, 'clinic', patient('c1'));
  await opened.follow();
  person = await onePerson(opened, await opened.staff('Organization/elm'), 'okafor');
  self = await opened.person(person);
  [trust, clinic] = [await opened.staff('Organization/trust'), await opened.staff('Organization/clinic')];
});

afterAll(async () => opened.stop());

/** Types of her items that a seat sees, by every way there is: her record, a search, and reading each item that the person sees. */
async function seen(access: Access): Promise<readonly string[]> {
  const repository = opened.repository.bind(access);
  const all = await opened.repository.bind(await opened.system('Organization/elm')).compartments(await places(), {
    types: ['Observation', 'Condition'],
    limit: 50,
  });
  const together = await repository.compartments(await places(), { types: ['Observation', 'Condition'], limit: 50 });
  const found: string[] = [];
  for (const type of ['Observation', 'Condition']) {
    const page = await repository.search({ type, parameters: [['_total', 'accurate']], handling: 'strict' });
    if (!page.ok) throw new Error(page.refusals[0].text);
    expect(page.value.total).toBe(page.value.entries.length);
    found.push(...page.value.entries.map(({ resource }) => resource.id));
  }
  const read = await repository.readMany(all.map(({ type, id }) => `${type}/${id}`));
  expect([...found].sort()).toEqual(together.map(({ id }) => id).sort());
  expect(read.map(({ id }) => id).sort()).toEqual(together.map(({ id }) => id).sort());
  return together.map(({ type }) => type).sort();
}

async function places() {
  return opened.services.ports.persons.records(store, [person]);
}

async function keepBack(wish: Wish): Promise<string> {
  const done = await opened.answers.keepBack(self, wish);
  if (!done.ok) throw new Error(done.refusals[0].text);
  return done.value;
}

async function shareAgain(id: string): Promise<void> {
  const done = await opened.answers.shareAgain(self, id);
  if (!done.ok) throw new Error(done.refusals[0].text);
}

const EVERYTHING = ['Condition', 'Observation', 'Observation'];

/** A Consent as a connected system sends it. It holds from the answer on: the feed is not waited for. */
async function send(provision: object, more: object = {}): Promise<string> {
  const system = opened.repository.bind(await opened.system('Organization/elm'));
  const [home] = await system.compartments(await places(), { types: ['Patient'], limit: 1 });
  const consent = {
    resourceType: 'Consent',
    status: 'active',
    scope: { coding: [{ code: 'patient-privacy' }] },
    category: [{ text: 'privacy' }],
    patient: { reference: `Patient/${home?.id}` },
    policyRule: { coding: [{ code: 'OPTOUT' }] },
    dateTime: '2026-01-01',
    provision,
    ...more,
  };
  const written = await system.create('Consent', JSON.stringify(consent));
  if (!written.ok) throw new Error(written.refusals[0].text);
  return written.value.id;
}

async function drop(id: string): Promise<void> {
  await opened.repository.bind(await opened.system('Organization/elm')).remove('Consent', id);
}

const actor = (code: string, reference: object) => ({ role: { coding: [{ code }] }, reference });

test('a class that the person keeps back is gone for those they named, at once, and for nobody else', async () => {
  expect([await seen(trust), await seen(clinic)]).toEqual([EVERYTHING, EVERYTHING]);
  const id = await keepBack(RESULTS);
  expect([await seen(trust), await seen(clinic)]).toEqual([['Condition'], EVERYTHING]);
  expect(await seen(self)).toEqual(EVERYTHING);
  await opened.follow();
  await opened.answers.rebuildRelationships(await opened.system('Organization/loader'));
  expect([await seen(trust), await seen(clinic)]).toEqual([['Condition'], EVERYTHING]);
  await shareAgain(id);
  expect(await seen(trust)).toEqual(EVERYTHING);
});

test('a label, what one organisation wrote, and everything are kept back the same way', async () => {
  const cases: readonly (readonly [Wish['what'], readonly string[]])[] = [
    [{ kind: 'label', label: 'hiv' }, ['Observation', 'Observation']],
    [{ kind: 'recorder', organization: 'Organization/elm' }, ['Observation']],
    [{ kind: 'everything' }, []],
  ];
  for (const [what, left] of cases) {
    const id = await keepBack({ what, from: ['Organization/trust'] });
    expect([await seen(trust), await seen(clinic)], what.kind).toEqual([left, EVERYTHING]);
    await shareAgain(id);
  }
});

test('it ends after its last day and begins on its first, by the clock of the partnership', async () => {
  const until = await keepBack({ ...RESULTS, until: '2026-03-04' });
  const before = opened.clock.now;
  opened.clock.now = Date.parse('2026-03-04T23:59:50Z');
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  expect(await seen(trust)).toEqual(['Condition']);
  opened.clock.now = Date.parse('2026-03-05T00:00:01Z');
  await expect.poll(() => seen(trust)).toEqual(EVERYTHING);
  const id = await send({ type: 'deny', period: { start: '2026-03-06' } });
  expect(await seen(clinic)).toEqual(EVERYTHING);
  opened.clock.now = Date.parse('2026-03-06T00:00:01Z');
  await expect.poll(() => seen(clinic)).toEqual([]);
  await drop(id);
  await shareAgain(until);
  opened.clock.now = before;
  expect(await seen(clinic)).toEqual(EVERYTHING);
});

test('what a system sends counts too, with its exceptions, and names organisations as systems do', async () => {
  const system = opened.repository.bind(await opened.system('Organization/loader'));
  const ods = { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'RC9' };
  const partner = { resourceType: 'Organization', id: 'clinic', identifier: [ods], name: 'Foot Clinic' };
  expect((await system.update('Organization', 'clinic', JSON.stringify(partner))).ok).toBe(true);
  const id = await send({
    type: 'deny',
    class: [{ system: 'https://concord.health/data-class', code: 'results' }],
    provision: [{ type: 'permit', actor: [actor('IRCP', { identifier: ods })] }],
  });
  expect([await seen(trust), await seen(clinic), await seen(self)]).toEqual([['Condition'], EVERYTHING, EVERYTHING]);
  await drop(id);
  expect(await seen(trust)).toEqual(EVERYTHING);
});

test('an organisation that writes about the person for the first time sees no more than was left', async () => {
  const id = await keepBack({ what: { kind: 'everything' }, from: ['Organization/board'] });
  const board = await opened.staff('Organization/board', 'gp');
  expect(await seen(board)).toEqual([]);
  const [home] = await opened.repository.bind(self).compartments(await places(), { types: ['Patient'], limit: 1 });
  const flag = {
    resourceType: 'Flag',
    status: 'active',
    code: { text: 'x' },
    subject: { reference: `Patient/${home?.id}` },
  };
  const written = await opened.repository
    .bind(await opened.system('Organization/board'))
    .create('Flag', JSON.stringify(flag));
  expect(written.ok).toBe(true);
  // Before the feed has been read.
  expect(await seen(board)).toEqual([]);
  await opened.follow();
  expect(await seen(board)).toEqual([]);
  await shareAgain(id);
  expect(await seen(board)).toEqual(EVERYTHING);
});

test('the person is told what they keep back; that they do is told to nobody it is kept back from', async () => {
  const id = await keepBack({ ...RESULTS, until: '2026-04-01' });
  const told = await opened.answers.sharing(self, person);
  const one = told.ok ? told.value.said.find((said) => said.id === id) : undefined;
  expect(one).toEqual({
    id,
    effect: 'deny',
    what: 'results',
    from: ['Norbury Hospital'],
    since: '2026-03-02',
    until: '2026-04-01',
    own: true,
  });
  const rows = await store.all(sql`select lab, org from resource where id = ${id}`);
  expect(rows).toHaveLength(1);
  const own = await opened.own('Organization/trust');
  expect((await opened.repository.bind(own).read('Consent', id)).ok).toBe(false);
  await shareAgain(id);
  const after = await opened.answers.sharing(self, person);
  expect(after.ok && after.value.said.find((said) => said.id === id)?.silent).toBe('it is inactive');
});

test.each([
  [{ ...RESULTS, from: [] }, 'record.wish-from'],
  [{ ...RESULTS, from: ['Organization/nobody'] }, 'record.wish-from'],
  [{ ...RESULTS, until: '2026-03-01' }, 'record.wish-until'],
  [{ ...RESULTS, until: 'soon' }, 'record.wish-until'],
  [{ ...RESULTS, what: { kind: 'recorder' as const, organization: 'Organization/nobody' } }, 'record.wish-what'],
])('a wish that means nothing is refused (%#)', async (wish, code) => {
  const done = await opened.answers.keepBack(self, wish);
  expect(done.ok ? '' : done.refusals[0].code).toBe(code);
});

test('nobody says for somebody else what they share', async () => {
  const done = await opened.answers.keepBack({ ...trust, writes: 'own-people' }, RESULTS);
  expect(done.ok ? '' : done.refusals[0].code).toBe('record.shares-themself');
  const [home] = await opened.repository.bind(trust).compartments(await places(), { types: ['Patient'], limit: 1 });
  const consent = JSON.stringify({
    resourceType: 'Consent',
    status: 'active',
    scope: { coding: [{ code: 'patient-privacy' }] },
    category: [{ text: 'privacy' }],
    patient: { reference: `Patient/${home?.id}` },
    policyRule: { coding: [{ code: 'OPTIN' }] },
  });
  const written = await opened.repository.bind({ ...trust, writes: 'own-people' }).create('Consent', consent);
  expect(written.ok ? '' : written.refusals[0].code).toBe('repository.consent');
});

import { testStore } from '#testing/database';
import { beforeAll, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { sql, type Store } from '#store';
import { countOf, type Opened, openForTest } from '../open.testing.ts';
import { compartmentOf } from '../place/compartment.ts';

let store: Store;
let opened: Opened;
let nurse: Access;
let elsewhere: Access;

beforeAll(async () => {
  store = await testStore();
  opened = openForTest(store);
  nurse = await opened.nurse('Organization/elm');
  elsewhere = await opened.nurse('Organization/oak');
});

const patient = '{"resourceType":"Patient","name":[{"family":"Okafor"}]}';
const note = (subject: string) =>
  `{"resourceType":"Observation","status":"final","code":{"text":"pulse"},"subject":{"reference":"${subject}"}}`;

async function registered(access: Access): Promise<string> {
  const written = await opened.bind(access).create('Patient', patient);
  if (!written.ok) throw new Error(JSON.stringify(written.refusals));
  return written.value.id;
}

test('a person whom an end user registers is theirs to write about', async () => {
  const id = await registered(nurse);
  expect(await opened.bind(nurse).create('Observation', note(`Patient/${id}`))).toMatchObject({ ok: true });
});

// Shows a control of hazard H5.
test('says the same of a person of others and of one that never was', async () => {
  const id = await registered(nurse);
  const theirs = await opened.bind(elsewhere).create('Observation', note(`Patient/${id}`));
  const nobody = await opened.bind(elsewhere).create('Observation', note('Patient/never'));
  expect(theirs).toEqual(nobody);
  expect(theirs).toMatchObject({ ok: false, refusals: [{ code: 'repository.no-person' }] });
});

// Shows a control of hazard H5.
test('of creates that come together each is taken or refused by itself, and what is refused leaves nothing', async () => {
  const mine = await registered(nurse);
  const theirs = await registered(elsewhere);
  const tables = ['resource', 'posting', 'change', 'person_record', 'term'];
  const rows = async () => Promise.all(tables.map((table) => countOf(store, table)));
  await opened.bind(nurse).create('Observation', note(`Patient/${mine}`));
  for (let round = 0; round < 3; round += 1) {
    const [before, one] = [await rows(), await opened.bind(nurse).create('Observation', note(`Patient/${mine}`))];
    expect(one).toMatchObject({ ok: true });
    const after = await rows();
    const subjects = [mine, theirs, mine, 'never', mine, theirs];
    const answers = await Promise.all(
      subjects.map((id, at) => opened.bind(at === 5 ? elsewhere : nurse).create('Observation', note(`Patient/${id}`))),
    );
    expect(answers.map((answer) => answer.ok)).toEqual([true, false, true, false, true, true]);
    // Four more of what one was.
    expect(await rows()).toEqual(after.map((count, at) => count + 4 * (count - (before[at] as number))));
  }
});

test('a create asks of the moment it is written', async () => {
  const id = await registered(nurse);
  const create = () => opened.bind(nurse).create('Observation', note(`Patient/${id}`));
  expect(await create()).toMatchObject({ ok: true });
  const { bkt, cmp } = compartmentOf(`Patient/${id}`);
  await store.run(sql`update access set until = ${new Date(opened.clock.now)} where (bkt, cmp) = (${bkt}, ${cmp})`);
  expect(await create()).toMatchObject({ ok: false, refusals: [{ code: 'repository.no-person' }] });
  await store.run(sql`update access set until = 'infinity', rel = 0 where (bkt, cmp) = (${bkt}, ${cmp})`);
  expect(await create()).toMatchObject({ ok: false, refusals: [{ code: 'repository.no-person' }] });
});

test('a term that nobody has said is not kept of what is refused', async () => {
  const weighed = (id: string) =>
    `{"resourceType":"Observation","status":"final","code":{"text":"seldom said ${id}"},"subject":{"reference":"Patient/${id}"}}`;
  const terms = await countOf(store, 'term');
  expect(await opened.bind(nurse).create('Observation', weighed('never'))).toMatchObject({ ok: false });
  expect(await countOf(store, 'term')).toBe(terms);
});

test('an update or a delete of what is hidden answers as if there were nothing', async () => {
  const id = await registered(nurse);
  const body = (of: string) => `{"resourceType":"Patient","id":"${of}"}`;
  const hidden = await opened.bind(elsewhere).update('Patient', id, body(id));
  const absent = await opened.bind(elsewhere).update('Patient', 'none', body('none'));
  expect(JSON.stringify(hidden)).toBe(JSON.stringify(absent).replaceAll('none', id));
  expect(await opened.bind(elsewhere).remove('Patient', id)).toMatchObject({
    refusals: [{ code: 'repository.not-found' }],
  });
  expect(await opened.bind(nurse).read('Patient', id)).toMatchObject({ ok: true, value: { version: 1 } });
});

test('a conditional create does not find what its writer may not see', async () => {
  const named = '{"resourceType":"Patient","identifier":[{"system":"urn:nhs","value":"777"}]}';
  await opened.bind(nurse).create('Patient', named);
  const second = await opened.bind(elsewhere).create('Patient', named, { ifNoneExist: 'identifier=urn:nhs|777' });
  expect(second).toMatchObject({ ok: true, value: { effect: 'created' } });
});

// Shows requirement API3:2023.
test('end users do not choose ids, write the directory, or change what others recorded', async () => {
  const chosen = await opened.bind(nurse).update('Patient', 'mine', '{"resourceType":"Patient","id":"mine"}');
  expect(chosen).toMatchObject({ ok: false, refusals: [{ code: 'repository.not-found' }] });
  const directory = await opened.bind(nurse).create('Organization', '{"resourceType":"Organization","name":"x"}');
  expect(directory).toMatchObject({ ok: false, refusals: [{ code: 'repository.directory' }] });
  const id = await registered(nurse);
  const seesAll: Access = { ...elsewhere, filter: { op: 'always' } };
  const changed = await opened
    .bind(seesAll)
    .update('Patient', id, `{"resourceType":"Patient","id":"${id}","active":true}`);
  expect(changed).toMatchObject({ ok: false, refusals: [{ code: 'repository.other-organization' }] });
});

test('a seat that only reads is told so', async () => {
  const reader: Access = { ...nurse, writes: 'none' };
  expect(await opened.bind(reader).create('Patient', patient)).toMatchObject({
    ok: false,
    refusals: [{ code: 'repository.read-only' }],
  });
});

test('an old version that was less hidden than the resource is now stays hidden with it', async () => {
  const system = await opened.system('Organization/elm');
  const written = await opened.bind(system).create('Patient', patient);
  const id = written.ok ? written.value.id : '';
  const labelled = `{"resourceType":"Patient","id":"${id}","meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"}]}}`;
  await opened.bind(system).update('Patient', id, labelled);
  const unlabelled: Access = {
    ...nurse,
    filter: { op: 'and', of: [nurse.filter, { op: 'unlabelled', bits: 1 << 8 }] },
  };
  const seen = await opened.bind(unlabelled).vread('Patient', id, 1);
  const never = await opened.bind(unlabelled).vread('Patient', 'never', 1);
  expect(JSON.stringify(seen)).toBe(JSON.stringify(never).replaceAll('never', id));
});

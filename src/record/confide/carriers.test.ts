import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { startTestServer, type TestServer } from '#testing/server';
import { compartmentOf } from '#repository';

/** What a condition is called reaches every carrier of words about the person that a clerk reads or that leaves the program. */
let server: TestServer;
let self: Access;
let clerk: Access;

const TELLING = /\bHIV\b/i;
const FORM = 'before-the-clinic';
const TEST = { organization: 'Organization/test', organizationName: 'Test Surgery' };

beforeAll(async () => {
  server = await startTestServer();
  const { app } = server;
  const { ports, store } = app.core.services;
  const item = [{ linkId: 'how', text: 'How are you?', type: 'text' }];
  await put('Patient', 'ada', { name: [{ family: 'Okafor' }], birthDate: '1957-07-04' });
  const url = `urn:concord:questionnaire:${FORM}`;
  const title = 'HIV clinic, before you come';
  await put('Questionnaire', FORM, { url, version: '1', title, status: 'active', item });
  await app.caughtUp();
  const [owner] = await ports.persons.of(store, [compartmentOf('Patient/ada')]);
  const person = owner?.person ?? '';
  const seat = { account: 'a', ...TEST };
  self = await app.core.auth.accessOfSeat({
    ...seat,
    id: 's',
    name: 'Ada',
    role: 'person',
    person: `Person/${person}`,
  });
  const desk = { ...TEST, id: 'joy-desk', role: 'receptionist' } as const;
  await app.core.auth.keepAccount({ id: 'joy', name: 'Joy', seats: [desk] });
  clerk = await app.core.auth.accessOfSeat({ ...desk, account: 'joy', name: 'Joy' });
  const system = await app.core.auth.accessOfClient('test', TEST.organization);
  const partner = { organization: TEST.organization, name: TEST.organizationName, kind: 'general-practice' };
  expect(await sent('POST', `${app.address}/api/partnership`, { name: 'Vale', partners: [partner] })).toBe(200);
  const who = `${TEST.organization}|receptionist`;
  const words = 'Before the HIV clinic on Thursday';
  const asked = { form: FORM, about: person, who, until: '2099-01-31', words };
  for (const called of ['', 'my Thursday clinic']) {
    expect(await app.answers.record.confiding.call(self, called)).toMatchObject({ ok: true });
    expect(await app.answers.record.forms.ask(system, asked)).toMatchObject({ ok: true });
  }
});

afterAll(() => server?.close());

async function put(resourceType: string, id: string, fields: object): Promise<void> {
  expect(await sent('PUT', `${server.base}/${resourceType}/${id}`, { resourceType, id, ...fields })).toBe(201);
}

async function sent(method: string, address: string, body: object): Promise<number> {
  const type = method === 'PUT' ? 'application/fhir+json' : 'application/json';
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': type };
  return (await fetch(address, { method, headers, body: JSON.stringify(body) })).status;
}

test('what is due about somebody is titled as the person calls it, for whoever of the organisation reads it', async () => {
  const { items } = await server.app.core.obligations.owedBy(clerk);
  expect(items.map(({ title }) => title).sort()).toEqual(['Fill in: Chronic care', 'Fill in: My Thursday clinic']);
  expect(JSON.stringify(items)).not.toMatch(TELLING);
  for (const { id } of items) {
    const one = await server.app.core.obligations.one(clerk, id);
    expect(one.ok && JSON.stringify(one.value)).toContain('asks for it');
    expect(JSON.stringify(one)).not.toMatch(TELLING);
  }
});

test('a calendar that leaves the program says of what is about somebody only of which kind it is', async () => {
  const made = await server.app.core.obligations.feeds.make(clerk);
  if (!made.ok) throw new Error(made.refusals[0].code);
  const text = await (await fetch(`${server.app.address}/calendar/${made.value}.ics`)).text();
  expect(text.match(/SUMMARY:.*/g)).toEqual(['SUMMARY:Form', 'SUMMARY:Form']);
  expect(text).not.toMatch(TELLING);
});

test('a clerk reads what they are asked to fill in, and why, as the person calls it', async () => {
  const { forms } = server.app.answers.record;
  const listed = await forms.list(clerk);
  const asked = listed.ok ? listed.value.asked : [];
  expect(asked.map(({ title, words }) => [title, words])).toEqual([
    ['My Thursday clinic', 'My Thursday clinic'],
    ['My Thursday clinic', 'My Thursday clinic'],
  ]);
  expect(JSON.stringify(asked)).not.toMatch(TELLING);
});

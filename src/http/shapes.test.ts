import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answered, type Ask, askingServer, type Json } from './asking.testing.ts';

let ask: Ask;
let close: () => Promise<void>;
beforeAll(async () => {
  const asking = await askingServer();
  ask = asking.ask;
  close = asking.server.close;
});
afterAll(() => close?.());

const patient = (value: string, more: object = {}) => ({
  resourceType: 'Patient',
  text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">A</div>' },
  identifier: [{ system: 'urn:test', value }],
  name: [{ family: 'Haddad', given: ['Zoë'] }],
  contact: [{ name: { family: 'Ali' } }],
  ...more,
});
const create = async (body: object) => (await ask('POST', '/Patient', { body })).json['id'] as unknown as string;
const membersOf = (resource: Json | undefined) => Object.keys(resource ?? {}).toSorted();
const found = (answer: Answered) => answer.json['entry']?.[0]?.['resource'];
const isCut = (resource: Json | undefined) => JSON.stringify(resource?.['meta']?.['tag'] ?? null).includes('SUBSETTED');

test('_summary shows the summary, the text, all but the text, or the count alone', async () => {
  const mark = randomUUID();
  const id = await create(patient(mark));
  const head = ['id', 'meta', 'resourceType'];
  for (const [kind, members] of [
    ['true', ['identifier', 'name']],
    ['text', ['text']],
    ['data', ['contact', 'identifier', 'name']],
  ] as const) {
    const expected = [...head, ...members].toSorted();
    const one = await ask('GET', `/Patient/${id}?_summary=${kind}`);
    expect(membersOf(one.json)).toEqual(expected);
    expect(isCut(one.json)).toBe(true);
    const all = await ask('GET', `/Patient?identifier=urn:test|${mark}&_summary=${kind}`);
    expect(membersOf(found(all))).toEqual(expected);
  }
  expect(isCut((await ask('GET', `/Patient/${id}?_summary=false`)).json)).toBe(false);
  const counted = await ask('GET', `/Patient?identifier=urn:test|${mark}&_summary=count`);
  expect(counted.json).toMatchObject({ type: 'searchset', total: 1 });
  expect(counted.json['entry']).toBeUndefined();
  const history = await ask('GET', `/Patient/${id}/_history?_summary=text`);
  expect(membersOf(found(history))).toEqual([...head, 'text'].toSorted());
});

test('_elements shows elements, and parts of them', async () => {
  const mark = randomUUID();
  const id = await create(patient(mark));
  const one = await ask('GET', `/Patient/${id}?_elements=name.family,contact`);
  expect(one.json).toMatchObject({ name: [{ family: 'Haddad' }], contact: [{ name: { family: 'Ali' } }] });
  expect(one.json['name']?.[0]?.['given']).toBeUndefined();
  expect(isCut(one.json)).toBe(true);
  const all = found(await ask('GET', `/Patient?identifier=urn:test|${mark}&_elements=identifier.value`));
  expect(membersOf(all)).toEqual(['id', 'identifier', 'meta', 'resourceType']);
  expect(all?.['identifier']).toEqual([{ value: mark }]);
});

test('_pretty lays out what is the same', async () => {
  const id = await create(patient(randomUUID()));
  const [plain, laid] = [await ask('GET', `/Patient/${id}`), await ask('GET', `/Patient/${id}?_pretty=true`)];
  expect(laid.text).toContain('\n  "id"');
  expect(laid.json).toEqual(plain.json);
  expect((await ask('GET', '/Patient/absent?_pretty=true')).text).toContain('\n');
});

test('a version is sent again only to whoever does not hold it', async () => {
  const id = await create(patient(randomUUID()));
  const first = await ask('GET', `/Patient/${id}`);
  const modified = first.headers.get('last-modified') ?? '';
  const asked = (headers: Readonly<Record<string, string>>, path = `/Patient/${id}`) => ask('GET', path, { headers });
  expect((await asked({ 'if-modified-since': modified })).status).toBe(304);
  expect((await asked({ 'if-modified-since': 'Sat, 01 Jan 2000 00:00:00 GMT' })).status).toBe(200);
  expect((await asked({ 'if-none-match': 'W/"1"' }, `/Patient/${id}/_history/1`)).status).toBe(304);
  await ask('PUT', `/Patient/${id}`, { body: patient('x', { id }) });
  expect((await asked({ 'if-none-match': 'W/"1"' })).status).toBe(200);
  // The tag decides where both are given, whatever the time says.
  expect((await asked({ 'if-none-match': 'W/"1"', 'if-modified-since': 'Tue, 01 Jan 2999 00:00:00 GMT' })).status).toBe(
    200,
  );
});

test('what was deleted is gone, its versions stay, and it may come back', async () => {
  const id = await create(patient('gone'));
  await ask('PUT', `/Patient/${id}`, { body: patient('gone', { id, gender: 'other' }) });
  expect((await ask('DELETE', `/Patient/${id}`)).status).toBe(204);
  expect(await ask('GET', `/Patient/${id}`)).toMatchObject({ status: 410 });
  expect((await ask('GET', `/Patient/${id}/_history/1`)).status).toBe(200);
  expect((await ask('GET', `/Patient/${id}/_history/2`)).json).toMatchObject({ gender: 'other' });
  expect((await ask('GET', `/Patient/${id}/_history/3`)).status).toBe(410);
  const patch = { body: '[]', headers: { 'content-type': 'application/json-patch+json' } };
  expect((await ask('PATCH', `/Patient/${id}`, patch)).status).toBe(410);
  for (const operation of ['$everything', '$summary', '$meta', '$validate']) {
    expect((await ask('GET', `/Patient/${id}/${operation}`)).status).toBe(410);
  }
  expect((await ask('PUT', `/Patient/${id}`, { body: patient('back', { id }) })).status).toBe(201);
  expect((await ask('GET', `/Patient/${id}`)).json).toMatchObject({ meta: { versionId: '4' } });
});
